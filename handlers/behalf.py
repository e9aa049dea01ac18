"""A report that came by mail, on the phone or on paper is entered for its unit: said in words or collected file by
file, read back, and recorded by one yes.

What is being said is kept until then; the yes itself carries all that was read back, so that an older card records what
it showed and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.audience import Roster
from core.behalf import Source, is_entry, nearest, report_named, unit_in, whose, without_report
from core.behalf import heard as read
from core.entering import MOST_FILES, Book
from core.escalation import urgency
from core.say import Audience, Choice, Say
from core.texts import answers, labels
from core.texts import behalf as texts
from core.texts.values import Due
from core.vietnamese import as_written
from data import behalf, files, units
from data.behalf import Open
from data.models import File
from data.obligations import Owed
from handlers import recording, report
from handlers.recording import NOTHING, WORDS, takes
from handlers.turn import Turn
from handlers.watching import calls, watched

MOST_REPORTS = 8
DAY = timedelta(days=1)
_SOURCES = (
    (labels.BY_MAIL, Source.MAIL),
    (labels.BY_PHONE, Source.PHONE),
    (labels.ON_PAPER, Source.PAPER),
    (labels.BY_ZALO, Source.ZALO),
)


@dataclass(frozen=True)
class Desk:
    """Whose reports this person may enter, and what those still owe, the most urgent first."""

    roster: Roster
    open: list[Open]

    def named(self, book: Book) -> Open | None:
        return next((one for one in self.open if one.key == (book.deliverable, book.period)), None)


async def _desk(turn: Turn) -> Desk:
    """No unit outside a cluster can be named by its head."""
    theirs = await watched(turn)
    roster = await units.roster(turn.session)
    if theirs is not None:
        mine = {unit: name for unit, name in roster.units.items() if unit in theirs}
        roster = replace(roster, units=mine, marks={unit: roster.marks[unit] for unit in mine})
    return Desk(roster, _by_urgency(await behalf.reports(turn.session, theirs), turn.now))


def _by_urgency(found: Sequence[Open], now: datetime) -> list[Open]:
    return sorted(found, key=lambda one: urgency(one.due.strict, one.due.lenient, now))


# -- ways in ------------------------------------------------------------------------------------------------------


async def show(turn: Turn) -> Say:
    """'Nhận hộ': begun anew. From a unit the words mean that it hands in."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not calls(turn):
        return await report.begin(turn) if turn.units else Say(answers.not_for_your_role())
    return await _next(turn, Book(turn.now), await _desk(turn))


def is_typed(turn: Turn, text: str) -> bool:
    """'Đã nhận An Hòa, P3 qua mail 15g20' from whoever may enter it."""
    return not turn.group and calls(turn) and is_entry(text)


async def typed(turn: Turn, text: str) -> Say:
    return await _with_words(turn, Book(turn.now), text)


async def told(turn: Turn, text: str) -> Say | None:
    """'An Hòa gửi mail rồi' from whoever may enter it; None when no unit is named."""
    roster = await units.roster(turn.session)
    named = roster.meant(whose(read(text, turn.now).who, roster).owners)
    return await typed(turn, text) if named else None


async def heard(turn: Turn, words: str) -> Say:
    """More of it, or a correction; a whole entry after another is one of its own, for each has its own card."""
    if not calls(turn):
        return Say(answers.not_for_your_role())
    book = await _book(turn)
    return await _with_words(turn, Book(turn.now) if book.units and is_entry(words) else book, words)


async def _book(turn: Turn) -> Book:
    return await behalf.kept(turn.session, turn.person_id, turn.now) or Book(turn.now)


async def _with_words(turn: Turn, book: Book, text: str) -> Say:
    at_hand, said = await _desk(turn), read(text, turn.now)
    names = {at: one.due.name for at, one in enumerate(at_hand.open)}
    about = report_named(said.about or said.who, names) if said.about or said.who else None
    who = without_report(said.who, names[about]) if about is not None and not said.about else said.who
    meant = whose(who, at_hand.roster)
    if about is not None:
        book = _for_report(book, at_hand.open[about])
    named = at_hand.roster.meant(meant.owners) if who else []
    book = book.without(named) if said.away else book.with_units(named)
    book = replace(book, source=said.source or book.source)
    if said.came.said:
        book = book.heard(said.came)
    return await _next(turn, book, at_hand, _unknown(meant.unclear, text, at_hand.roster))


def _unknown(unclear: Sequence[str], text: str, roster: Roster) -> str:
    near = [name for piece in unclear if (name := nearest(piece, roster))]
    return texts.unknown_units([as_written(piece, text) for piece in unclear], near) if unclear else ""


def _for_report(book: Book, one: Open) -> Book:
    return replace(book, deliverable=one.deliverable_id, period=one.period, chosen=True)


async def collects(turn: Turn) -> bool:
    """A file sent now belongs to a unit that is being entered for; one's own report that was touched since wins."""
    if turn.group or not calls(turn):
        return False
    book = await behalf.kept(turn.session, turn.person_id, turn.now)
    return book is not None and (turn.draft is None or turn.draft.touched_at < book.touched_at)


async def filed(turn: Turn, sent: Sequence[File]) -> Say:
    """One after another, or several together: whose they are is guessed from what was written under them or from their
    names, else asked."""
    book = await _book(turn)
    if len(book.files) + len(sent) > MOST_FILES:
        return Say(texts.too_many(MOST_FILES), awaits=WORDS)
    at_hand = await _desk(turn)
    said = (*(str(file.source.get("caption", "")) for file in sent), *(file.name for file in sent))
    unit = next((found for words in said if (found := unit_in(words, at_hand.roster))), None)
    return await _next(turn, book.with_files([file.id or 0 for file in sent], unit), at_hand)


# -- the answers --------------------------------------------------------------------------------------------------


async def which(turn: Turn) -> Say:
    at_hand = await _desk(turn)
    offers = (
        Choice(one.due.name, "behalf.about", {"deliverable": one.deliverable_id, "period": one.period})
        for one in at_hand.open[:MOST_REPORTS]
    )
    return Say(texts.which_report(), (*offers, NOTHING), awaits=WORDS)


async def about(turn: Turn, deliverable: int, period: str) -> Say:
    book = replace(await _book(turn), deliverable=deliverable, period=period, chosen=True)
    return await _next(turn, book, await _desk(turn))


async def way(turn: Turn, source: str) -> Say:
    return await _next(turn, replace(await _book(turn), source=Source(source)), await _desk(turn))


async def moment(turn: Turn, moment: str) -> Say:
    """A moment that was offered; '' is now."""
    book = (await _book(turn)).at_moment(datetime.fromisoformat(moment) if moment else turn.now)
    return await _next(turn, book, await _desk(turn))


async def otherwise(turn: Turn) -> Say:
    """'Không' to a moment that was read back: it is asked for once more."""
    return await _next(turn, replace(await _book(turn), at=None, day=None), await _desk(turn))


async def agreed(turn: Turn) -> Say:
    """It did come before the campaign was opened."""
    return await _next(turn, replace(await _book(turn), early=True), await _desk(turn))


async def no_file(turn: Turn) -> Say:
    """Files that belong to nobody here."""
    return await _next(turn, (await _book(turn)).without_nameless(), await _desk(turn))


async def leave(turn: Turn) -> Say:
    await behalf.drop(turn.session, turn.person_id)
    return Say(texts.left(), (Choice(labels.STATUS, "status.show"),))


# -- what is missing, then the card --------------------------------------------------------------------------------


async def _next(turn: Turn, book: Book, at_hand: Desk, before: str = "") -> Say:
    if not at_hand.open:
        return Say(texts.nothing_owed(), (Choice(labels.STATUS, "status.show"),))
    if at_hand.named(book) is None:
        book = replace(_for_report(book, at_hand.open[0]), chosen=False)
    owed = await _owed(turn, book)
    if not book.chosen and book.units and not any(takes(one, book.at) for one in owed):
        guessed = at_hand.named(book) or at_hand.open[0]
        apart = recording.apart(book.units, owed, (), at_hand.roster)
        book, owed = await _another(turn, book, owed)
        if (book.deliverable, book.period) != guessed.key:
            before = "\n".join(filter(None, (before, texts.next_one(guessed.due, *apart))))
    await behalf.keep(turn.session, turn.person_id, replace(book, touched_at=turn.now))
    say = await _question(turn, book, at_hand, owed) or recording.card(
        book, _due(at_hand, book, owed), at_hand.roster, owed
    )
    return replace(say, text=f"{before}\n{say.text}") if before else say


def _due(at_hand: Desk, book: Book, owed: Sequence[Owed]) -> Due:
    return owed[0].due if owed else (at_hand.named(book) or at_hand.open[0]).due


async def _owed(turn: Turn, book: Book) -> list[Owed]:
    if not book.units:
        return []
    return await behalf.of_report(turn.session, book.deliverable, book.period, book.units)


async def _another(turn: Turn, book: Book, owed: list[Owed]) -> tuple[Book, list[Owed]]:
    """The report that was guessed is in from all of them: what else do these units owe?"""
    found = _by_urgency(await behalf.reports(turn.session, book.units), turn.now)
    if not found:
        return book, owed
    book = replace(_for_report(book, found[0]), chosen=False)
    return book, await _owed(turn, book)


async def _question(turn: Turn, book: Book, at_hand: Desk, owed: Sequence[Owed]) -> Say | None:
    """The first thing missing."""
    if book.nameless:
        return await _whose(turn, book)
    if not book.units:
        due = (at_hand.named(book) or at_hand.open[0]).due
        other = (Choice(labels.OTHER_REPORT, "behalf.which"),) if len(at_hand.open) > 1 else ()
        return Say(texts.ask_units(due), (*other, NOTHING), awaits=WORDS)
    names = at_hand.roster.names(book.units)
    if book.source is None:
        offers = tuple(Choice(label, "behalf.way", {"source": str(source)}) for label, source in _SOURCES)
        return Say(texts.ask_source(names), (*offers, NOTHING), awaits=WORDS)
    return _when(turn, book, names) or _early(book, owed)


async def _whose(turn: Turn, book: Book) -> Say:
    sent = await files.of_person(turn.session, book.nameless, turn.person_id)
    drop = Choice(labels.WITHOUT_FILE, "behalf.no_file")
    return Say(texts.ask_file([file.name for file in sent]), (drop, NOTHING), awaits=WORDS)


def _when(turn: Turn, book: Book, names: Sequence[str]) -> Say | None:
    if book.at is not None:
        return _not_yet_then(turn, book.at) if book.at > turn.now else None
    if book.day is not None:
        return Say(texts.ask_hour(book.day), (NOTHING,), awaits=WORDS)
    just = Choice(labels.JUST_NOW, "behalf.moment", {"moment": ""})
    return Say(texts.ask_time(names), (just, NOTHING), awaits=WORDS)


def _not_yet_then(turn: Turn, at: datetime) -> Say:
    """Never in the future: an hour alone may have been yesterday's."""
    before = at - DAY
    offer = Choice(texts.that_moment(before), "behalf.before", {"moment": before.isoformat()})
    return Say(texts.not_yet_then(at, turn.now), (*((offer,) if before <= turn.now else ()), NOTHING), awaits=WORDS)


def _early(book: Book, owed: Sequence[Owed]) -> Say | None:
    opened = next((one.campaign.opened_at for one in owed), None)
    if book.early or book.at is None or opened is None or book.at >= opened:
        return None
    agrees = Choice(labels.AGREED, "behalf.agreed")
    return Say(texts.early(book.at, opened), (agrees, NOTHING), awaits=WORDS)
