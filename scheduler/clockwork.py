"""The metronome: APScheduler in machine time. It holds no deadline; it only says that a second has passed."""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Beat = Callable[[], Awaitable[object]]


def metronome(every_second: Beat, every_hour: Beat) -> AsyncIOScheduler:
    """Late beats are run, never dropped; missed ones are one; none overtakes another."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    scheduler.add_job(every_second, "interval", seconds=1, id="second")
    scheduler.add_job(every_hour, "interval", hours=1, id="hour")
    return scheduler
