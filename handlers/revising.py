"""A running plan asks for more: one report typed, or all that a new version of its document changes."""

from collections.abc import Sequence

from core.audience import EVERYBODY, Owners
from core.clock import local
from core.forms import Field, FieldKind, Form
from core.plans import talk
from core.plans.changes import Asked, Difference, Happens
from core.plans.checking import CAMPAIGN, LABEL, owners_of
from core.plans.talk import View
from core.plans.typed import Typed, typed
from core.say import Choice, Say
from core.submissions import Asks
from core.texts import changes as texts
from core.texts import entries as entry_texts
from core.texts import labels, planning, turnouts
from core.texts.values import Due
from core.vietnamese import tidy
from data import activities, campaigns, changes, readings, units
from data.models import Campaign, Deliverable
from handlers import carrying, dating, entries
from handlers.changing import campaign_of, due_of, refused, tell, whole
from handlers.planning import opened, view
from handlers.turn import Turn


async def more(turn: Turn, campaign: int) -> Say:
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    awaits = Choice("", "revising.line", {"campaign": campaign})
    return Say(texts.ask_report(campaigns.plan_of(found)), (whole(campaign),), awaits=awaits)


async def line(turn: Turn, words: str, campaign: int) -> Say:
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    new = typed(words, local(turn.now).date())
    awaits = Choice("", "revising.line", {"campaign": campaign})
    if new is None and not any(letter.isdigit() for letter in words):
        name = " ".join(tidy(words).split())[:LABEL]
        many = Choice(labels.MANY_TIMES, "revising.opened", {"campaign": campaign, "words": name})
        return Say(entry_texts.offer(name), (many, whole(campaign)), awaits=awaits)
    if new is None or not new.label:
        said = planning.no_date(words) if new is None else planning.no_name(words)
        return Say(said, (whole(campaign),), awaits=awaits)
    due = _new_due(new)
    if due.lenient <= turn.now:
        return Say(texts.over(due), (whole(campaign),), awaits=awaits)
    roster = await units.roster(turn.session)
    add = Choice(labels.CHANGE_AND_TELL, "revising.added", {"campaign": campaign, "words": f"{new.label}, {new.words}"})
    said = texts.confirm_report(new.label, due, len(roster.units))
    return Say(said, (add, whole(campaign)), awaits=awaits)


async def entry(turn: Turn, campaign: int, words: str) -> Say:
    """'Nhận nhiều lần': from now on it is taken as often as it comes, of everybody."""
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    asked = await campaigns.deliverables(turn.session, campaign, tuple(Asks))
    if any(one.name == words for one in asked):
        return Say(entry_texts.added(words), (whole(campaign),))
    roster = await units.roster(turn.session)
    one = entries.deliverable(words, found, len(asked), EVERYBODY, turn.now)
    await readings.add_report(turn.session, one)
    await campaigns.open_obligations(turn.session, found, list(roster.units), turn.now, one)
    told = dict.fromkeys(roster.units, (entry_texts.told(words),))
    return await tell(turn, found, told, "added", deliverable=one.id)


def _new_due(new: Typed) -> Due:
    return due_of(Deliverable(campaign_id=0, position=0, name=new.label, wording="", form={}), new)


async def added(turn: Turn, campaign: int, words: str) -> Say:
    found = await campaign_of(turn, campaign)
    new = typed(words, local(turn.now).date())
    if found is None or new is None:
        return refused(turn)
    due = _new_due(new)
    one = await add(turn, found, due, EVERYBODY)
    told = dict.fromkeys((await units.roster(turn.session)).units, (texts.added(due),))
    return await tell(turn, found, told, "added", deliverable=one.id)


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


# -- a new version of the document --------------------------------------------------------------------------------


async def apply(turn: Turn, reading: int) -> Say:
    """What the new version changes, all at once; each unit hears only of its own."""
    found = await opened(turn, reading)
    campaign = await campaign_of(turn, int(found.answers[CAMPAIGN])) if found and CAMPAIGN in found.answers else None
    if found is None or campaign is None:
        return refused(turn)
    seen = await view(turn, found)
    if not talk.is_ready(seen):
        return talk.onward(seen)
    said, events = await _applied(turn, campaign, seen)
    await readings.change(turn.session, found, state="started", campaign_id=campaign.id)
    return await tell(turn, campaign, said, "revised", events=events, reading=found.id)


async def _applied(turn: Turn, campaign: Campaign, seen: View) -> tuple[dict[int, list[str]], set[int]]:
    """What to tell each unit; and which of them carry an activity that changed."""
    found = seen.difference
    said: dict[int, list[str]] = {}
    moved, gone = [one.id for one, _ in found.moved], [one.id for one in found.gone]
    moving = await changes.moving_with(turn.session, moved) if moved else {}
    owing = await changes.owing(turn.session, gone) if gone else {}
    for one, new in found.moved:
        if await changes.redate(turn.session, await _row(turn, one), new.deadline(), turn.now):
            _add(said, moving[one.id], texts.moved(one.due, texts.new_due(new)))
    for one in found.gone:
        await changes.drop(turn.session, await _row(turn, one), turn.now)
        _add(said, owing[one.id], texts.dropped(one.due))
    for new in found.added:
        due, owners = texts.new_due(new), owners_of(new, seen.answers) or EVERYBODY
        await add(turn, campaign, due, owners)
        _add(said, seen.roster.meant(owners), texts.added(due))
    of_events = await _activities(turn, campaign, seen, found)
    for unit, sentences in of_events.items():
        said.setdefault(unit, []).extend(sentences)
    return said, set(of_events)


async def _activities(turn: Turn, campaign: Campaign, seen: View, found: Difference) -> dict[int, list[str]]:
    """Those that moved, are new or gone, for whoever carries them. A day that a unit has set for its own stays."""
    said: dict[int, list[str]] = {}
    touched = [one.id for one, _ in found.events_moved] + [one.id for one in found.events_gone]
    owners = await activities.owners(turn.session, touched) if touched else {}
    for one, new in found.events_moved:
        told = await dating.put_on(turn, await _row(turn, one), new.event, owners[one.id])
        _add(said, list(told), turnouts.plan_moved(one.due, new.event))
    for one in found.events_gone:
        await changes.drop(turn.session, await _row(turn, one), turn.now)
        _add(said, [owner.unit_id for owner in owners[one.id]], turnouts.plan_dropped(one.due))
    rows = carrying.deliverables(found.events_added)
    for row, new in zip(rows, found.events_added, strict=True):
        row.campaign_id = campaign.id or 0
        await readings.add_report(turn.session, row)
        _add(said, new.charge.units(seen.roster), turnouts.plan_added(carrying.due_of(new)))
    await carrying.open_all(turn, campaign, found.events_added, rows, seen.roster, turn.now)
    return said


def _add(said: dict[int, list[str]], to: Sequence[int], sentence: str) -> None:
    for unit in to:
        said.setdefault(unit, []).append(sentence)


async def _row(turn: Turn, one: Asked | Happens) -> Deliverable:
    found = await campaigns.deliverable(turn.session, one.id)
    assert found is not None
    return found
