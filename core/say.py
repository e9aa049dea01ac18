"""What the bot says: words, choices and files. Only a channel turns them into buttons, a numbered list or a link."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.delivery import Channel

Arg = str | int
_NUMBER = re.compile(r"^\d{1,3}\. ", re.MULTILINE)


class Audience(StrEnum):
    """Who may hear it. A private Say never reaches a group (names, phones, codes)."""

    PRIVATE = "private"
    PUBLIC = "public"


@dataclass(frozen=True)
class Choice:
    """One thing the person may answer; `action` names a route of handlers.acts, never shown."""

    label: str
    action: str
    args: Mapping[str, Arg] = field(default_factory=dict)


@dataclass(frozen=True)
class Say:
    text: str
    choices: tuple[Choice, ...] = ()
    files: tuple[int, ...] = ()
    audience: Audience = Audience.PRIVATE
    counted: bool = True
    """False under a question to which a number is the answer: there a choice has no number of its own."""
    private: int = 0
    """The obligation of which it shows what only named people may read: it is erased with the report."""
    awaits: Choice | None = None
    """What words typed next are for, when they fit nothing else; its label is never shown."""
    subject: str = ""
    """Where letters have one; else it is their first line."""
    verbatim: bool = False
    """Words of somebody's own: every channel carries them as they are."""


def units16(text: str) -> int:
    """Length as Telegram and Zalo count it: UTF-16 units, so an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def numbered(choices: tuple[Choice, ...]) -> str:
    """The choices for a channel without buttons."""
    return "\n".join(f"{n}. {choice.label}" for n, choice in enumerate(choices, start=1))


def quoted(choices: tuple[Choice, ...]) -> str:
    """The same where they are typed as words."""
    return "\n".join(f"“{choice.label}”" for choice in choices)


def drawn(say: Say, channel: Channel) -> str:
    """The whole text as this channel can carry it. What is typed as a number is the only thing that has one: where
    choices are numbered, the text's own list has dashes."""
    if not say.choices or not channel.answers or channel.buttons:
        return say.text
    if not say.counted:
        return f"{say.text}\n\n{quoted(say.choices)}"
    text = say.text if say.verbatim else _NUMBER.sub("- ", say.text)
    return f"{text}\n\n{numbered(say.choices)}"


def undrawn(text: str, choices: tuple[Choice, ...], channel: Channel) -> str:
    """What was said before this channel drew it, so that another can."""
    for drawing in (numbered(choices), quoted(choices)) if choices and not channel.buttons else ():
        text = text.removesuffix(f"\n\n{drawing}")
    return text


def pages(text: str, limit: int) -> list[str]:
    """Cut at a paragraph, else a line, else a word, else a letter; never inside a surrogate pair, no word lost."""
    found: list[str] = []
    rest = text.strip()
    while units16(rest) > limit:
        at = _cut(rest, limit)
        found.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*found, rest] if rest else found


def _cut(text: str, limit: int) -> int:
    """The last good place to cut within `limit` UTF-16 units, as an index into `text`."""
    room = _fits(text, limit)
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, 1, room + 1)
        if at > 0 and text[:at].strip():
            return at
    return room


def _fits(text: str, limit: int) -> int:
    """How many characters from the start fit in `limit` units; at least one, so that cutting always moves on."""
    used = 0
    for at, letter in enumerate(text):
        used += 2 if ord(letter) > 0xFFFF else 1
        if used > limit:
            return max(at, 1)
    return len(text)
