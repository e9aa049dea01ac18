"""Files in and out: streamed to disk while they are hashed, durable before the turn that names them."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.web.browser import chat_of, house
from bot.web.chat import keep
from core.delivery import CHANNELS
from core.texts import pages
from core.vietnamese import tidy
from data import files
from data.files import TooBig
from handlers import web

CHUNK = 256 * 1024
LONGEST_NAME = 120


async def put(request: Request) -> Response:
    """A raw body, so nothing is parsed and nothing is whole in memory."""
    chat = await chat_of(request)
    limit = CHANNELS[chat.channel].fetch
    if int(request.headers.get("content-length") or 0) > limit:
        return too_big()
    try:
        stored = await house(request).shelf.store(request.stream(), limit)
    except TooBig:
        return too_big()
    name = file_name(request.query_params.get("name", ""))
    raw = web.uploaded(name, stored.size, stored.sha256, request.headers.get("content-type", "")[:100])
    row = await keep(request, chat, request.query_params.get("key", ""), raw)
    return JSONResponse({"id": row}, HTTPStatus.ACCEPTED)


def too_big() -> Response:
    return JSONResponse({"error": pages.ERRORS[413][1]}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def file_name(given: str) -> str:
    """The name as people will see it: accents kept, no folder, no control letters, not too long."""
    name = tidy(given).replace("\\", "/").rpartition("/")[2].replace("\n", " ").replace("\t", " ").strip(". ")
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return name[:LONGEST_NAME] or pages.FILE_LABEL


async def get(request: Request) -> Response:
    """A file this chat was sent, or that its person sent. Always a download, never shown as a page."""
    chat, file_id = await chat_of(request), int(request.path_params["file"])
    file = await house(request).database.read(lambda session: files.for_chat(session, file_id, chat))
    path = house(request).shelf.path(file.sha256) if file and file.sha256 else None
    if file is None or path is None or not path.exists():
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
        "Content-Length": str(file.size),
    }
    return StreamingResponse(_read(path), media_type="application/octet-stream", headers=headers)


async def _read(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as content:
        while chunk := content.read(CHUNK):
            yield chunk
