"""A form that brings one file from a page without script: read as it comes, never whole in memory."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_HEADERS = 8 * 1024
_BOUNDARY = re.compile(r'multipart/form-data;\s*boundary="?([\w\'()+,./:=?-]{1,70})"?\s*', re.IGNORECASE)
_NAME = re.compile(rb'filename="([^"\r\n]{0,1000})"')


@dataclass
class OneFile:
    name: str
    chunks: AsyncIterator[bytes]


async def one_file(request: Request) -> OneFile:
    """The first part of the form, which is its file."""
    found = _BOUNDARY.fullmatch(request.headers.get("content-type", ""))
    if found is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    boundary = f"--{found[1]}".encode()
    stream = request.stream()
    before = bytearray()
    while b"\r\n\r\n" not in before:
        if len(before) > MOST_HEADERS or not (more := await anext(stream, b"")):
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        before += more
    headers, _, rest = bytes(before).partition(b"\r\n\r\n")
    named = _NAME.search(headers)
    if not headers.startswith(boundary + b"\r\n") or named is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return OneFile(named[1].decode(errors="replace"), _until(rest, stream, b"\r\n" + boundary))


async def _until(held: bytes, stream: AsyncIterator[bytes], end: bytes) -> AsyncIterator[bytes]:
    """What may be the beginning of the end is held back until the next piece tells. The end has to come."""
    while end not in held:
        safe = max(len(held) - len(end) + 1, 0)
        if safe:
            yield held[:safe]
            held = held[safe:]
        more = await anext(stream, b"")
        if not more:
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        held += more
    content, _, _ = held.partition(end)
    if content:
        yield content
    async for _more in stream:  # the rest of the form is read and left
        continue
