"""Files for a report, asked for or out of the blue: into the draft, or one question which report they are for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.filesorts import Sort, sort_of
from core.forms import (
    MOST_FILES,
    NIL_REPORT,
    OF_FILES,
    Field,
    Sent,
    is_filled,
    loose,
    placed,
)
from core.say import Arg, Choice, Say
from core.texts import answers, labels, report
from core.texts import fields as parts
from data import campaigns, drafts, files
from data.activities import WITH
from data.models import File
from data.obligations import Owed
from data.outbox import choices_of
from handlers import private
from handlers.desk import Desk, desk, plan_now
from handlers.drafting import Hand, in_hand, keep, onward
from handlers.report import start, taken_up, the_one_named
from handlers.turn import Turn

TOGETHER = timedelta(hours=1)  # files that come one after another are asked about in one question


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
    wanted = await _missed(turn, mine, sent) or await _wanted(turn, mine, hint)
    if wanted is not None:
        return await _into(turn, wanted, sent)
    waiting = await _waiting(turn, sent)
    offers = _into_each(turn, mine, sent, waiting)
    if not offers:
        return await _for_nothing(turn, sent)
    return Say(report.which_report_for_file([file.name for file in (*waiting, *sent)]), offers)


async def _waiting(turn: Turn, sent: Sequence[File]) -> list[File]:
    """Those that came before, one after another, and of which it was asked just now where they belong: one question
    for all."""
    before = [at for at in await _in_question(turn) if at not in {file.id for file in sent}]
    found = await files.of_person(turn.session, before[-MOST_FILES:], turn.person_id) if before else []
    return [file for file in found if file.state not in files.GONE]


async def _in_question(turn: Turn) -> list[int]:
    """The files of which the last letter asks which report they are for."""
    last = next(iter(await turn.asked()), None)
    first = next(iter(choices_of(last)), None) if last and turn.now - last.made_at < TOGETHER else None
    if first is None or first.action != "report.into":
        return []
    return [*_ids(str(first.args.get("also", ""))), int(first.args["file"])]


def _ids(listed: str) -> list[int]:
    return [int(one) for one in listed.split(",") if one]


async def _for_nothing(turn: Turn, sent: Sequence[File]) -> Say:
    """No report waits for it, and none that is in can be replaced."""
    if not turn.units:
        return Say(answers.not_for_your_role() if turn.sees_all else answers.unknown_words(turn.role, None))
    last = await plan_now(turn) or next(map(campaigns.plan_of, await campaigns.recent(turn.session, 1)), None)
    said = report.file_for_nothing([file.name for file in sent], last)
    return Say(said, (Choice(labels.MY_WORK, "work.show"),))


async def _answered(turn: Turn, hint: Hint) -> Owed | None:
    """The one report that the letter they were sent in answer to speaks of."""
    owed = await turn.owed(hint.about[0]) if len(hint.about) == 1 else None
    return owed if owed is not None and owed.open and owed.obligation.part != WITH else None


async def _missed(turn: Turn, mine: Desk, sent: Sequence[File]) -> Owed | None:
    """The report whose own file of this name never came: it was asked for again."""
    holds = {file: one for one in mine.done() for file in mine.versions[one.id][-1].files.get("ids", ())}
    kept = await files.by_ids(turn.session, sorted(holds)) if holds else []
    names = {file.name for file in sent}
    theirs = {holds[one.id or 0].id: holds[one.id or 0] for one in kept if one.state == "lost" and one.name in names}
    return next(iter(theirs.values())) if len(theirs) == 1 else None


async def _wanted(turn: Turn, mine: Desk, hint: Hint) -> Owed | None:
    """The one report they can belong to: the one named under them, the only one there is, or the one that the last
    letter reminded of."""
    if hint.spoken:
        return None
    offers = mine.offers(turn.now)
    spoken_of = the_one_named(offers, hint.words)
    if spoken_of is not None:
        return spoken_of
    if len(offers) == 1 and not mine.done():
        return offers[0]
    if len(offers) + len(mine.done()) < 2:
        return None
    last = next(iter(await turn.asked()), None)
    reminded = last.still.removeprefix("owed:") if last else ""
    return next((one for one in offers if reminded == str(one.id)), None)


def _into_each(turn: Turn, mine: Desk, sent: Sequence[File], waiting: Sequence[File]) -> tuple[Choice, ...]:
    """What is owed first; a report that is in already can be replaced by the file."""
    args: dict[str, Arg] = {"file": sent[0].id or 0}
    if others := [*waiting, *sent[1:]]:
        args["also"] = ",".join(str(one.id) for one in others)
    labelled = [(report.report_label(one.due), one) for one in mine.offers(turn.now)]
    labelled += [(report.replace_label(one.due), one) for one in mine.done()]
    return tuple(Choice(label, "report.into", {"obligation": one.id, **args}) for label, one in labelled)


async def into(turn: Turn, obligation: int, file: int, also: str = "") -> Say:
    """The file belongs to this report, and with it all that came together with it; also those that the question asks
    about by now, when an older one is answered."""
    owed = await turn.owed(obligation)
    sent = await files.together(turn.session, file, turn.person_id)
    if owed is None or not sent:
        return Say(answers.choice_not_yours())
    asked = await _in_question(turn)
    others = {*_ids(also), *(asked if file in asked else ())} - {one.id for one in sent}
    more = await files.of_person(turn.session, sorted(others), turn.person_id) if others else []
    together = sorted((one for one in (*more, *sent) if one.state not in files.GONE), key=lambda one: one.id or 0)
    return await _into(turn, owed, together) if together else await start(turn, obligation)


async def _into(turn: Turn, owed: Owed, sent: Sequence[File]) -> Say:
    if owed.deliverable.restricted:
        return await private.put(turn, owed, sent)
    hand, _ = await taken_up(turn, owed)
    return await _attach(turn, hand, sent)


async def put_into(turn: Turn, owed: Owed, sent: Sequence[File], came: datetime) -> Say:
    """Files that were held until their sender was known: of a report that was not begun before they count from when
    they came."""
    if owed.deliverable.restricted:
        return await private.put(turn, owed, sent)
    hand, _ = await taken_up(turn, owed)
    return await _attach(turn, hand, sent, None if drafts.answers(hand.draft) else came)


async def _attach(turn: Turn, hand: Hand, sent: Sequence[File], came: datetime | None = None) -> Say:
    """Into the part that they fit. A part that was chosen to be answered again loses what it had, if one of them fits
    it."""
    fields, kept, field = drafts.answers(hand.draft), drafts.files(hand.draft), hand.chosen
    asked = hand.asks
    denied = fields.pop(NIL_REPORT, None) is not None
    replaced: set[int] = set()
    if field is not None and field.kind in OF_FILES and any(map(field.accepts, map(_sent, sent))):
        replaced = set(fields.pop(field.key, None) or ()) if field.keeps_its_own else loose(hand.form, fields, kept)
    kept, sent = [one for one in kept if one not in replaced], [file for file in sent if file.state not in files.GONE]
    new = [one for one in sent if one.id is not None and one.id not in kept]
    if len(kept) + len(new) > MOST_FILES:
        return Say(report.too_many_files(MOST_FILES))
    fields = placed(hand.form, fields, [*map(_sent, new)])
    file_ids = [*kept, *(one.id or 0 for one in new)]
    anew = denied or (bool(replaced) and field is not None and field.required)
    still = field.key if field and field.keeps_its_own and not any(map(field.accepts, map(_sent, sent))) else ""
    await keep(turn, hand, fields=fields, file_ids=file_ids, came=came, anew=anew, ask=still)
    return await onward(turn, hand, _kept(hand, [file.name for file in sent]) + _unlike(hand, asked, sent))


def _sent(file: File) -> Sent:
    """Who speaks into a camera speaks all the same."""
    return Sent(file.id or 0, Sort.SOUND if file.source.get("spoken") else sort_of(file.name), file.size)


def _unlike(hand: Hand, asked: Field | None, sent: Sequence[File]) -> str:
    """None of them will do for the part that was asked for, which is asked for again."""
    if asked is None or asked.kind not in OF_FILES or hand.asks != asked or any(map(asked.accepts, map(_sent, sent))):
        return ""
    return f"\n{parts.does_not_do(asked)}"


def _kept(hand: Hand, names: Sequence[str]) -> str:
    """The file is in; what is still missing."""
    have, sent = drafts.answers(hand.draft), drafts.files(hand.draft)
    empty = [one.label for one in hand.form.first.fields if not is_filled(hand.form, one, have, sent)]
    return report.file_kept(names, hand.owed.due, empty)
