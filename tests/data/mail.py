"""Letters for the tests of the outbox: `await mail.writes("một", mai)`, `await mail.takes()`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.delivery import Lane, Result
from core.say import Audience, Say
from data import dispatch, outbox
from data.dispatch import Claimed, closing
from data.models import Chat, Letter
from data.outbox import To
from tests.data.books import MACHINE, NOW, Books, id_of

ALL = tuple(Lane)


@dataclass(frozen=True)
class Mail:
    books: Books

    async def writes(self, text: str, chat: Chat, **given: Any) -> Letter:
        """Plan one letter; the newest of this chat when it was planned already."""
        say = given.pop("say", None) or Say(text, audience=Audience.PUBLIC)
        rows = outbox.letters(say, to(chat), NOW, MACHINE, **given)
        await self.books(outbox.post, rows)
        return [letter for letter in await self.books.all(Letter) if letter.chat_id == chat.id][-1]

    async def takes(
        self, machine: datetime = MACHINE, *, now: datetime = NOW, limit: int = 20, lanes: Sequence[Lane] = ALL
    ) -> list[Claimed]:
        """What a courier of the web gets into its hands at this moment."""
        return await self.books(dispatch.claim, "web", now, machine, limit, lanes)

    async def texts(self, machine: datetime = MACHINE, **named: Any) -> list[str]:
        return [claimed.letter.text for claimed in await self.takes(machine, **named)]

    async def closes(self, *taken: Claimed, result: Result = Result.SENT, machine: datetime = MACHINE) -> None:
        await self.books(dispatch.close, [closing(claimed.letter, machine, result) for claimed in taken])

    async def lets_go(self, claimed: Claimed, until: datetime, **named: Any) -> None:
        await self.books(dispatch.postpone, claimed.letter, until, **({"failed": False} | named))

    async def result(self, letter: Letter) -> str:
        """How it was closed; "waiting" while it is not."""
        row = await self.books.again(letter)
        return row.result if row.closed_at else "waiting"


def to(chat: Chat) -> To:
    return To(id_of(chat), chat.channel, chat.person_id, chat.group)
