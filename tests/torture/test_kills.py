"""Nothing acknowledged is lost and nothing is done twice, whenever the process dies; with the seed, when it is not so.

`python -m tests.torture --kills N` does it more often.
"""

import os
from pathlib import Path

import pytest

from tests.bot.bots import Main
from tests.torture.kills import ALBUM, IN_PIECES, Way, torture
from tests.torture.sabotage import (
    closes_before_sending,
    confirms_before_keeping,
    forgets_what_was_in_hand,
    says_done_before_keeping,
)

pytestmark = pytest.mark.process

SEED = int(os.environ.get("TORTURE_SEED", "20"))


async def test_twenty_kills_among_two_hundred_reports(tmp_path: Path) -> None:
    result = await torture(tmp_path / "var", kills=20, people=200, seed=SEED)
    assert (result.kills, result.reports, result.wrong) == (20, 200, []), result
    assert result.uncertain > 0, "no letter was on its way at any kill"


@pytest.mark.parametrize(("way", "people"), [(ALBUM, 20), (IN_PIECES, 12)])
async def test_kills_among_albums_and_films_in_pieces(tmp_path: Path, way: Way, people: int) -> None:
    result = await torture(tmp_path / "var", kills=4, people=people, seed=SEED, way=way)
    assert (result.reports, result.wrong) == (people, []), result
    assert result.kills > 1


async def test_kills_among_reviewers(tmp_path: Path) -> None:
    result = await torture(tmp_path / "var", kills=5, people=20, seed=SEED, reviewed=True)
    assert (result.reports, result.wrong) == (20, []), result
    assert result.kills > 1


async def test_a_film_called_done_before_it_is_kept_is_seen(tmp_path: Path) -> None:
    for seed in range(SEED, SEED + 3):
        main = says_done_before_keeping
        result = await torture(tmp_path / f"var{seed}", kills=10, people=14, seed=seed, main=main, way=IN_PIECES)
        if any("is not there" in line for line in result.wrong):
            return
    raise AssertionError(f"it was not seen: {result}")


@pytest.mark.parametrize(
    ("main", "sign"),
    [
        (confirms_before_keeping, "was lost"),
        (closes_before_sending, "never arrived"),
        (forgets_what_was_in_hand, "nobody knows"),
    ],
)
async def test_sabotage_is_seen(tmp_path: Path, main: Main, sign: str) -> None:
    """Chance decides where a kill falls, so a harm that one run of kills missed gets two more."""
    for seed in range(SEED, SEED + 3):
        result = await torture(tmp_path / f"var{seed}", kills=8, people=60, seed=seed, main=main)
        if any(sign in line for line in result.wrong):
            return
    raise AssertionError(f"{sign!r} was not seen: {result}")
