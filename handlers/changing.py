"""A campaign that runs is changed: dates, reports, extensions, templates, withdrawal. Each change is read back first;
then the facts and one letter to each person concerned are written together."""

from collections.abc import Mapping, Sequence

from core.audience import EVERYBODY, Owners, Roster, understood
from core.clock import local
from core.deadlines import Deadline, before_day, before_hour, no_later_than, no_later_than_hour
from core.delivery import Lane
from core.forms import Field, FieldKind, Form
from core.plans import talk
from core.plans.changes import Asked, difference
from core.plans.checking import CAMPAIGN, owners_of
from core.plans.talk import View
from core.plans.typed import Typed, typed
from core.roles import HANDING_IN
from core.say import Arg, Choice, Say
from core.texts import answers, clauses, labels, planning
from core.texts import changes as texts
from core.texts.values import Due
from core.vietnamese import fold
from data import campaigns, changes, errands, journal, people, readings, units
from data.models import Campaign, Deliverable, File
from handlers.planning import letters_go, opened, view
from handlers.turn import Turn

MOST_REPORTS = 12


async def _campaign(turn: Turn, campaign: int) -> Campaign | None:
    """One that runs; only organisers change it."""
    found = await campaigns.one(turn.session, campaign) if turn.organises else None
    return found if found is not None and found.opened_at is not None and found.closed_at is None else None


async def _report(turn: Turn, deliverable: int) -> tuple[Campaign, Deliverable] | None:
    found = await campaigns.deliverable(turn.session, deliverable) if turn.organises else None
    campaign = await _campaign(turn, found.campaign_id) if found is not None and found.dropped_at is None else None
    return (campaign, found) if campaign is not None and found is not None else None


def _refused(turn: Turn) -> Say:
    return Say(texts.gone() if turn.organises else answers.not_for_your_role())


async def show(turn: Turn, campaign: int) -> Say:
    """A running plan, and what can be changed of it."""
    found = await _campaign(turn, campaign)
    if found is None:
        return _refused(turn)
    asked = await campaigns.deliverables(turn.session, campaign)
    each = [
        Choice(planning.change(one.name), "changing.report", {"deliverable": one.id or 0})
        for one in asked[:MOST_REPORTS]
    ]
    more = [
        Choice(label, f"changing.{action}", {"campaign": campaign})
        for label, action in (
            (labels.ADD_REPORT, "more"),
            (labels.WITHDRAW, "withdraw"),
        )
    ]
    more += [
        Choice(labels.DUE_SHEET, "changing.sheet", {"campaign": campaign}),
        Choice(labels.NEW_VERSION, "beginnings.version", {"campaign": campaign}),
        Choice(labels.COPY_PLAN, "beginnings.copy", {"campaign": campaign}),
    ]
    read_by = await journal.count(turn.session, "received", campaign)
    dues = [campaigns.due_of(one) for one in asked]
    return Say(texts.plan(campaigns.plan_of(found), dues, read_by), (*each, *more))


async def report(turn: Turn, deliverable: int) -> Say:
    case = await _report(turn, deliverable)
    if case is None:
        return _refused(turn)
    campaign, one = case
    owing = (await changes.owing(turn.session, [deliverable]))[deliverable]
    asked = await changes.asked(turn.session, deliverable)
    offers = ((labels.REDATE, "redate"), (labels.EXTEND, "extension"), (labels.ADD_TEMPLATE, "template"),
              (labels.STRIKE, "drop"))  # fmt: skip
    choices = [Choice(label, f"changing.{action}", {"deliverable": deliverable}) for label, action in offers]
    back = Choice(labels.WHOLE_PLAN, "changing.show", {"campaign": campaign.id or 0})
    return Say(texts.report(campaigns.due_of(one), len(owing), asked), (*choices, back))


def _back(deliverable: int) -> Choice:
    return Choice(labels.LEAVE_IT, "changing.report", {"deliverable": deliverable})


# -- another date -------------------------------------------------------------------------------------------------


async def redate(turn: Turn, deliverable: int) -> Say:
    case = await _report(turn, deliverable)
    if case is None:
        return _refused(turn)
    awaits = Choice("", "changing.date", {"deliverable": deliverable})
    return Say(texts.ask_date(campaigns.due_of(case[1])), (_back(deliverable),), awaits=awaits)


async def date(turn: Turn, words: str, deliverable: int) -> Say:
    """A date typed for a report: read back before anything changes."""
    case = await _report(turn, deliverable)
    if case is None:
        return _refused(turn)
    one, new = case[1], typed(words, local(turn.now).date())
    awaits = Choice("", "changing.date", {"deliverable": deliverable})
    if new is None:
        return Say(planning.no_date(words), (_back(deliverable),), awaits=awaits)
    after = _due(one, new)
    if after.lenient <= turn.now:
        return Say(texts.over(after), (_back(deliverable),), awaits=awaits)
    owing = (await changes.owing(turn.session, [deliverable]))[deliverable]
    said = texts.confirm_date(campaigns.due_of(one), after, len(owing))
    args: dict[str, Arg] = {"deliverable": deliverable, "words": new.words}
    return Say(said, (Choice(labels.CHANGE_AND_TELL, "changing.redated", args), _back(deliverable)), awaits=awaits)


async def redated(turn: Turn, deliverable: int, words: str) -> Say:
    case = await _report(turn, deliverable)
    new = typed(words, local(turn.now).date())
    if case is None or new is None:
        return _refused(turn)
    campaign, one = case
    before = campaigns.due_of(one)
    deadline = _deadline(one, new)
    owing = (await changes.owing(turn.session, [deliverable]))[deliverable]
    await changes.redate(turn.session, one, deadline, turn.now)
    said = texts.moved(before, _due(one, new))
    return await _tell(turn, campaign, dict.fromkeys(owing, (said,)), "redated", deliverable=deliverable)


def _deadline(one: Deliverable, new: Typed) -> Deadline:
    """A report that is judged strictly on the day before 'trước ngày D' stays so."""
    if new.hour is not None:
        return (no_later_than_hour if new.inclusive else before_hour)(new.day, new.hour, new.words)
    if new.inclusive:
        return no_later_than(new.day, new.words)
    strictly = not one.hourly and fold(one.wording).startswith("truoc") and one.strict == one.lenient
    return before_day(new.day, new.words, grace=not strictly)


def _due(one: Deliverable, new: Typed) -> Due:
    deadline = _deadline(one, new)
    return Due(one.name, deadline.wording, deadline.strict, deadline.lenient, deadline.hour)


# -- some units get longer ----------------------------------------------------------------------------------------


async def extension(turn: Turn, deliverable: int) -> Say:
    case = await _report(turn, deliverable)
    if case is None:
        return _refused(turn)
    awaits = Choice("", "changing.extend", {"deliverable": deliverable})
    return Say(texts.ask_extension(campaigns.due_of(case[1])), (_back(deliverable),), awaits=awaits)


async def extend(turn: Turn, words: str, deliverable: int) -> Say:
    """'An Hòa, Tân Lập đến hết ngày 15/4': who, and until when."""
    case = await _report(turn, deliverable)
    if case is None:
        return _refused(turn)
    one, new = case[1], typed(words, local(turn.now).date())
    roster = await units.roster(turn.session)
    meant = understood(new.label, roster) if new is not None and new.label else None
    awaits = Choice("", "changing.extend", {"deliverable": deliverable})
    if new is None or meant is None or meant.owners == Owners():
        return Say(texts.no_extension(words), (_back(deliverable),), awaits=awaits)
    if meant.unclear:
        return Say(planning.unknown_units(meant.unclear), (_back(deliverable),), awaits=awaits)
    after = _due(one, new)
    if after.lenient <= turn.now:
        return Say(texts.over(after), (_back(deliverable),), awaits=awaits)
    chosen = await _still_owing(turn, deliverable, roster, meant.owners)
    if not chosen:
        return Say(texts.not_owing(roster.names(roster.meant(meant.owners))), (_back(deliverable),), awaits=awaits)
    args: dict[str, Arg] = {"deliverable": deliverable, "words": new.words, "who": " ".join(map(str, chosen))}
    said = texts.confirm_extension(campaigns.due_of(one), after, roster.names(chosen))
    return Say(said, (Choice(labels.CHANGE_AND_TELL, "changing.extended", args), _back(deliverable)), awaits=awaits)


async def extended(turn: Turn, deliverable: int, words: str, who: str) -> Say:
    case = await _report(turn, deliverable)
    new = typed(words, local(turn.now).date())
    if case is None or new is None:
        return _refused(turn)
    campaign, one = case
    named = Owners(units=tuple(map(int, who.split())))
    chosen = await _still_owing(turn, deliverable, await units.roster(turn.session), named)
    await changes.extend(turn.session, one, chosen, _deadline(one, new), turn.now)
    said = texts.extended(_due(one, new))
    return await _tell(turn, campaign, dict.fromkeys(chosen, (said,)), "extended", deliverable=deliverable)


async def _still_owing(turn: Turn, deliverable: int, roster: Roster, owners: Owners) -> list[int]:
    owing = set((await changes.owing(turn.session, [deliverable]))[deliverable])
    return [unit for unit in roster.meant(owners) if unit in owing]


# -- one report more, one fewer -----------------------------------------------------------------------------------


async def more(turn: Turn, campaign: int) -> Say:
    found = await _campaign(turn, campaign)
    if found is None:
        return _refused(turn)
    awaits = Choice("", "changing.line", {"campaign": campaign})
    return Say(texts.ask_report(campaigns.plan_of(found)), (_whole(campaign),), awaits=awaits)


def _whole(campaign: int) -> Choice:
    return Choice(labels.LEAVE_IT, "changing.show", {"campaign": campaign})


async def line(turn: Turn, words: str, campaign: int) -> Say:
    found = await _campaign(turn, campaign)
    if found is None:
        return _refused(turn)
    new = typed(words, local(turn.now).date())
    awaits = Choice("", "changing.line", {"campaign": campaign})
    if new is None or not new.label:
        said = planning.no_date(words) if new is None else planning.no_name(words)
        return Say(said, (_whole(campaign),), awaits=awaits)
    due = _new_due(new)
    if due.lenient <= turn.now:
        return Say(texts.over(due), (_whole(campaign),), awaits=awaits)
    roster = await units.roster(turn.session)
    add = Choice(labels.CHANGE_AND_TELL, "changing.added", {"campaign": campaign, "words": f"{new.label}, {new.words}"})
    said = texts.confirm_report(new.label, due, len(roster.units))
    return Say(said, (add, _whole(campaign)), awaits=awaits)


def _new_due(new: Typed) -> Due:
    return _due(Deliverable(campaign_id=0, position=0, name=new.label, wording="", form={}), new)


async def added(turn: Turn, campaign: int, words: str) -> Say:
    found = await _campaign(turn, campaign)
    new = typed(words, local(turn.now).date())
    if found is None or new is None:
        return _refused(turn)
    due = _new_due(new)
    one = await add(turn, found, due, EVERYBODY)
    told = dict.fromkeys((await units.roster(turn.session)).units, (texts.added(due),))
    return await _tell(turn, found, told, "added", deliverable=one.id)


async def add(turn: Turn, campaign: Campaign, due: Due, owners: Owners) -> Deliverable:
    """One more report of a running campaign, opened for who owes it."""
    asked = await campaigns.deliverables(turn.session, campaign.id or 0)
    one = Deliverable(
        campaign_id=campaign.id or 0,
        position=max((other.position for other in asked), default=0) + 1,
        name=due.name,
        wording=due.wording,
        strict=due.strict,
        lenient=due.lenient,
        hourly=due.hour,
        form=Form((Field("tep", planning.report_file(), FieldKind.FILES),)).to_json(),
        owners=owners.to_json(),
    )
    await readings.add_report(turn.session, one)
    owing = (await units.roster(turn.session)).meant(owners)
    await campaigns.open_obligations(turn.session, campaign, owing, turn.now, one)
    return one


async def drop(turn: Turn, deliverable: int) -> Say:
    case = await _report(turn, deliverable)
    if case is None:
        return _refused(turn)
    owing = (await changes.owing(turn.session, [deliverable]))[deliverable]
    yes = Choice(labels.DROP_AND_TELL, "changing.dropped", {"deliverable": deliverable})
    return Say(texts.confirm_drop(campaigns.due_of(case[1]), len(owing)), (yes, _back(deliverable)))


async def dropped(turn: Turn, deliverable: int) -> Say:
    case = await _report(turn, deliverable)
    if case is None:
        return _refused(turn)
    campaign, one = case
    owing = (await changes.owing(turn.session, [deliverable]))[deliverable]
    await changes.drop(turn.session, one, turn.now)
    said = texts.dropped(campaigns.due_of(one))
    return await _tell(turn, campaign, dict.fromkeys(owing, (said,)), "dropped", deliverable=deliverable)


# -- the whole plan -----------------------------------------------------------------------------------------------


async def withdraw(turn: Turn, campaign: int) -> Say:
    found = await _campaign(turn, campaign)
    if found is None:
        return _refused(turn)
    yes = Choice(labels.WITHDRAW_AND_TELL, "changing.withdrawn", {"campaign": campaign})
    concerned = await changes.units_of(turn.session, campaign)
    return Say(texts.confirm_withdrawal(campaigns.plan_of(found), len(concerned)), (yes, _whole(campaign)))


async def withdrawn(turn: Turn, campaign: int) -> Say:
    found = await _campaign(turn, campaign)
    if found is None:
        return _refused(turn)
    concerned = await changes.units_of(turn.session, campaign)
    await changes.withdraw(turn.session, found, turn.now)
    return await _tell(turn, found, dict.fromkeys(concerned, ()), "withdrawn")


async def sheet(turn: Turn, campaign: int) -> Say:
    """The page of dates, made outside the turn."""
    found = await _campaign(turn, campaign)
    if found is None:
        return _refused(turn)
    dues = [campaigns.due_of(one) for one in await campaigns.deliverables(turn.session, campaign)]
    rows = [[due.name, due.wording, clauses.closing(due)] for due in dues]
    args = {"title": found.name, "number": found.number, "rows": rows}
    await errands.ask(turn.session, errands.SHEET, args, turn.now, turn.machine, turn.chat_id)
    return Say(planning.sheet_soon())


# -- a new version of the document --------------------------------------------------------------------------------


async def apply(turn: Turn, reading: int) -> Say:
    """What the new version changes, all at once; each unit hears only of its own."""
    found = await opened(turn, reading)
    campaign = await _campaign(turn, int(found.answers[CAMPAIGN])) if found and CAMPAIGN in found.answers else None
    if found is None or campaign is None:
        return _refused(turn)
    seen = await view(turn, found)
    if not talk.is_ready(seen):
        return talk.onward(seen)
    said = await _applied(turn, campaign, seen)
    await readings.change(turn.session, found, state="started", campaign_id=campaign.id)
    return await _tell(turn, campaign, said, "revised", reading=found.id)


async def _applied(turn: Turn, campaign: Campaign, seen: View) -> dict[int, list[str]]:
    """What to tell each unit."""
    found = difference(seen.current, seen.ahead)
    said: dict[int, list[str]] = {}
    touched = [one.id for one, _ in found.moved] + [one.id for one in found.gone]
    owing = await changes.owing(turn.session, touched) if touched else {}
    for one, new in found.moved:
        await changes.redate(turn.session, await _row(turn, one), new.deadline(), turn.now)
        _add(said, owing[one.id], texts.moved(one.due, texts.new_due(new)))
    for one in found.gone:
        await changes.drop(turn.session, await _row(turn, one), turn.now)
        _add(said, owing[one.id], texts.dropped(one.due))
    for new in found.added:
        due, owners = texts.new_due(new), owners_of(new, seen.answers) or EVERYBODY
        await add(turn, campaign, due, owners)
        _add(said, seen.roster.meant(owners), texts.added(due))
    return said


def _add(said: dict[int, list[str]], to: Sequence[int], sentence: str) -> None:
    for unit in to:
        said.setdefault(unit, []).append(sentence)


async def _row(turn: Turn, one: Asked) -> Deliverable:
    found = await campaigns.deliverable(turn.session, one.id)
    assert found is not None
    return found


# -- templates ----------------------------------------------------------------------------------------------------


async def template(turn: Turn, deliverable: int) -> Say:
    """The next file is the template of this report."""
    case = await _report(turn, deliverable)
    if case is None:
        return _refused(turn)
    awaits = Choice("", "changing.paper", {"deliverable": deliverable})
    return Say(texts.ask_template(campaigns.due_of(case[1])), (_back(deliverable),), awaits=awaits)


async def paper(turn: Turn, file: File, deliverable: int) -> Say:
    case = await _report(turn, deliverable)
    if case is None:
        return _refused(turn)
    one = case[1]
    kept = [*one.papers.get("ids", ()), file.id or 0]
    await campaigns.change(turn.session, one, papers={"v": 1, "ids": kept})
    await turn.note("template", campaign_id=one.campaign_id, deliverable=deliverable)
    back = Choice(labels.WHOLE_PLAN, "changing.show", {"campaign": one.campaign_id})
    return Say(texts.template_kept(campaigns.due_of(one), file.name), (back,))


# -- whoever it concerns ------------------------------------------------------------------------------------------


async def _tell(
    turn: Turn, campaign: Campaign, said: Mapping[int, Sequence[str]], what: str, **detail: int | None
) -> Say:
    """One letter for each person, with what concerns their unit; the facts are written in this same turn."""
    plan = campaigns.plan_of(campaign)
    reaches = await people.reachable(turn.session, units=list(said), roles=HANDING_IN) if said else []
    first = list({reach.person_id: reach for reach in reversed(reaches)}.values())
    later = letters_go(turn)
    turn.tell(
        first,
        lambda reach: Say(
            texts.notice(plan, reach.unit, said[reach.unit_id])
            if said[reach.unit_id]
            else texts.withdrawn(plan, reach.unit)
        ),
        Lane.NUDGE,
        later,
    )
    await campaigns.boards_stale(turn.session, campaign.id or 0, turn.now)
    await turn.note(what, campaign_id=campaign.id, **detail)
    return Say(texts.done(len(first), later), (Choice(labels.STATUS, "status.show"),))
