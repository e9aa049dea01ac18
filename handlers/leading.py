"""A leader hears nothing unless they ask; the numbers each morning are theirs to switch on and off."""

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


async def offered(turn: Turn) -> tuple[Choice, ...]:
    """Once, below the first five lines a leader asks for."""
    person = turn.speaker.person
    if person is None or person.digest or not turn.speaker.holds(Role.LEADER):
        return ()
    mark = f"morning offered {person.id}"
    if await marks.get(turn.session, mark):
        return ()
    await marks.put(turn.session, mark, turn.now.isoformat())
    return (OFFER,)
