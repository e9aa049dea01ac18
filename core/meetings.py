"""What is remembered from one meeting to the next: the numbers that were read there, so that the next can say what
changed. Asking again within a few hours is the same meeting."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

APART = timedelta(hours=4)


@dataclass(frozen=True)
class Numbers:
    """As they were at a moment. `report`: which period of which report `received` and `waiting` are of."""

    at: datetime
    report: str
    received: int
    waiting: int
    targets: Mapping[int, Decimal] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        targets = {str(target): str(value) for target, value in self.targets.items()}
        return {"at": self.at.isoformat(), "report": self.report, "received": self.received, "waiting": self.waiting,
                "targets": targets}  # fmt: skip

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Numbers":
        targets = {int(target): Decimal(value) for target, value in kept["targets"].items()}
        moment = datetime.fromisoformat(kept["at"])
        return cls(moment, kept["report"], kept["received"], kept["waiting"], targets)


def remembered(kept: str | None, now: Numbers) -> tuple[Numbers | None, str]:
    """What was read at the meeting before this one, and what is to be kept for the next."""
    was = json.loads(kept) if kept else {}
    last = Numbers.from_json(was["last"]) if was.get("last") else None
    before = was.get("before")
    if last is not None and now.at - last.at >= APART:
        before = was["last"]
    found = Numbers.from_json(before) if before else None
    return found, json.dumps({"v": 1, "before": before, "last": now.to_json()})


@dataclass(frozen=True)
class Changed:
    """Since the meeting before. None where the report that presses is another one now."""

    since: datetime
    received: int | None = None
    waiting: int | None = None
    targets: Mapping[int, Decimal] = field(default_factory=dict)


def changed(before: Numbers | None, now: Numbers) -> Changed | None:
    """Targets that were not there before have not changed."""
    if before is None:
        return None
    moved = {at: value - before.targets[at] for at, value in now.targets.items() if at in before.targets}
    moved = {at: value for at, value in moved.items() if value}
    if before.report != now.report:
        return Changed(before.at, targets=moved)
    return Changed(before.at, now.received - before.received, now.waiting - before.waiting, moved)
