"""What a page shows of a chat: letters by seq, the person's own lines by inbox id, both in one order."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from core.clock import local
from core.vietnamese import full_day, hour
from data import files, inbox, outbox
from data.database import Session
from data.models import Chat, Incoming, Letter
from data.outbox import choices_of

Line = dict[str, Any]

NEWEST = 60  # lines of a page that is opened
AT_ONCE = 200
_WRITTEN = ("text", "tap", "file", "plan")


async def page_lines(session: Session, chat: Chat, after: int = 0, mine: int = 0) -> Line:
    """What is new since letter `after` and own line `mine`; for a page that has nothing yet, the newest lines."""
    said = await outbox.said_after(session, chat.id or 0, after, AT_ONCE)
    own = await inbox.lines_after(session, chat.channel, chat.address, mine, AT_ONCE)
    seq = max((letter.seq or 0 for letter in said), default=after)
    mine_id = max((row.id or 0 for row in own), default=mine)
    answered = {row.raw["letter"] for row in own if row.raw.get("kind") == "tap"}
    lines = [_own(row) for row in own if _written(row)]
    kept = _without_old_edits(said)
    if not after and not mine:
        kept, lines = _newest(kept, lines)
    names = await _names(session, kept)
    return {
        "letters": [_letter(letter, names, letter.id in answered) for letter in kept],
        "mine": lines,
        "seq": seq,
        "mine_id": mine_id,
    }


def merged(found: Line) -> list[Line]:
    """Both sides in order, for a page drawn without script."""
    both = [line | {"who": "bot"} for line in found["letters"]] + [line | {"who": "me"} for line in found["mine"]]
    return sorted(both, key=lambda line: (line["order"], line["who"] == "bot"))


def fresh_key() -> str:
    """For a form without script: the page carries the key its browser could not make."""
    return secrets.token_hex(16)


def _without_old_edits(said: Sequence[Letter]) -> list[Letter]:
    """Of a letter that was edited many times only the last words count."""
    last = {letter.replaces: letter.id for letter in said if letter.kind == "edit"}
    return [letter for letter in said if letter.kind != "edit" or last[letter.replaces] == letter.id]


def _newest(said: list[Letter], own: list[Line]) -> tuple[list[Letter], list[Line]]:
    """The last lines of both sides together; what was said in one instant stays in the order of its side."""
    both = [(_spoken(letter), 1, n) for n, letter in enumerate(said)]
    both += [(line["order"], 0, n) for n, line in enumerate(own)]
    last = sorted(both)[-NEWEST:]
    cut = len(said) - sum(side for _, side, _ in last), len(own) - sum(not side for _, side, _ in last)
    return said[cut[0] :], own[cut[1] :]


async def _names(session: Session, said: Sequence[Letter]) -> dict[int | None, Line]:
    ids = [file_id for letter in said for file_id in letter.files.get("ids", ())]
    shown = map(files.for_others, await files.by_ids(session, ids))
    return {file.id: {"id": file.id, "name": file.name, "size": file.size} for file in shown}


def _letter(letter: Letter, names: dict[int | None, Line], answered: bool) -> Line:
    """A letter that was answered by a tap offers its choices no more."""
    offers = () if answered else choices_of(letter)
    return {
        "seq": letter.seq,
        "id": letter.id,
        "kind": "edit" if letter.kind == "edit" else "say",
        "text": letter.text,
        "choices": [{"n": n, "label": choice.label} for n, choice in enumerate(offers, start=1)],
        "files": [names[one] for one in letter.files.get("ids", ()) if one in names],
        "replaces": letter.replaces,
        "order": _spoken(letter),
        **_when(letter.made_at),
    }


def _written(row: Incoming) -> bool:
    """By the person: not the entry itself, not what the demo said in their place, not what was purged."""
    raw = row.raw
    shown = raw.get("text") or raw.get("label") or raw.get("name")
    return raw.get("kind") in _WRITTEN and bool(shown) and not raw.get("silent")


def _own(row: Incoming) -> Line:
    raw = row.raw
    file = {"name": raw["name"], "size": raw["size"]} if raw.get("kind") == "file" else None
    return {
        "id": row.id,
        "key": row.update_id.partition(":")[2],
        "text": raw.get("text") or raw.get("label") or "",
        "file": file,
        "order": _order(row.kept_at),
        **_when(row.received_at),
    }


def _spoken(letter: Letter) -> int:
    assert letter.closed_at is not None
    return _order(letter.closed_at)


def _order(machine: datetime) -> int:
    """Lines of both sides in one order: machine time, which no rehearsal moves."""
    return int(machine.timestamp() * 1000)


def _when(office: datetime) -> Line:
    shown = local(office)
    return {"at": hour(shown), "day": full_day(shown.date())}
