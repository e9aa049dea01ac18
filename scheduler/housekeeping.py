"""What is kept no longer than it is needed: by machine time; private reports and photos by the office's calendar."""

from datetime import datetime, timedelta
from functools import partial

from core.clock import local
from data import likeness, private, retention
from data.database import Database
from data.files import Shelf

RAW = timedelta(days=30)  # what people sent, as the channel gave it
LETTERS = timedelta(days=90)  # with their choices
ATTEMPTS = timedelta(days=1)
PHOTOS = timedelta(days=2 * 366)  # last year's campaign is still compared with


async def tidy_up(database: Database, machine: datetime) -> int:
    """A thousand rows at a time, each its own commit, so that nobody waits behind it."""
    done = 0
    for purge, age in (
        (retention.raw_inbox, RAW),
        (retention.choices, LETTERS),
        (retention.attempts, ATTEMPTS),
        (retention.sessions, timedelta()),
        (retention.viewings, timedelta()),
    ):
        while rows := await database.write(partial(purge, before=machine - age)):
            done += rows
    return done


async def erase_private(database: Database, shelf: Shelf, now: datetime) -> int:
    """Reports that only named people may read, when their time is over: the bytes first, then the rows."""
    over = await database.read(partial(private.due, today=local(now).date()))
    for one in over:
        await shelf.remove(one.bytes)
        await database.write(partial(private.erase, one=one, now=now))
    return len(over)


async def forget_photos(database: Database, now: datetime) -> int:
    """By which photos are found that were handed in before: by office time, as reports are."""
    done = 0
    while some := await database.write(partial(likeness.forget, before=now - PHOTOS)):
        done += some
    return done
