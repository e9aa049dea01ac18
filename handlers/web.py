"""The web channel's way in: what its pages put into the inbox, read back as turns."""

from typing import Any

from core.say import Say
from data.inbox import Kept
from handlers import words
from handlers.turn import Turn


def typed(text: str) -> dict[str, Any]:
    return {"v": 1, "kind": "text", "text": text}


def tapped(letter: int, number: int, label: str) -> dict[str, Any]:
    """`label` only shows on the person's own page; the choice itself is read from the letter."""
    return {"v": 1, "kind": "tap", "letter": letter, "n": number, "label": label}


def uploaded(name: str, size: int, sha256: str, kind: str) -> dict[str, Any]:
    return {"v": 1, "kind": "file", "name": name, "size": size, "sha256": sha256, "type": kind}


async def answer(turn: Turn, row: Kept) -> Say:
    raw = row.raw
    match raw["kind"]:
        case "text":
            return await words.hear(turn, raw["text"])
        case "tap":
            return await words.press(turn, raw["letter"], raw["n"])
        case "file":
            return await words.receive(turn, name=raw["name"], size=raw["size"], sha256=raw["sha256"], kind=raw["type"])
        case kind:
            raise ValueError(kind)
