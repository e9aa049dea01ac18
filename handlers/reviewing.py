"""Review: the queue that the organisers share, one report at a time, or all that is complete in one press.

What one has open the others are not shown; whoever decides first has decided, and everybody else hears what is true.
"""

from core.behalf import Source
from core.forms import Form
from core.reviews import lacking, left_out
from core.say import Choice, Say
from core.submissions import Timeliness, Verdict, Workflow
from core.texts import answers, labels
from core.texts import fields as parts
from core.texts import reviewing as texts
from core.unusual import Doubt
from core.versions import Difference
from data import campaigns, closing, files, forwarding, likeness, people, reviews
from data.likeness import Alike
from data.models import File
from data.reviews import Case, Waiting
from handlers import receipts
from handlers.desk import changes_of, receipt_of
from handlers.private import hidden
from handlers.turn import Turn

MOST_CLOSED = 3
AT_ONCE = 200  # accepted by one press


# -- the queue ----------------------------------------------------------------------------------------------------


async def show(turn: Turn) -> Say:
    """/duyet: what waits longest. To a unit's people their own report is shown; a leader only looks at numbers."""
    turn.only_for_known()
    if not turn.organises:
        return await receipts.show_latest(turn) if turn.units else Say(answers.not_for_your_role())
    return await _next(turn, await reviews.first(turn.session, turn.person_id, turn.machine))


async def _next(turn: Turn, case: Case | None, head: str = "") -> Say:
    """The next card, or that there is none."""
    if case is not None:
        return await _card(turn, case, head)
    left = await reviews.count(turn.session, turn.person_id)
    if left:
        return Say(_under(head, texts.others_have_them(left)), (Choice(labels.STATUS, "status.show"),))
    return await _nothing_waits(turn, head)


async def _nothing_waits(turn: Turn, head: str) -> Say:
    """What was not looked at before its campaign was closed is not forgotten."""
    found = await reviews.after_the_end(turn.session, turn.person_id)
    gone = await closing.taken_back(turn.session, [one for one, _, _ in found]) if found else set()
    kept = [(one, short, number) for one, short, number in found if one not in gone][:MOST_CLOSED]
    said = texts.waits_after_the_end([(short, number) for _, short, number in kept]) if kept else texts.nothing_waits()
    again = (Choice(texts.reopen_label(short), "closing.again", {"campaign": one}) for one, short, _ in kept)
    return Say(_under(head, said), (*again, Choice(labels.STATUS, "status.show")))


async def onward(turn: Turn, case: Case, head: str) -> Say:
    """What comes in the queue after a report that is done with."""
    return await _next(turn, await reviews.beside(turn.session, turn.person_id, turn.machine, case), head)


def _under(head: str, said: str) -> str:
    return f"{head}\n{said}" if head else said


async def onto(turn: Turn, submission: int) -> Say:
    """'Tiếp': leave this one undecided."""
    return await _walk(turn, submission, back=False)


async def back(turn: Turn, submission: int) -> Say:
    return await _walk(turn, submission, back=True)


async def _walk(turn: Turn, submission: int, *, back: bool) -> Say:
    here = await case_of(turn, submission)
    if isinstance(here, Say):
        return here
    case = await reviews.beside(turn.session, turn.person_id, turn.machine, here, back=back)
    alone = case is not None and case.id == here.id
    return await _next(turn, case, texts.only_this(here.code) if alone else "")


async def one(turn: Turn, submission: int) -> Say:
    """This very version; when it is not waiting any more, that is said above it."""
    case = await case_of(turn, submission)
    if isinstance(case, Say):
        return case
    return await _card(turn, case, "" if case.waiting else await standing(turn, case))


async def full(turn: Turn, submission: int) -> Say:
    case = await case_of(turn, submission)
    if isinstance(case, Say):
        return case
    said = parts.read_back(case.owed.form, case.submission.answers.get("fields", {}), {})
    back = Choice(labels.BACK_TO_CARD, "reviewing.one", {"submission": submission})
    return Say(texts.full_text(case.owed.unit.name, case.code, said), (back,), private=hidden(case.owed))


async def case_of(turn: Turn, submission: int) -> Case | Say:
    """For organisers; of a restricted report only for the people it names."""
    turn.only_for_known()
    if not turn.organises:
        return Say(answers.not_for_your_role())
    return await reviews.one(turn.session, turn.person_id, submission) or Say(texts.not_found(), (_GO_ON,))


_GO_ON = Choice(labels.REVIEW, "reviewing.show")


# -- the card -----------------------------------------------------------------------------------------------------


async def _card(turn: Turn, case: Case, head: str = "") -> Say:
    sent = await files.by_ids(turn.session, case.submission.files.get("ids", ()))
    if case.waiting:
        await reviews.hold(turn.session, turn.person_id, case.id, turn.machine)
    shown = _shown(case, sent, await likeness.of(turn.session, case.submission, sent))
    here = tuple(file.id for file in sent if file.id is not None and files.is_ready(file))
    said = Choice("", "returning.said", {"submission": case.id}) if case.waiting else None
    return Say(_under(head, texts.card(shown)), _offers(case, shown), here, private=hidden(case.owed), awaits=said)


def _shown(case: Case, sent: list[File], alike: list[Alike]) -> texts.Card:
    form, given = case.owed.form.as_of(case.submission.handed_at), case.submission.answers.get("fields", {})
    ids = [file.id or 0 for file in sent]
    first = case.standing[0] if case.standing else None
    return texts.Card(
        got=receipt_of(case.owed, case.submission, first, changed=texts.changed(_difference(case))),
        short=case.owed.campaign.short,
        by=case.by,
        answers=parts.read_back(form, given, files.names(sent)),
        missing=[field.label for field in lacking(form, given, ids)],
        empty=[field.label for field in left_out(form, given, ids)],
        odd=[*_odd(sent), *map(_alike, alike), *_meant(case)],
        said=[(one.name, one.remark.words) for one in case.said],
        source=case.submission.source,
        left=case.left,
    )


def _difference(case: Case) -> Difference:
    """What this version changes of the one before it."""
    return changes_of(case.owed, case.before, case.submission.answers, case.submission.files)


def _meant(case: Case) -> list[str]:
    """Numbers that the unit was asked about and gave all the same."""
    form, given = case.owed.form, case.submission.answers.get("fields", {})
    noted = case.submission.answers.get("noted", {})
    asked = [field for field in form.fields if field.key in noted and given.get(field.key) is not None]
    return [
        parts.doubt_noted(form, field, given[field.key], Doubt.from_json(noted[field.key])).rstrip(".")
        for field in asked
    ]


def _odd(sent: list[File]) -> list[str]:
    lost = [texts.lost_file(file.name) for file in sent if file.state == "lost"]
    apart = [texts.unsafe_file(file.name) for file in sent if file.state == "apart"]
    coming = [file for file in sent if file.state not in files.GONE and not files.is_ready(file)]
    closed = [file for file in sent if files.is_shut(file) and file.state not in files.GONE]
    shut = [(texts.locked_file if files.is_locked(file) else texts.shut_file)(file.name) for file in closed]
    return [*lost, *apart, *shut, *(texts.coming_file(file.name) for file in coming)]


def _alike(one: Alike) -> str:
    owed = one.other.owed
    code = owed.code(one.other.submission)
    return texts.same_photo(one.name, owed.unit.name, owed.due, code, same=one.same)


def _offers(case: Case, shown: texts.Card) -> tuple[Choice, ...]:
    args = {"submission": case.id}
    if not case.newest:
        return (_GO_ON,)
    full_text = (Choice(labels.FULL_TEXT, "reviewing.full", args),) if texts.is_cut(shown) else ()
    if not case.waiting:
        return (*_of_verdict(case), *_rulings(case), *full_text, _GO_ON)
    more = (Choice(labels.ACCEPT_COMPLETE, "reviewing.bulk"),) if (case.left or 0) > 1 else ()
    walk = (Choice(labels.NEXT, "reviewing.next", args), Choice(labels.BEFORE, "reviewing.back", args))
    return (
        Choice(labels.ACCEPT, "reviewing.accept", args),
        Choice(labels.ASK_AGAIN, "returning.parts", {**args, "asks": ""}),
        *(walk if (case.left or 0) > 1 else ()),
        *more,
        Choice(labels.NOT_USABLE, "returning.whole", args),
        *_rulings(case),
        *full_text,
    )


def _of_verdict(case: Case) -> tuple[Choice, ...]:
    """What was asked for again may not be wanted any more; what was accepted may have been so by a slip."""
    args = {"submission": case.id}
    if case.submission.verdict == Verdict.RETURNED:
        return (Choice(labels.ACCEPT, "reviewing.accept", {**args, "anyway": 1}),)
    return (Choice(labels.TAKE_BACK, "reviewing.undo", args),) if _may_be_undone(case) else ()


def _may_be_undone(case: Case) -> bool:
    runs = case.owed.campaign.closed_at is None and case.owed.deliverable.dropped_at is None
    return runs and case.newest and case.owed.obligation.workflow == Workflow.ACCEPTED


def _rulings(case: Case) -> tuple[Choice, ...]:
    """A report judged late may have been in time; a ruling, or the hour of what somebody entered, may be wrong."""
    args = {"submission": case.id}
    moment = Choice(labels.RULE_MOMENT, "ruling.moment", args)
    if case.owed.obligation.timeliness == Timeliness.LATE:
        return (Choice(labels.RULE_ON_TIME, "ruling.on_time", args), moment)
    return (moment,) if any(one.ruling or one.source for one in case.standing) else ()


# -- yes ----------------------------------------------------------------------------------------------------------


async def accept(turn: Turn, submission: int, anyway: int = 0) -> Say:
    """`anyway`: what was asked for again is not wanted any more."""
    case = await case_of(turn, submission)
    if isinstance(case, Say):
        return case
    returned = case.newest and case.submission.verdict == Verdict.RETURNED
    if not (case.waiting or (anyway and returned)):
        return await too_late(turn, case)
    if not await reviews.decide(turn.session, case, Verdict.ACCEPTED, turn.now, turn.person_id, **_DONE):
        return await too_late(turn, case)
    if returned or case.said:
        await reviews.settle(turn.session, case.owed.id, turn.now)
        await _tell_unit(turn, case)
    turn.said += await forwarding.letters_of(
        turn.session, case.owed, case.submission, forwarding.ACCEPTED, turn.now, turn.machine
    )
    await campaigns.boards_stale(turn.session, case.owed.campaign.id or 0, turn.now)
    await _note(turn, case)
    return await onward(turn, case, texts.accepted(case.code, case.owed.unit.name))


_DONE = {"next_nudge_at": None, "promised_until": None}


async def _note(turn: Turn, case: Case) -> None:
    """What changed is in the journal, for ever: but of what is erased in time."""
    changed = {} if hidden(case.owed) else {"changed": texts.changed(_difference(case))}
    await turn.note(
        "accepted", campaign_id=case.owed.campaign.id, obligation_id=case.owed.id, code=case.code, **changed
    )


async def _tell_unit(turn: Turn, case: Case) -> None:
    """Whoever was asked for something hears that it is done; nobody else is written to for each report."""
    said = texts.accepted_after_all(case.owed.unit.name, case.owed.due, case.code)
    reaches = await people.reachable(turn.session, units=[case.owed.unit.id or 0])
    turn.tell(reaches, lambda _: Say(said), not_before=turn.later)


async def too_late(turn: Turn, case: Case) -> Say:
    """It was decided, replaced or withdrawn meanwhile: what is true now, and the way on."""
    said = await standing(turn, case)
    newest = case.standing[-1] if case.standing else None
    if newest is not None and newest.id != case.id:
        return Say(said, (Choice(labels.SEE_NEWER, "reviewing.one", {"submission": newest.id or 0}), _GO_ON))
    return Say(said, (Choice(labels.SEE_REPORT, "reviewing.one", {"submission": case.id}), _GO_ON))


async def standing(turn: Turn, case: Case) -> str:
    """What became of a version that waits for nobody."""
    one = case.submission
    if one.withdrawn_at is not None:
        return texts.withdrawn(case.code, one.withdrawn_at, turn.now)
    if not case.newest:
        newer = case.standing[-1]
        return texts.replaced(case.code, case.owed.code(newer), newer.handed_at, turn.now)
    if not one.verdict:
        return texts.still_waits(case.code) if case.waiting else texts.not_asked_any_more(case.code)
    by = await people.named(turn.session, one.decided_by or 0)
    returned = one.verdict == Verdict.RETURNED
    return texts.decided_already(case.code, by, one.decided_at, returned=returned, now=turn.now)


async def undo(turn: Turn, submission: int) -> Say:
    """An acceptance is taken back: the version waits again. Its unit was told of no verdict and hears of none."""
    case = await case_of(turn, submission)
    if isinstance(case, Say):
        return case
    if not _may_be_undone(case) or not await reviews.put_back(turn.session, case, turn.now):
        return await too_late(turn, case)
    await campaigns.boards_stale(turn.session, case.owed.campaign.id or 0, turn.now)
    await turn.note(
        "acceptance taken back", campaign_id=case.owed.campaign.id, obligation_id=case.owed.id, code=case.code
    )
    mailed = case.submission.source != Source.MAIL and forwarding.forwards(case.owed, forwarding.ACCEPTED)
    return await _card(turn, case.put_back(), texts.taken_back(case.code, mailed=mailed))


# -- all that is complete ------------------------------------------------------------------------------------------


async def bulk(turn: Turn) -> Say:
    """Whom it would be, before the one press. What was asked about before, or is restricted, is looked at itself."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    waiting = await reviews.waiting(turn.session, turn.person_id, turn.machine)
    ready = await _complete(turn, waiting)
    if not ready:
        left = 0 if waiting else await reviews.count(turn.session, turn.person_id)
        return await _nothing_at_once(turn, waiting, left)
    named: dict[str, list[str]] = {}
    for one in ready:
        named.setdefault(one.deliverable.name, []).append(one.unit)
    ids = ",".join(str(one.submission.id) for one in ready)
    left = await reviews.count(turn.session, turn.person_id) - len(ready)
    yes = Choice(texts.accept_all_label(len(ready)), "reviewing.accept_all", {"submissions": ids})
    preview = texts.accept_all_preview(named, len(ready), left)
    return Say(preview, (yes, Choice(labels.LOOK_ONE_BY_ONE, "reviewing.show")))


async def _nothing_at_once(turn: Turn, waiting: list[Waiting], left: int) -> Say:
    """Nothing waits; others have all of it open; or each has to be looked at."""
    if waiting:
        return Say(texts.none_complete(), (_GO_ON,))
    if left:
        return Say(texts.others_have_them(left), (Choice(labels.STATUS, "status.show"),))
    return await _nothing_waits(turn, "")


async def _complete(turn: Turn, waiting: list[Waiting]) -> list[Waiting]:
    ids = {file for one in waiting for file in one.submission.files.get("ids", ())}
    here = {file.id for file in await files.by_ids(turn.session, sorted(ids)) if _is_seen(file)}
    return [one for one in waiting if not one.deliverable.restricted and _is_complete(one, here)][:AT_ONCE]


def _is_seen(file: File) -> bool:
    """What nobody could look into is accepted by one who was told so, not together with others."""
    return files.is_ready(file) and not files.is_shut(file)


def _is_complete(one: Waiting, here: set[int | None]) -> bool:
    sent = one.submission.files.get("ids", ())
    given = one.submission.answers.get("fields", {})
    form, unusual = Form.from_json(one.deliverable.form), one.submission.answers.get("noted")
    alike = one.submission.files.get("alike")
    whole = not lacking(form.as_of(one.submission.handed_at), given, sent)
    return here.issuperset(sent) and not unusual and not alike and whole


async def accept_all(turn: Turn, submissions: str) -> Say:
    """Exactly those that were shown, as far as nobody has decided or replaced them since."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    done = await reviews.accept_all(turn.session, _ids(submissions), turn.now, turn.person_id)
    for one in done:
        await turn.note("accepted", campaign_id=one.campaign_id, obligation_id=one.obligation_id, together=len(done))
    turn.said += await forwarding.letters_of_many(turn.session, done, forwarding.ACCEPTED, turn.now, turn.machine)
    for campaign in {one.campaign_id for one in done}:
        await campaigns.boards_stale(turn.session, campaign, turn.now)
    left = await reviews.count(turn.session, turn.person_id)
    return Say(texts.all_accepted(len(done), left), (_GO_ON,) if left else (Choice(labels.STATUS, "status.show"),))


def _ids(listed: str) -> list[int]:
    return [int(one) for one in listed.split(",") if one]
