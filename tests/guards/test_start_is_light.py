"""What is needed now and then is imported then, not at every start."""

import subprocess
import sys

import pytest

from tests.guards.reading import ROOT

LATER = {
    "PIL", "aiohttp_socks", "aiosmtplib", "alembic", "docx", "holidays", "icalendar", "pdfminer", "pdfplumber",
    "phonenumbers", "segno", "xlsxwriter",
}  # fmt: skip


def imported_by(*program: str) -> set[str]:
    """Top-level packages a Python program imports, as `-X importtime` tells."""
    command = [sys.executable, "-X", "importtime", *program]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stderr
    lines = [line for line in told.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("program", [("-m", "bot", "--version"), ("-c", "import bot.app")], ids=["version", "app"])
def test_a_start_imports_nothing_that_can_wait(program: tuple[str, ...]) -> None:
    assert imported_by(*program) & LATER == set()


def test_an_import_too_early_is_seen() -> None:
    assert imported_by("-c", "import segno.encoder") & LATER == {"segno"}
