"""A sign of life for whoever watches from outside: an address called each minute while the database answers."""

import asyncio
import logging

import aiohttp

from data.database import Database, Session

log = logging.getLogger(__name__)

EVERY = 60.0
PATIENCE = aiohttp.ClientTimeout(total=10)


async def heartbeats(database: Database, url: str, every: float = EVERY) -> None:
    """For the nursery. A call that fails is told once, for the address may be a secret and the outside has its own
    alarm."""
    failing = False
    async with aiohttp.ClientSession(timeout=PATIENCE, trust_env=False) as session:
        while True:
            await database.write(_nothing)
            try:
                async with session.get(url, allow_redirects=False) as answer:
                    failed = answer.status >= 400
            except (aiohttp.ClientError, TimeoutError):
                failed = True
            if failed and not failing:
                log.warning("HEARTBEAT_URL does not answer")
            failing = failed
            await asyncio.sleep(every)


async def _nothing(_: Session) -> None:
    """A commit like any other: a writer that hangs lets no sign of life out."""
