"""How much Telegram lets a bot send: overall, to one chat, to one group; and how big a file may be."""

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Literal, Protocol

from tests.double.refusals import flooded

MEGABYTE = 1024 * 1024


class Account(Protocol):
    """Who counts what went to one place."""

    def wait(self, now: float) -> float:
        """Seconds until one more is let through; 0 or less = now."""

    def take(self, now: float) -> None: ...


class Sliding:
    """At most `count` in any `span` seconds."""

    def __init__(self, count: int, span: float) -> None:
        self.span = span
        self._moments: deque[float] = deque(maxlen=count)

    def wait(self, now: float) -> float:
        moments = self._moments
        return moments[0] + self.span - now if len(moments) == moments.maxlen else 0.0

    def take(self, now: float) -> None:
        self._moments.append(now)


class Bucket:
    """`count` at once, then one more each time `span / count` has passed."""

    def __init__(self, count: int, span: float) -> None:
        self._count = count
        self._each = span / count
        self._full_at = -math.inf  # when nothing more is owed

    def wait(self, now: float) -> float:
        return self._full_at + self._each - now - self._count * self._each

    def take(self, now: float) -> None:
        self._full_at = max(self._full_at, now) + self._each


class Punishable:
    """An account that a flood can make worse: the flooded call counts too, nothing passes before its retry_after."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._closed_until = -math.inf

    def wait(self, now: float) -> float:
        return max(self._account.wait(now), self._closed_until - now)

    def take(self, now: float) -> None:
        self._account.take(now)

    def punish(self, now: float, seconds: int) -> None:
        self._account.take(now)
        self._closed_until = max(self._closed_until, now + seconds)


@dataclass
class Limits:
    """The limits of one bot; a pace of 0 means none. Only sends and editMessageText are counted.

    `burst`: how many more than one a chat may get at once, its average staying `per_chat`.
    """

    per_second: float = 30
    per_chat: float = 1.0
    group_minute: float = 20
    burst: int = 0
    punish: bool = False
    accounting: Literal["sliding", "bucket"] = "sliding"
    upload: int = 50 * MEGABYTE
    download: int = 20 * MEGABYTE
    photo: int = 10 * MEGABYTE
    _accounts: dict[tuple[str, int], Punishable] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def off(cls) -> "Limits":
        """No pace at all; sizes stay."""
        return cls(per_second=0, per_chat=0, group_minute=0)

    def admit(self, chat_id: int, *, group: bool, now: float) -> None:
        """Count one message to this chat, or refuse it with 429."""
        accounts = self._of(chat_id, group)
        full = [account for account in accounts if account.wait(now) > 0]
        if full:
            raise flooded(self._retry_after(full, now))
        for account in accounts:
            account.take(now)

    def _retry_after(self, full: list[Punishable], now: float) -> int:
        seconds = max(1, math.ceil(max(account.wait(now) for account in full)))
        if self.punish:
            for account in full:
                account.punish(now, seconds)
        return seconds

    def _of(self, chat_id: int, group: bool) -> list[Punishable]:
        accounts = []
        if self.per_second:
            accounts.append(self._account("all", 0, round(self.per_second), 1.0))
        if self.per_chat:
            accounts.append(self._account("chat", chat_id, 1 + self.burst, (1 + self.burst) / self.per_chat))
        if group and self.group_minute:
            accounts.append(self._account("group", chat_id, round(self.group_minute), 60.0))
        return accounts

    def _account(self, scope: str, key: int, count: int, span: float) -> Punishable:
        account = self._accounts.get((scope, key))
        if account is None:
            kind = Sliding if self.accounting == "sliding" else Bucket
            account = self._accounts[scope, key] = Punishable(kind(count, span))
        return account
