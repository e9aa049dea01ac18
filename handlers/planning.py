"""A plan document becomes a campaign: sent in by an organiser, checked point by point, started by one press."""

from datetime import datetime

from core.clock import local
from core.deadlines import Deadline
from core.delivery import Lane
from core.forms import Field, FieldKind, Form
from core.plans import talk
from core.plans.checking import GRACE, SHORT, Settled, asked_of_all, asks_for_grace, settled, undecided
from core.roles import HANDING_IN
from core.say import Choice, Say
from core.texts import planning as texts
from core.vietnamese import tidy
from data import campaigns, errands, people, readings, units
from data.models import Campaign, Deliverable, File, Reading
from data.outbox import Asked, choices_of
from handlers.turn import Turn

PAGE, ROWS = 400, 4  # letters and line breaks of a text that is a document


async def receive(turn: Turn, file: File) -> Say:
    """A file from an organiser who hands in for nobody: a plan. What was sent before and not started stays."""
    reading = await readings.add(turn.session, file.id or 0, turn.chat_id, turn.person_id, turn.now)
    if file.state == "here":
        args = {"reading": reading.id}
        await errands.ask(turn.session, errands.READ, args, turn.now, turn.machine, turn.chat_id)
    return Say(texts.reading(file.name))


def is_pasted(turn: Turn, text: str) -> bool:
    """A whole page of text from an organiser is a plan, not a question."""
    return turn.organises and not turn.units and not turn.group and len(text) >= PAGE and text.count("\n") >= ROWS


async def paste(turn: Turn, text: str) -> Say:
    """The plan's text itself, without a file."""
    reading = await readings.add(turn.session, None, turn.chat_id, turn.person_id, turn.now)
    args = {"reading": reading.id, "text": text}
    await errands.ask(turn.session, errands.READ, args, turn.now, turn.machine, turn.chat_id)
    return Say(texts.reading_text())


async def findings(turn: Turn, reading: int) -> Say:
    """All that was found, remarks too: what a draft is checked for."""
    found = await _open(turn, reading)
    return talk.findings(reading, found.kept) if found else Say(texts.gone())


async def dues(turn: Turn, reading: int) -> Say:
    found = await _open(turn, reading)
    return talk.dues(reading, found.kept, found.answers) if found else Say(texts.gone())


async def onward(turn: Turn, reading: int) -> Say:
    found = await _open(turn, reading)
    return await _onward(turn, found) if found else Say(texts.gone())


async def settle(turn: Turn, reading: int, finding: int, choice: int) -> Say:
    return await _decide(turn, reading, str(finding), choice)


async def _decide(turn: Turn, reading: int, point: str, choice: int) -> Say:
    """One point is decided; a choice may be taken again until the start."""
    found = await _open(turn, reading)
    if found is None:
        return Say(texts.gone())
    found.answers = {**found.answers, point: choice}
    await readings.change(turn.session, found, answers=found.answers)
    return await _onward(turn, found)


async def judge(turn: Turn, reading: int, choice: int) -> Say:
    """Whether the very day of 'trước ngày D' is on time."""
    return await _decide(turn, reading, GRACE, choice)


async def drop(turn: Turn, reading: int) -> Say:
    found = await _open(turn, reading)
    if found is None:
        return Say(texts.gone())
    await readings.change(turn.session, found, state="dropped")
    return Say(texts.dropped())


def naming(letter: Asked | None) -> int | None:
    """The reading whose name the last letter asked about: other words than its choices are the name."""
    choices = choices_of(letter) if letter is not None else []
    first: Choice | None = choices[0] if choices else None
    return int(first.args["reading"]) if first is not None and first.action == "planning.start" else None


async def name(turn: Turn, reading: int, words: str) -> Say:
    found = await _open(turn, reading)
    short = " ".join(tidy(words).split())
    if found is None:
        return Say(texts.gone())
    if len(short) > SHORT:
        return Say(texts.name_too_long(SHORT))
    found.short = short
    await readings.change(turn.session, found, short=short)
    said = await _onward(turn, found)
    return Say(f"{texts.renamed(short)}\n{said.text}", said.choices)


async def preview(turn: Turn, reading: int) -> Say:
    """The letter as the first unit of the list would get it; nobody gets it by this."""
    found = await _open(turn, reading)
    if found is None:
        return Say(texts.gone())
    unit = next((card.unit for card in await units.seats(turn.session)), texts.some_unit())
    ready = await _onward(turn, found)
    return Say(texts.shown(_letter(turn, found, unit, _ahead(turn, found))), ready.choices)


async def start(turn: Turn, reading: int, letters: int) -> Say:
    """Writes down who owes what, once; only then is anybody written to."""
    found = await _open(turn, reading)
    if found is None:
        return Say(texts.gone())
    owing = sorted({card.unit_id for card in await units.seats(turn.session)})
    reports = _ahead(turn, found)
    open_points = undecided(found.kept, found.answers) or asks_for_grace(found.kept, found.answers)
    if open_points or not reports or not owing:
        return await _onward(turn, found)
    campaign = await _campaign(turn, found, reports)
    await readings.start(turn.session, campaign, [_deliverable(at, one) for at, one in enumerate(reports, start=1)])
    await campaigns.board_of(turn.session, campaign.id or 0, turn.chat_id, turn.now)
    await campaigns.open_obligations(turn.session, campaign, owing, turn.now)
    await readings.change(turn.session, found, state="started", campaign_id=campaign.id)
    await turn.note("started", campaign=campaign.id, reading=found.id)
    told = await _opening(turn, found, reports) if letters else 0
    later = _letters_go(turn)
    at = local(later) if later else None
    return Say(texts.started(found.short, len(reports), len(owing), told, at))


async def _open(turn: Turn, reading: int) -> Reading | None:
    """One's own, and still being checked; only organisers check plans."""
    found = await readings.of_person(turn.session, reading, turn.person_id) if turn.organises else None
    return found if found is not None and found.state == "open" else None


async def _onward(turn: Turn, found: Reading) -> Say:
    owing = {card.unit_id for card in await units.seats(turn.session)}
    return talk.onward(found.id or 0, found.kept, found.answers, found.short, len(owing), turn.now)


async def _campaign(turn: Turn, found: Reading, reports: tuple[Settled, ...]) -> Campaign:
    kept, today = found.kept, local(turn.now).date()
    root = await units.root(turn.session)
    issuer = kept["issuer"] or (root.name if root else "")
    person = turn.speaker.person
    return Campaign(
        name=kept["title"] or found.short,
        short=found.short,
        number=kept["number"],
        issuer=issuer,
        speaker=issuer,
        issued_on=talk.day(kept["issue_date"]),
        starts_on=talk.day(kept["start"]) or today,
        ends_on=talk.day(kept["end"]) or max(one.day for one in reports),
        contact_name=person.name if person else "",
        contact_phone=person.phone if person else "",
        opened_at=turn.now,
        notice_at=turn.now,
    )


def _deliverable(position: int, report: Settled) -> Deliverable:
    deadline: Deadline = report.deadline()
    form = Form((Field("tep", texts.report_file(), FieldKind.FILES),))
    return Deliverable(
        campaign_id=0,
        position=position,
        name=report.label,
        wording=deadline.wording,
        strict=deadline.strict,
        lenient=deadline.lenient,
        hourly=deadline.hour,
        form=form.to_json(),
    )


async def _opening(turn: Turn, found: Reading, reports: tuple[Settled, ...]) -> int:
    """One letter for each person, whatever they hold."""
    reaches = await people.reachable(turn.session, roles=HANDING_IN)
    first = list({reach.person_id: reach for reach in reversed(reaches)}.values())
    plan = (found.file_id,) if found.file_id else ()
    turn.tell(
        first,
        lambda reach: Say(_letter(turn, found, reach.unit, reports), files=plan),
        Lane.BROADCAST,
        _letters_go(turn),
    )
    return len(first)


def _letter(turn: Turn, found: Reading, unit: str, reports: tuple[Settled, ...]) -> str:
    """The first letter to a unit's people; whoever starts the campaign answers questions about it."""
    person = turn.speaker.person
    contact = (person.name, person.phone) if person else ("", "")
    return texts.opening(found.short, found.kept["title"] or found.short, unit, reports, contact)


def _ahead(turn: Turn, found: Reading) -> tuple[Settled, ...]:
    return asked_of_all(settled(found.kept, found.answers), turn.now)


def _letters_go(turn: Turn) -> datetime | None:
    """None: now. Nobody asked for these letters, so at a quiet hour they wait for the next slot."""
    calendar = turn.setting.calendar
    return calendar.next_slot(turn.now) if calendar.is_quiet(turn.now) else None
