"""What a group is bound to, wherever it moves, and when its message is due again."""

import pytest_asyncio

from core.roles import Role
from data import bound, dispatch, people, units
from data.models import BoundGroup, Chat, Letter
from tests.data.books import DAY, HOUR, MINUTE, NOW, Books, id_of
from tests.data.mail import Mail
from tests.data.scenes import Plan, a_campaign, a_chat, a_person, a_plan


@pytest_asyncio.fixture(loop_scope="session")
async def plan(books: Books) -> Plan:
    return await a_plan(books, ("AH", "BT", "CH", "DL"))


@pytest_asyncio.fixture(loop_scope="session")
async def group(books: Books, plan: Plan) -> Chat:
    """A group on Telegram, bound to the plan."""
    chat = await a_chat(books, "telegram:-5", group=True)
    await a_person(books, seats=[(plan.units[0], Role.ORGANISER)])
    await binds(books, chat, campaign_id=id_of(plan.campaign))
    return chat


async def binds(books: Books, chat: Chat, campaign_id: int | None = None, group_id: int | None = None) -> None:
    given = {"campaign_id": campaign_id, "group_id": group_id}
    await books(bound.bind, id_of(chat), **given, title="Ban Tổ chức", by=1, now=NOW)


async def said(books: Books, mail: Mail, chat: Chat) -> Letter:
    """Its message has been carried."""
    letter = await mail.writes("bảng", chat)
    await books.change(letter, closed_at=NOW, result="sent", seq=1, receipt_id="77")
    (row,) = await books.all(BoundGroup)
    await books(bound.drawn, id_of(row), id_of(letter), NOW + DAY)
    return letter


async def rows(books: Books) -> list[tuple[int, int | None, object]]:
    return [(one.chat_id, one.letter_id, one.due_at) for one in await books.all(BoundGroup)]


async def test_bound_anew_it_hears_of_the_new_thing_alone(books: Books, plan: Plan, group: Chat) -> None:
    cluster = await books(units.add_group, "Cụm 1", [id_of(unit) for unit in plan.units[:3]])
    await binds(books, group, group_id=cluster.id)
    (one,) = await books.read(bound.listed)
    assert (one.campaign, one.cluster, one.gone) == (None, "Cụm 1", False)
    ((campaign, statuses),) = await books.read(bound.counted, one, NOW)
    assert (campaign.id, [each.tally.expected for each in statuses]) == (plan.campaign.id, [3])


async def test_whom_an_announcement_may_be_posted_to(books: Books, plan: Plan, group: Chat) -> None:
    cluster = await books(units.add_group, "Cụm 1", [id_of(unit) for unit in plan.units[:3]])
    other = await a_chat(books, "telegram:-6", group=True)
    await binds(books, other, group_id=cluster.id)
    of_plan = await books.read(bound.listed, id_of(plan.campaign))
    assert [one.chat.address for one in of_plan] == ["-5"]
    of_both = await books.read(bound.listed, id_of(plan.campaign), [id_of(cluster)])
    assert [one.chat.address for one in of_both] == ["-5", "-6"]
    await books(people.gone, "telegram", "-6", NOW)
    assert await books.read(bound.listed, None, [id_of(cluster)]) == []
    assert len(await books.read(bound.listed)) == 2


async def test_what_only_named_people_may_read_is_not_counted_there(books: Books, plan: Plan, group: Chat) -> None:
    await books.change(plan.reports[0], restricted=True)
    (one,) = await books.read(bound.listed)
    assert await books.read(bound.counted, one, NOW) == []


async def test_however_much_happens_it_is_drawn_once_a_minute(
    books: Books, mail: Mail, plan: Plan, group: Chat
) -> None:
    letter = await said(books, mail, group)
    for minutes in (0, 0.2, 0.9):
        await books(bound.stale, id_of(plan.campaign), NOW + minutes * MINUTE)
    assert await rows(books) == [(group.id, letter.id, NOW + MINUTE)]
    assert await books.read(bound.due, NOW + 0.9 * MINUTE) == []
    assert len(await books.read(bound.due, NOW + MINUTE)) == 1


async def test_what_happens_in_another_campaign_does_not_touch_it(
    books: Books, mail: Mail, plan: Plan, group: Chat
) -> None:
    letter = await said(books, mail, group)
    await books(bound.stale, id_of(await a_campaign(books, "Khác")), NOW)
    assert await rows(books) == [(group.id, letter.id, NOW + DAY)]


async def test_moved_its_message_is_written_anew_once(books: Books, mail: Mail, group: Chat) -> None:
    letter = await said(books, mail, group)
    edit = await mail.writes("bảng mới", group)
    await books.change(edit, kind="edit", replaces=letter.id)
    for _ in range(2):
        await books(people.moved, "telegram", "-5", "-1005")
        assert await rows(books) == [(group.id, None, NOW)]
    assert (await books.again(edit)).result == "replaced"
    assert (await books.again(group)).address == "-1005"


async def test_moved_while_its_message_is_on_its_way_that_one_arrives(books: Books, mail: Mail, group: Chat) -> None:
    letter = await mail.writes("bảng", group)
    (row,) = await books.all(BoundGroup)
    await books(bound.drawn, id_of(row), id_of(letter), NOW + DAY)
    await books(people.moved, "telegram", "-5", "-1005")
    assert await rows(books) == [(group.id, letter.id, NOW)]


async def test_moved_while_its_message_is_in_hand_another_is_written(books: Books, mail: Mail, group: Chat) -> None:
    """It was taken with the old address: it may have arrived there, which nobody sees any more."""
    letter = await mail.writes("bảng", group)
    await books.change(letter, kind="pin", sending=True, attempts=1)
    (row,) = await books.all(BoundGroup)
    await books(bound.drawn, id_of(row), id_of(letter), NOW + DAY)
    await books(people.moved, "telegram", "-5", "-1005")
    assert await rows(books) == [(group.id, None, NOW)]
    await books(dispatch.postpone, letter, NOW, failed=True, why="chat moved")
    assert (await books.again(letter)).result == "replaced"


async def test_the_new_address_was_heard_of_first(books: Books, mail: Mail, group: Chat) -> None:
    await said(books, mail, group)
    new = await a_chat(books, "telegram:-1005", group=True)
    for _ in range(3):  # each side of the notice, and the refusal of a letter
        await books(people.moved, "telegram", "-5", "-1005")
    assert await rows(books) == [(new.id, None, NOW)]


async def test_a_binding_of_the_new_chat_stays(books: Books, mail: Mail, plan: Plan, group: Chat) -> None:
    new = await a_chat(books, "telegram:-1005", group=True)
    await binds(books, new, campaign_id=id_of(plan.campaign))
    await books(people.moved, "telegram", "-5", "-1005")
    assert await rows(books) == [(new.id, None, NOW)]


async def test_put_out_of_a_group_it_is_gone_from_every_topic(books: Books, group: Chat) -> None:
    for address in ("telegram:-5/7", "telegram:-55", "telegram:-5/12"):
        await a_chat(books, address, group=True)
    await books(people.gone, "telegram", "-5", NOW + HOUR)
    assert [one.address for one in await books.all(Chat) if one.gone_at] == ["-5", "-5/7", "-5/12"]


async def test_a_group_is_found_with_what_is_bound_in_its_topics(books: Books, plan: Plan, group: Chat) -> None:
    topic = await a_chat(books, "telegram:-5/7", group=True)
    await binds(books, topic, campaign_id=id_of(plan.campaign))
    for other in ("telegram:-57", "telegram:-57/7"):
        await binds(books, await a_chat(books, other, group=True), campaign_id=id_of(plan.campaign))
    found = await books.read(bound.of_group, "telegram", "-5")
    assert [one.chat.address for one in found] == ["-5", "-5/7"]
