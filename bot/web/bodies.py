"""What a request carries, read with limits: never more of it in memory than is allowed."""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

MOST_BODY = 100_000
MOST_FIELDS = 20


async def json_body(request: Request) -> dict[str, Any]:
    body = await _body(request)
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(given, dict):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return given


async def form(request: Request) -> dict[str, str]:
    """A plain form, small."""
    body = await _body(request)
    try:
        return dict(parse_qsl(body.decode(errors="replace"), max_num_fields=MOST_FIELDS))
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


async def _body(request: Request) -> bytes:
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BODY:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except ClientDisconnect:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    return body
