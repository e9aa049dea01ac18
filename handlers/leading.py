"""A leader hears nothing unless they ask; the numbers each morning are theirs to switch on and off."""

from collections.abc import Mapping

from core.roles import Role
from core.say import Choice, Say
from core.texts import answers, labels
from core.texts import digests as texts
from data import marks, people
from handlers.turn import Turn

OFFER = Choice(labels.MORNING_ON, "leading.on")


async def on(turn: Turn) -> Say:
    return await _switch(turn, wanted=True)


async def off(turn: Turn) -> Say:
    return await _switch(turn, wanted=False)


async def _switch(turn: Turn, *, wanted: bool) -> Say:
    """An organiser has the morning's digest anyhow; nobody else sees everybody's numbers."""
    turn.only_for_known()
    if not turn.speaker.holds(Role.LEADER):
        return Say(texts.morning_of_organisers() if turn.organises else answers.not_for_your_role())
    await people.change(turn.session, turn.person_id, digest=wanted)
    await turn.note("morning numbers", on=int(wanted))
    if not wanted:
        return Say(texts.morning_off(), (OFFER,))
    off_again = Choice(labels.MORNING_OFF, "leading.off")
    return Say(texts.morning_on(turn.setting.calendar.leaders), (Choice(labels.STATUS, "status.show"), off_again))


def marks_of(turn: Turn) -> list[str]:
    """What `offered` has to know."""
    return [_mark(turn)] if _may_be_offered(turn) else []


def _mark(turn: Turn) -> str:
    return f"morning offered {turn.person_id}"


def _may_be_offered(turn: Turn) -> bool:
    person = turn.speaker.person
    return person is not None and not person.digest and turn.speaker.holds(Role.LEADER)


async def offered(turn: Turn, known: Mapping[str, str] | None = None) -> tuple[Choice, ...]:
    """Once, below the first five lines a leader asks for. `known`: marks that were read already."""
    if not _may_be_offered(turn):
        return ()
    known = await marks.of(turn.session, marks_of(turn)) if known is None else known
    if _mark(turn) in known:
        return ()
    marks.put_once(turn.session, _mark(turn), turn.now.isoformat())
    return (OFFER,)
