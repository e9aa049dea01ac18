"""The metronome: a beat that runs when everything stops is brought to its end."""

import asyncio

from scheduler.clockwork import Metronome


async def test_a_beat_that_runs_is_waited_for_and_none_follows() -> None:
    began, goes_on, said = asyncio.Event(), asyncio.Event(), []

    async def beat() -> None:
        began.set()
        await goes_on.wait()
        said.append("done")

    async def never() -> None:
        raise AssertionError("an hour has not passed")

    metronome = Metronome(beat, never)
    metronome.start()
    await began.wait()
    async with asyncio.TaskGroup() as tasks:
        stopping = tasks.create_task(metronome.stop())
        await asyncio.sleep(0)
        assert not stopping.done()
        goes_on.set()
    assert said == ["done"]
