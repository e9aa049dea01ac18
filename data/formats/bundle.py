"""An archive of files as they are: nothing in it is packed again, for photos and documents are packed already."""

import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path


def write(path: Path, content: Iterable[tuple[str, Path, datetime]]) -> None:
    """Each under its name, with the local moment at which it came; copied piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, source, came in content:
            entry = zipfile.ZipInfo(name, came.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            with source.open("rb") as whole, archive.open(entry, "w", force_zip64=True) as into:
                while piece := whole.read(1024 * 1024):
                    into.write(piece)
