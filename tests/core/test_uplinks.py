"""The signed link to the page that takes what a chat cannot carry."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from core import uplinks

NOW = datetime(2021, 9, 30, 1, 0, tzinfo=UTC)


def sign(text: str) -> str:
    return sha256(f"key:{text}".encode()).hexdigest()


GIVEN = uplinks.token(12, 34, NOW, sign)


def test_a_link_is_for_one_chat_and_one_report_and_three_days() -> None:
    found = uplinks.read(GIVEN, NOW, sign)
    assert found is not None
    assert (found.chat, found.obligation, found.until) == (12, 34, NOW + timedelta(days=3))
    assert uplinks.read(GIVEN, NOW + timedelta(days=3, seconds=1), sign) is None


@pytest.mark.parametrize(
    "given",
    [
        "", "-", "---", "1-2-3", "1-2-3-", GIVEN[:-1], GIVEN + "a", GIVEN.replace("12-34", "12-35"),
        GIVEN.replace("12-34", "13-34"), "１２-34-9999999999-x", GIVEN.upper(), f"-1-{GIVEN}", "9" * 500, "é" * 40,
    ],
)  # fmt: skip
def test_nothing_else_opens(given: str) -> None:
    assert uplinks.read(given, NOW, sign) is None


def test_another_key_opens_nothing() -> None:
    assert uplinks.read(GIVEN, NOW, lambda text: sign(text + "!")) is None
