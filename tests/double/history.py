"""What the double saw, in order: the journal that a test's checker reads."""

from dataclasses import asdict, dataclass
from typing import Any

from tests.double.bell import Bell

ACCEPTED = "accepted"


@dataclass(slots=True)
class Seen:
    """One call. `outcome` is "accepted", the code it was refused with, or the fault that kept it from being accepted.

    A call accepted whose answer was then spoilt has outcome "accepted" and names its `fault`.
    """

    at: float  # the double's clock (monotonic)
    method: str
    params: dict[str, Any]
    outcome: str
    fault: str = ""
    message_id: int | None = None
    description: str = ""

    @property
    def accepted(self) -> bool:
        return self.outcome == ACCEPTED

    @property
    def chat_id(self) -> int | None:
        value = str(self.params.get("chat_id", ""))
        return int(value) if value.lstrip("-").isdecimal() else None

    @property
    def text(self) -> str:
        return str(self.params.get("text") or self.params.get("caption") or "")

    @property
    def is_send(self) -> bool:
        return self.method.startswith("send") and self.method != "sendChatAction"


class History:
    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.delivered = 0  # sends accepted so far: cheap to wait for
        self.bell = Bell()

    def add(self, call: Seen) -> None:
        self.seen.append(call)
        self.delivered += call.accepted and call.is_send
        self.bell.ring()

    def forget(self) -> None:
        """Begin a new page: nothing seen, nothing delivered."""
        self.seen.clear()
        self.delivered = 0

    def as_rows(self, after: int) -> list[dict[str, Any]]:
        return [asdict(call) for call in self.seen[after:]]


class Queries:
    """Questions about a history; for whoever has one."""

    history: list[Seen]

    def calls(self, method: str) -> list[Seen]:
        return [call for call in self.history if call.method == method]

    def sent(self, chat_id: int | None = None) -> list[Seen]:
        """The sends that were accepted, to one chat or to all."""
        return [c for c in self.history if c.is_send and c.accepted and chat_id in (None, c.chat_id)]

    def texts(self, chat_id: int | None = None) -> list[str]:
        return [call.text for call in self.sent(chat_id)]

    def refused(self, code: int | None = None) -> list[Seen]:
        """The calls refused with this code, or with any."""
        return [c for c in self.history if c.outcome.isdecimal() and str(code or c.outcome) == c.outcome]
