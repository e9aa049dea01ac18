"""Which letter leaves next."""

import asyncio

import pytest

from core.delivery import LEASE, Kind, Lane, Result
from core.say import Audience, Choice, Say
from data import dispatch, outbox
from data.models import Chat, File, Letter
from data.outbox import Indiscreet, choices_of
from tests.data.books import DAY, HOUR, INSTANT, MACHINE, MINUTE, NOW, Books, id_of
from tests.data.mail import Mail, to
from tests.data.scenes import a_chat


async def test_letters_of_one_chat_and_lane_leave_one_by_one_in_order(mail: Mail, mai: Chat) -> None:
    for text in ("một", "hai", "ba"):
        await mail.writes(text, mai)
    left = []
    while taken := await mail.takes():
        left.append([claimed.letter.text for claimed in taken])
        await mail.closes(*taken)
    assert left == [["một"], ["hai"], ["ba"]]


async def test_answers_go_before_nudges_before_broadcasts(mail: Mail, mai: Chat, tu: Chat) -> None:
    for lane in (Lane.BROADCAST, Lane.NUDGE, Lane.ANSWER):
        for chat in (tu, mai):
            await mail.writes(f"{lane.name} {chat.address}", chat, lane=lane)
    assert await mail.texts() == [
        "ANSWER tu", "ANSWER mai", "NUDGE tu", "NUDGE mai", "BROADCAST tu", "BROADCAST mai",
    ]  # fmt: skip


async def test_an_answer_overtakes_a_broadcast_of_its_own_chat_that_is_under_way(mail: Mail, mai: Chat) -> None:
    await mail.writes("thông báo", mai, lane=Lane.BROADCAST)
    await mail.takes()
    await mail.writes("biên nhận", mai)
    assert await mail.texts() == ["biên nhận"]


async def test_only_the_lanes_asked_for_are_taken(mail: Mail, mai: Chat) -> None:
    await mail.writes("thông báo", mai, lane=Lane.BROADCAST)
    assert await mail.texts(lanes=[Lane.ANSWER, Lane.NUDGE]) == []
    assert await mail.texts() == ["thông báo"]


async def test_each_courier_takes_only_its_own_channel(books: Books, mail: Mail) -> None:
    await mail.writes("tới zalo", await a_chat(books, "zalo:mai"))
    assert await mail.takes() == []


async def test_no_more_are_taken_than_asked_for(books: Books, mail: Mail) -> None:
    for number in range(4):
        await mail.writes(str(number), await a_chat(books, f"web:{number}"))
    assert await mail.texts(limit=3) == ["0", "1", "2"]
    assert await mail.texts(limit=3) == ["3"]


async def test_a_leased_letter_blocks_those_behind_it_in_its_chat_only(mail: Mail, mai: Chat, tu: Chat) -> None:
    await mail.writes("một", mai)
    await mail.takes()
    await mail.writes("hai", mai)
    await mail.writes("cho người khác", tu)
    assert await mail.texts() == ["cho người khác"]


async def test_a_postponed_letter_blocks_those_behind_it(mail: Mail, mai: Chat) -> None:
    await mail.writes("một", mai)
    await mail.writes("hai", mai)
    (first,) = await mail.takes()
    await mail.lets_go(first, MACHINE + MINUTE)
    assert await mail.texts() == []
    assert await mail.texts(MACHINE + MINUTE) == ["một"]


async def test_a_letter_is_free_from_the_moment_it_may_leave_in_office_time(mail: Mail, mai: Chat) -> None:
    await mail.writes("sáng mai", mai, not_before=NOW + DAY)
    assert await mail.texts(MACHINE + 2 * DAY, now=NOW + DAY - INSTANT) == []
    assert await mail.texts(MACHINE, now=NOW + DAY) == ["sáng mai"]


async def test_what_waits_for_the_morning_holds_no_answer_up(books: Books, mail: Mail, mai: Chat) -> None:
    await mail.writes("sáng mai", mai, not_before=NOW + DAY)
    await mail.writes("trả lời", mai)
    assert await books.read(dispatch.next_free, "web", NOW, MACHINE) == MACHINE
    assert await mail.texts() == ["trả lời"]
    assert await mail.texts(now=NOW + DAY) == ["sáng mai"]


class TestWhenTheNextIsFree:
    async def test_nothing_waits(self, books: Books) -> None:
        assert await books.read(dispatch.next_free, "web", NOW, MACHINE) is None

    async def test_a_new_letter_at_once(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("một", mai)
        assert await books.read(dispatch.next_free, "web", NOW, MACHINE) == MACHINE

    async def test_a_leased_one_when_its_lease_ends(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("một", mai)
        await mail.takes()
        assert await books.read(dispatch.next_free, "web", NOW, MACHINE) == MACHINE + LEASE

    async def test_one_behind_another_not_before_that_one(self, books: Books, mail: Mail, mai: Chat) -> None:
        """Else the courier asks again and again for what it cannot have."""
        await mail.writes("một", mai)
        await mail.takes()
        await mail.writes("hai", mai)
        assert await books.read(dispatch.next_free, "web", NOW, MACHINE) == MACHINE + LEASE

    async def test_the_earliest_of_several(self, books: Books, mail: Mail, mai: Chat, tu: Chat) -> None:
        await mail.writes("một", mai)
        await mail.writes("hai", tu)
        first, second = await mail.takes()
        await mail.lets_go(first, MACHINE + HOUR)
        await mail.lets_go(second, MACHINE + MINUTE)
        assert await books.read(dispatch.next_free, "web", NOW, MACHINE) == MACHINE + MINUTE

    async def test_one_whose_office_time_has_not_come_does_not_count(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("sáng mai", mai, not_before=NOW + DAY)
        assert await books.read(dispatch.next_free, "web", NOW, MACHINE) is None
        assert await books.read(dispatch.next_free, "web", NOW + DAY, MACHINE) == MACHINE

    async def test_another_channels_does_not_count(self, books: Books, mail: Mail) -> None:
        await mail.writes("tới zalo", await a_chat(books, "zalo:mai"))
        assert await books.read(dispatch.next_free, "web", NOW, MACHINE) is None


class TestOnce:
    async def test_the_second_planning_makes_nothing(self, books: Books, mail: Mail, mai: Chat) -> None:
        first = await mail.writes("nhắc", mai, once="nudge:1:slot")
        second = await mail.writes("nhắc nữa", mai, once="nudge:1:slot")
        assert first.id == second.id
        assert [letter.text for letter in await books.all(Letter)] == ["nhắc"]

    async def test_also_when_the_first_is_closed_long_since(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("nhắc", mai, once="nudge:1:slot")
        await mail.closes(*await mail.takes())
        await mail.writes("nhắc", mai, once="nudge:1:slot")
        assert len(await books.all(Letter)) == 1

    async def test_also_when_planned_at_the_same_instant(self, books: Books, mai: Chat) -> None:
        rows = outbox.letters(Say("nhắc"), to(mai), NOW, MACHINE, once="nudge:1:slot")
        await asyncio.gather(*(books(outbox.post, rows) for _ in range(8)))
        assert len(await books.all(Letter)) == 1

    async def test_another_planning_in_the_same_statement_is_kept(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("cũ", mai, once="a")
        rows = [*letters_of("cũ", mai, once="a"), *letters_of("mới", mai, once="b"), *letters_of("thường", mai)]
        await books(outbox.post, rows)
        assert [letter.text for letter in await books.all(Letter)] == ["cũ", "mới", "thường"]

    async def test_every_page_of_a_long_one_is_planned(self, books: Books, mail: Mail) -> None:
        await mail.writes("lời " * 1000, await a_chat(books, "zalo:mai"), once="long")
        assert [(letter.page, letter.once) for letter in await books.all(Letter)] == [(1, "long:1"), (2, "long:2")]


def letters_of(text: str, chat: Chat, once: str | None = None) -> list[dict[str, object]]:
    return outbox.letters(Say(text), to(chat), NOW, MACHINE, once=once)


class TestWhatIsClaimed:
    async def test_it_says_where_to_and_whether_that_is_a_group(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("một", mai)
        await mail.writes("hai", await a_chat(books, "web:nhom", group=True))
        assert [(claimed.address, claimed.group) for claimed in await mail.takes()] == [("mai", False), ("nhom", True)]

    async def test_it_carries_its_files_in_their_order(self, books: Books, mail: Mail, mai: Chat) -> None:
        made = [await books.add(File(name=name, made_at=NOW)) for name in ("a.pdf", "b.pdf")]
        await mail.writes("", mai, say=Say("kèm tệp", files=(id_of(made[1]), id_of(made[0]))))
        (claimed,) = await mail.takes()
        assert [file.name for file in claimed.files] == ["b.pdf", "a.pdf"]

    async def test_where_a_file_cannot_travel_inside_it_is_a_letter_of_its_own(self, books: Books, mail: Mail) -> None:
        chat = await a_chat(books, "telegram:mai")
        await mail.writes("", chat, say=Say("kèm tệp", (Choice("Xem", "show"),), files=(7, 8)))
        written = await books.all(Letter)
        assert [(one.text, one.files.get("ids"), bool(one.choices)) for one in written] == [
            ("kèm tệp", None, True), ("", [7], False), ("", [8], False),
        ]  # fmt: skip

    async def test_an_edit_belongs_to_the_message_that_stands_in_for_one_that_was_gone(
        self, books: Books, mail: Mail, mai: Chat
    ) -> None:
        board = await books(outbox.post_one, letters_of("bảng", mai)[0])
        await mail.closes(*await mail.takes())
        await books(dispatch.stands_in, board, "tg-99")
        await mail.writes("bảng mới", mai, kind=Kind.EDIT, replaces=board)
        (edit,) = await mail.takes()
        assert edit.original == "tg-99"

    async def test_an_edit_knows_the_receipt_of_what_it_edits(self, books: Books, mail: Mail, mai: Chat) -> None:
        board = await mail.writes("bảng", mai)
        (sent,) = await mail.takes()
        await books(dispatch.close, [dispatch.closing(sent.letter, MACHINE, Result.SENT, receipt="tg-77")])
        await mail.writes("bảng mới", mai, kind=Kind.EDIT, replaces=board.id)
        (edit,) = await mail.takes()
        assert edit.original == "tg-77"

    async def test_choices_come_back_as_they_were_asked(self, mail: Mail, mai: Chat) -> None:
        choices = (Choice("Nộp báo cáo", "report.begin"), Choice("Xem", "report.show", {"submission": 7}))
        await mail.writes("", mai, say=Say("Đồng chí chọn:", choices))
        (claimed,) = await mail.takes()
        assert choices_of(claimed.letter) == choices


@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.PUBLIC])
async def test_only_what_all_may_hear_is_written_to_a_group(books: Books, audience: Audience) -> None:
    group = await a_chat(books, "web:nhom", group=True)
    if audience is Audience.PRIVATE:
        with pytest.raises(Indiscreet):
            outbox.letters(Say("số điện thoại", audience=audience), to(group), NOW, MACHINE)
    else:
        assert outbox.letters(Say("tình hình", audience=audience), to(group), NOW, MACHINE)
