"""What an organiser or a cluster head has said so far of reports that came some other way. Nothing of it counts before
they agree to what is read back; each change makes another `edition`, so that a yes is to what was shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from core.behalf import Source
from core.clock import at, local
from core.past import Came

LIVES = timedelta(hours=1)  # how long it is gone on with; what is sent later begins anew
MOST_FILES = 60


@dataclass(frozen=True)
class Book:
    """`chosen`: the report was named, so it is no longer guessed from what the units owe. `early`: a moment before the
    campaign opened was said to be right. `files`: each with its unit; until that is known with a number below zero, the
    same for those that were sent together."""

    touched_at: datetime
    edition: int = 0
    deliverable: int = 0
    period: str = ""
    chosen: bool = False
    units: tuple[int, ...] = ()
    files: tuple[tuple[int, int], ...] = ()
    source: Source | None = None
    at: datetime | None = None
    day: date | None = None
    early: bool = False

    @property
    def nameless(self) -> tuple[int, ...]:
        """The first files whose unit is to be asked about: one, or those that were sent together."""
        first = next((unit for _, unit in self.files if unit < 0), 0)
        return tuple(file for file, unit in self.files if unit == first)

    def lives(self, now: datetime) -> bool:
        return now - self.touched_at <= LIVES

    def files_of(self, unit: int) -> list[int]:
        return [file for file, whose in self.files if whose == unit]

    def with_units(self, units: Iterable[int]) -> "Book":
        """Named in answer to whose a file is, one unit is the first such files'."""
        named = tuple(units)
        asked = self.nameless if len(named) == 1 else ()
        files = tuple((file, named[0] if file in asked else unit) for file, unit in self.files)
        return replace(self, units=tuple(dict.fromkeys((*self.units, *named))), files=files)

    def without(self, units: Sequence[int]) -> "Book":
        """Left out, with their files."""
        left = tuple(unit for unit in self.units if unit not in units)
        return replace(self, units=left, files=tuple(pair for pair in self.files if pair[1] not in units))

    def with_files(self, files: Sequence[int], unit: int | None) -> "Book":
        """Sent together; what is in already stays as it is, unless its unit only now became known."""
        before = {file: whose for file, whose in self.files if file not in files or whose > 0}
        together = next((whose for file, whose in self.files if file in files), -min(files))
        found = before | {file: unit or together for file in files if file not in before}
        units = (*self.units, unit) if unit and unit not in self.units else self.units
        return replace(self, files=tuple(found.items()), units=units)

    def without_nameless(self) -> "Book":
        return replace(self, files=tuple(pair for pair in self.files if pair[1] > 0))

    def at_moment(self, at: datetime) -> "Book":
        return replace(self, at=at, day=None, early=False)

    def heard(self, came: Came) -> "Book":
        """An hour alone is of the day that was said before, and a day alone keeps the hour."""
        before = local(self.at) if self.at else None
        day = came.day or self.day or (before.date() if before else None)
        hour = local(came.at).time() if came.at else before.time() if before else None
        if hour is None or day is None:
            return replace(self, at=came.at, day=day, early=False)
        return replace(self, at=at(day, hour), day=None, early=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "v": 1, "touched_at": self.touched_at.isoformat(), "edition": self.edition, "deliverable": self.deliverable,
            "period": self.period, "chosen": self.chosen, "units": list(self.units),
            "files": [list(pair) for pair in self.files], "source": str(self.source or ""),
            "at": self.at.isoformat() if self.at else "", "day": self.day.isoformat() if self.day else "",
            "early": self.early,
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Book":
        return cls(
            datetime.fromisoformat(kept["touched_at"]),
            kept["edition"],
            kept["deliverable"],
            kept["period"],
            kept["chosen"],
            tuple(kept["units"]),
            tuple((file, unit) for file, unit in kept["files"]),
            Source(kept["source"]) if kept["source"] else None,
            datetime.fromisoformat(kept["at"]) if kept["at"] else None,
            date.fromisoformat(kept["day"]) if kept["day"] else None,
            kept["early"],
        )
