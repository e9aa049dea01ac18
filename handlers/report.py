"""Handing in: /nop, a file out of the blue, the answers one by one, the read-back and the receipt.

A conversation has no state machine: the draft knows what is filled, and the first thing missing is asked.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.clock import local
from core.drafts import can_be_handed_in, next_question
from core.forms import Field, FieldKind, Form, Misread, Reason, read
from core.say import Choice, Say
from core.texts import answers as replies
from core.texts import fields as parts
from core.texts import labels, report
from core.texts.values import NIL, Receipt
from data import campaigns, drafts, files, obligations, people
from data.models import Draft, File, Submission
from data.obligations import Owed
from handlers import work
from handlers.desk import Desk, addressee, desk, progress_of, receipt_of
from handlers.turn import Turn

MOST_FILES = 20
CONFIRM_WITHIN = timedelta(hours=12)  # a complete draft confirmed by then counts from when it was complete


# -- which report -------------------------------------------------------------------------------------------------


async def begin(turn: Turn) -> Say:
    """/nop: go on with the open draft, else ask which report, else offer to replace what was handed in."""
    turn.person_id  # noqa: B018  a stranger is told the way in
    if turn.draft is not None:
        return await resume(turn)
    mine = await desk(turn)
    if len(mine.open) == 1:
        return await _open(turn, mine.open[0])
    if mine.open:
        return Say(report.which_report(), _each(mine.open, "report.start"))
    return await _replace_which(turn, mine)


async def _replace_which(turn: Turn, mine: Desk) -> Say:
    done = mine.done()
    if not done:
        return await work.show(turn)
    last = max(done, key=lambda one: mine.latest[one.id].handed_at if one.id in mine.latest else one.obligation.strict)
    if last.id not in mine.latest:
        return await work.show(turn)
    offers = _each(done, "report.start") if len(done) > 1 else (_replace(last),)
    return Say(report.already_handed_in(receipt_of(last, mine.latest[last.id])), offers)


def _each(owed: Sequence[Owed], action: str, **more: int) -> tuple[Choice, ...]:
    return tuple(Choice(report.report_label(one.due), action, {"obligation": one.id, **more}) for one in owed)


def _replace(owed: Owed) -> Choice:
    return Choice(labels.REPLACE, "report.start", {"obligation": owed.id})


async def start(turn: Turn, obligation: int) -> Say:
    """The report was chosen. What was begun before is taken up where it was left."""
    owed = await obligations.one(turn.session, obligation, turn.units)
    if owed is None:
        return Say(replies.choice_not_yours())
    return await _open(turn, owed)


async def _open(turn: Turn, owed: Owed) -> Say:
    draft, new = await drafts.open_for(turn.session, turn.person_id, owed.id, owed.obligation.version, turn.now)
    if new:
        return ask(turn, owed, draft)
    return await _resumed(turn, owed, draft)


async def resume(turn: Turn) -> Say:
    """Go on where the draft stands."""
    found = await _draft(turn)
    return await _resumed(turn, *found) if found else await begin_anew(turn)


async def begin_anew(turn: Turn) -> Say:
    """The open draft belongs to nothing this person may still hand in: it is laid aside."""
    await drafts.put_aside(turn.session, turn.person_id)
    return await work.show(turn)


async def _resumed(turn: Turn, owed: Owed, draft: Draft) -> Say:
    if _question(owed, draft) is None:
        return await summary(turn, owed, draft)
    filled, total = progress_of(owed, draft)
    if not filled:
        return ask(turn, owed, draft)
    head = report.draft_resumed(owed.due, filled, total, turn.now)
    asked = ask(turn, owed, draft)
    return Say(f"{head}\n{asked.text}", asked.choices)


async def _draft(turn: Turn) -> tuple[Owed, Draft] | None:
    if turn.draft is None:
        return None
    owed = await obligations.one(turn.session, turn.draft.obligation_id, turn.units)
    return (owed, turn.draft) if owed else None


# -- the answers --------------------------------------------------------------------------------------------------


def form_of(owed: Owed) -> Form:
    return Form.from_json(owed.deliverable.form)


def _question(owed: Owed, draft: Draft) -> Field | None:
    return next_question(form_of(owed), drafts.answers(draft), drafts.files(draft), drafts.skipped(draft))


def ask(turn: Turn, owed: Owed, draft: Draft) -> Say:
    """The first thing missing, one at a time, with how far it has come."""
    field = _question(owed, draft)
    assert field is not None
    filled, total = progress_of(owed, draft)
    return Say(parts.ask_field(field, owed.due.name, min(filled + 1, total), total), _field_choices(field))


def _field_choices(field: Field) -> tuple[Choice, ...]:
    options = tuple(Choice(option, "report.option", {"field": field.key, "words": option}) for option in field.options)
    skip = () if field.required else (Choice(labels.SKIP, "report.skip", {"field": field.key}),)
    return (*options, *skip, Choice(labels.LATER, "report.leave"))


async def answer(turn: Turn, text: str) -> Say | None:
    """Typed words while a draft is open. None when they do not fit what is asked."""
    found = await _draft(turn)
    if found is None:
        return None
    owed, draft = found
    field = _question(owed, draft)
    if field is None or field.kind is FieldKind.FILES:
        return None
    taken = read(field, text, local(turn.now).date())
    if isinstance(taken, Misread):
        return None
    return await _take(turn, owed, draft, field, taken)


async def misread(turn: Turn, text: str) -> Say | None:
    """What was typed fits nothing else either: say what the open question needs."""
    found = await _draft(turn)
    if found is None:
        return None
    owed, draft = found
    field = _question(owed, draft)
    if field is None:
        return await summary(turn, owed, draft)
    taken = read(field, text, local(turn.now).date())
    if isinstance(taken, Misread):
        return Say(parts.misread(field, taken, text), _after_misread(field, taken))
    return ask(turn, owed, draft)


def _after_misread(field: Field, taken: Misread) -> tuple[Choice, ...]:
    """Each reading of a doubtful number on a button of its own; nil and zero are two different answers."""
    if taken.reason is Reason.NIL_OR_ZERO:
        offers = [(labels.ZERO, "0"), (labels.NIL, NIL)]
    else:
        offers = [(parts.reading_label(field, reading), str(reading)) for reading in taken.readings]
    readings = tuple(Choice(label, "report.option", {"field": field.key, "words": said}) for label, said in offers)
    return (*readings, *_field_choices(field))


async def option(turn: Turn, field: str, words: str) -> Say:
    """A button under a question; one of an earlier question is old."""
    found = await _draft(turn)
    asked = _question(*found) if found else None
    if asked is None or asked.key != field:
        return await resume(turn)
    owed, draft = found  # type: ignore[misc]
    if words == NIL:
        return await _take(turn, owed, draft, asked, NIL)
    return await answer(turn, words) or await resume(turn)


async def _take(turn: Turn, owed: Owed, draft: Draft, field: Field, value: object) -> Say:
    fields = drafts.answers(draft) | {field.key: value}
    await _save(turn, owed, draft, fields=fields, skips=drafts.skipped(draft) - {field.key})
    return await _onward(turn, owed, draft)


async def _save(turn: Turn, owed: Owed, draft: Draft, **change: object) -> None:
    """Keep one more answer, and the moment from which nothing required is missing."""
    await drafts.save(turn.session, draft, turn.now, **change)  # type: ignore[arg-type]
    if _complete(owed, draft) != (draft.complete_at is not None):
        await drafts.completed(turn.session, draft, None if draft.complete_at else turn.sent_at)


def _complete(owed: Owed, draft: Draft) -> bool:
    return can_be_handed_in(form_of(owed), drafts.answers(draft), drafts.files(draft))


async def _onward(turn: Turn, owed: Owed, draft: Draft) -> Say:
    return ask(turn, owed, draft) if _question(owed, draft) else await summary(turn, owed, draft)


async def skip(turn: Turn, field: str = "") -> Say:
    """Leave out what is not required."""
    found = await _draft(turn)
    if found is None:
        return await resume(turn)
    owed, draft = found
    asked = _question(owed, draft)
    if asked is None or asked.required or field not in ("", asked.key):
        return await resume(turn)
    await _save(turn, owed, draft, skips=drafts.skipped(draft) | {asked.key})
    return await _onward(turn, owed, draft)


async def change(turn: Turn, field: str = "") -> Say:
    """Answer one part again, from the summary."""
    found = await _draft(turn)
    if found is None:
        return await begin(turn)
    owed, draft = found
    form = form_of(owed)
    chosen = next((one for one in form.fields if one.key == field), None)
    if chosen is None:
        each = tuple(Choice(one.label, "report.change", {"field": one.key}) for one in form.fields)
        return Say(parts.which_part(), (*each, Choice(labels.LATER, "report.leave")))
    kept = {key: value for key, value in drafts.answers(draft).items() if key != field}
    emptied = [] if chosen.kind is FieldKind.FILES else drafts.files(draft)
    await _save(turn, owed, draft, fields=kept, skips=drafts.skipped(draft) - {field}, file_ids=emptied)
    return ask(turn, owed, draft)


# -- files --------------------------------------------------------------------------------------------------------


async def receive(turn: Turn, file: File) -> Say:
    """A file, with or without a question before it: it goes into the draft, or leads to one question."""
    assert file.id is not None
    found = await _draft(turn)
    if found is not None:
        return await _attach(turn, *found, [file])
    mine = await desk(turn)
    candidates = mine.open or mine.done()
    if not candidates:
        return Say(replies.unknown_words(turn.role, None))
    if len(mine.open) == 1:
        return await into(turn, mine.open[0].id, file.id)
    return Say(report.which_report_for_file([file.name]), _each(candidates, "report.into", file=file.id))


async def into(turn: Turn, obligation: int, file: int) -> Say:
    """The file belongs to this report."""
    owed = await obligations.one(turn.session, obligation, turn.units)
    sent = await files.of_person(turn.session, [file], turn.person_id)
    if owed is None or not sent:
        return Say(replies.choice_not_yours())
    draft, _ = await drafts.open_for(turn.session, turn.person_id, owed.id, owed.obligation.version, turn.now)
    return await _attach(turn, owed, draft, sent)


async def _attach(turn: Turn, owed: Owed, draft: Draft, sent: Sequence[File]) -> Say:
    kept = drafts.files(draft)
    new = [file.id for file in sent if file.id is not None and file.id not in kept]
    if len(kept) + len(new) > MOST_FILES:
        return Say(report.too_many_files(MOST_FILES))
    await _save(turn, owed, draft, file_ids=[*kept, *new])
    if _question(owed, draft) is None:
        return await summary(turn, owed, draft)
    return _asks_on(turn, owed, draft, [file.name for file in sent])


def _asks_on(turn: Turn, owed: Owed, draft: Draft, names: Sequence[str]) -> Say:
    """The file is in; what is still missing, and the next question."""
    form, have, skips = form_of(owed), drafts.answers(draft), drafts.skipped(draft)
    asked_for = [f for f in form.fields if f.kind is not FieldKind.FILES and f.key not in skips]
    missing = [f.label for f in asked_for if f.key not in have]
    asked = ask(turn, owed, draft)
    return Say(f"{report.file_kept(names, owed.due, missing)}\n{asked.text}", asked.choices)


# -- the read-back and the receipt --------------------------------------------------------------------------------


async def summary(turn: Turn, owed: Owed, draft: Draft) -> Say:
    """Everything read back in words before it counts."""
    sent = await files.by_ids(turn.session, drafts.files(draft))
    said = parts.read_back(form_of(owed), drafts.answers(draft), [file.name for file in sent])
    waiting = sum(file.state == "known" for file in sent)
    text = report.summary(owed.due, owed.unit.name, said, turn.now, waiting)
    confirm = Choice(labels.CONFIRM, "report.confirm", {"draft": draft.id or 0})
    return Say(text, (confirm, Choice(labels.CHANGE, "report.change"), Choice(labels.LATER, "report.leave")))


async def confirm(turn: Turn, draft: int = 0, anyway: int = 0) -> Say:
    """Hand it in. If the report has moved on meanwhile (the deputy handed in), it is asked once."""
    found = await _draft(turn)
    if found is None or draft not in (0, found[1].id):
        return await _old(turn)
    owed, mine = found
    if _question(owed, mine) is not None:
        return ask(turn, owed, mine)
    if owed.obligation.version != mine.from_version and not anyway:
        return await _moved_on(turn, owed, mine)
    return await _hand_in(turn, owed, mine)


async def _old(turn: Turn) -> Say:
    """A button of a draft that is done: what is true now."""
    shown = await work.show(turn)
    return Say(f"{replies.old_choice(' ')}\n{shown.text}".replace("  ", " "), shown.choices)


async def _moved_on(turn: Turn, owed: Owed, draft: Draft) -> Say:
    last = (await obligations.versions(turn.session, owed.id))[-1]
    by = await people.seated(turn.session, last.person_id, owed.unit.id or 0)
    await drafts.rebase(turn.session, draft, owed.obligation.version)
    offers = (
        Choice(labels.SHOW, "report.show", {"submission": last.id or 0}),
        Choice(labels.STILL_SEND, "report.confirm", {"draft": draft.id or 0, "anyway": 1}),
        Choice(labels.LATER, "report.leave"),
    )
    return Say(report.someone_else_handed_in(by, receipt_of(owed, last), turn.now), offers)


async def _hand_in(turn: Turn, owed: Owed, draft: Draft) -> Say:
    """The facts, then the words: submission, obligation, draft, journal, and every letter that tells of it."""
    handed_at = _judged_at(turn, draft)
    sent = await files.by_ids(turn.session, drafts.files(draft))
    earlier = await obligations.versions(turn.session, owed.id) if owed.obligation.version else []
    submission = await obligations.hand_in(
        turn.session, owed, earlier, person_id=turn.person_id, channel=turn.row.channel, handed_at=handed_at,
        answers=draft.answers, files=draft.files,
    )  # fmt: skip
    await drafts.finish(turn.session, draft, turn.now)
    await campaigns.boards_stale(turn.session, owed.campaign.id or 0, turn.now)
    await turn.note("handed in", campaign_id=owed.campaign.id, obligation_id=owed.id, code=owed.code(submission))
    got = receipt_of(
        owed, submission, earlier[0] if earlier else None,
        contents=parts.contents(form_of(owed), drafts.answers(draft), [file.name for file in sent]),
        waiting_files=sum(file.state == "known" for file in sent),
    )  # fmt: skip
    me = addressee(turn, owed.unit.id)
    others = await people.reachable(turn.session, units=[owed.unit.id or 0], without=turn.person_id)
    turn.tell(others, lambda _: Say(report.told_to_others(me, got), (_shown(submission),)))
    return Say(report.receipt(got, campaigns.plan_of(owed.campaign)), (_shown(submission), *_after(got, owed)))


def _judged_at(turn: Turn, draft: Draft) -> datetime:
    """When the last required thing was sent, if it was confirmed within twelve hours; else now."""
    complete = draft.complete_at
    if complete is not None and turn.sent_at - complete <= CONFIRM_WITHIN:
        return min(complete, turn.sent_at)
    return turn.sent_at


def _shown(submission: Submission) -> Choice:
    return Choice(labels.SHOW, "report.show", {"submission": submission.id or 0})


def _after(got: Receipt, owed: Owed) -> tuple[Choice, ...]:
    return (Choice(labels.GIVE_REASON, "replies.reason") if report.is_late(got) else _replace(owed),)


async def show(turn: Turn, submission: int) -> Say:
    """What was handed in, with its files, to those who hold a seat of the unit."""
    found = await obligations.submission(turn.session, submission, turn.units)
    owed = await obligations.one(turn.session, found.obligation_id, turn.units) if found else None
    if found is None or owed is None:
        return Say(replies.choice_not_yours())
    by = await people.seated(turn.session, found.person_id, owed.unit.id or 0)
    sent = await files.by_ids(turn.session, found.files.get("ids", []))
    said = parts.read_back(form_of(owed), found.answers.get("fields", {}), [file.name for file in sent])
    here = tuple(file.id for file in sent if file.id is not None and file.state != "lost")
    return Say(report.show_submission(receipt_of(owed, found), by, said), (_replace(owed),), here)


async def show_latest(turn: Turn) -> Say:
    mine = await desk(turn)
    newest = max(mine.latest.values(), key=lambda one: one.handed_at, default=None)
    return await show(turn, newest.id or 0) if newest else await work.show(turn)
