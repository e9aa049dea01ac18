"""The files Telegram keeps, by their ids."""

import hashlib
from dataclasses import dataclass
from typing import Any

from tests.double.params import Params
from tests.double.refusals import bad, not_found

LINK_SECONDS = 3600.0
PHOTO_SIDES = ((90, 67), (320, 240), (1280, 960))


@dataclass(frozen=True, slots=True)
class Stored:
    id: str
    unique: str
    sort: str  # "document", "photo" or "voice"
    name: str
    kind: str
    data: bytes
    size: int  # what Telegram says; may be more than `data`, to play a huge file

    def document(self) -> dict[str, Any]:
        return {**self._ids(), "file_name": self.name, "mime_type": self.kind}

    def photo(self) -> list[dict[str, Any]]:
        """The sizes Telegram offers, smallest first; the last is the whole picture."""
        sizes = []
        for width, height in PHOTO_SIDES:
            small = {} if width == PHOTO_SIDES[-1][0] else {"file_id": f"{self.id}-{width}", "file_size": width * 10}
            unique = {"file_unique_id": f"{self.unique}-{width}"}
            sizes.append({**self._ids(), **unique, **small, "width": width, "height": height})
        return sizes

    def voice(self) -> dict[str, Any]:
        return {**self._ids(), "duration": 3, "mime_type": "audio/ogg"}

    def _ids(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique, "file_size": self.size}


class Files:
    def __init__(self) -> None:
        self._stored: dict[str, Stored] = {}
        self._links: dict[str, tuple[Stored, float]] = {}

    def add(self, data: bytes, name: str, kind: str, sort: str, size: int | None = None) -> Stored:
        """Keep a file: a new id each time, the same unique id for the same bytes."""
        unique = hashlib.sha256(data).hexdigest()[:16]
        file = Stored(f"{sort}-{len(self._stored) + 1}", unique, sort, name, kind, data, size or len(data))
        self._stored[file.id] = file
        return file

    def find(self, file_id: str) -> Stored | None:
        """By its id, or by the id of one of a photo's smaller sizes."""
        return self._stored.get(file_id) or self._stored.get(file_id.rpartition("-")[0])

    def link(self, file: Stored, now: float) -> str:
        """A path that can be fetched for an hour."""
        path = f"{file.sort}s/{file.id.replace('-', '_')}"
        self._links[path] = (file, now + LINK_SECONDS)
        return path

    def fetch(self, path: str, now: float) -> Stored:
        file, until = self._links.get(path, (None, 0.0))
        if file is None or now > until:
            raise not_found()
        return file

    def from_call(self, params: Params, sort: str, largest: int) -> Stored:
        """The file of sendDocument or sendPhoto: uploaded, or named by the id of one sent before."""
        upload = params.upload(sort)
        if upload is not None:
            _check_size(len(upload.data), sort, largest)
            return self.add(upload.data, upload.name, upload.kind, sort)
        file_id = params.text(sort)
        if not file_id:
            raise bad(f"there is no {sort} in the request")
        file = self.find(file_id)
        if file is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if file.sort != sort:
            raise bad(f"can't use file of type {file.sort.title()} as {sort.title()}")
        return file


def _check_size(size: int, sort: str, largest: int) -> None:
    if not size:
        raise bad("file must be non-empty")
    if sort == "photo" and size > largest:
        raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is {largest} bytes")
