"""Whatever a unit and an officer say, send and press, in any order, over restarts: nobody who is known meets silence,
nothing given is lost, the numbers add up, and at the end a report can still be handed in.

`make talk N=500` holds more of them, from a seed of chance.
"""

from pathlib import Path
from typing import Any

import pytest

from core.say import Say
from data.models import Draft
from handlers import receipts, replies
from handlers.turn import Turn
from tests.torture.talk import Talk, conversation


@pytest.mark.parametrize("seed", range(1, 7))
async def test_any_conversation(tmp_path: Path, seed: int) -> None:
    talk = await conversation(tmp_path / "var", seed, steps=20)
    assert talk.wrong == [], "\n".join([*talk.said, f"seed {seed}"])


# ── and it would be noticed ──


async def _until(tmp_path: Path, sign: str, tries: int = 6) -> Talk:
    for seed in range(tries):
        talk = await conversation(tmp_path / f"var{seed}", seed, steps=12)
        if any(sign in one for one in talk.wrong):
            return talk
    raise AssertionError(f"{sign!r} was not seen")


async def test_an_answer_that_is_left_out_of_the_report_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(draft: Draft) -> dict[str, Any]:
        return {"v": 1, "fields": {}}

    monkeypatch.setattr(receipts, "_answers", forgetful)
    await _until(tmp_path, "is whole in no report")


async def test_silence_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def mute(turn: Turn, *said: object, **more: object) -> Say:
        turn.say = lambda *_: None  # type: ignore[method-assign]
        return Say("")

    monkeypatch.setattr(replies, "unknown", mute)
    await _until(tmp_path, "met silence")
