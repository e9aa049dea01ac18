"""Files in and out: streamed to disk while they are hashed, durable before the turn that names them."""

import asyncio
import re
from collections.abc import AsyncIterator
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.clock import machine_now
from bot.filelinks import FILES_OPEN, opens
from bot.web.browser import chat_of, house
from bot.web.chat import BIGGEST_ID, good_key, keep
from core import filekinds
from core.delivery import CHANNELS
from core.filekinds import Fit, Seen, Sort
from core.filenames import ended, file_name
from core.texts import pages, report
from core.vietnamese import bare
from data import files
from data.files import TooBig
from data.models import File
from handlers import web

CHUNK = 256 * 1024


async def put(request: Request) -> Response:
    """A raw body, so nothing is parsed and nothing is whole in memory."""
    chat = await chat_of(request)
    key = good_key(request.query_params.get("key"))
    limit = CHANNELS[chat.channel].fetch
    if _announced(request) > limit:
        return too_big()
    try:
        stored = await house(request).shelf.store(request.stream(), limit)
    except TooBig:
        return too_big()
    except ClientDisconnect:  # the page says so itself and sends the file again under the same key
        return Response(status_code=HTTPStatus.BAD_REQUEST)
    kind = request.headers.get("content-type", "")[:100]
    name = ended(file_name(request.query_params.get("name", "")), kind, stored.head)
    seen = filekinds.look(stored.head, name)
    if seen.refused:
        return unfit(name, seen)
    album = request.query_params.get("album", "")
    album = good_key(album) if album else ""
    raw = web.uploaded(name, stored.size, stored.sha256, kind, album, told(seen), look=seen.looked_into)
    return JSONResponse({"id": await keep(request, chat, key, raw)}, HTTPStatus.ACCEPTED)


def _announced(request: Request) -> int:
    length = request.headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 18 else 0


def too_big() -> Response:
    return JSONResponse({"error": pages.ERRORS[413][1]}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def unfit(name: str, seen: Seen) -> Response:
    """What would run when it is opened: not taken, and said why."""
    return JSONResponse({"error": report.file_refused(name, seen)}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def told(seen: Seen) -> str:
    """What its sender should hear of: a file that is another thing than it is called, or that few can open."""
    return str(seen.sort) if seen.fit is Fit.MISNAMED or seen.sort is Sort.HEIC else ""


async def get(request: Request) -> Response:
    """A file this chat was sent, or that its person sent. Always a download, never shown as a page."""
    chat, file_id = await chat_of(request), int(request.path_params["file"])
    if file_id > BIGGEST_ID:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return download(request, await house(request).database.read(partial(files.for_chat, file_id=file_id, chat=chat)))


async def mailed(request: Request) -> Response:
    """GET /thu/{letter}/{file}/{token}: a file too large for its e-mail. The link alone opens it, for a while."""
    letter, file = int(request.path_params["letter"]), int(request.path_params["file"])
    if max(letter, file) > BIGGEST_ID or not opens(house(request), letter, file, request.path_params["token"]):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    since = machine_now() - FILES_OPEN
    return download(
        request,
        await house(request).database.read(partial(files.of_letter, file_id=file, letter_id=letter, since=since)),
    )


def download(request: Request, file: File | None) -> Response:
    """What whoever asks may have; None is nothing at all."""
    path = house(request).shelf.path(file.sha256) if file and file.sha256 else None
    if file is None or path is None or not path.exists():
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {"Content-Disposition": disposition(file.name), "Content-Length": str(file.size)}
    return StreamingResponse(_read(path), media_type="application/octet-stream", headers=headers)


def disposition(name: str) -> str:
    """RFC 6266: the name in full, and for old programs its plain letters. Telegram's names are cleaned only here."""
    clean = file_name(name)
    ascii_name = re.sub(r"[^ -~]|[%;']", "", bare(clean)).strip(". ") or "tep"
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(clean, safe='')}"


async def _read(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as content:
        while chunk := await asyncio.to_thread(content.read, CHUNK):
            yield chunk
