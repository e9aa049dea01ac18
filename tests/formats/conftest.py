"""What every test of a format needs: a place for the file it is about."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[bytes], Path]:
    """The bytes as a file."""

    def keep(raw: bytes) -> Path:
        path = tmp_path / "sent"
        path.write_bytes(raw)
        return path

    return keep
