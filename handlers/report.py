"""Handing in: /nop, a file out of the blue, and the answers one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.clock import local
from core.forms import Field, FieldKind, Misread, Reason, read
from core.say import Choice, Say
from core.spelling import line, spelled
from core.texts import answers, labels, report, turnouts
from core.texts import fields as parts
from core.texts.values import NIL
from core.understanding import Intent, Meaning
from core.vietnamese import fold
from data import drafts, files, obligations
from data.activities import WITH
from data.models import File
from data.obligations import Owed
from handlers import work
from handlers.desk import Desk, desk, progress_of, receipt_of
from handlers.drafting import Hand, ask, ask_again, in_hand, keep, onward
from handlers.turn import Turn

MOST_FILES = 20


# -- which report -------------------------------------------------------------------------------------------------


async def begin(turn: Turn) -> Say:
    """/nop: go on with the open draft, else ask which report, else offer to replace what was handed in."""
    turn.only_for_known()
    if turn.draft is not None:
        return await resume(turn)
    if turn.sees_all and not turn.units:
        return Say(answers.not_for_your_role())
    mine = await desk(turn)
    offers = mine.offers(turn.now)
    if len(offers) == 1:
        return await _open(turn, offers[0])
    if offers:
        return Say(report.which_report(), _each(offers))
    return await replace_which(turn, mine)


async def replace_which(turn: Turn, mine: Desk, *more: Choice) -> Say:
    """Everything is in: what was handed in last, and the way to put another in its place."""
    last = mine.last_done()
    if last is None:
        return await work.show(turn)
    done = mine.done()
    offers = tuple(_replacing(one, len(done) > 1) for one in done)
    return Say(report.already_handed_in(mine.receipt(last)), (*offers, *more))


def _replacing(owed: Owed, named: bool) -> Choice:
    label = report.replace_label(owed.due) if named else labels.REPLACE
    return Choice(label, "report.start", {"obligation": owed.id, "replace": 1})


def _each(owed: Sequence[Owed]) -> tuple[Choice, ...]:
    return tuple(Choice(report.report_label(one.due), "report.start", {"obligation": one.id}) for one in owed)


async def start(turn: Turn, obligation: int, replace: int = 0) -> Say:
    """The report was chosen. One that came in meanwhile is replaced only when that is what was chosen."""
    owed = await turn.owed(obligation)
    if owed is None:
        return Say(answers.choice_not_yours())
    if owed.obligation.part == WITH:
        return Say(turnouts.settled(owed.due), (Choice(labels.MY_WORK, "work.show"),))
    if owed.obligation.version and not owed.open and not replace:
        versions = await obligations.versions(turn.session, owed.id)
        got = receipt_of(owed, versions[-1], versions[0])
        return Say(report.already_handed_in(got), (_replacing(owed, named=False),))
    return await _open(turn, owed)


async def _open(turn: Turn, owed: Owed) -> Say:
    """What was begun before is taken up where it was left."""
    hand, new = await _taken_up(turn, owed)
    return ask(hand) if new else await _resumed(turn, hand)


async def _taken_up(turn: Turn, owed: Owed) -> tuple[Hand, bool]:
    draft, new = await drafts.open_for(turn.session, turn.person_id, owed.id, owed.obligation.version, turn.now)
    return Hand(owed, draft), new


async def resume(turn: Turn) -> Say:
    """Go on where the draft stands; one that belongs to nothing this person may still hand in is laid aside."""
    hand = await in_hand(turn)
    if hand is not None:
        return await _resumed(turn, hand)
    if turn.draft is not None:
        await drafts.put_aside(turn.session, turn.person_id)
    return await work.show(turn)


async def _resumed(turn: Turn, hand: Hand) -> Say:
    filled, total = progress_of(hand.owed, hand.draft)
    head = report.draft_resumed(hand.owed.due, filled, total, turn.now) if filled else ""
    return await onward(turn, hand, head)


# -- the answers --------------------------------------------------------------------------------------------------

# An answer all the same: to ask again helps more than to read it as a wish.
_MEANT = (Reason.AMBIGUOUS_NUMBER, Reason.NIL_OR_ZERO, Reason.TOO_SMALL, Reason.TOO_BIG)


async def answer(turn: Turn, hand: Hand, text: str, meaning: Meaning | None = None) -> Say | None:
    """Typed words while a draft is open. None when they do not fit what is asked."""
    field = hand.asks
    if field is None or field.kind is FieldKind.FILES:
        return None
    if field.kind is FieldKind.LONG_TEXT and meaning is not None and meaning.intent is Intent.ASSENT:
        return ask(hand)  # "dạ", "ok" agree to write it
    if field.kind is FieldKind.NUMBER and line(spelled(text)) == fold(labels.NIL):
        return await _take(turn, hand, field, NIL)
    taken = read(field, text, local(turn.now).date())
    if not isinstance(taken, Misread):
        return await _take(turn, hand, field, taken)
    return ask_again(field, taken, text) if taken.reason in _MEANT else None


async def misread(turn: Turn, hand: Hand, text: str) -> Say:
    """What was typed fits nothing else either: say what the open question needs."""
    field = hand.asks
    taken = read(field, text, local(turn.now).date()) if field else None
    if field is None or not isinstance(taken, Misread):
        return await onward(turn, hand)
    return ask_again(field, taken, text)


async def option(turn: Turn, field: str, words: str) -> Say:
    """A choice under a question; one of an earlier question is old."""
    hand = await in_hand(turn)
    asked = hand.asks if hand else None
    if hand is None or asked is None or asked.key != field:
        return await resume(turn)
    if words == NIL:
        return await _take(turn, hand, asked, NIL)
    return await answer(turn, hand, words) or await onward(turn, hand)


async def _take(turn: Turn, hand: Hand, field: Field, value: object) -> Say:
    fields = drafts.answers(hand.draft) | {field.key: value}
    await keep(turn, hand, fields=fields, skips=drafts.skipped(hand.draft) - {field.key})
    return await onward(turn, hand)


async def skip(turn: Turn, field: str) -> Say:
    """Leave out what is not required."""
    hand = await in_hand(turn)
    asked = hand.asks if hand else None
    if hand is None or asked is None or field != asked.key:
        return await resume(turn)
    if asked.required:
        return await onward(turn, hand, parts.cannot_skip())
    await keep(turn, hand, skips=drafts.skipped(hand.draft) | {asked.key})
    return await onward(turn, hand)


async def change(turn: Turn, field: str = "") -> Say:
    """Answer one part again, from the summary."""
    hand = await in_hand(turn)
    if hand is None:
        return await begin(turn)
    chosen = next((one for one in hand.form.fields if one.key == field), None)
    if chosen is None:
        each = tuple(Choice(one.label, "report.change", {"field": one.key}) for one in hand.form.fields)
        return Say(parts.which_part(), (*each, Choice(labels.LATER, "report.leave")))
    kept = {key: value for key, value in drafts.answers(hand.draft).items() if key != field}
    file_ids = [] if chosen.kind is FieldKind.FILES else drafts.files(hand.draft)
    await keep(turn, hand, fields=kept, skips=drafts.skipped(hand.draft) - {field}, file_ids=file_ids)
    return await onward(turn, hand)


# -- files --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hint:
    """What came with files and tells which report they are for: the letter they answer, by what it says is owed, and
    the words under them. `spoken`: a voice message, which may be meant for a person."""

    about: tuple[int, ...] = ()
    words: str = ""
    spoken: bool = False


async def receive(turn: Turn, sent: Sequence[File], hint: Hint) -> Say:
    """Files that came together, asked for or not: they go into the draft, or lead to one question for all of them."""
    answered = await _answered(turn, hint)
    if answered is not None:
        return await _into(turn, answered, sent)
    hand = await in_hand(turn)
    if hand is not None:
        return await _attach(turn, hand, sent)
    mine = await desk(turn)
    wanted = await _wanted(turn, mine, hint)
    if wanted is not None:
        return await _into(turn, wanted, sent)
    offers = _into_each(turn, mine, sent[0].id or 0)
    if not offers:
        return Say(answers.not_for_your_role() if turn.sees_all else answers.unknown_words(turn.role, None))
    return Say(report.which_report_for_file([file.name for file in sent]), offers)


async def _answered(turn: Turn, hint: Hint) -> Owed | None:
    """The one report that the letter they were sent in answer to speaks of."""
    owed = await turn.owed(hint.about[0]) if len(hint.about) == 1 else None
    return owed if owed is not None and owed.open and owed.obligation.part != WITH else None


async def _wanted(turn: Turn, mine: Desk, hint: Hint) -> Owed | None:
    """The one report they can belong to: the one named under them, the only one there is, or the one that the last
    letter reminded of."""
    if hint.spoken:
        return None
    offers = mine.offers(turn.now)
    named = [one for one in offers if fold(one.deliverable.name) in fold(hint.words)]
    if len(named) == 1:
        return named[0]
    if len(offers) == 1 and not mine.last_done():
        return offers[0]
    if len(offers) + len(mine.done()) < 2:
        return None
    last = next(iter(await turn.asked()), None)
    reminded = last.still.removeprefix("owed:") if last else ""
    return next((one for one in offers if reminded == str(one.id)), None)


def _into_each(turn: Turn, mine: Desk, file: int) -> tuple[Choice, ...]:
    """What is owed first; a report that is in already can be replaced by the file."""
    labelled = [(report.report_label(one.due), one) for one in mine.offers(turn.now)]
    labelled += [(report.replace_label(one.due), one) for one in mine.done()]
    return tuple(Choice(label, "report.into", {"obligation": one.id, "file": file}) for label, one in labelled)


async def into(turn: Turn, obligation: int, file: int) -> Say:
    """The file belongs to this report, and with it all that came together with it."""
    owed = await turn.owed(obligation)
    sent = await files.together(turn.session, file, turn.person_id)
    if owed is None or not sent:
        return Say(answers.choice_not_yours())
    return await _into(turn, owed, sent)


async def _into(turn: Turn, owed: Owed, sent: Sequence[File]) -> Say:
    hand, _ = await _taken_up(turn, owed)
    return await _attach(turn, hand, sent)


async def put_into(turn: Turn, owed: Owed, sent: Sequence[File], came: datetime) -> Say:
    """Files that were held until their sender was known: of a report that was not begun before they count from when
    they came."""
    hand, _ = await _taken_up(turn, owed)
    return await _attach(turn, hand, sent, None if drafts.answers(hand.draft) else came)


async def _attach(turn: Turn, hand: Hand, sent: Sequence[File], came: datetime | None = None) -> Say:
    kept, sent = drafts.files(hand.draft), [file for file in sent if file.state != "lost"]
    new = [file.id for file in sent if file.id is not None and file.id not in kept]
    if len(kept) + len(new) > MOST_FILES:
        return Say(report.too_many_files(MOST_FILES))
    await keep(turn, hand, file_ids=[*kept, *new], came=came)
    return await onward(turn, hand, _kept(hand, [file.name for file in sent]))


def _kept(hand: Hand, names: Sequence[str]) -> str:
    """The file is in; what is still missing."""
    have, skips = drafts.answers(hand.draft), drafts.skipped(hand.draft)
    asked_for = [field for field in hand.form.fields if field.kind is not FieldKind.FILES and field.key not in skips]
    return report.file_kept(names, hand.owed.due, [field.label for field in asked_for if field.key not in have])
