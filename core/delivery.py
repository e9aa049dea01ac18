"""How letters travel: what each channel can carry, in which lane, and what an attempt came to."""

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum


@dataclass(frozen=True)
class Channel:
    """What a channel can do, as data: nothing outside a channel asks for its name."""

    text: int  # UTF-16 units in one message
    buttons: bool = True
    documents: bool = True
    edits: bool = True
    encloses: bool = True  # a file travels inside its letter; else it is a message of its own
    doubt: bool = True  # a send can break off so that nobody knows whether it arrived
    fetch: int = 50_000_000  # bytes of a file the bot can take in
    pages: bool = False  # its people are signed in to the bot's own pages
    answers: bool = True  # what is said back there is heard
    rings: bool = True  # a letter makes itself noticed; else it waits until somebody looks


TOPIC = "/"  # between a group's address and that of one of its topics
MAIL = "email"  # an address from the list of units; nobody comes in by it
CHANNELS: dict[str, Channel] = {
    "telegram": Channel(text=4096, encloses=False, fetch=20_000_000),
    "zalo": Channel(text=2000, buttons=False, documents=False, edits=False),
    "web": Channel(text=20_000, doubt=False, pages=True, rings=False),
    MAIL: Channel(text=30_000, buttons=False, edits=False, fetch=0, answers=False),
}


class Lane(IntEnum):
    """A smaller lane goes first, so a receipt never waits behind a broadcast."""

    ANSWER = 0
    NUDGE = 1
    BROADCAST = 2


class Kind(StrEnum):
    SAY = "say"
    EDIT = "edit"
    PIN = "pin"


class Result(StrEnum):
    """How a letter was closed."""

    SENT = "sent"
    UNSENT = "unsent"  # nothing was owed any more
    STALE = "stale"  # part of it was no longer owed; the rest is planned anew
    REPLACED = "replaced"  # a newer edit waits
    UNCERTAIN = "uncertain"  # it may have arrived; not repeated blindly
    REFUSED = "refused"  # the channel will never take it


@dataclass(frozen=True)
class Sent:
    receipt: str = ""


@dataclass(frozen=True)
class Later:
    """Certainly not delivered; again after `wait`, and longer each time. `whole` postpones the channel; `asked`: the
    other side named the wait, which is obeyed to the second; `behind`: it waits for another letter, and not for a fault
    to pass. None of the three costs the letter a try."""

    wait: timedelta
    whole: bool = False
    why: str = ""
    asked: bool = False
    behind: bool = False


@dataclass(frozen=True)
class Unknown:
    """The connection broke after the request left: nobody can know."""

    why: str = ""


@dataclass(frozen=True)
class Never:
    """The channel refuses for good. `gone`: the person blocked the bot or the chat does not exist."""

    why: str
    gone: bool = False


@dataclass(frozen=True)
class Moved:
    """A group became a supergroup: the same chat under a new address."""

    address: str


Outcome = Sent | Later | Unknown | Never | Moved

LEASE = timedelta(seconds=90)
_LADDER = (1, 5, 30, 120, 600, 1800, 3600)
GIVE_UP = 14  # tries that certainly failed, about eight hours after the first
UNSURE_TRIES = 8  # of an answer that may have arrived each time; then it rests as uncertain


def patience(attempts: int) -> timedelta:
    """How long to wait after this many failed attempts."""
    return timedelta(seconds=_LADDER[min(max(attempts, 1), len(_LADDER)) - 1])


def returns(place: int, failures: int) -> timedelta:
    """After a crash, how long a letter that was in hand waits: ten of them go every tenth of a second, so that one
    which kills its sender takes few others with it; and one that was in hand at earlier crashes waits longer each
    time, so that what is sent meanwhile gets through."""
    turn, before = timedelta(milliseconds=100 * (place // 10)), timedelta(milliseconds=100 * 3**failures)
    return turn + (before if failures else timedelta())
