"""The first steps of an officer in chief: plan, units, rehearsal. What is done is seen from the facts themselves, what
was left for later is kept."""

from core.say import Choice, Say
from core.texts import answers, labels
from core.texts import firststeps as texts
from data import campaigns, marks, readings, units
from handlers.turn import Turn

PLAN, UNITS, REHEARSAL = "plan", "units", "rehearsal"


async def show(turn: Turn) -> Say:
    """Where one stands, with what helps on at the first step that is neither done nor left for later."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    reading = await readings.open_of(turn.session, turn.person_id)
    running = await campaigns.running(turn.session)
    count = len((await units.roster(turn.session)).units)
    plan = running[0].short if running else reading.short if reading else ""
    left_out = await _left_out(turn)
    done = {PLAN: bool(plan), UNITS: bool(count), REHEARSAL: bool(running)}
    open_ = [step for step in (PLAN, UNITS, REHEARSAL) if not done[step] and step not in left_out]
    offers = _offers(open_[0], reading.id if reading else None) if open_ else ()
    later = (Choice(labels.NOT_NOW, "firststeps.skip", {"step": open_[0]}),) if open_ else ()
    said = texts.steps(plan, count, done[REHEARSAL], sum(not one for one in done.values()))
    return Say(said, (*offers, *later, Choice(labels.GUIDE, "menu.help")))


def _offers(step: str, reading: int | None) -> tuple[Choice, ...]:
    if step == PLAN:
        return (Choice(labels.SAMPLE, "beginnings.sample"), Choice(labels.TYPE_PLAN, "beginnings.compose"))
    if step == UNITS:
        return (Choice(labels.IMPORT_UNITS, "importing.ask"),)
    if reading is None:
        return ()
    args = {"reading": reading}
    return (Choice(labels.GO_ON, "planning.onward", args), Choice(labels.SCHEDULE, "schedule.before", args))


async def skip(turn: Turn, step: str) -> Say:
    """Left for later; it may be done at any time all the same."""
    if turn.organises and step in (PLAN, UNITS, REHEARSAL):
        kept = sorted({*await _left_out(turn), step})
        await marks.put(turn.session, _mark(turn), " ".join(kept))
    return await show(turn)


async def _left_out(turn: Turn) -> list[str]:
    return (await marks.get(turn.session, _mark(turn)) or "").split()


def _mark(turn: Turn) -> str:
    return f"firststeps:{turn.person_id}"
