"""One call's parameters, however the client wrote them down: JSON, a form, multipart, the query string."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from tests.double.refusals import bad, too_large

ROOM_FOR_FIELDS = 64 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    kind: str
    data: bytes


class Params:
    """Typed access; a form's strings and JSON's values read alike."""

    def __init__(self, values: dict[str, Any], uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        value = self.values.get(name)
        text = "" if value is None else str(value)
        if not text.isascii():
            _refuse_broken(name, text)
        return text

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes", "t")

    def structure(self, name: str) -> Any:
        """A list or an object; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file uploaded for this field, under its own name or as attach://<part>."""
        value = self.values.get(name)
        part = value.removeprefix("attach://") if isinstance(value, str) else name
        return self.uploads.get(name) or self.uploads.get(part)

    def recorded(self) -> dict[str, Any]:
        """For the journal: files as their name and size."""
        files = {name: {"file_name": file.name, "size": len(file.data)} for name, file in self.uploads.items()}
        return {**self.values, **files}


def _refuse_broken(name: str, text: str) -> None:
    """Half a surrogate pair cannot be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad(f"{name} must be encoded in UTF-8") from None


async def read_params(request: web.BaseRequest, largest: int) -> Params:
    """Everything the call carries; 413 when its body is larger than an upload may be."""
    try:
        return await _read(request, largest)
    except web.HTTPRequestEntityTooLarge:
        raise too_large() from None


async def _read(request: web.BaseRequest, largest: int) -> Params:
    if (request.content_length or 0) > largest + ROOM_FOR_FIELDS:
        raise too_large()
    values: dict[str, Any] = dict(request.query) if request.query_string else {}
    if not request.body_exists:
        return Params(values)
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _multipart(request, values, largest)
    body = (await request.read()).decode()
    values.update(_json(body) if kind == "application/json" else parse_qsl(body, keep_blank_values=True))
    return Params(values)


def _json(body: str) -> dict[str, Any]:
    try:
        values = json.loads(body) if body else {}
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise bad("can't parse JSON object")
    return values


async def _multipart(request: web.BaseRequest, values: dict[str, Any], largest: int) -> Params:
    uploads = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad("can't parse multipart form")
        data = bytes(await part.read())
        if len(data) > largest:
            raise too_large()
        if part.filename is None:
            values[part.name] = data.decode()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, kind, data)
    return Params(values, uploads)
