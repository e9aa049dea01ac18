"""The journal: only ever added to."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from data.database import later
from data.models import Entry


async def note(
    session: AsyncSession,
    now: datetime,
    what: str,
    *,
    person_id: int | None = None,
    campaign_id: int | None = None,
    obligation_id: int | None = None,
    **detail: Any,
) -> None:
    row = {
        "at": now,
        "what": what,
        "person_id": person_id,
        "campaign_id": campaign_id,
        "obligation_id": obligation_id,
        "detail": detail,
    }
    later(session, Entry, [row])
