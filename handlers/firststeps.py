"""The first steps of an officer in chief: plan, units, rehearsal. What is done is seen from the facts themselves, what
was left for later is kept."""

from core.roles import Role
from core.say import Choice, Say
from core.texts import answers, labels, planning
from core.texts import firststeps as texts
from core.texts.people import ORGANISATION
from core.vietnamese import fold, tidy
from data import campaigns, marks, readings, units
from handlers.turn import Turn

PLAN, UNITS, REHEARSAL = "plan", "units", "rehearsal"
NAME = "name"  # of the organisation: asked beside the three
_AWAITS = Choice("", "firststeps.named")
LONGEST = 80


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
    guide = Choice(labels.GUIDE, "menu.help")
    if NAME in left_out or not turn.speaker.holds(Role.CHIEF) or not await _nameless(turn):
        return Say(said, (*offers, *later, guide))
    unnamed = Choice(labels.NAME_LATER, "firststeps.skip", {"step": NAME})
    return Say(f"{said}\n{texts.ask_name()}", (*offers, *later, unnamed, guide), awaits=_AWAITS)


async def _nameless(turn: Turn) -> bool:
    root = await units.root(turn.session)
    return root is None or root.name == ORGANISATION


def _said(words: str) -> str:
    """'tên cơ quan: Quận Đoàn Bình Lâm', or the name alone."""
    said = tidy(words).replace(":", " ").split()
    said = said[1:] if said and fold(said[0]) == "doi" else said
    if fold(" ".join(said[:3])) == "ten co quan":
        said = said[4:] if fold(" ".join(said[3:4])) in ("la", "thanh") else said[3:]
    return " ".join(said).strip(' .,;-–“”"')


async def named(turn: Turn, words: str) -> Say:
    """The organisation's name, in answer or at any time as 'tên cơ quan: …'. Plans that run in nobody's name have it
    from now on."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    name = _said(words)
    if not name or len(name) > LONGEST or not any(letter.isalpha() for letter in name):
        return Say(texts.ask_name(), awaits=_AWAITS)
    root = await units.root(turn.session)
    if root is None:
        await units.add(turn.session, name, "TC", "")
    else:
        await units.rename(turn.session, root.id or 0, name)
    await campaigns.named_after(turn.session, {planning.organisers(), root.name if root else ""}, name)
    await turn.note("organisation named", name=name)
    return Say(texts.named(name), (Choice(labels.PLAN, "plans.show"),))


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
    if turn.organises and step in (PLAN, UNITS, REHEARSAL, NAME):
        kept = sorted({*await _left_out(turn), step})
        await marks.put(turn.session, _mark(turn), " ".join(kept))
    return await show(turn)


async def _left_out(turn: Turn) -> list[str]:
    return (await marks.get(turn.session, _mark(turn)) or "").split()


def _mark(turn: Turn) -> str:
    return f"firststeps:{turn.person_id}"
