"""A campaign that runs is changed: dates, reports, extensions, templates, withdrawal. Each change is read back first;
then the facts and one letter to each person concerned are written together."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from core.clock import local
from core.deadlines import Deadline
from core.delivery import Lane
from core.plans.typed import Typed, typed
from core.roles import HANDING_IN, Role
from core.say import Arg, Choice, Say
from core.submissions import Asks
from core.texts import answers, clauses, labels, planning, work
from core.texts import changes as texts
from core.texts.values import Due, Plan
from core.vietnamese import fold
from data import campaigns, changes, errands, journal, people
from data.models import Campaign, Deliverable, File
from data.people import Reach
from handlers.turn import Turn

MOST_REPORTS = 12
_OF_A_PLAN = (
    (labels.ADD_REPORT, "revising.more"),
    (labels.SCHEDULE, "schedule.running"),
    (labels.DUE_SHEET, "changing.sheet"),
    (labels.NEW_VERSION, "beginnings.version"),
    (labels.COPY_PLAN, "beginnings.copy"),
    (labels.MAILBOX, "mailbox.show"),
    (labels.WITHDRAW, "changing.withdraw"),
)
_OF_A_REPORT = (
    (labels.REDATE, "changing.redate"),
    (labels.INTERNAL, "internal.ask"),
    (labels.EXTEND, "extending.ask"),
    (labels.EXEMPT_SOME, "extending.spare"),
    (labels.FORM, "forming.show"),
    (labels.ADD_TEMPLATE, "changing.template"),
    (labels.RESTRICT, "restricting.ask"),
    (labels.STRIKE, "changing.drop"),
)
_OF_AN_ACTIVITY = ((labels.NEW_DAY, "dating.ask"), (labels.STRIKE_ACTIVITY, "changing.drop"))
_OF_ANYTHING_ELSE = _OF_A_REPORT[-1:]


async def campaign_of(turn: Turn, campaign: int) -> Campaign | None:
    """One that runs; only organisers change it."""
    found = await campaigns.one(turn.session, campaign) if turn.organises else None
    return found if found is not None and found.opened_at is not None and found.closed_at is None else None


async def report_of(turn: Turn, deliverable: int) -> tuple[Campaign, Deliverable] | None:
    found = await campaigns.deliverable(turn.session, deliverable) if turn.organises else None
    campaign = await campaign_of(turn, found.campaign_id) if found is not None and found.dropped_at is None else None
    return (campaign, found) if campaign is not None and found is not None else None


def refused(turn: Turn) -> Say:
    return Say(texts.gone() if turn.organises else answers.not_for_your_role())


async def show(turn: Turn, campaign: int, after: int = 0) -> Say:
    """A running plan, and what can be changed of it. `after`: so many parts have been offered."""
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    asked = await campaigns.deliverables(turn.session, campaign, tuple(Asks))
    each = [
        Choice(planning.change(one.name), "changing.report", {"deliverable": one.id or 0})
        for one in asked[after : after + MOST_REPORTS]
    ]
    if len(asked) > after + MOST_REPORTS:
        each.append(Choice(labels.MORE_POINTS, "changing.show", {"campaign": campaign, "after": after + MOST_REPORTS}))
    more = [Choice(label, action, {"campaign": campaign}) for label, action in _OF_A_PLAN]
    read_by = await journal.count(turn.session, "received", campaign)
    dues = [campaigns.due_of(one) for one in asked]
    return Say(texts.plan(campaigns.plan_of(found), dues, read_by), (*each, *more))


async def report(turn: Turn, deliverable: int) -> Say:
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    campaign, one = case
    owing = (await changes.owing(turn.session, [deliverable]))[deliverable]
    asked = await changes.asked(turn.session, deliverable)
    due = campaigns.due_of(one)
    changes_of = _OF_A_REPORT if due.counts else _OF_AN_ACTIVITY if due.event else _OF_ANYTHING_ELSE
    choices = [Choice(label, action, {"deliverable": deliverable}) for label, action in changes_of]
    back = Choice(labels.WHOLE_PLAN, "changing.show", {"campaign": campaign.id or 0})
    said = texts.report(due, len(owing), asked) if due.counts else texts.no_report(due)
    return Say(said, (*choices, back))


def back(deliverable: int) -> Choice:
    return Choice(labels.LEAVE_IT, "changing.report", {"deliverable": deliverable})


def whole(campaign: int) -> Choice:
    return Choice(labels.LEAVE_IT, "changing.show", {"campaign": campaign})


# -- another date -------------------------------------------------------------------------------------------------


async def redate(turn: Turn, deliverable: int) -> Say:
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    awaits = Choice("", "changing.date", {"deliverable": deliverable})
    return Say(texts.ask_date(campaigns.due_of(case[1])), (back(deliverable),), awaits=awaits)


async def date(turn: Turn, words: str, deliverable: int) -> Say:
    """A date typed for a report: read back before anything changes."""
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    one, new = case[1], typed(words, local(turn.now).date())
    awaits = Choice("", "changing.date", {"deliverable": deliverable})
    if new is None:
        return Say(planning.no_date(words), (back(deliverable),), awaits=awaits)
    after = due_of(one, new)
    if after.lenient <= turn.now:
        return Say(texts.over(after), (back(deliverable),), awaits=awaits)
    if same := _same(one, after):
        return same
    owing = (await changes.moving_with(turn.session, [deliverable]))[deliverable]
    quietly = changes.stays_internal(one, after.deadline)
    label = labels.CHANGE_ONLY if quietly else labels.CHANGE_AND_TELL
    args: dict[str, Arg] = {"deliverable": deliverable, "words": new.words}
    said = _confirm(campaigns.due_of(one), after, len(owing), quietly=quietly)
    return Say(said, (Choice(label, "changing.redated", args), back(deliverable)), awaits=awaits)


def _same(one: Deliverable, after: Due) -> Say | None:
    """That date stands already: nobody is told of it again."""
    at, due = one.id or 0, campaigns.due_of(one)
    if not after.deadline.is_when(due.of_plan.deadline):
        return None
    return Say(texts.same(due), (back(at),), awaits=Choice("", "changing.date", {"deliverable": at}))


def _confirm(before: Due, after: Due, owing: int, *, quietly: bool) -> str:
    """`quietly`: only the level above has another date; units are asked earlier still."""
    if quietly:
        return texts.confirm_above(before, after)
    return (texts.confirm_both if before.above else texts.confirm_date)(before, after, owing)


async def redated(turn: Turn, deliverable: int, words: str) -> Say:
    case = await report_of(turn, deliverable)
    new = typed(words, local(turn.now).date())
    if case is None or new is None:
        return refused(turn)
    campaign, one = case
    before, after = campaigns.due_of(one), due_of(one, new)
    if same := _same(one, after):
        return same
    owing = (await changes.moving_with(turn.session, [deliverable]))[deliverable]
    moved = await changes.redate(turn.session, one, after.deadline, turn.now)
    told = dict.fromkeys(owing, (texts.moved(before, after),)) if moved else {}
    return await tell(turn, campaign, told, "redated", deliverable=deliverable)


def deadline_of(one: Deliverable, new: Typed) -> Deadline:
    """A report that is judged strictly on the day before 'trước ngày D' stays so."""
    strictly = not one.hourly and fold(one.wording).startswith("truoc") and one.strict == one.lenient
    return new.deadline(grace=not strictly)


def due_of(one: Deliverable, new: Typed) -> Due:
    deadline = deadline_of(one, new)
    return Due(one.name, deadline.wording, deadline.strict, deadline.lenient, deadline.hour)


# -- one report more, one fewer -----------------------------------------------------------------------------------


async def drop(turn: Turn, deliverable: int) -> Say:
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    owing = (await changes.owing(turn.session, [deliverable]))[deliverable]
    yes = Choice(labels.DROP_AND_TELL, "changing.dropped", {"deliverable": deliverable})
    return Say(texts.confirm_drop(campaigns.due_of(case[1]), len(owing)), (yes, back(deliverable)))


async def dropped(turn: Turn, deliverable: int) -> Say:
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    campaign, one = case
    owing = (await changes.owing(turn.session, [deliverable]))[deliverable]
    await changes.drop(turn.session, one, turn.now)
    said = texts.dropped(campaigns.due_of(one))
    return await tell(turn, campaign, dict.fromkeys(owing, (said,)), "dropped", deliverable=deliverable)


# -- the whole plan -----------------------------------------------------------------------------------------------


async def withdraw(turn: Turn, campaign: int) -> Say:
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    yes = Choice(labels.WITHDRAW_AND_TELL, "changing.withdrawn", {"campaign": campaign})
    concerned = await changes.units_of(turn.session, campaign)
    return Say(texts.confirm_withdrawal(campaigns.plan_of(found), len(concerned)), (yes, whole(campaign)))


async def withdrawn(turn: Turn, campaign: int) -> Say:
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    concerned = await changes.units_of(turn.session, campaign)
    await changes.withdraw(turn.session, found, turn.now)
    return await tell(turn, found, dict.fromkeys(concerned, ()), "withdrawn")


async def sheet(turn: Turn, campaign: int) -> Say:
    """The page of dates, made outside the turn."""
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    dues = [campaigns.due_of(one) for one in await campaigns.deliverables(turn.session, campaign)]
    rows = [[due.name, due.wording, clauses.closing(due)] for due in dues]
    args = {"title": found.name, "number": found.number, "rows": rows}
    await errands.ask(turn.session, errands.SHEET, args, turn.now, turn.machine, turn.chat_id)
    return Say(planning.sheet_soon())


# -- templates ----------------------------------------------------------------------------------------------------


async def template(turn: Turn, deliverable: int) -> Say:
    """The next file is the template of this report."""
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    awaits = Choice("", "changing.paper", {"deliverable": deliverable})
    return Say(texts.ask_template(campaigns.due_of(case[1])), (back(deliverable),), awaits=awaits)


async def paper(turn: Turn, file: File, deliverable: int) -> Say:
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    one = case[1]
    kept = [*one.papers.get("ids", ()), file.id or 0]
    await campaigns.change(turn.session, one, papers={"v": 1, "ids": kept})
    await turn.note("template", campaign_id=one.campaign_id, deliverable=deliverable)
    back = Choice(labels.WHOLE_PLAN, "changing.show", {"campaign": one.campaign_id})
    return Say(texts.template_kept(campaigns.due_of(one), file.name), (back,))


# -- whoever it concerns ------------------------------------------------------------------------------------------


async def tell(
    turn: Turn,
    campaign: Campaign,
    said: Mapping[int, Sequence[str]],
    what: str,
    events: Collection[int] = (),
    **detail: int | None,
) -> Say:
    """One letter for each person, with what concerns their units; the facts are written in this same turn. `events`:
    units that carry an activity, of which the head of a cluster hears as well."""
    plan = campaigns.plan_of(campaign)
    roles = (*HANDING_IN, Role.CLUSTER_HEAD) if events else HANDING_IN
    reaches = await people.reachable(turn.session, units=list(said), roles=roles) if said else []
    told = people.by_person([reach for reach in reaches if reach.role in HANDING_IN or reach.unit_id in events])
    for mine in told:
        turn.tell(mine[:1], partial(_notice, plan, mine, said), Lane.NUDGE, turn.later)
    await campaigns.boards_stale(turn.session, campaign.id or 0, turn.now)
    await turn.note(what, campaign_id=campaign.id, **detail)
    return Say(texts.done(len(told), turn.later), (Choice(labels.STATUS, "status.show"),))


def _notice(plan: Plan, mine: Sequence[Reach], said: Mapping[int, Sequence[str]], _: Reach) -> Say:
    """To somebody who may answer for several units."""
    units = work.units_named([reach.unit for reach in mine])
    sentences = texts.of_units([(reach.unit, said[reach.unit_id]) for reach in mine])
    return Say(texts.notice(plan, units, sentences) if sentences else texts.withdrawn(plan, units))
