"""Shares of a target that were read, before somebody agreed to them: as they are kept, and as they are offered."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from core.say import Choice, Say
from core.shares import Shares
from core.targets import Aim
from core.texts import labels
from core.texts import shares as texts


def offered(read: Shares) -> dict[str, Any]:
    return {"v": 1, "shares": [[unit, str(value)] for unit, value in read.given.items()]}


def mark(kept: Mapping[str, Any]) -> str:
    """Of these shares and no others: what is agreed to is what was read back."""
    return hashlib.sha256(json.dumps(kept.get("shares", []), sort_keys=True).encode()).hexdigest()[:12]


def offer(aim: Aim, target: int, read: Shares) -> Say:
    """More lines may follow in any case: they take the place of these."""
    awaits = Choice("", "aims.shared", {"target": target})
    back = Choice(labels.LEAVE_IT, "targets.one", {"target": target})
    if not read.given:
        return Say(texts.nothing_read(aim, read), (back,), awaits=awaits)
    keep = Choice(labels.KEEP_SHARES, "aims.keep", {"target": target, "of": mark(offered(read))})
    return Say(texts.offer(aim, read), (keep, back), awaits=awaits)
