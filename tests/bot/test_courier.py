"""The courier: lanes, order, and what becomes of a letter after each thing that can happen to it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from core.delivery import GIVE_UP, UNSURE_TRIES, Kind, Lane, Later, Moved, Never, Sent, Unknown, patience
from data.database import Database
from data.seam import watch
from scheduler.courier import AGAIN, LONGEST_HALT
from tests.bot.office import Office, office

SECOND = timedelta(seconds=1)
FAULT = Later(SECOND, why="500")
AWAY = Later(SECOND, whole=True, why="out of reach")


@pytest.fixture
async def post(sqlite_database: Database) -> AsyncIterator[Office]:
    async with office(sqlite_database) as one:
        yield one


@pytest.fixture
async def paced(sqlite_database: Database) -> AsyncIterator[Office]:
    async with office(sqlite_database, rate=30) as one:
        yield one


class TestLanes:
    async def test_an_answer_overtakes_five_hundred_broadcasts(self, paced: Office) -> None:
        """It takes a slot that was kept for it, though all others are in flight."""
        readers = await paced.chats(*(str(number) for number in range(500)))
        (asker,) = await paced.chats("asker")
        paced.line.closed = asyncio.Event()
        await paced.posts(*(f"thông báo {number}" for number in range(500)), chat=readers, lane=Lane.BROADCAST)
        paced.courier.wake()
        await until(lambda: len(paced.line.tried) == 28)
        await paced.posts("biên nhận", chat=asker)
        paced.courier.wake()
        await until(lambda: "biên nhận" in paced.line.tried)
        assert len(paced.line.tried) == 29
        paced.line.closed.set()

    async def test_one_chat_hears_its_letters_in_order_lane_by_lane(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        await post.posts("thông báo", chat=mai, lane=Lane.BROADCAST)
        await post.posts("nhắc", chat=mai, lane=Lane.NUDGE)
        await post.posts("một", "hai", "ba", chat=mai)
        await post.rests()
        answers = [text for text in post.line.texts if text in ("một", "hai", "ba")]
        assert answers == ["một", "hai", "ba"]
        assert sorted(post.line.texts) == sorted(["thông báo", "nhắc", *answers])

    async def test_a_letter_that_must_wait_holds_back_the_later_ones_of_its_chat_only(self, post: Office) -> None:
        mai, tu = await post.chats("mai", "tu")
        post.line.script["một"] = [FAULT, Sent("1")]
        await post.posts("một", "hai", chat=mai)
        await post.posts("ba", chat=tu)
        await post.rests()
        assert post.line.texts == ["ba"]
        await post.passes(patience(1).total_seconds())
        assert post.line.texts == ["ba", "một", "hai"]

    async def test_a_chat_is_never_written_to_in_two_lanes_at_once(self, paced: Office) -> None:
        (mai,) = await paced.chats("mai")
        paced.line.closed = asyncio.Event()
        await paced.posts("thông báo", chat=mai, lane=Lane.BROADCAST)
        await paced.posts("biên nhận", chat=mai)
        paced.courier.wake()
        await until(lambda: bool(paced.line.tried))
        for _ in range(20):
            await asyncio.sleep(0)
        assert len(paced.line.tried) == 1
        paced.line.closed.set()


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():
            await asyncio.sleep(0)


class TestWhatCertainlyFailed:
    async def test_is_tried_again_later_and_later_and_given_up_in_the_end(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.script["một"] = [FAULT]
        await post.posts("một", chat=mai)
        await post.rests()
        for tries in range(1, GIVE_UP):
            assert len(post.line.tried) == tries
            await post.passes(max(patience(tries), SECOND).total_seconds())
        letter = await post.letter("một")
        assert (letter.result, letter.why, len(post.line.tried)) == ("refused", "given up: 500", GIVE_UP)
        assert not letter.uncertain

    async def test_is_not_tried_a_moment_too_early(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.script["một"] = [FAULT, FAULT, Sent("1")]
        await post.posts("một", chat=mai)
        await post.rests()
        await post.passes(1.0)
        await post.passes(4.999)
        assert len(post.line.tried) == 2
        await post.passes(0.001)
        assert post.line.texts == ["một"]


async def test_waiting_behind_another_letter_costs_no_try_however_long_that_takes(post: Office) -> None:
    (mai,) = await post.chats("mai")
    post.line.script["một"] = [*[Later(2 * SECOND, why="its file goes up", behind=True)] * 30, Sent("1")]
    await post.posts("một", chat=mai)
    await post.rests()
    for tries in range(1, 31):
        assert len(post.line.tried) == tries
        await post.passes(2)
    letter = await post.letter("một")
    assert (letter.result, letter.failures) == ("sent", 0)


class TestAPause:
    """429 with retry_after."""

    async def test_is_kept_to_the_second_and_costs_no_try(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        await post.posts("chào", chat=mai)
        await post.rests()
        post.line.script["một"] = [*[Later(7 * SECOND, why="429", asked=True)] * 20, Sent("1")]
        await post.posts("một", chat=mai)
        await post.rests()
        for _ in range(20):
            before = len(post.line.tried)
            await post.passes(6.999)
            assert len(post.line.tried) == before
            await post.passes(0.001)
        letter = await post.letter("một")
        assert (letter.result, letter.failures) == ("sent", 0)

    async def test_of_one_chat_leaves_the_others_alone(self, post: Office) -> None:
        mai, tu = await post.chats("mai", "tu")
        await post.posts("chào", "chào tú", chat=[mai, tu])
        await post.rests()
        post.line.script["một"] = [Later(60 * SECOND, why="429", asked=True), Sent("1")]
        await post.posts("một", "hai", chat=[mai, tu])
        await post.rests()
        assert "hai" in post.line.texts
        await post.posts("ba", chat=mai, lane=Lane.NUDGE)  # nothing else to that chat either
        await post.rests()
        assert "ba" not in post.line.tried
        await post.passes(60)
        assert {"một", "ba"} <= set(post.line.texts)

    async def test_that_cannot_be_the_chats_own_holds_up_everybody(self, post: Office) -> None:
        mai, tu = await post.chats("mai", "tu")
        post.line.script["một"] = [Later(60 * SECOND, why="429", asked=True), Sent("1")]
        await post.posts("một", chat=mai)
        await post.rests()
        await post.posts("hai", chat=tu)
        await post.rests()
        assert post.line.tried == ["một"]
        await post.passes(60)
        assert sorted(post.line.texts) == ["hai", "một"]


class TestOutOfReach:
    async def test_one_letter_knocks_after_a_growing_while_and_then_all_go(self, post: Office) -> None:
        readers = await post.chats(*(str(number) for number in range(50)))
        await post.posts(*(str(number) for number in range(50)), chat=readers)
        post.line.weather = AWAY
        await post.rests()
        for wait in (1, 2, 4, 8, LONGEST_HALT.total_seconds()):
            knocks = len(post.line.tried)
            await post.passes(wait - 0.001)
            assert len(post.line.tried) == knocks
            await post.passes(0.001)
            assert len(post.line.tried) == knocks + 1
        post.line.weather = None
        await post.passes(LONGEST_HALT.total_seconds())
        assert sorted(post.line.texts) == sorted(str(number) for number in range(50))
        assert {letter.failures for letter in await post.letters()} == {0}


class TestNobodyKnows:
    async def test_an_answer_goes_again_and_stays_marked(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.script["một"] = [Unknown("cut"), Sent("1")]
        await post.posts("một", chat=mai)
        await post.rests()
        await post.passes(AGAIN.total_seconds())
        letter = await post.letter("một")
        assert (letter.result, letter.uncertain, post.line.texts) == ("sent", True, ["một"])

    async def test_an_answer_is_not_repeated_for_ever(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.script["một"] = [Unknown("cut")]
        await post.posts("một", chat=mai)
        await post.rests()
        for _ in range(UNSURE_TRIES + 2):
            await post.passes(AGAIN.total_seconds())
        assert ((await post.letter("một")).result, len(post.line.tried)) == ("uncertain", UNSURE_TRIES)

    async def test_pauses_and_outages_before_do_not_count_as_tries(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.script["một"] = [*[AWAY] * 12, Unknown("cut"), Sent("1")]
        await post.posts("một", chat=mai)
        await post.rests()
        for _ in range(14):
            await post.passes(LONGEST_HALT.total_seconds())
        assert post.line.texts == ["một"]

    @pytest.mark.parametrize("lane", [Lane.NUDGE, Lane.BROADCAST])
    async def test_a_reminder_is_not_repeated(self, post: Office, lane: Lane) -> None:
        (mai,) = await post.chats("mai")
        post.line.script["nhắc"] = [Unknown("cut"), Sent("1")]
        await post.posts("nhắc", chat=mai, lane=lane)
        await post.rests()
        await post.passes(3600)
        letter = await post.letter("nhắc")
        assert (letter.result, letter.uncertain, len(post.line.tried)) == ("uncertain", True, 1)

    async def test_an_edit_is_for_twice_is_the_same(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        (board,) = await post.posts("bảng", chat=mai)
        await post.rests()
        post.line.script["bảng 2"] = [Unknown("cut"), Sent("1")]
        await post.posts("bảng 2", chat=mai, lane=Lane.NUDGE, kind=Kind.EDIT, replaces=board.id)
        await post.rests()
        await post.passes(AGAIN.total_seconds())
        assert post.line.texts == ["bảng", "bảng 2"]

    async def test_a_defect_of_ours_delays_nobody_else(self, post: Office) -> None:
        readers = await post.chats(*(str(number) for number in range(30)))
        post.line.script["độc"] = [RuntimeError("hỏng")]
        await post.posts("độc", *(str(number) for number in range(29)), chat=readers)
        await post.rests()
        assert len(post.line.texts) == 29


class TestEdits:
    async def test_an_edit_goes_to_the_message_that_was_said(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.script["bảng"] = [Sent("m1")]
        (board,) = await post.posts("bảng", chat=mai)
        await post.rests()
        post.line.script["bảng 2"] = [Sent("m1")]
        await post.posts("bảng 2", chat=mai, kind=Kind.EDIT, replaces=board.id)
        await post.rests()
        assert post.line.edited == ["", "m1"]

    async def test_what_was_gone_and_said_anew_is_edited_there_from_then_on(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.script |= {"bảng": [Sent("m1")], "bảng 2": [Sent("m2")], "bảng 3": [Sent("m2")]}
        (board,) = await post.posts("bảng", chat=mai)
        for text in ("bảng 2", "bảng 3"):
            await post.rests()
            await post.posts(text, chat=mai, kind=Kind.EDIT, replaces=board.id)
        await post.rests()
        assert post.line.edited == ["", "m1", "m2"]


class TestWhoIsGone:
    async def test_hears_no_reminders_but_is_answered_and_so_comes_back(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.script["một"] = [Never("blocked", gone=True)]
        await post.posts("một", chat=mai)
        await post.posts("nhắc", chat=mai, lane=Lane.NUDGE)
        await post.rests()
        assert (await post.chat(mai)).gone_at is not None
        assert ((await post.letter("nhắc")).result, post.line.texts) in (("refused", []), ("sent", ["nhắc"]))
        await post.posts("nhắc nữa", chat=mai, lane=Lane.NUDGE)
        await post.rests()
        assert ((await post.letter("nhắc nữa")).result, "nhắc nữa" in post.line.tried) == ("refused", False)
        await post.posts("trả lời", chat=mai)
        await post.rests()
        assert "trả lời" in post.line.texts
        assert (await post.chat(mai)).gone_at is None

    async def test_a_wrong_message_is_no_sign_of_it(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.script["một"] = [Never("message is too long")]
        await post.posts("một", "hai", chat=mai)
        await post.rests()
        assert ((await post.letter("một")).result, post.line.texts) == ("refused", ["hai"])
        assert (await post.chat(mai)).gone_at is None


class TestAGroupThatMoved:
    async def test_its_letters_go_to_the_new_address(self, post: Office) -> None:
        (group,) = await post.chats("-5")
        post.line.script["một"] = [Moved("-1005"), Sent("1")]
        await post.posts("một", "hai", chat=group)
        await post.rests()
        assert post.line.arrived == [("-1005", "một"), ("-1005", "hai")]

    async def test_also_when_the_new_address_was_heard_of_before(self, post: Office) -> None:
        group, _ = await post.chats("-5", "-1005")
        post.line.script["một"] = [Moved("-1005"), Sent("1")]
        await post.posts("một", "hai", chat=group)
        await post.rests()
        assert post.line.arrived == [("-1005", "một"), ("-1005", "hai")]


class TestTheEnd:
    async def test_letters_on_their_way_may_come_back(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.closed = asyncio.Event()
        await post.posts("một", "hai", chat=mai)
        post.courier.wake()
        await until(lambda: bool(post.line.tried))
        async with asyncio.TaskGroup() as both:
            both.create_task(post.courier.stop(5))
            post.line.closed.set()
        assert [(letter.result, letter.sending) for letter in await post.letters()] == [("sent", False), ("", False)]

    async def test_what_waits_in_hand_for_its_chat_is_put_back(self, paced: Office) -> None:
        (mai,) = await paced.chats("mai")
        await paced.posts("một", "hai", chat=mai)
        paced.courier.wake()
        await until(lambda: paced.line.texts == ["một"])
        await paced.courier.stop(5)
        letter = await paced.letter("hai")
        assert (letter.sending, letter.uncertain, letter.result) == (False, False, "")

    async def test_it_does_not_wait_for_ever(self, post: Office) -> None:
        (mai,) = await post.chats("mai")
        post.line.closed = asyncio.Event()
        await post.posts("một", chat=mai)
        post.courier.wake()
        await until(lambda: bool(post.line.tried))
        await post.courier.stop(0.01)
        assert (await post.letter("một")).sending


async def test_letters_that_come_back_together_share_a_commit(post: Office) -> None:
    readers = await post.chats(*(str(number) for number in range(60)))
    await post.posts(*(str(number) for number in range(60)), chat=readers)
    commits: list[str] = []
    watch(lambda what: commits.append(what) if what == "commit" else None)
    try:
        await post.rests()
    finally:
        watch(None)
    assert len(post.line.texts) == 60
    assert len(commits) <= 30  # alone it would be more than sixty
