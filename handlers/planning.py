"""A plan becomes a campaign: checked point by point, started by one press.

How it comes in is in handlers.beginnings, what is changed of it on the way in handlers.proposals.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from core.audience import Roster
from core.clock import at as moment_at
from core.clock import local
from core.deadlines import Deadline
from core.delivery import Lane
from core.forms import Field, FieldKind, Form
from core.plans import talk
from core.plans.changes import Asked, Happens
from core.plans.checking import (
    CAMPAIGN,
    CONTACT,
    DRAFT,
    GRACE,
    HANDED,
    NUMBERS,
    OWNERS,
    RECURRING,
    SHORT,
    Kept,
    Settled,
    decided,
    numbers_of,
    wants_numbers,
)
from core.plans.talk import View
from core.roles import HANDING_IN, Role
from core.say import Choice, Say
from core.submissions import Asks
from core.texts import answers, charges, labels, work
from core.texts import planning as texts
from core.texts import relays as by_hands
from core.texts.people import ORGANISATION
from core.texts.planning import until as last_safe
from core.texts.values import Due
from core.vietnamese import tidy
from data import campaigns, errands, obligations, people, readings, relays, units
from data.models import Campaign, Deliverable, Reading
from data.obligations import Version
from data.people import Reach
from handlers import aiming, carrying, entries
from handlers.turn import Turn

# -- what is being checked ----------------------------------------------------------------------------------------


async def opened(turn: Turn, reading: int) -> Reading | None:
    """One's own, and still being checked; a draft by whoever sent it, a plan only by an organiser."""
    found = await readings.of_person(turn.session, reading, turn.person_id)
    if found is None or found.state != "open":
        return None
    return found if turn.organises or DRAFT in found.answers else None


async def view(turn: Turn, found: Reading, roster: Roster | None = None) -> View:
    person, running = turn.speaker.person, await _running(turn, found)
    return View(
        reading=found.id or 0,
        kept=found.kept,
        answers=found.answers,
        short=found.short,
        roster=roster or await units.roster(turn.session),
        me=(person.name, person.phone) if person else ("", ""),
        now=turn.now,
        current=tuple(Asked(one.id or 0, campaigns.due_of(one)) for one in running if one.kind == Asks.REPORT),
        happening=_happening(turn, running),
        starts=turn.organises,
    )


async def _running(turn: Turn, found: Reading) -> list[Deliverable]:
    """What runs now, where this is a new version of it."""
    if CAMPAIGN not in found.answers:
        return []
    return await campaigns.deliverables(turn.session, int(found.answers[CAMPAIGN]), (Asks.REPORT, Asks.ACTIVITY))


def _happening(turn: Turn, running: Sequence[Deliverable]) -> tuple[Happens, ...]:
    """The activities that are not over; a new version says nothing of the others."""
    today = local(turn.now).date()
    found = [(one, event) for one in running if (event := campaigns.event_of(one)) and not event.is_over(today)]
    return tuple(Happens(one.id or 0, campaigns.due_of(one), event) for one, event in found)


async def keep(turn: Turn, found: Reading, kept: Kept, answers: dict[str, Any]) -> None:
    found.kept, found.answers = kept, answers
    await readings.change(turn.session, found, kept=kept, answers=answers)


async def answered(turn: Turn, found: Reading, **answers: Any) -> Say:
    """One point is decided; it may be decided otherwise until the start."""
    await keep(turn, found, found.kept, {**found.answers, **answers})
    return talk.onward(await view(turn, found))


def first_said(said: str, say: Say) -> Say:
    """What was just done, above what comes next."""
    return Say(f"{said}\n{say.text}", say.choices, awaits=say.awaits)


# -- one question at a time ---------------------------------------------------------------------------------------


async def findings(turn: Turn, reading: int) -> Say:
    """All that was found, remarks too: what a draft is checked for."""
    found = await opened(turn, reading)
    return talk.findings(await view(turn, found)) if found else Say(texts.gone())


async def dues(turn: Turn, reading: int) -> Say:
    found = await opened(turn, reading)
    return talk.dues(await view(turn, found)) if found else Say(texts.gone())


async def onward(turn: Turn, reading: int) -> Say:
    found = await opened(turn, reading)
    return talk.onward(await view(turn, found)) if found else Say(texts.gone())


async def settle(turn: Turn, reading: int, finding: int, choice: int) -> Say:
    found = await opened(turn, reading)
    return await answered(turn, found, **{str(finding): choice}) if found else Say(texts.gone())


async def judge(turn: Turn, reading: int, choice: int) -> Say:
    """Whether the very day of 'trước ngày D' is on time."""
    found = await opened(turn, reading)
    return await answered(turn, found, **{GRACE: choice}) if found else Say(texts.gone())


async def drop(turn: Turn, reading: int) -> Say:
    found = await opened(turn, reading)
    if found is None:
        return Say(texts.gone())
    await readings.change(turn.session, found, state="dropped")
    return Say(texts.dropped())


async def name(turn: Turn, words: str, reading: int) -> Say:
    """Other words than the choices of the last question are the plan's name."""
    found = await opened(turn, reading)
    short = " ".join(tidy(words).split())
    if found is None:
        return Say(texts.gone())
    if len(short) > SHORT:
        return Say(texts.name_too_long(SHORT), awaits=Choice("", "planning.name", {"reading": reading}))
    found.short = short
    await readings.change(turn.session, found, short=short)
    return first_said(texts.renamed(short), talk.onward(await view(turn, found)))


# -- what can be taken from it ------------------------------------------------------------------------------------


async def correction(turn: Turn, reading: int) -> Say:
    """'Soạn đính chính': about which points?"""
    found = await opened(turn, reading)
    if found is None:
        return Say(texts.gone())
    seen = await view(turn, found)
    every = seen.choice(labels.ALL_POINTS, "corrected")
    return Say(texts.ask_points(len(found.kept["findings"])), (every,), counted=False, awaits=seen.awaits("correct"))


async def corrected(turn: Turn, reading: int) -> Say:
    found = await opened(turn, reading)
    return await _corrected(turn, found, range(len(found.kept["findings"]))) if found else Say(texts.gone())


async def correct(turn: Turn, words: str, reading: int) -> Say:
    """'1, 3': the points by their numbers."""
    found = await opened(turn, reading)
    if found is None:
        return Say(texts.gone())
    count = len(found.kept["findings"])
    chosen = [int(number) - 1 for number in re.findall(r"\d{1,3}", words)]
    if not chosen or not all(0 <= one < count for one in chosen):
        seen = await view(turn, found)
        return Say(texts.no_points(words, count), awaits=seen.awaits("correct"))
    return await _corrected(turn, found, list(dict.fromkeys(chosen)))


async def _corrected(turn: Turn, found: Reading, points: Sequence[int]) -> Say:
    """The text alone, to be copied; what to do next stands under it."""
    kept, seen = found.kept, await view(turn, found)
    said = [(kept["findings"][one]["detail"], decided(kept, found.answers, one)) for one in points]
    text = texts.correction(kept["title"], kept["number"], talk.day(kept["issue_date"]), said)
    return Say(text, (seen.choice(labels.FINDINGS, "findings"), seen.choice(labels.DUES, "dues")))


async def sheet(turn: Turn, reading: int) -> Say:
    """The page of dates, made outside the turn."""
    found = await opened(turn, reading)
    if found is None:
        return Say(texts.gone())
    seen = await view(turn, found)
    rows = [[one.label, texts.asked_words(one), last_safe(one)] for one in seen.reports]
    args = {"title": found.kept["title"] or found.short, "number": found.kept["number"], "rows": rows}
    await errands.ask(turn.session, errands.SHEET, args, turn.now, turn.machine, turn.chat_id)
    return Say(texts.sheet_soon())


# -- the start ----------------------------------------------------------------------------------------------------


async def preview(turn: Turn, reading: int) -> Say:
    """The letter as the first unit of the list would get it; nobody gets it by this."""
    found = await opened(turn, reading)
    if found is None:
        return Say(texts.gone())
    seen = await view(turn, found)
    events = carrying.of_units(seen.carried, seen.roster)
    unit = next((one for one in seen.roster.units if not events or seen.ahead or one in events), 0)
    reports = _owed(seen).get(unit) or list(seen.ahead)
    letter = _letter(seen, seen.roster.units.get(unit, texts.some_unit()), reports, events.get(unit, []))
    return first_said(texts.shown(letter), talk.onward(seen))


async def start(turn: Turn, reading: int, letters: int) -> Say:
    """Writes down who owes what, once; only then is anybody written to."""
    found = await opened(turn, reading)
    if found is None:
        return Say(texts.gone())
    seen = await view(turn, found)
    if not turn.organises:
        return Say(answers.not_for_your_role())
    if not talk.is_ready(seen) or CAMPAIGN in found.answers:
        return talk.onward(seen)
    reports, events = seen.ahead, seen.carried
    opens = (turn.later if letters else None) or turn.now  # nobody is reminded before the opening letter
    campaign = await _campaign(turn, found, ends_on(turn, seen))
    asked = [_deliverable(seen, at, one) for at, one in enumerate(reports, start=1)]
    happening, owners = carrying.deliverables(events), entries.rule(seen)
    taken = [entries.deliverable(name, campaign, at, owners, turn.now) for at, name in enumerate(seen.entries)]
    await readings.start(turn.session, campaign, [*asked, *happening, *taken])
    await aiming.begin(turn, campaign, found.kept, asked)
    await campaigns.board_of(turn.session, campaign.id or 0, turn.chat_id, turn.now)
    for deliverable, one in zip(asked, reports, strict=True):
        await campaigns.open_obligations(turn.session, campaign, seen.owing(one), opens, deliverable)
        await _already_in(turn, seen, deliverable, one)
    for deliverable in taken:
        await campaigns.open_obligations(turn.session, campaign, seen.roster.meant(owners), opens, deliverable)
    await carrying.open_all(turn, campaign, events, happening, seen.roster, opens)
    await readings.change(turn.session, found, state="started", campaign_id=campaign.id)
    await turn.note("started", campaign_id=campaign.id, reading=found.id)
    told, by_hand = await _opening(turn, found, seen, campaign) if letters else (0, 0)
    later = local(turn.later) if turn.later else None
    asks = {unit for one in reports for unit in seen.owing(one)}
    asks.update(unit for one in events for unit in one.charge.units(seen.roster))
    said = texts.started(found.short, len(reports), len(asks), told, later, len(events))
    if not by_hand:
        return Say(said)
    return Say(f"{said}\n{by_hands.waiting(by_hand)}", (Choice(labels.RELAY, "relaying.show"),))


def ends_on(turn: Turn, seen: View) -> date:
    """What the plan says, else the last of its dates."""
    days = [(one.written or one).day for one in seen.ahead] + [one.event.last for one in seen.carried]
    return talk.day(seen.kept["end"]) or max(days, default=local(turn.now).date())


async def _campaign(turn: Turn, found: Reading, ends_on: date) -> Campaign:
    kept, today = found.kept, local(turn.now).date()
    issuer = kept["issuer"] or await _organisation(turn)
    contact = found.answers[CONTACT]
    return Campaign(
        name=kept["title"] or found.short,
        short=found.short,
        number=kept["number"],
        issuer=issuer,
        speaker=issuer,
        issued_on=talk.day(kept["issue_date"]),
        starts_on=talk.day(kept["start"]) or today,
        ends_on=ends_on,
        contact_name=contact["name"],
        contact_phone=contact["phone"],
        opened_at=turn.now,
        notice_at=turn.now,
    )


async def _organisation(turn: Turn) -> str:
    """In whose name letters speak when the plan does not say; an organisation nobody has named yet is not named."""
    root = await units.root(turn.session)
    return root.name if root is not None and root.name != ORGANISATION else texts.organisers()


def _deliverable(seen: View, position: int, report: Settled) -> Deliverable:
    rules = seen.answers[OWNERS]
    period = report.coming(seen.now) if report.rhythm is not None and seen.now else None
    deadline: Deadline = period.deadline if period else report.deadline()
    above = period.above if period else report.above
    return Deliverable(
        campaign_id=0,
        position=position,
        name=report.label,
        wording=deadline.wording,
        strict=deadline.strict,
        lenient=deadline.lenient,
        hourly=deadline.hour,
        form=form_of(seen, report).to_json(),
        owners=rules.get(str(report.at)) or rules.get("") or {},
        papers=_row(seen, report).get("papers", {}),
        **_of_its_readers(_row(seen, report)),
        rhythm=report.rhythm.to_json() if report.rhythm else {},
        above=above.to_json() if above else {},
        period=period.key if period else "",
        opens_at=moment_at(period.ends + timedelta(days=1), time()) if period else None,
    )


def _of_its_readers(row: Kept) -> Kept:
    """A copied report that only named people may read stays so."""
    readers = row.get("readers")
    return {"restricted": True, "readers": readers, "erase_days": row.get("erase_days")} if readers else {}


def _row(seen: View, report: Settled) -> Kept:
    """What was said of it, or a copied report brings along."""
    if report.at >= RECURRING:
        return dict(seen.kept["recurring"][report.at - RECURRING])
    rows = seen.kept["deadlines"]
    return dict(rows[report.at]) if report.at < len(rows) else {}


def form_of(seen: View, report: Settled) -> Form:
    """A file, and the plan's own numbers where the organiser wants them; nobody has to give those. Where results are
    asked for, that nothing happened is a report."""
    if brought := _row(seen, report).get("form"):
        return Form.from_json(brought)
    asked = numbers_of(seen.kept) if wants_numbers(report) and seen.answers.get(NUMBERS) == 0 else []
    counted = [_counted(at, one) for at, one in enumerate(asked, start=1)]
    return Form((Field("tep", texts.report_file(), FieldKind.FILES), *counted), nil=wants_numbers(report))


def _counted(at: int, one: Kept) -> Field:
    what, unit, value = one["what"], one["unit"], int(one.get("value") or 0)
    return Field(
        f"so_{at}", texts.counted(what, unit), FieldKind.NUMBER, unit, required=False, minimum=0, target=value or None
    )


async def _already_in(turn: Turn, seen: View, deliverable: Deliverable, report: Settled) -> None:
    """Units that handed in before the start owe nothing more; it counts as come in time."""
    named = set(seen.answers.get(HANDED, {}).get(str(report.at), ()))
    units_in = [unit for unit in seen.owing(report) if unit in named]
    said: dict[str, Any] = {"person_id": turn.person_id, "channel": "office", "answers": {}, "files": {}}
    owed = await obligations.of_report(turn.session, deliverable.id or 0, units_in)
    await obligations.hand_in_all(turn.session, [Version(one, (), handed_at=turn.now, **said) for one in owed])


async def _opening(turn: Turn, found: Reading, seen: View, campaign: Campaign) -> tuple[int, int]:
    """One letter for each person who owes or carries something, whatever they hold and for however many units. How many
    people that were, and how many units have to be told by hand."""
    owed, events = _owed(seen), carrying.of_units(seen.carried, seen.roster)
    reaches = await people.reachable(turn.session, roles=(*HANDING_IN, Role.CLUSTER_HEAD))
    told = people.by_person([reach for reach in reaches if _hears(reach, owed, events)])
    by_hand = (owed.keys() | events.keys()) - {reach.unit_id for mine in told for reach in mine}
    await relays.add(turn.session, {(campaign.id or 0, unit) for unit in by_hand}, turn.now)
    plan = (found.file_id,) if found.file_id else ()
    got = Choice(labels.GOT_IT, "replies.got_it", {"campaign": campaign.id or 0})
    for mine in told:
        reports = {one.at: one for reach in mine for one in owed.get(reach.unit_id, ())}
        happening = {due: None for reach in mine for due in events.get(reach.unit_id, ())}
        units_of = work.units_named([reach.unit for reach in mine])
        say = Say(_letter(seen, units_of, list(reports.values()), list(happening)), (got,), files=plan)
        turn.tell(mine[:1], partial(_same, say), Lane.BROADCAST, turn.later)
    return len(told), len(by_hand)


def _hears(reach: Reach, owed: Mapping[int, Sequence[Settled]], events: Mapping[int, Sequence[Due]]) -> bool:
    """Whoever hands in for a unit that owes or carries something; of a cluster its head."""
    return bool(events.get(reach.unit_id) or (reach.role in HANDING_IN and owed.get(reach.unit_id)))


def _same(say: Say, _: Reach) -> Say:
    return say


def _owed(seen: View) -> dict[int, list[Settled]]:
    """What each unit will owe; what it has handed in already is not asked of it again."""
    owed: dict[int, list[Settled]] = {}
    for one in seen.ahead:
        handed = set(seen.answers.get(HANDED, {}).get(str(one.at), ()))
        for unit in seen.owing(one):
            if unit not in handed:
                owed.setdefault(unit, []).append(one)
    return owed


def _letter(seen: View, unit: str, reports: Sequence[Settled], events: Sequence[Due]) -> str:
    contact = seen.answers[CONTACT]
    title = seen.kept["title"] or seen.short
    happening = charges.opening(events) if events else ""
    return texts.opening(seen.short, title, unit, reports, (contact["name"], contact["phone"]), happening)
