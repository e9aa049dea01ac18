"""Every way a plan begins: a file, a pasted text, typed line by line, last year's campaign, a new version of one that
runs, or a draft that is only to be checked."""

from typing import Any

from core.audience import EVERYBODY, Roster
from core.calendar import Calendar
from core.clock import local
from core.deadlines import last_day, said
from core.internal import working_days
from core.naming import named
from core.plans import charges, copying, talk
from core.plans.charges import CLUSTERS
from core.plans.checking import CAMPAIGN, CONTACT, DRAFT, NUMBERS, OWNERS, blank, short_name
from core.plans.copying import Old
from core.plans.typed import typed
from core.say import Choice, Say
from core.submissions import Asks
from core.texts import changes, labels
from core.texts import planning as texts
from core.texts import sample as sample_text
from core.vietnamese import tidy
from data import activities, campaigns, errands, readings, targets, units
from data.models import Campaign, Deliverable, File, Reading
from handlers import aiming, replies
from handlers.planning import first_said, view
from handlers.turn import Turn

PAGE, ROWS = 400, 4  # letters and line breaks of a text that is a document
LONGEST = 200_000  # letters of a pasted document
TITLE = 200
RECENT = 6  # campaigns offered to be copied

Answers = dict[str, Any]


async def receive(turn: Turn, file: File) -> Say:
    """A file from an organiser who hands in for nobody: a plan. What was sent before and not started stays."""
    return await _read(turn, file, {})


def is_pasted(turn: Turn, text: str) -> bool:
    """A whole page of text from an organiser is a plan, not a question."""
    return turn.organises and not turn.units and not turn.group and is_page(text)


def is_page(text: str) -> bool:
    return len(text) >= PAGE and text.count("\n") >= ROWS


async def paste(turn: Turn, text: str) -> Say:
    """The plan's text itself, without a file."""
    return await _read_text(turn, text, {})


async def _read(turn: Turn, file: File, answers: Answers) -> Say:
    reading = await readings.add(turn.session, file.id or 0, turn.chat_id, turn.person_id, turn.now, answers)
    if file.state == "here":
        args = {"reading": reading.id}
        await errands.ask(turn.session, errands.READ, args, turn.now, turn.machine, turn.chat_id)
    return Say(texts.reading(file.name))


async def _read_text(turn: Turn, text: str, answers: Answers) -> Say:
    reading = await readings.add(turn.session, None, turn.chat_id, turn.person_id, turn.now, answers)
    args = {"reading": reading.id, "text": text}
    await errands.ask(turn.session, errands.READ, args, turn.now, turn.machine, turn.chat_id)
    return Say(texts.reading_text())


# -- a draft that is only checked ---------------------------------------------------------------------------------


async def draft(turn: Turn) -> Say:
    """'Kiểm tra giúp dự thảo': for everybody known, with nothing started from it."""
    turn.only_for_known()
    return Say(texts.ask_draft(), awaits=Choice("", "beginnings.drafted"))


async def drafted(turn: Turn, file: File) -> Say:
    return await _read(turn, file, {DRAFT: 1})


async def drafted_text(turn: Turn, words: str) -> Say:
    if not is_page(words):
        return Say(texts.ask_draft(), awaits=Choice("", "beginnings.drafted"))
    return await _read_text(turn, words, {DRAFT: 1})


# -- typed, without a document ------------------------------------------------------------------------------------


async def sample(turn: Turn) -> Say:
    """A plan of nobody's, to try it all: read like any other."""
    if not turn.organises:
        return await replies.unknown(turn, "")
    return await _read_text(turn, sample_text.plan(local(turn.now).date()), {})


async def compose(turn: Turn) -> Say:
    """'Tạo kế hoạch': a name, then the reports, a line each."""
    if not turn.organises:
        return await replies.unknown(turn, "")
    return Say(texts.ask_title(), awaits=Choice("", "beginnings.title"))


async def title(turn: Turn, words: str) -> Say:
    said = " ".join(tidy(words).split())[:TITLE]
    if not turn.organises or not said:
        return await compose(turn)
    reading = await _opened(turn, blank(said))
    return first_said(texts.titled(said), talk.onward(await view(turn, reading)))


async def _opened(turn: Turn, kept: dict[str, Any]) -> Reading:
    """A plan that needs no reading is open at once."""
    read = {"kept": kept, "short": short_name(kept["title"]) or texts.unnamed(), "state": "open"}
    return await readings.add(turn.session, None, turn.chat_id, turn.person_id, turn.now, {}, **read)


# -- a new version of a plan that runs ----------------------------------------------------------------------------


async def version(turn: Turn, campaign: int) -> Say:
    found = await _campaign(turn, campaign)
    if found is None:
        return Say(changes.gone())
    awaits = Choice("", "beginnings.revised", {"campaign": campaign})
    back = Choice(labels.LEAVE_IT, "changing.show", {"campaign": campaign})
    return Say(changes.ask_version(campaigns.plan_of(found)), (back,), awaits=awaits)


async def revised(turn: Turn, file: File, campaign: int) -> Say:
    """Who owes it and whom to call stay as they are; only the points of the new text are asked."""
    found = await _campaign(turn, campaign)
    return await _read(turn, file, await _as_before(turn, found)) if found else Say(changes.gone())


async def revised_text(turn: Turn, words: str, campaign: int) -> Say:
    found = await _campaign(turn, campaign)
    if found is None or not is_page(words):
        return await version(turn, campaign)
    return await _read_text(turn, words, await _as_before(turn, found))


async def _as_before(turn: Turn, found: Campaign) -> Answers:
    contact = {"name": found.contact_name, "phone": found.contact_phone}
    before = await readings.started(turn.session, [found.id or 0])
    decided = {CLUSTERS: before.answers[CLUSTERS]} if before and CLUSTERS in before.answers else {}
    return {CAMPAIGN: found.id or 0, CONTACT: contact, OWNERS: {"": EVERYBODY.to_json()}, NUMBERS: 1, **decided}


async def _campaign(turn: Turn, campaign: int) -> Campaign | None:
    found = await campaigns.one(turn.session, campaign) if turn.organises else None
    return found if found is not None and found.opened_at is not None else None


# -- last year's, with its dates moved ----------------------------------------------------------------------------


async def copy_which(turn: Turn, words: str = "") -> Say:
    """'Nhân bản', 'nhân bản đợt thi đua': of which campaign? Those that are over too."""
    if not turn.organises:
        return await replies.unknown(turn, "")
    recent = await campaigns.recent(turn.session, RECENT)
    place = 0 if len(recent) == 1 else named(words, [one.short for one in recent])
    if place is not None:
        return await copy(turn, recent[place].id or 0)
    choices = tuple(Choice(one.short, "beginnings.copy", {"campaign": one.id or 0}) for one in recent)
    return Say(changes.copy_which() if choices else changes.nothing_to_copy(), choices)


async def copy(turn: Turn, campaign: int) -> Say:
    found = await _campaign(turn, campaign)
    if found is None:
        return Say(changes.gone())
    year_on = Choice(labels.ONE_YEAR_ON, "beginnings.copied", {"campaign": campaign})
    awaits = Choice("", "beginnings.copied_to", {"campaign": campaign})
    return Say(changes.ask_start(found.short, found.starts_on), (year_on,), awaits=awaits)


async def copied(turn: Turn, campaign: int) -> Say:
    return await _copied(turn, campaign, copying.a_year_on)


async def copied_to(turn: Turn, words: str, campaign: int) -> Say:
    """A typed first day: every date moves by as many days."""
    found = await _campaign(turn, campaign)
    new = typed(words, local(turn.now).date())
    if found is None or new is None:
        said = await copy(turn, campaign)
        return Say(f"{texts.no_date(words)}\n{said.text}", said.choices, awaits=said.awaits) if found else said
    return await _copied(turn, campaign, copying.days_on((new.day - found.starts_on).days))


async def _copied(turn: Turn, campaign: int, shift: copying.Shift) -> Say:
    found = await _campaign(turn, campaign)
    if found is None:
        return Say(changes.gone())
    today, calendar, roster = local(turn.now).date(), turn.setting.calendar, await units.roster(turn.session)
    kept = copying.copied(await _before(turn, found, roster), shift, calendar, today)
    kept["aims"] = [aiming.brought(one) for one in await targets.of_campaign(turn.session, campaign)]
    kept["contact"] = {"name": found.contact_name, "phone": found.contact_phone}
    return talk.card(await view(turn, await _opened(turn, kept), roster))


async def _before(turn: Turn, found: Campaign, roster: Roster) -> copying.Before:
    """Everything that the campaign asked for."""
    asked = await campaigns.deliverables(turn.session, found.id or 0, tuple(Asks))
    reports = [one for one in asked if one.kind == Asks.REPORT]
    events = [(one, event) for one in asked if (event := campaigns.event_of(one)) is not None]
    carried = await activities.bodies(turn.session, [one.id or 0 for one, _ in events])
    return copying.Before(
        name=found.name,
        span=(found.starts_on, found.ends_on),
        reports=[_old(one, turn.setting.calendar) for one in reports if not one.rhythm],
        rounds=[copying.Round(one.name, one.rhythm, one.wording, _more(one)) for one in reports if one.rhythm],
        events=[
            copying.Happened(one.name, event, charges.names(one.owners, carried.get(one.id or 0, ()), roster))
            for one, event in events
        ],
        entries=[one.name for one in asked if one.kind == Asks.OPEN],
    )


def _more(one: Deliverable) -> dict[str, Any]:
    """What goes over as it is; what only named people may read stays theirs."""
    private = {"readers": one.readers, "erase_days": one.erase_days} if one.restricted else {}
    return {"form": one.form, "papers": one.papers, **private}


def _old(one: Deliverable, calendar: Calendar) -> Old:
    more, due = _more(one), campaigns.due_of(one)
    plan = due.of_plan
    hour = local(said(due.strict)).time() if due.hour else None
    early = (working_days(due.deadline, plan.deadline, calendar), hour) if due.above else None
    return Old(one.name, plan.wording, last_day(plan.lenient), more, early)
