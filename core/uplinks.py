"""The signed link to the bot's own page for what a chat cannot carry: one person's chat, one report, three days.

It adds and never shows: whoever gets hold of it learns which report it is for, and nothing that was sent before.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Sign = Callable[[str], str]

LIVES = timedelta(hours=72)
_LONGEST = 18  # digits a database can hold


@dataclass(frozen=True)
class Uplink:
    """`obligation` 0: which report it is for will be asked in the chat."""

    chat: int
    obligation: int
    until: datetime


def token(chat: int, obligation: int, machine: datetime, sign: Sign) -> str:
    told = f"{chat}-{obligation}-{int((machine + LIVES).timestamp())}"
    return f"{told}-{_proof(told, sign)}"


def read(given: str, machine: datetime, sign: Sign) -> Uplink | None:
    """None: it is not ours, or its time is over; nobody is told which."""
    *numbers, proof = given.split("-", 3)  # there may be dashes in the proof
    told = "-".join(numbers)
    if not hmac.compare_digest(_proof(told, sign).encode(), proof.encode(errors="replace")):
        return None
    if len(numbers) != 3 or not all(_is_id(one) for one in numbers):
        return None
    chat, obligation, until = map(int, numbers)
    moment = datetime.fromtimestamp(until, UTC)
    return Uplink(chat, obligation, moment) if machine <= moment else None


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST


def _proof(told: str, sign: Sign) -> str:
    return sign(f"the link by which this chat sends what it cannot carry: {told}")
