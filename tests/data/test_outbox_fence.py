"""A letter is in one pair of hands at a time, and comes back by itself from hands that died."""

import asyncio
from datetime import timedelta

import pytest

from core.delivery import LEASE, UNSURE_TRIES, Lane, Result
from core.say import Say
from data import dispatch, outbox
from data.dispatch import closing
from data.models import Chat, Letter
from tests.data.books import INSTANT, MACHINE, MINUTE, NOW, SECOND, Books
from tests.data.mail import ALL, Mail, to
from tests.data.scenes import a_chat


async def test_a_dead_workers_letter_comes_back_when_the_lease_ends_and_not_a_second_earlier(
    mail: Mail, mai: Chat
) -> None:
    await mail.writes("một", mai)
    await mail.takes()
    assert await mail.texts(MACHINE + LEASE - SECOND) == []
    assert await mail.texts(MACHINE + LEASE - INSTANT) == []
    assert await mail.texts(MACHINE + LEASE) == ["một"]


async def test_every_claim_is_counted(mail: Mail, mai: Chat) -> None:
    await mail.writes("một", mai)
    (first,) = await mail.takes()
    (second,) = await mail.takes(MACHINE + LEASE)
    assert (first.letter.attempts, second.letter.attempts) == (1, 2)


class TestAfterTheLeaseRanOut:
    async def test_a_late_close_touches_nothing(self, books: Books, mail: Mail, mai: Chat) -> None:
        letter = await mail.writes("một", mai)
        (late,) = await mail.takes()
        await mail.takes(MACHINE + LEASE)
        before = await books.again(letter)
        await mail.closes(late)
        assert await books.again(letter) == before

    async def test_a_late_postponement_touches_nothing(self, books: Books, mail: Mail, mai: Chat) -> None:
        letter = await mail.writes("một", mai)
        (late,) = await mail.takes()
        await mail.takes(MACHINE + LEASE)
        before = await books.again(letter)
        await mail.lets_go(late, MACHINE, failed=True, uncertain=True, why="mạng")
        assert await books.again(letter) == before

    async def test_the_new_holder_closes_it(self, mail: Mail, mai: Chat) -> None:
        letter = await mail.writes("một", mai)
        await mail.takes()
        await mail.closes(*await mail.takes(MACHINE + LEASE))
        assert await mail.result(letter) == "sent"


async def test_a_closed_letter_is_not_closed_again(books: Books, mail: Mail, mai: Chat) -> None:
    letter = await mail.writes("một", mai)
    taken = await mail.takes()
    await mail.closes(*taken)
    before = await books.again(letter)
    await mail.closes(*taken, result=Result.REFUSED, machine=MACHINE + MINUTE)
    await mail.lets_go(taken[0], MACHINE)
    assert await books.again(letter) == before


async def test_without_the_fence_the_late_close_would_count(books: Books, mail: Mail, mai: Chat) -> None:
    """The sabotage twin: a worker that knew the newest attempt would close it."""
    letter = await mail.writes("một", mai)
    (late,) = await mail.takes()
    await mail.takes(MACHINE + LEASE)
    await books(dispatch.close, [closing(late.letter, MACHINE, Result.SENT) | {"b_attempts": 2}])
    assert await mail.result(letter) == "sent"


async def test_what_a_letter_came_to_is_kept(books: Books, mail: Mail, mai: Chat) -> None:
    letter = await mail.writes("một", mai)
    (taken,) = await mail.takes()
    await books(dispatch.close, [closing(taken.letter, MACHINE, Result.REFUSED, receipt="77", why="x" * 300)])
    row = await books.again(letter)
    assert (row.result, row.receipt_id, row.why, row.closed_at) == ("refused", "77", "x" * 200, MACHINE)


@pytest.mark.parametrize(("failed", "failures"), [(True, 1), (False, 0)])
async def test_only_a_failure_is_counted_as_one(
    books: Books, mail: Mail, mai: Chat, failed: bool, failures: int
) -> None:
    letter = await mail.writes("một", mai)
    (taken,) = await mail.takes()
    await mail.lets_go(taken, MACHINE + MINUTE, failed=failed, why="chờ")
    row = await books.again(letter)
    assert (row.failures, row.sending, row.free_at, row.why) == (failures, False, MACHINE + MINUTE, "chờ")


async def test_at_start_what_a_dead_process_held_is_free_at_once(books: Books, mail: Mail, mai: Chat, tu: Chat) -> None:
    await mail.writes("đang gửi", mai)
    await mail.writes("hẹn lại", tu)
    _, postponed = await mail.takes()
    await mail.lets_go(postponed, MACHINE + MINUTE)
    assert await books(dispatch.release_orphans, MACHINE + SECOND) == 1
    assert await mail.texts(MACHINE + SECOND) == ["đang gửi"]


@pytest.mark.parametrize(("channel", "in_doubt"), [("web", False), ("telegram", True)])
async def test_at_start_there_is_doubt_only_where_sending_leaves_the_machine(
    books: Books, mail: Mail, channel: str, in_doubt: bool
) -> None:
    await mail.writes("biên nhận", await a_chat(books, f"{channel}:mai"))
    await books(dispatch.claim, channel, NOW, MACHINE, 1, ALL)
    await books(dispatch.release_orphans, MACHINE)
    (again,) = await books(dispatch.claim, channel, NOW, MACHINE, 1, ALL)
    assert again.letter.uncertain is in_doubt


async def test_at_start_what_was_in_hand_comes_back_ten_at_a_time(books: Books, mail: Mail) -> None:
    """So that one which kills its sender takes few others with it."""
    for number in range(25):
        await mail.writes(f"thư {number}", await a_chat(books, f"telegram:{number}"))
    await books(dispatch.claim, "telegram", NOW, MACHINE, 25, ALL)
    await books(dispatch.release_orphans, MACHINE)
    back = [
        len(await books(dispatch.claim, "telegram", NOW, MACHINE + timedelta(milliseconds=passed), 25, ALL))
        for passed in (0, 99, 100, 200)
    ]
    assert back == [10, 0, 10, 5]


async def test_an_answer_that_kills_whoever_sends_it_waits_longer_each_time_and_rests_at_last(
    books: Books, mail: Mail
) -> None:
    letter, at, waits = await mail.writes("biên nhận", await a_chat(books, "telegram:mai")), MACHINE, []
    for _ in range(UNSURE_TRIES):
        assert len(await books(dispatch.claim, "telegram", NOW, at, 1, ALL)) == 1
        await books(dispatch.release_orphans, at)
        free = (await books.again(letter)).free_at
        waits.append((free - at).total_seconds())
        at = free
    assert waits == [0, 0.3, 0.9, 2.7, 8.1, 24.3, 72.9, 218.7]
    assert await books(dispatch.claim, "telegram", NOW, at, 1, ALL) == []
    assert await mail.result(letter) == "uncertain"


async def test_a_start_that_dies_before_it_sends_counts_against_no_letter(books: Books, mail: Mail) -> None:
    letter = await mail.writes("biên nhận", await a_chat(books, "telegram:mai"))
    await books(dispatch.claim, "telegram", NOW, MACHINE, 1, ALL)
    for _ in range(UNSURE_TRIES + 1):
        await books(dispatch.release_orphans, MACHINE)
    assert (await books.again(letter)).failures == 1


class TestWhenNobodyKnowsWhetherItArrived:
    async def test_an_answer_goes_again_and_is_marked(self, mail: Mail, mai: Chat) -> None:
        await mail.writes("biên nhận", mai)
        (first,) = await mail.takes()
        (again,) = await mail.takes(MACHINE + LEASE)
        assert (first.letter.uncertain, again.letter.uncertain) == (False, True)

    @pytest.mark.parametrize("lane", [Lane.NUDGE, Lane.BROADCAST])
    async def test_a_nudge_or_broadcast_is_closed_uncertain(self, mail: Mail, mai: Chat, lane: Lane) -> None:
        letter = await mail.writes("nhắc", mai, lane=lane)
        await mail.takes()
        assert await mail.takes(MACHINE + LEASE) == []
        assert await mail.result(letter) == "uncertain"

    async def test_a_nudge_that_certainly_failed_goes_again_unmarked(self, mail: Mail, mai: Chat) -> None:
        await mail.writes("nhắc", mai, lane=Lane.NUDGE)
        (taken,) = await mail.takes()
        await mail.lets_go(taken, MACHINE + SECOND, failed=True)
        (again,) = await mail.takes(MACHINE + SECOND)
        assert not again.letter.uncertain

    async def test_an_answer_postponed_as_unknown_stays_marked_until_it_is_sent(
        self, books: Books, mail: Mail, mai: Chat
    ) -> None:
        letter = await mail.writes("biên nhận", mai)
        (taken,) = await mail.takes()
        await mail.lets_go(taken, MACHINE + SECOND, uncertain=True)
        await mail.closes(*await mail.takes(MACHINE + SECOND))
        assert (await books.again(letter)).uncertain


async def test_four_couriers_take_two_hundred_letters_and_none_twice(books: Books, mail: Mail) -> None:
    await books.add_many(Chat, [{"channel": "web", "address": str(number), "group": False} for number in range(200)])
    rows = [row for chat in await books.all(Chat) for row in outbox.letters(Say("thư"), to(chat), NOW, MACHINE)]
    await books(outbox.post, rows)

    async def courier() -> list[int | None]:
        got: list[int | None] = []
        while taken := await books(dispatch.claim, "web", NOW, MACHINE, 10, ALL):
            got += [claimed.letter.id for claimed in taken]
        return got

    taken = [letter for one in await asyncio.gather(*(courier() for _ in range(4))) for letter in one]
    assert len(taken) == 200
    assert len(set(taken)) == 200


class TestTheOrderOfTelling:
    """A chat's `seq`: how a page knows what it has not shown yet."""

    async def test_what_is_sent_gets_the_chats_next_number(self, books: Books, mail: Mail, mai: Chat, tu: Chat) -> None:
        for chat in (mai, tu, mai):
            await mail.writes("thư", chat)
            await mail.closes(*await mail.takes())
        assert [(letter.chat_id, letter.seq) for letter in await books.all(Letter)] == [
            (mai.id, 1), (tu.id, 1), (mai.id, 2),
        ]  # fmt: skip

    async def test_it_is_the_order_of_sending_not_of_writing(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("thông báo", mai, lane=Lane.BROADCAST)
        await mail.writes("biên nhận", mai)
        answer, broadcast = await mail.takes()
        await mail.closes(answer)
        await mail.closes(broadcast)
        assert await said(books, mai) == ["biên nhận", "thông báo"]

    @pytest.mark.parametrize("result", [one for one in Result if one is not Result.SENT])
    async def test_what_was_not_sent_gets_none(self, books: Books, mail: Mail, mai: Chat, result: Result) -> None:
        letter = await mail.writes("thư", mai)
        await mail.closes(*await mail.takes(), result=result)
        assert (await books.again(letter)).seq is None

    async def test_many_closed_in_one_statement_leave_no_gap(self, books: Books, mai: Chat, tu: Chat) -> None:
        letters = await waiting(books, mai, tu, each=15)
        await books(dispatch.close, [closing(letter, MACHINE, Result.SENT) for letter in letters])
        assert await seqs(books, mai) == await seqs(books, tu) == list(range(1, 16))

    async def test_many_closed_at_once_leave_no_gap(self, books: Books, mai: Chat, tu: Chat) -> None:
        letters = await waiting(books, mai, tu, each=12)
        batches = [letters[at :: len(letters) // 2] for at in range(len(letters) // 2)]  # each of both chats
        batches = [batch if at % 2 else batch[::-1] for at, batch in enumerate(batches)]
        await asyncio.gather(
            *(books(dispatch.close, [closing(letter, MACHINE, Result.SENT) for letter in batch]) for batch in batches)
        )
        assert await seqs(books, mai) == await seqs(books, tu) == list(range(1, 13))

    async def test_a_page_gets_what_came_after_its_last(self, books: Books, mail: Mail, mai: Chat) -> None:
        for text in ("một", "hai", "ba"):
            await mail.writes(text, mai)
            await mail.closes(*await mail.takes())
        assert await said(books, mai, after=1) == ["hai", "ba"]

    async def test_a_page_gets_the_newest_when_there_are_too_many(self, books: Books, mail: Mail, mai: Chat) -> None:
        for text in ("một", "hai", "ba"):
            await mail.writes(text, mai)
            await mail.closes(*await mail.takes())
        assert [letter.text for letter in await books.read(outbox.said_after, mai.id or 0, 0, 2)] == ["hai", "ba"]


async def waiting(books: Books, *chats: Chat, each: int) -> list[Letter]:
    rows = [row for _ in range(each) for chat in chats for row in outbox.letters(Say("thư"), to(chat), NOW, MACHINE)]
    await books(outbox.post, rows)
    return await books.all(Letter)


async def said(books: Books, chat: Chat, after: int = 0) -> list[str]:
    return [letter.text for letter in await books.read(outbox.said_after, chat.id or 0, after)]


async def seqs(books: Books, chat: Chat) -> list[int | None]:
    return [letter.seq for letter in await books.read(outbox.said_after, chat.id or 0, 0)]
