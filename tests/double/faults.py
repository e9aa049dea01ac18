"""What can go wrong between a bot and Telegram: drawn from a seed, or asked for call by call."""

import random
from collections import deque
from collections.abc import Mapping
from enum import StrEnum


class Fault(StrEnum):
    ERROR = "500"  # nothing accepted; Telegram's own JSON
    BAD_GATEWAY = "502"  # nothing accepted; a page of HTML
    FLOOD = "429"  # nothing accepted; retry_after drawn from the seed
    CUT_BEFORE = "cut_before"  # the connection closes, nothing accepted
    CUT_AFTER = "cut_after"  # accepted and recorded, then the connection closes
    HANG_BEFORE = "hang_before"  # nothing accepted, nothing answered for `hang` seconds, then closed
    HANG_AFTER = "hang_after"  # accepted, nothing answered for `hang` seconds, then closed
    GARBAGE = "garbage"  # accepted; 200 whose body is no JSON


ACCEPTED_ALL_THE_SAME = frozenset({Fault.CUT_AFTER, Fault.HANG_AFTER, Fault.GARBAGE})


class Faults:
    """Which call fails, and how. Scripted faults come first and fit any method; drawn ones only hit sends and edits."""

    def __init__(
        self,
        rates: Mapping[str, float] | None = None,
        *,
        seed: int = 0,
        delay: float = 0.0,
        jitter: float = 0.0,
        hang: float = 30.0,
        retry_after: tuple[int, int] = (1, 5),
    ) -> None:
        self.rates = {Fault(kind): rate for kind, rate in (rates or {}).items()}
        self.delay = delay
        self.jitter = jitter
        self.hang = hang
        self._retry_after = retry_after
        self._random = random.Random(seed)
        self._scripts: dict[str, deque[Fault]] = {}

    def next(self, method: str, kind: str, times: int = 1) -> None:
        """The next `times` calls of this method ("*" = of any) fail like this."""
        self._scripts.setdefault(method.lower(), deque()).extend([Fault(kind)] * times)

    def draw(self, method: str) -> Fault | None:
        """How this call fails; None = not at all. `method` in small letters."""
        for script in (self._scripts.get(method), self._scripts.get("*")):
            if script:
                return script.popleft()
        return self._drawn() if self.rates and method.startswith(("send", "edit")) else None

    def _drawn(self) -> Fault | None:
        chance = self._random.random()
        for kind, rate in self.rates.items():
            chance -= rate
            if chance < 0:
                return kind
        return None

    def round_trip(self) -> float:
        """Seconds this call spends on the way, there and back."""
        return self.delay + self._random.uniform(0, self.jitter) if self.jitter else self.delay

    def retry_after(self) -> int:
        return self._random.randint(*self._retry_after)
