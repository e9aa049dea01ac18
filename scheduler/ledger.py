"""What became of letters, written down for certain: while the database refuses, nothing else is worth doing."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from core.delivery import Result
from data import dispatch, forwarding, refusals
from data.database import CommitFailed, Database, Session, Stopped
from data.dispatch import Claimed

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0

Start = Callable[[str, Coroutine[Any, Any, Any]], object]
Work = Callable[[Session], Coroutine[Any, Any, None]]


class Ledger:
    """Letters that come back at about the same time share one statement and one commit."""

    def __init__(
        self,
        database: Database,
        machine: Callable[[], datetime],
        start: Start,
        let_go: Callable[[list[int | None]], None],
    ) -> None:
        """`let_go` hears which letters are in nobody's hands any more."""
        self._database = database
        self._machine = machine
        self._start = start
        self._let_go = let_go
        self._closings: list[dict[str, Any]] = []
        self._closing = False

    def close(
        self, claimed: Claimed, result: Result, *, receipt: str = "", why: str = "", uncertain: bool | None = None
    ) -> None:
        letter, machine = claimed.letter, self._machine()
        self._closings.append(dispatch.closing(letter, machine, result, receipt=receipt, why=why, uncertain=uncertain))
        if not self._closing:
            self._closing = True
            self._start("closings", self._close_all())

    async def postpone(
        self, claimed: Claimed, wait: timedelta, *, failed: bool, why: str, uncertain: bool = False
    ) -> None:
        until, letter = self._machine() + wait, claimed.letter
        await self.surely(
            lambda session: dispatch.postpone(session, letter, until, failed=failed, why=why, uncertain=uncertain)
        )
        self._let_go([letter.id])

    async def refuse(self, claimed: Claimed, why: str, gone: bool, now: datetime) -> None:
        """Closed for good; in the same transaction it goes another way. Where that fails it is at least closed."""
        told = partial(refusals.refused, claimed=claimed, why=why, gone=gone, now=now, machine=self._machine())
        try:
            await self.surely(told)
        except Stopped:
            raise
        except Exception:
            log.exception("letter %s goes no other way", claimed.letter.id)
            self.close(claimed, Result.REFUSED, why=why)
        else:
            self._let_go([claimed.letter.id])

    async def doubt(self, claimed: Claimed, why: str, now: datetime) -> None:
        """Closed as uncertain; of a report on its way to a mailbox somebody is told."""
        if not forwarding.is_report(claimed.letter):
            self.close(claimed, Result.UNCERTAIN, why=why, uncertain=True)
            return
        told = partial(refusals.in_doubt, claimed=claimed, why=why, now=now, machine=self._machine())
        await self.surely(told)
        self._let_go([claimed.letter.id])

    async def surely(self, work: Work) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                await self._database.write(work, brief=True)
            except Stopped:
                raise
            except CommitFailed:
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                return

    async def _close_all(self) -> None:
        try:
            while self._closings:
                batch, self._closings = self._closings, []
                await self._close_batch(batch)
                self._let_go([row["b_id"] for row in batch])
        finally:
            self._closing = False

    async def _close_batch(self, batch: list[dict[str, Any]]) -> None:
        """One that cannot be closed must not take the others with it; its lease will bring it back."""
        try:
            await self.surely(partial(dispatch.close, closings=batch))
        except Exception:
            log.exception("letters %s not closed", [row["b_id"] for row in batch])
            if len(batch) > 1:
                for row in batch:
                    await self._close_batch([row])
