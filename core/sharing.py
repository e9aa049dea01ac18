"""Shares of a target that were read, before somebody agreed to them: as they are kept, and as they are offered."""

from typing import Any

from core.say import Choice, Say
from core.shares import Shares
from core.targets import Aim
from core.texts import labels
from core.texts import shares as texts


def offered(read: Shares) -> dict[str, Any]:
    return {"v": 1, "shares": [[unit, str(value)] for unit, value in read.given.items()]}


def offer(aim: Aim, target: int, read: Shares) -> Say:
    """More lines may follow in any case: they take the place of these."""
    awaits = Choice("", "aims.shared", {"target": target})
    back = Choice(labels.LEAVE_IT, "targets.one", {"target": target})
    if not read.given:
        return Say(texts.nothing_read(aim, read), (back,), awaits=awaits)
    keep = Choice(labels.KEEP_SHARES, "aims.keep", {"target": target})
    return Say(texts.offer(aim, read), (keep, back), awaits=awaits)
