"""A photo that nobody has looked into yet is waited for a moment; then its name goes, and never the original."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegram import WAITS_FOR_LOOKS, TelegramCarrier
from core.delivery import Later, Sent
from data.dispatch import Claimed
from data.files import WAITS, for_others
from data.models import File, Letter

NOW = datetime(2021, 10, 8, 9, 0, tzinfo=UTC)
IDS = {"channel": "telegram", "file_id": "photo-1"}


class Line:
    """What would be sent to Telegram."""

    base_url = "https://api"

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    async def call(self, _: str, **named: Any) -> dict[str, Any]:
        self.said.append(named)
        return {"message_id": 1}


def claimed(file: File, failures: int) -> Claimed:
    letter = Letter(
        id=1, channel="telegram", chat_id=1, text="", made_at=NOW, not_before=NOW, free_at=NOW, failures=failures
    )
    return Claimed(letter, "7", files=(for_others(file),))


@pytest.mark.parametrize(
    ("label", "state", "source"),
    [("its bytes are here", "here", IDS | {"look": WAITS}), ("its bytes are on their way", "known", IDS)],
)
async def test_it_is_waited_for_and_then_named(label: str, state: str, source: dict[str, Any]) -> None:
    line: Any = Line()
    carrier = TelegramCarrier(line, line, lambda file: None)
    file = File(id=1, name="anh.jpg", sha256="a" * 64, source=source, state=state, made_at=NOW)
    waits = [await carrier.send(claimed(file, failures)) for failures in range(WAITS_FOR_LOOKS)]
    assert all(isinstance(one, Later) for one in waits), label
    assert line.said == []
    assert isinstance(await carrier.send(claimed(file, WAITS_FOR_LOOKS)), Sent)
    assert [one["text"] for one in line.said] == ["anh.jpg"]
