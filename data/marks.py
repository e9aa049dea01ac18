"""Small facts that stand alone, and where the rehearsal clock stands."""

from collections.abc import Collection

from sqlalchemy import bindparam
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.clock import Rehearsal
from data.database import later
from data.dialects import insert_or_replace
from data.models import Mark, RehearsalRow

TELEGRAM_NAME = "telegram name"  # of the bot there, for links that open a chat with it
MAILS = "sends e-mail"  # from which address; empty where nothing is sent


async def get(session: AsyncSession, name: str) -> str | None:
    return (await session.exec(_ONE, params={"mark": name})).first()


_ONE = select(Mark.value).where(col(Mark.name) == bindparam("mark"))


async def of(session: AsyncSession, names: Collection[str]) -> dict[str, str]:
    """Those of these that there are."""
    rows = await session.exec(select(Mark.name, Mark.value).where(col(Mark.name).in_(names)))
    return dict(rows.all())


async def put(session: AsyncSession, name: str, value: str) -> None:
    await session.exec(insert_or_replace(session, Mark), params={"name": name, "value": value})


async def drop(session: AsyncSession, names: Collection[str]) -> None:
    await session.exec(delete(Mark).where(col(Mark.name).in_(names)))


def put_once(session: AsyncSession, name: str, value: str) -> None:
    """Just before the commit; one that is there already stays."""
    later(session, Mark, [{"name": name, "value": value}])


async def rehearsal(session: AsyncSession) -> Rehearsal | None:
    row = (await session.exec(select(RehearsalRow))).first()
    return Rehearsal(row.machine, row.office, row.speed) if row else None


async def keep_rehearsal(session: AsyncSession, clock: Rehearsal) -> None:
    row = {"id": 1, "machine": clock.machine, "office": clock.office, "speed": clock.speed}
    await session.exec(insert_or_replace(session, RehearsalRow), params=row)
