"""What becomes of a letter that a channel will never take."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import Result
from data import dispatch, forwarding, people, ways
from data.dispatch import Claimed


async def refused(
    session: AsyncSession, claimed: Claimed, why: str, gone: bool, now: datetime, machine: datetime
) -> None:
    """Closed, and sent once by the next way, or those are told whom its loss concerns. All of it together, so that a
    crash in between neither loses nor doubles it."""
    letter = claimed.letter
    if gone:
        await people.gone(session, letter.channel, claimed.address, now)
    await dispatch.close(session, [dispatch.closing(letter, machine, Result.REFUSED, why=why)])
    await ways.send_on(session, letter, now, machine)
    if forwarding.is_report(letter):
        await forwarding.undelivered(session, letter, now, machine, gone=gone)


async def in_doubt(session: AsyncSession, claimed: Claimed, why: str, now: datetime, machine: datetime) -> None:
    """A report that may have reached its mailbox, or not: closed, and those look there who keep it."""
    closed = dispatch.closing(claimed.letter, machine, Result.UNCERTAIN, why=why, uncertain=True)
    await dispatch.close(session, [closed])
    await forwarding.undelivered(session, claimed.letter, now, machine, gone=False, doubt=True)
