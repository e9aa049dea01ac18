"""Coming in: a link shows who invites and changes nothing; the button spends it once; a code is guessed in vain."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot import demo_data as world
from bot.clock import machine_now
from bot.secrets import new_code, new_link
from bot.web import signin
from core.roles import Role
from core.texts import pages
from data import invitations, units
from data.database import Session
from handlers.inviting import SHEET, of_seat, secret
from tests.web.site import ADMIN_CODE, Site, Visitor, real_site

pytestmark = pytest.mark.asyncio(loop_scope="module")

PREVIEWS = (
    "TelegramBot (like TwitterBot)",
    "ZaloPC-win32-24v1",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (compatible; Googlebot/2.1)",
    "Barracuda Sentinel (EE)",
)
STATE = "SELECT (SELECT sum(uses_left) FROM invitation) * 1000 + (SELECT count(*) FROM inbox) * 10 " \
    "+ (SELECT count(*) FROM web_session) + (SELECT count(*) FROM attempt)"  # fmt: skip


async def test_opening_a_link_changes_nothing_whoever_opens_it(real_site: Site, visitor: Visitor) -> None:
    _, link = await real_site.invite()
    before = await real_site.count(STATE)
    for agent in PREVIEWS * 3:
        answer = await visitor.get(f"/vao/{link}", headers={"User-Agent": agent})
        assert (answer.status, "Set-Cookie" in answer.headers) == (200, False)
        await visitor.asks("HEAD", f"/vao/{link}", headers={"User-Agent": agent})
    assert await real_site.count(STATE) == before
    assert (await visitor.post(f"/vao/{link}")).status == 303


async def test_the_page_says_who_invites_before_it_asks_anything(real_site: Site, visitor: Visitor) -> None:
    _, link = await real_site.invite()
    shown = (await visitor.get(f"/vao/{link}")).text
    told = (world.ORGANISATION, world.NUMBER, *world.ORGANISER[:2], "Nguyễn Thị Mai", "Đoàn phường An Hòa")
    places = [shown.index(part) for part in told]
    assert max(places) < shown.index(pages.ENTER + "</button>")
    assert "<input" not in shown  # the seat's holder is known: nothing to fill in


async def test_the_button_signs_in_and_greets_by_name(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    page = await visitor.get("/chat")
    assert "Kính chào đồng chí Mai" in page.text
    assert [one["text"] for one in (await visitor.lines(chat))["mine"]] == []  # nobody typed the way in


async def test_who_sits_there_on_this_device_goes_on_and_spends_nothing(real_site: Site, visitor: Visitor) -> None:
    """Each e-mail has a way in, and people open them one after another."""
    await real_site.come_in(visitor)
    _, link = await real_site.invite()
    chats, uses = "SELECT count(*) FROM chat", "SELECT sum(uses_left) FROM invitation"
    before = await real_site.count(chats), await real_site.count(uses)
    assert (await visitor.post(f"/vao/{link}")).headers["Location"] == "/chat"
    assert (await real_site.count(chats), await real_site.count(uses)) == before
    _, other = await real_site.invite("AB")
    assert (await visitor.post(f"/vao/{other}")).status == 303
    assert await real_site.count(chats) == before[0] + 1


async def test_fifty_who_press_at_the_same_instant_are_one(real_site: Site, visitor: Visitor) -> None:
    _, link = await real_site.invite("AB")
    answers = await asyncio.gather(*(visitor.post(f"/vao/{link}") for _ in range(50)))
    assert sorted(answer.status for answer in answers) == [303] + [410] * 49


async def test_what_came_too_late_leaves_nothing_behind(real_site: Site, visitor: Visitor) -> None:
    """No chat, no open update that the next start would take up."""
    before = await real_site.count("SELECT count(*) FROM chat")
    for _ in range(3):
        assert (await visitor.post("/vao/kqBNv0OZ0q0gGN4mFp2Vxg")).status == 410
    assert await real_site.count("SELECT count(*) FROM chat") == before
    assert await real_site.count("SELECT count(*) FROM inbox WHERE handled_at IS NULL") == 0


async def test_wrong_used_expired_and_withdrawn_look_the_same(real_site: Site, visitor: Visitor) -> None:
    _, used = await real_site.invite("TL")
    await visitor.post(f"/vao/{used}")
    _, withdrawn = await real_site.invite("PH")
    await real_site.change("UPDATE invitation SET uses_left = 0 WHERE kind = 'seat'")
    _, expired = await real_site.invite("TA", life=-0.001)
    answers = [
        await visitor.asks(method, f"/vao/{link}")
        for link in ("kqBNv0OZ0q0gGN4mFp2Vxg", used, withdrawn, expired)
        for method in ("GET", "POST")
    ]
    assert {(answer.status, answer.body) for answer in answers} == {(410, answers[0].body)}
    assert pages.DEAD_TITLE in answers[0].text


async def test_a_link_that_was_thought_good_and_is_not_costs_no_tries(real_site: Site, visitor: Visitor) -> None:
    """Fifty people who press a used link must not shut the door for everybody."""
    before = await real_site.count("SELECT count(*) FROM attempt")
    for _ in range(6):
        await visitor.post("/vao/kqBNv0OZ0q0gGN4mFp2Vxg")
    assert await real_site.count("SELECT count(*) FROM attempt") == before


async def test_a_typed_code_leads_to_the_same_page_and_never_stands_in_an_address(
    real_site: Site, visitor: Visitor
) -> None:
    code, _ = await real_site.invite("TN")
    shown = await visitor.post("/vao", data={"code": code.lower().replace("-", " ")})
    assert (shown.status, world.ORGANISATION in shown.text) == (200, True)
    assert 'action="/vao/ma"' in shown.text
    assert (await visitor.get(f"/vao/{code}")).status == 410  # guessing by address opens nothing, right or wrong
    assert (await visitor.post(f"/vao/{code}")).status == 410
    assert (await visitor.post("/vao/ma", data={"code": code})).status == 303
    again = await visitor.post("/vao/ma", data={"code": code})
    assert (again.status, pages.CODE_WRONG in again.text) == (422, True)


async def test_the_first_organiser_says_their_name(real_site: Site, visitor: Visitor) -> None:
    shown = await visitor.post("/vao", data={"code": ADMIN_CODE})
    assert 'name="name"' in shown.text
    entered = await visitor.post("/vao/ma", data={"code": ADMIN_CODE, "name": " Đỗ Minh Quân\u202e "})
    assert entered.status == 303
    await real_site.settled()
    assert "Quân" in (await visitor.get("/chat")).text
    assert await real_site.count("SELECT count(*) FROM person WHERE name = 'Đỗ Minh Quân'") == 1


async def test_a_browser_that_was_idle_for_hours_can_sign_in_anew(real_site: Site, visitor: Visitor) -> None:
    """To note that it was seen is a write of its own, which must not wait inside the sign-in's."""
    await real_site.come_in(visitor)
    await real_site.change("UPDATE web_session SET seen_at = datetime(seen_at, '-2 hours')")
    async with asyncio.timeout(5):
        await real_site.come_in(visitor, "CN")


# -- guessing: in a house of its own, for it shuts the door --------------------------------------------------------


@pytest.mark.asyncio(loop_scope="function")
async def test_five_wrong_codes_an_hour_and_a_restart_does_not_forgive(tmp_path: Path) -> None:
    async with real_site(tmp_path) as site, site.visitor() as visitor:
        wrong = [(await visitor.post("/vao", data={"code": f"ABC-DEF-GH{n}"})).text for n in range(2, 7)]
        assert all(pages.CODE_WRONG in answer for answer in wrong)
        code, _ = await site.invite()
    async with real_site(tmp_path) as site, site.visitor() as visitor:
        for path in ("/vao", "/vao/ma"):
            assert pages.CODE_TOO_MANY in (await visitor.post(path, data={"code": code})).text
        await site.change("UPDATE attempt SET at = datetime(at, '-61 minutes')")
        assert world.ORGANISATION in (await visitor.post("/vao", data={"code": code})).text


@pytest.mark.asyncio(loop_scope="function")
async def test_fifty_wrong_codes_from_everywhere_rest_all_codes_and_raise_the_alarm_but_links_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with real_site(tmp_path) as site, site.visitor() as visitor:
        with caplog.at_level(logging.WARNING, "bot.web.signin"):
            for n in range(52):
                address = {"X-Forwarded-For": f"203.0.113.{n}"}  # a proxy on this machine says who asks
                await visitor.post("/vao", data={"code": "XYZ-XYZ-XYZ"}, headers=address)
        assert len([record for record in caplog.records if "wrong codes" in record.message]) == 1
        assert await site.count("SELECT count(*) FROM attempt") == 50
        code, link = await site.invite()
        assert pages.CODE_TOO_MANY in (await visitor.post("/vao", data={"code": code})).text
        assert (await visitor.post(f"/vao/{link}")).status == 303


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.DEPUTY])
async def test_each_holder_of_a_seat_gets_a_chat_of_their_own(real_site: Site, role: Role) -> None:
    async with real_site.visitor() as one, real_site.visitor() as other:
        first, second = await real_site.come_in(one, "AH", role), await real_site.come_in(other, "AH", role)
        assert first != second
        assert (await one.get(f"/c/{second}/lines")).status == 403


# -- by the link for everybody ------------------------------------------------------------------------------------


async def open_link(site: Site) -> str:
    link = new_link()
    hashes = site.house.hasher.code(new_code()), site.house.hasher.code(link)

    async def make(session: Session) -> None:
        await invitations.make(
            session, invitations.JOIN, *hashes, machine_now(), timedelta(days=1), uses=invitations.ANY_NUMBER
        )

    await site.house.database.write(make)
    return link


async def test_the_link_for_everybody_says_who_invites_and_asks_in_the_chat(real_site: Site, visitor: Visitor) -> None:
    link = await open_link(real_site)
    before = await real_site.count(STATE)
    shown = (await visitor.get(f"/vao/{link}")).text
    assert await real_site.count(STATE) == before
    places = [shown.index(part) for part in (world.ORGANISATION, world.NUMBER, *world.ORGANISER[:2], pages.JOIN_ASKS)]
    assert places == sorted(places)
    assert "<input" not in shown
    assert "Nguyễn Thị Mai" not in shown
    assert (await visitor.post(f"/vao/{link}")).status == 303
    await real_site.settled()
    page = await visitor.get("/chat")
    assert "phụ trách ở đơn vị nào?" in page.text
    assert pages.NOT_CONFIRMED in page.text


async def test_who_waits_and_presses_again_goes_on_in_the_same_chat(real_site: Site, visitor: Visitor) -> None:
    link = await open_link(real_site)
    before = await real_site.count("SELECT count(*) FROM claim")
    for _ in range(3):
        assert (await visitor.post(f"/vao/{link}")).status == 303
    assert await real_site.count("SELECT count(*) FROM claim") == before + 1


async def test_the_link_for_everybody_opens_for_the_next_one_too(real_site: Site) -> None:
    link = await open_link(real_site)
    before = await real_site.count("SELECT count(*) FROM claim")
    for _ in range(4):
        async with real_site.visitor() as somebody:
            assert (await somebody.post(f"/vao/{link}")).status == 303
    assert await real_site.count("SELECT count(*) FROM claim") == before + 4


@pytest.mark.asyncio(loop_scope="function")
async def test_from_one_address_so_many_come_in_an_hour_and_typed_codes_are_not_touched(tmp_path: Path) -> None:
    async with real_site(tmp_path) as site, site.visitor() as visitor:
        link = await open_link(site)

        async def came(session: Session) -> None:
            for _ in range(signin.COMINGS):
                await invitations.came(session, "web:127.0.0.1", machine_now())

        await site.house.database.write(came)
        assert (await visitor.post(f"/vao/{link}")).status == 410
        assert await site.count("SELECT count(*) FROM claim") == 0
        code, _ = await site.invite()
        assert (await visitor.post("/vao/ma", data={"code": code})).status == 303


# -- the page to be printed ---------------------------------------------------------------------------------------


async def test_the_page_of_codes_opens_by_its_own_link_and_its_codes_open_seats(real_site: Site) -> None:
    setting, made = real_site.house.setting, machine_now()
    token = secret(setting, SHEET, made)[1]

    async def make(session: Session) -> int:
        card = next(one for one in await units.seats(session) if one.unit == "Chi đoàn Điện lực")
        hashes = [setting.hash_code(one) for one in secret(setting, of_seat(card.seat_id), made)]
        own = [setting.hash_code(one) for one in secret(setting, SHEET, made)]
        day = timedelta(days=1)
        await invitations.make_many(session, {card.seat_id: (hashes[0], hashes[1])}, {}, made, day)
        await invitations.make(session, invitations.SHEET, own[0], own[1], made, day, uses=invitations.ANY_NUMBER)
        return card.seat_id

    seat = await real_site.house.database.write(make)
    code, link = secret(setting, of_seat(seat), made)
    async with real_site.visitor() as printing, real_site.visitor() as coming:
        for _ in range(2):
            shown = (await printing.get(f"/in/{token}")).text
            assert all(part in shown for part in ("Chi đoàn Điện lực", code, "<svg"))
        assert (await printing.get(f"/vao/{token}")).status == 410
        assert (await coming.post(f"/vao/{link}")).status == 303
        assert code not in (await printing.get(f"/in/{token}")).text
        assert (await printing.get("/in/kqBNv0OZ0q0gGN4mFp2Vxg")).status == 410
