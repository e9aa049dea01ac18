"""What is kept no longer than it is needed. Machine time."""

from datetime import datetime, timedelta
from functools import partial

from data import retention
from data.database import Database

RAW = timedelta(days=30)  # what people sent, as the channel gave it
LETTERS = timedelta(days=90)  # with their choices
ATTEMPTS = timedelta(days=1)


async def tidy_up(database: Database, machine: datetime) -> int:
    """A thousand rows at a time, each its own commit, so that nobody waits behind it."""
    done = 0
    for purge, age in (
        (retention.raw_inbox, RAW),
        (retention.choices, LETTERS),
        (retention.attempts, ATTEMPTS),
        (retention.sessions, timedelta()),
    ):
        while rows := await database.write(partial(purge, before=machine - age)):
            done += rows
    return done
