"""What the process shows and sees of the machine it runs on: the terminal, its files, its port."""

import io
import os
import stat
from pathlib import Path


class PortTaken(Exception):
    """Somebody else listens there."""


def qr(address: str) -> str:
    """For the terminal: scanned by any camera, no typing."""
    import segno  # slow to import, and only needed at a first start

    drawn = io.StringIO()
    segno.make(address, error="l").terminal(drawn, border=1, compact=True)
    return drawn.getvalue()


def loose_files(folder: Path) -> list[Path]:
    """What others on this machine could read though only we may."""
    kept = [path for path in (folder, *folder.glob("*")) if path.exists()]
    return [path for path in kept if stat.S_IMODE(os.stat(path).st_mode) & 0o077]
