"""Ways in: hard to guess, kept only as keyed hashes, used once, ended by time or by hand."""

import math
import secrets
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.clock import machine_now
from bot.secrets import Hasher, kept_key, new_code, new_link
from core.texts import people as words
from data import invitations
from data.database import Database, Session
from handlers import start
from tests.cast import campaign

DAY = timedelta(days=1)
KEY = Hasher(b"k" * 32)
LIVE_CODES = 500  # invitations that are open at one time, many more than units
NOW = machine_now()


def test_a_typed_code_has_more_than_forty_bits_and_a_link_a_hundred_and_twenty_eight() -> None:
    code = new_code().replace("-", "")
    letters = {letter for _ in range(500) for letter in new_code() if letter != "-"}
    assert len(code) * math.log2(len(letters)) >= 40
    assert len(new_link()) * math.log2(64) >= 128
    assert not letters & set("0O1IL")  # read aloud and written by hand


def test_codes_and_links_come_from_the_systems_own_randomness(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def choice(letters: str) -> str:
        drawn.append(len(letters))
        return letters[0]

    monkeypatch.setattr(secrets, "choice", choice)
    new_code()
    assert drawn == [31] * 9
    assert len({new_link() for _ in range(1000)}) == 1000


def test_guessing_at_the_limit_for_as_long_as_a_code_lives_finds_one_in_ten_million_lives() -> None:
    guesses = start.ALL_TRIES * 24 * 7
    assert guesses * LIVE_CODES / 31**9 < 1e-6


@pytest.mark.parametrize("typed", ["ABC-DEF-GHJ", "abc-def-ghj", " abcdefghj ", "ABC DEF GHJ", "Abc-Def Ghj\n"])
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert KEY.code(typed) == KEY.code("ABC-DEF-GHJ")


def test_a_link_is_the_same_only_letter_by_letter() -> None:
    link = new_link()
    assert KEY.code(link) != KEY.code(link.swapcase())


def test_without_the_key_a_stolen_hash_is_worth_nothing() -> None:
    """Forty-four bits are soon tried through when the hash can be computed by anybody."""
    assert KEY.code("ABC-DEF-GHJ") != Hasher(b"j" * 32).code("ABC-DEF-GHJ")
    assert KEY.code("same words") != KEY.cookie("same words")
    assert "ABC" not in KEY.code("ABC-DEF-GHJ")


def test_the_key_is_made_once_for_its_owner_only_and_an_emptied_one_anew(tmp_path: Path) -> None:
    first = kept_key(tmp_path / "var")
    kept = tmp_path / "var" / "secret.key"
    assert (kept_key(tmp_path / "var"), kept.stat().st_mode & 0o777, len(first)) == (first, 0o600, 64)
    kept.write_bytes(b"\n")
    assert len(kept_key(tmp_path / "var")) == 64
    assert list((tmp_path / "var").iterdir()) == [kept]


async def made(database: Database, code: str, link: str, life: timedelta = DAY) -> None:
    hashes = KEY.code(code), KEY.code(link)
    await database.write(lambda s: invitations.make(s, invitations.CHIEF, *hashes, NOW, life))


async def opens(database: Database, given: str, after: timedelta = timedelta(), by_link: bool = False) -> bool:
    find = partial(invitations.find, hashed=KEY.code(given), machine=NOW + after, by_link=by_link)
    return await database.read(find) is not None


async def test_a_code_ends_by_time_by_use_and_by_hand(database: Database) -> None:
    ends = {"time": "AAA-AAA-AAA", "use": "BBB-BBB-BBB", "hand": "CCC-CCC-CCC"}
    for code in ends.values():
        await made(database, code, new_link())
        assert await opens(database, code)
    assert not await opens(database, ends["time"], DAY)
    way = await database.read(partial(invitations.find, hashed=KEY.code(ends["use"]), machine=NOW))
    assert way is not None
    used = [await database.write(partial(invitations.use, way_id=way.id, machine=NOW)) for _ in range(3)]
    assert used == [True, False, False]
    assert not await opens(database, ends["use"])
    await database.write(partial(invitations.withdraw, kind=invitations.CHIEF))
    assert not await opens(database, ends["hand"])


async def test_where_nobody_counts_the_tries_only_a_link_opens(database: Database) -> None:
    link = new_link()
    await made(database, "AAA-AAA-AAA", link)
    assert [await opens(database, given, by_link=True) for given in ("AAA-AAA-AAA", link)] == [False, True]


async def test_the_same_code_given_anew_opens_once_more(database: Database) -> None:
    """ADMIN_CODE, at each start until somebody has used it."""
    await made(database, "KHOA-2026", new_link())
    await database.write(partial(invitations.withdraw, kind=invitations.CHIEF))
    await made(database, "KHOA-2026", new_link())
    assert await opens(database, "khoa2026")


# -- in a chat ----------------------------------------------------------------------------------------------------


async def test_wrong_used_and_expired_get_one_answer_and_the_sixth_try_none(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        house, stranger = world.app.house, world.actor("web", "somebody")

        async def invite(session: Session) -> None:
            machine = machine_now()
            for code, life, left in (("USED", DAY, 0), ("LATE", -DAY, 1), ("GOOD", DAY, 1)):
                hashes = house.hasher.code(f"{code}-2222-2222"), house.hasher.code(new_link())
                await invitations.make(session, invitations.CHIEF, *hashes, machine, life)
                if not left:
                    await invitations.withdraw(session, invitations.CHIEF)

        await house.database.write(invite)
        answers = []
        for code in ("NONE-2222-2222", "USED-2222-2222", "LATE-2222-2222", "NONE-3333-3333", "NONE-4444-4444"):
            await stranger.says(f"/start {code}")
            answers += [letter.text for letter in await stranger.news()]
        assert answers == [words.code_wrong()] * 5
        await stranger.says("/start GOOD-2222-2222")
        await stranger.hears(words.code_too_many())
        other = world.actor("web", "somebody else")
        await other.says("/start GOOD-2222-2222")
        assert [letter.text for letter in await other.news()] != [words.code_wrong()]


async def test_a_wrong_try_is_counted_though_the_person_is_told_no(tmp_path: Path) -> None:
    """The answer is a refusal that is committed: a refusal that undid its turn would forget the try."""
    async with campaign(tmp_path) as world:
        await world.actor("web", "somebody").says("/start ABC-DEF-GHJ")
        tries = partial(invitations.tries, who="web:somebody", since=NOW - DAY)
        assert await world.app.house.database.read(tries) == (1, 1)
