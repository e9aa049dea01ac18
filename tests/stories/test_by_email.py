"""Who has only an address is written to by e-mail; who cannot be reached in a chat, too; and nothing waits for a server
that is down."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from bot.clock import machine_now
from core.delivery import Never, Outcome
from core.texts import labels
from data import invitations, people, ways
from data.database import Session
from data.dispatch import Claimed
from data.models import Chat, Letter, Person
from tests.bot.postoffice import PostOffice, post_office
from tests.cast import Actor, World, campaign

ADDRESS = "vanson@example.vn"


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with post_office() as one:
        yield one


@pytest.fixture
async def world(tmp_path: Path, office: PostOffice) -> AsyncIterator[World]:
    async with campaign(tmp_path, smtp_url=office.url) as one:
        await one.only("AH")
        yield one


async def has_address(world: World, actor: Actor, address: str = ADDRESS, **more: str) -> Person:
    person = await world.person(actor)
    await world._does(update(Person).where(col(Person.id) == person.id).values(email=address, **more))
    await world.database.write(ways.learn_addresses)
    return person


async def never_came_in(world: World, *actors: Actor) -> None:
    for actor in actors:
        await world._does(update(Chat).where(col(Chat.address) == actor.address).values(person_id=None))


def body(mail: EmailMessage) -> str:
    part = mail.get_body()
    assert part is not None
    return str(part.get_content())


async def test_a_unit_that_has_only_an_address_is_reminded_there(world: World, office: PostOffice) -> None:
    await has_address(world, world.mai)
    await never_came_in(world, world.mai, world.tu)
    await world.goes_to("2021-10-05 08:15")
    (mail,) = office.to(ADDRESS)
    assert "Mai" in mail["Subject"]
    assert "Nội dung hoạt động trọng tâm" in body(mail)
    assert "Hộp thư này không nhận trả lời; xin nộp tại http" in body(mail)
    assert labels.HAND_IN not in body(mail)  # nothing can be pressed there


async def test_the_link_in_it_is_their_own_way_in_and_the_same_until_it_is_used(
    world: World, office: PostOffice
) -> None:
    person = await has_address(world, world.mai)
    await never_came_in(world, world.mai, world.tu)
    await world.goes_to("2021-10-07 15:00")
    first, second = (link_in(mail) for mail in office.to(ADDRESS)[:2])
    assert first == second
    hashed = world.app.house.hasher.code(first)
    way = await world.database.read(partial(invitations.find, hashed=hashed, machine=machine_now(), by_link=True))
    assert way is not None
    assert (way.person_id, way.unit) == (person.id, "Đoàn phường An Hòa")


def link_in(mail: EmailMessage) -> str:
    return body(mail).partition("/vao/")[2].split()[0]


async def test_the_officer_sees_who_gets_letters_by_mail_and_does_not_count_them_as_in(world: World) -> None:
    await world.khoa.says("/donvi")
    before = (await world.khoa.hears("đơn vị đã vào hệ thống")).text
    await has_address(world, world.mai)
    await never_came_in(world, world.mai, world.tu)
    await world.khoa.says("/donvi")
    said = (await world.khoa.hears("Nhận thư qua email, chưa vào hệ thống: Đoàn phường An Hòa")).text
    assert int(said.split("/")[0]) == int(before.split("/")[0]) - 1


async def test_a_page_nobody_looks_at_comes_after_an_address_and_a_chat_before_it(
    world: World, office: PostOffice
) -> None:
    await has_address(world, world.mai)
    await world.goes_to("2021-10-05 08:15")
    assert len(office.to(ADDRESS)) == 1
    zalo = await world.moves_to_plain(world.mai)
    await world.goes_to("2021-10-07 15:00")
    assert len(office.to(ADDRESS)) == 1
    assert any("Nội dung" in text for address, text in world.plain.carried if address == zalo.address)


async def test_whoever_prefers_a_way_is_written_to_by_it(world: World, office: PostOffice) -> None:
    await has_address(world, world.mai, prefers="web")
    await world.goes_to("2021-10-05 08:15")
    assert office.taken == []
    assert await world.mai.nudges()


async def test_who_leads_or_organises_is_mailed_only_when_they_asked(world: World, office: PostOffice) -> None:
    for actor in (world.khoa, world.hanh):
        await has_address(world, actor, f"{actor.address[5:]}@example.vn")
        await never_came_in(world, actor)
    await world.goes_to("2021-10-08 12:00")
    assert office.taken == []
    await world._does(update(Person).where(col(Person.email) == "organiser@example.vn").values(prefers="email"))
    await world.goes_to("2021-10-11 08:00")
    assert office.to("organiser@example.vn")


class Refusing:
    name = "zalo"

    async def send(self, claimed: Claimed) -> Outcome:
        return Never("blocked", gone=True)


async def test_who_blocked_the_bot_gets_the_same_letter_by_mail_once(world: World, office: PostOffice) -> None:
    await has_address(world, world.mai)
    await world.moves_to_plain(world.mai)
    world.app.couriers["zalo"].carrier = Refusing()
    await world.goes_to("2021-10-05 08:15")
    assert len(office.to(ADDRESS)) == 1
    assert labels.HAND_IN not in body(office.taken[0])  # numbers that nobody could answer
    await world.goes_to("2021-10-07 15:00")
    assert len(office.to(ADDRESS)) == 2


async def test_what_was_waiting_for_a_chat_that_is_gone_goes_by_mail(world: World, office: PostOffice) -> None:
    await has_address(world, world.mai)
    zalo = await world.moves_to_plain(world.mai)
    async with world.out_of_reach("zalo"):
        await world.goes_to("2021-10-05 08:15")
        gone = partial(people.gone, channel="zalo", address=zalo.address, since=world.now)
        await world.database.write(gone)
    await world.settled()
    assert len(office.to(ADDRESS)) == 1


async def test_an_address_that_nobody_reads_is_as_good_as_none(world: World, office: PostOffice) -> None:
    await has_address(world, world.mai)
    office.answers(ADDRESS, "550 5.1.1 no such user")
    await world.goes_to("2021-10-05 08:15")
    assert office.taken == []
    assert await world.mai.nudges()  # the page is what is left
    await world.goes_to("2021-10-07 15:00")
    assert office.knocks == 1


async def test_a_server_that_is_down_holds_up_nobody_and_what_waited_goes_out_after(
    world: World, office: PostOffice
) -> None:
    await has_address(world, world.mai)
    await office.shuts()
    await world.goes_to("2021-10-05 08:15")
    await world.khoa.says("tình hình")
    await world.khoa.hears("đơn vị")
    await office.opens()
    courier = world.app.couriers["email"]
    courier.pace._halted_until = 0.0
    courier.wake()
    await courier.drained()
    assert len(office.to(ADDRESS)) == 1


async def test_without_a_server_nobody_is_written_to_by_mail(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await has_address(world, world.mai)
        await world.goes_to("2021-10-05 08:15")
        assert await world.mai.nudges()


async def test_the_log_names_neither_an_address_nor_a_link(
    world: World, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    await has_address(world, world.mai)
    office.answers(ADDRESS, f"550 5.1.1 <{ADDRESS}> no such user")
    await world.goes_to("2021-10-05 08:15")
    assert "refused by email" in caplog.text
    assert ADDRESS not in caplog.text
    assert "/vao/" not in caplog.text
    assert not any("@" in why for why in await world.database.read(_reasons))


async def _reasons(session: Session) -> list[str]:
    return list((await session.exec(select(Letter.why))).all())
