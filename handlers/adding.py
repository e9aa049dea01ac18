"""After the receipt: the parts nobody has to give, one at a time. What is told goes into the version handed in, as long
as nobody has decided on it, and its moment does not move."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.clock import local
from core.drafts import after_receipt
from core.filesorts import sort_of
from core.forms import (
    MOST_FILES,
    NIL_REPORT,
    OF_FILES,
    Field,
    FieldKind,
    Form,
    Misread,
    Sent,
    placed,
    progress,
    read,
    says_no_file,
)
from core.say import Arg, Choice, Say
from core.spelling import line, spelled
from core.texts import answers, labels, report
from core.texts import fields as parts
from core.texts.values import NIL
from core.vietnamese import fold
from data import likeness, obligations
from data.dialects import as_it_is, in_line
from data.models import File, Submission, Unit
from data.obligations import Owed
from handlers.drafting import readings, with_day
from handlers.turn import Turn

Answers = dict[str, object]


def ask(owed: Owed, submission: Submission, skipped: Sequence[str] = (), head: str = "") -> Say | None:
    """The next optional part; None when all were given or left out, or are not asked for in a chat."""
    if owed.deliverable.restricted:
        return None
    said, sent = submission.answers.get("fields", {}), submission.files.get("ids", ())
    form = owed.form
    field = after_receipt(form, said, sent, skipped)
    if field is None:
        return None
    done, total = progress(_optional(form), said, sent, skipped)
    have = len(said.get(field.key) or ()) if field.keeps_its_own else 0
    text = parts.ask_more(field, min(done + 1, total), total, have)
    args = _args(submission, field, skipped)
    action = "adding.number" if field.kind is FieldKind.NUMBER else "adding.words"
    return Say(
        f"{head}\n{text}" if head else text,
        _choices(field, args),
        counted=_counted(field),
        awaits=Choice("", action, args),
    )


def _optional(form: Form) -> Form:
    return Form(tuple(field for field in form.fields if not field.required))


def _counted(field: Field) -> bool:
    return field.kind in (FieldKind.CHOICE, FieldKind.YES_NO, FieldKind.LONG_TEXT, *OF_FILES)


def _args(submission: Submission, field: Field, skipped: Sequence[str]) -> dict[str, Arg]:
    return {"submission": submission.id or 0, "field": field.key, "skipped": ",".join(skipped)}


def _choices(field: Field, args: dict[str, Arg]) -> tuple[Choice, ...]:
    given = tuple(Choice(one, "adding.option", args | {"words": one}) for one in field.options)
    return (*given, Choice(labels.SKIP, "adding.skip", args), Choice(labels.ENOUGH, "adding.enough"))


def offered(owed: Owed, submission: Submission) -> tuple[Choice, ...]:
    """Where something else is asked first, the way to it."""
    wanted = ask(owed, submission) is not None
    return (Choice(labels.ADD_NUMBERS, "adding.begin", {"submission": submission.id or 0}),) if wanted else ()


async def case_of(turn: Turn, submission: int) -> tuple[Owed, Submission] | None:
    found = await obligations.submission(turn.session, submission, turn.units)
    owed = await turn.owed(found.obligation_id) if found else None
    return (owed, found) if owed and found and not owed.deliverable.restricted else None


async def begin(turn: Turn, submission: int) -> Say:
    case = await case_of(turn, submission)
    if case is None:
        return Say(answers.choice_not_yours())
    return ask(*case) or enough_of(*case)


async def enough(turn: Turn) -> Say:
    """Nothing more now; the report is in all the same."""
    turn.only_for_known()
    return Say(report.nothing_more(), (Choice(labels.MY_WORK, "work.show"),))


def enough_of(owed: Owed, submission: Submission, head: str = "") -> Say:
    said = report.all_given(owed.due, owed.code(submission))
    return Say(f"{head}\n{said}" if head else said, (_shown(submission),))


def _shown(submission: Submission) -> Choice:
    return Choice(labels.SHOW, "report.show", {"submission": submission.id or 0})


async def skip(turn: Turn, submission: int, field: str, skipped: str) -> Say:
    case = await case_of(turn, submission)
    if case is None:
        return Say(answers.choice_not_yours())
    return ask(*case, _with(skipped, field)) or enough_of(*case)


def _with(skipped: str, field: str) -> list[str]:
    return [key for key in dict.fromkeys([*skipped.split(","), field]) if key]


async def option(turn: Turn, submission: int, field: str, skipped: str, words: str) -> Say:
    return await answer(turn, words, submission, field, skipped)


async def answer(turn: Turn, words: str, submission: int, field: str, skipped: str) -> Say:
    """What is typed under the question: kept and read back, or asked for again."""
    case = await case_of(turn, submission)
    asked = case[0].form.field(field) if case else None
    if case is None or asked is None:
        return Say(answers.choice_not_yours())
    if skips(asked, words):
        return await skip(turn, submission, field, skipped)
    nil = asked.kind is FieldKind.NUMBER and line(spelled(words)) == fold(labels.NIL)
    taken = NIL if nil or words == NIL else read(asked, words, local(turn.now).date())
    if isinstance(taken, Misread):
        args = _args(case[1], asked, skipped.split(","))
        again = tuple(
            Choice(one.label, "adding.option", args | {"words": one.args["words"]}) for one in readings(asked, taken)
        )
        action = "adding.number" if asked.kind is FieldKind.NUMBER else "adding.words"
        return Say(
            parts.misread(asked, taken, words), (*again, *_choices(asked, args)), counted=_counted(asked),
            awaits=Choice("", action, args),
        )  # fmt: skip
    return await _add(turn, case, asked, {field: taken}, (), skipped)


def skips(asked: Field, words: str) -> bool:
    return fold(words) in skipping() or (asked.kind in OF_FILES and says_no_file(words))


def skipping() -> tuple[str, ...]:
    return "bo qua", fold(labels.SKIP)


async def file(turn: Turn, sent: File, submission: int, field: str, skipped: str) -> Say | None:
    """A photo or a file under a question for one; None where nothing is asked in the chat any more."""
    case = await case_of(turn, submission)
    if case is None:
        return None
    owed, found = case
    form, said = owed.form, found.answers.get("fields", {})
    before = found.files.get("ids", ())
    if len(before) >= MOST_FILES:
        return Say(report.too_many_files(MOST_FILES))
    kept = placed(form, said, [Sent(sent.id or 0, sort_of(sent.name), sent.size)])
    asked = form.known(field)
    assert asked is not None
    if not asked.accepts(Sent(sent.id or 0, sort_of(sent.name), sent.size)):
        asked = replace(asked, label=parts.attached())
    new = {key: value for key, value in kept.items() if said.get(key) != value}
    return await _add(turn, case, asked, new, (sent,), skipped)


async def add(turn: Turn, owed: Owed, to: int, values: Mapping[str, object]) -> Say:
    """Several numbers at once, read back before; one that was handed in is changed by a version of its own only."""
    submission = await obligations.submission(turn.session, to, turn.units)
    if submission is None:
        return Say(answers.choice_not_yours())
    field = next((one for one in owed.form.fields if one.key in values), None)
    if field is None or not adds_to(submission, values):
        return _in_another(owed)
    return await _add(turn, (owed, submission), field, dict(values), (), "")


def adds_to(submission: Submission, values: Mapping[str, object]) -> bool:
    """Nothing of it was handed in with another value."""
    said, after = submission.answers.get("fields", {}), submission.answers.get("after", {})
    return all(said.get(key) in (None, value) or key in after for key, value in values.items())


def _in_another(owed: Owed, sent: Sequence[File] = ()) -> Say:
    """The way to another version, which begins with what was sent."""
    args: dict[str, Arg] = {"obligation": owed.id}
    if not sent:
        return Say(report.decided_already(owed.due), (Choice(labels.REPLACE, "report.start", args | {"replace": 1}),))
    new = Choice(labels.REPLACE, "report.into", args | {"file": sent[0].id or 0})
    return Say(report.decided_already(owed.due, sent[0].name), (new,))


async def _add(
    turn: Turn,
    case: tuple[Owed, Submission],
    field: Field,
    new: Answers,
    sent: Sequence[File],
    skipped: str,
) -> Say:
    """One more answer of the same version; on one that was decided on it would change what was looked at."""
    owed, submission = case
    await in_line(turn.session, Unit, [owed.unit.id or 0])
    await as_it_is(turn.session, submission)
    form, before = owed.form, submission.answers
    said = with_day(turn, form, before.get("fields", {}) | new)
    after = before.get("after", {}) | dict.fromkeys(new, turn.sent_at.isoformat())
    kept = before | {"fields": said, "after": after}
    ids = [*submission.files.get("ids", ()), *(one.id or 0 for one in sent)]
    files = {"v": 1} | submission.files | {"ids": ids}
    if NIL_REPORT in said or not await obligations.added(turn.session, submission, kept, files):
        return _in_another(owed, sent)
    await turn.note(
        "added", campaign_id=owed.campaign.id, obligation_id=owed.id, code=owed.code(submission), field=field.key
    )
    submission.answers, submission.files = kept, files
    await likeness.ask(turn.session, submission, sent, turn.now, turn.machine)
    told = [one for one in form.fields if one.key in new]
    name = sent[0].name if sent else ""
    head = "\n".join(report.added(one.label, name or parts.amount_said(one, said[one.key])) for one in told or [field])
    rest = [key for key in skipped.split(",") if key]
    return ask(owed, submission, rest, head) or enough_of(owed, submission, head)
