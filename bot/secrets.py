"""Codes, links and their keyed hashes: only hashes are ever stored."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from core.vietnamese import fold

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # 31 letters that are not read as another
SHORTEST_KEY = 32
_CODE = 9  # 31 ** 9 is more than 44 bits


def new_code() -> str:
    """Short enough to type from paper: ABC-DEF-GHJ."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
    return "-".join(letters[at : at + 3] for at in range(0, _CODE, 3))


def new_link() -> str:
    """128 bits, fit for a URL and for a deep link."""
    return secrets.token_urlsafe(16)


class Hasher:
    def __init__(self, key: bytes) -> None:
        self._key = key

    def code(self, given: str) -> str:
        """A typed code is the same with or without dashes and in any case; a link is 22 letters and kept as it is."""
        text = given.strip()
        if len(text) < 20:
            text = fold(text).replace("-", "").replace(" ", "")
        return self._hash("code", text)

    def cookie(self, token: str) -> str:
        return self._hash("cookie", token)

    def mark(self, what: str) -> str:
        """What only we can have written beside this: letters and files are named by it where anybody may read it."""
        return self._hash("mark", what)

    def _hash(self, purpose: str, text: str) -> str:
        digest = hmac.digest(self._key, f"{purpose}:{text}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def kept_key(folder: Path, name: str = "secret.key") -> bytes:
    """The process's own key: made once and kept beside the database, readable by its owner only.

    It is there whole or not at all; one too short to be a key (an emptied file) is made anew, and old links die.
    """
    path = folder / name
    kept = path.read_bytes().strip() if path.exists() else b""
    if len(kept) < SHORTEST_KEY:
        kept = secrets.token_urlsafe(48).encode()
        _put(path, kept)
    return kept


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
