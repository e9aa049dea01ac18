"""A stranger's file is read in a process of its own, which may fail, hang or be taken over without harm to the bot."""

import asyncio
import base64
import json
import os
import re
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from core.filekinds import Sort, sort_of
from core.plans.lines import Line, Place
from data.formats.gate import Kind, check, signature
from data.formats.letters import MOST_LINES, settled
from data.formats.refusal import Refused, Why
from data.formats.text import read_text

WALL_SECONDS = 30
MOST_OUTPUT = 8 * 1024 * 1024
SMALL_TEXT = 256 * 1024  # bytes of plain text that are read without a child
ROOT = Path(__file__).resolve().parents[2]

_LOOK = re.compile(r"(?:[0-9a-f]{16})?")
_Told = TypeVar("_Told")

# -I keeps the environment and the working folder out of the path to code, so the root is told.
_PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from data.formats.child_main import main
main(Path(sys.argv[2]), sys.argv[3], *sys.argv[4:])
"""


async def read(path: Path, name: str, folder: Path) -> list[Line]:
    """Raises `Refused`. `folder` is where the child works: empty, and nobody else's."""
    whole = await asyncio.to_thread(path.resolve)
    if await asyncio.to_thread(_is_small_text, whole, name):
        return await asyncio.to_thread(_text, whole, name)
    said = await _run(whole, name, folder)
    return await asyncio.to_thread(_lines, said)


def _is_small_text(path: Path, name: str) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        return 0 < size <= SMALL_TEXT and signature(file.read(SMALL_TEXT), name) is Kind.TXT


def _text(path: Path, name: str) -> list[Line]:
    check(path, name)
    return read_text(path.read_bytes())


async def read_sheet(path: Path, name: str, folder: Path) -> list[list[str]]:
    """The cells of a spreadsheet or of a text that is one, row by row. Raises `Refused`, as `read` does."""
    whole = await asyncio.to_thread(path.resolve)
    return await asyncio.to_thread(_cells, await _run(whole, name, folder, "sheet"))


@dataclass(frozen=True)
class Picture:
    """A picture as others get it. `look`: what it looks like, in 64 bits; "" where that says nothing."""

    content: bytes
    look: str


async def read_picture(path: Path, folder: Path) -> Picture:
    """The picture made anew, without all that is not its pixels. Raises `Refused`, as `read` does."""
    whole = await asyncio.to_thread(path.resolve)
    return await asyncio.to_thread(_picture, await _run(whole, "", folder, "picture"))


async def _run(path: Path, name: str, folder: Path, *wanted: str) -> bytes:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-B", "-X", "utf8", "-c", _PROGRAM, str(ROOT), str(path), _ending(name), *wanted,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        cwd=folder, env={"LANG": "C.UTF-8"}, start_new_session=True,
    )  # fmt: skip
    try:
        async with asyncio.timeout(WALL_SECONDS):
            said = await _output(child)
            ended = await child.wait()
    except TimeoutError:
        raise Refused(Why.TOO_SLOW) from None
    finally:
        await _end(child)
    if ended in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Refused(Why.TOO_SLOW)
    if ended:
        raise Refused(Why.BROKEN)
    return said


def _ending(name: str) -> str:
    """All that matters of a name; what else stands in it could not be handed to a process."""
    return "".join(letter for letter in Path(name).suffix[:8] if letter.isascii() and letter.isprintable())


async def _output(child: asyncio.subprocess.Process) -> bytes:
    said = bytearray()
    while child.stdout and (chunk := await child.stdout.read(64 * 1024)):
        said += chunk
        if len(said) > MOST_OUTPUT:
            raise Refused(Why.TOO_BIG)
    return bytes(said)


async def _end(child: asyncio.subprocess.Process) -> None:
    """With all it has started. Its group outlives it, so this holds for a child that has ended as well."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    await child.wait()


def _lines(said: bytes) -> list[Line]:
    """What does not end as agreed was cut off by a crash."""
    return _each(said, _told)


def _cells(said: bytes) -> list[list[str]]:
    return _each(said, lambda row: [settled(str(cell)) for cell in row["row"]])


def _picture(said: bytes) -> Picture:
    first, *pieces = _each(said, lambda row: row) or [{}]
    try:
        look, content = first["look"], b"".join(base64.b64decode(piece["bytes"], validate=True) for piece in pieces)
    except (ValueError, LookupError, TypeError) as error:
        raise Refused(Why.BROKEN) from error
    if not isinstance(look, str) or not _LOOK.fullmatch(look) or sort_of(content) not in (Sort.PICTURE, Sort.HEIC):
        raise Refused(Why.BROKEN)
    return Picture(content, look)


def _each(said: bytes, told: Callable[[Any], _Told]) -> list[_Told]:
    try:
        *rows, last = said.splitlines()
        end = json.loads(last)
        if "refused" in end:
            raise Refused(Why(end["refused"]))
        if end["end"] != len(rows) or len(rows) > MOST_LINES:
            raise Refused(Why.BROKEN)
        return [told(json.loads(row)) for row in rows]
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Refused(Why.BROKEN) from error


def _told(row: Any) -> Line:
    """The child is not believed further than its form: a child taken over could say anything."""
    return Line(
        text=settled(str(row.get("text", ""))),
        place=Place(row.get("place", Place.BODY)),
        cells=tuple(settled(str(cell)) for cell in row.get("cells", ())),
        table=int(row.get("table", 0)),
        mark=settled(str(row.get("mark", ""))),
        page=int(row.get("page", 0)),
        bold=row.get("bold") is True,
    )
