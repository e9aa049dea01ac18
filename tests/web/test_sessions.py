"""Who is at a browser: the cookie's marks, a new one at each sign-in, its ends, and what it never opens."""

from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from core.roles import Role
from core.texts import pages
from data.sessions import ABSOLUTE, IDLE
from tests.web import site as sites
from tests.web.site import Site, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


def cookie(answer: sites.Answer) -> tuple[str, str, dict[str, str]]:
    """Name, value and the marks that are set."""
    jar = SimpleCookie(answer.headers["Set-Cookie"])
    ((name, morsel),) = jar.items()
    return name, morsel.value, {key: str(value) for key, value in morsel.items() if value}


async def test_on_plain_http_the_cookie_is_hidden_from_scripts_and_from_other_sites(
    real_site: Site, visitor: Visitor
) -> None:
    _, link = await real_site.invite()
    name, value, marks = cookie(await visitor.post(f"/vao/{link}"))
    assert name == "phien"
    assert len(value) >= 43  # 256 bits
    assert marks == {"httponly": "True", "samesite": "lax", "path": "/", "max-age": str(int(ABSOLUTE.total_seconds()))}


@pytest.mark.asyncio(loop_scope="function")
async def test_behind_https_the_cookie_is_bound_to_this_very_host(tmp_path: Path) -> None:
    public = "https://dunghan.example.vn"
    async with sites.real_site(tmp_path, public_url=public) as site, site.visitor() as visitor:
        _, link = await site.invite()
        answer = await visitor.post(f"/vao/{link}", origin=public)
        name, value, marks = cookie(answer)
        assert (name, marks["secure"], marks["path"]) == ("__Host-phien", "True", "/")
        assert "domain" not in marks
        mine = {"Cookie": f"{name}={value}"}
        assert (await visitor.get("/chat", headers=mine)).status == 200
        left = await visitor.post("/ra", origin=public, headers=mine)
        name, value, marks = cookie(left)  # a browser ignores the removal without the same marks
        assert (name, value, marks["secure"], marks["path"], marks["max-age"]) == (
            "__Host-phien", "", "True", "/", "0",
        )  # fmt: skip
        assert (await visitor.get("/chat", headers=mine)).status == 303


async def test_only_the_hash_of_a_cookie_is_kept(real_site: Site, visitor: Visitor) -> None:
    _, link = await real_site.invite()
    _, value, _ = cookie(await visitor.post(f"/vao/{link}"))
    assert await real_site.count(f"SELECT count(*) FROM web_session WHERE token_hash = '{value}'") == 0
    hashed = real_site.house.hasher.cookie(value)
    assert await real_site.count(f"SELECT count(*) FROM web_session WHERE token_hash = '{hashed}'") == 1


async def test_a_sign_in_makes_a_new_session_and_ends_the_old_one(real_site: Site, visitor: Visitor) -> None:
    """A cookie planted beforehand is worth nothing afterwards."""
    _, first, _ = cookie(await visitor.post(f"/vao/{(await real_site.invite())[1]}"))
    _, second, _ = cookie(await visitor.post(f"/vao/{(await real_site.invite('AB'))[1]}"))
    assert first != second
    async with real_site.visitor(cookies={"phien": first}) as thief:
        assert (await thief.get("/chat")).status == 303
    async with real_site.visitor(cookies={"phien": "planted-by-somebody-else-before-the-sign-in"}) as planted:
        await planted.post(f"/vao/{(await real_site.invite())[1]}")
        assert (await planted.get("/chat")).status == 200
    planted_hash = real_site.house.hasher.cookie("planted-by-somebody-else-before-the-sign-in")
    assert await real_site.count(f"SELECT count(*) FROM web_session WHERE token_hash = '{planted_hash}'") == 0


@pytest.mark.parametrize(
    ("column", "span"), [("seen_at", IDLE), ("ends_at", ABSOLUTE)], ids=["nobody came", "however busy"]
)
async def test_a_session_ends(real_site: Site, visitor: Visitor, column: str, span: object) -> None:
    chat = await real_site.come_in(visitor)
    days = int(span.days) + 1  # type: ignore[attr-defined]
    await real_site.change(f"UPDATE web_session SET {column} = datetime({column}, '-{days} days')")
    assert (await visitor.get("/chat")).headers["Location"] == "/"
    refused = await visitor.get(f"/c/{chat}/lines")
    assert (refused.status, refused.json["error"]) == (401, pages.SIGNED_OUT)
    assert (await visitor.get("/ring")).status == 401


async def test_leaving_ends_it_here_and_for_whoever_kept_the_cookie(real_site: Site, visitor: Visitor) -> None:
    _, link = await real_site.invite()
    _, value, _ = cookie(await visitor.post(f"/vao/{link}"))
    assert (await visitor.post("/ra")).status == 303
    async with real_site.visitor(cookies={"phien": value}) as thief:
        assert (await thief.get("/chat")).status == 303


@pytest.mark.parametrize("who", ["another unit", "the organiser", "nobody"])
async def test_one_person_never_reads_or_writes_anothers_page(real_site: Site, visitor: Visitor, who: str) -> None:
    async with real_site.visitor() as mai:
        chat = await real_site.come_in(mai)
        await mai.says(chat, "viec")
        await mai.sends(chat, "mat.docx")
        await real_site.settled()
        letter = (await mai.lines(chat))["letters"][0]["id"]
        file = await real_site.count("SELECT max(id) FROM file")
        inbox = await real_site.count("SELECT count(*) FROM inbox")
        refused = {"another unit": 403, "the organiser": 403, "nobody": 401}[who]
        if who == "another unit":
            await real_site.come_in(visitor, "AB")
        elif who == "the organiser":
            await real_site.come_in(visitor, "BTC", Role.ORGANISER)
        inbox = await real_site.count("SELECT count(*) FROM inbox")
        answers = [
            await visitor.get(f"/c/{chat}/lines"),
            await visitor.says(chat, "nop"),
            await visitor.post(f"/c/{chat}/tap", json={"key": "12345678", "letter": letter, "n": 1}),
            await visitor.sends(chat, "x.docx"),
            await visitor.get(f"/c/{chat}/file/{file}"),
            await visitor.get("/c/999999999999999999999999/lines"),
        ]
        assert [answer.status for answer in answers] == [refused] * 6
        assert await real_site.count("SELECT count(*) FROM inbox") == inbox


async def test_a_letter_or_file_of_somebody_else_is_not_in_ones_own_chat_either(
    real_site: Site, visitor: Visitor
) -> None:
    async with real_site.visitor() as mai:
        chat = await real_site.come_in(mai)
        await mai.sends(chat, "mat.docx")
        await real_site.settled()
        letter = (await mai.lines(chat))["letters"][0]["id"]
        file = await real_site.count("SELECT max(id) FROM file")
        assert (await mai.get(f"/c/{chat}/file/{file}")).status == 200
    mine = await real_site.come_in(visitor, "AB")
    inbox = await real_site.count("SELECT count(*) FROM inbox")
    for number in (file, 0, 2**63 - 1, 2**63, 10**40):
        assert (await visitor.get(f"/c/{mine}/file/{number}")).status == 404, number
    assert (await visitor.post(f"/c/{mine}/tap", json={"key": "12345678", "letter": letter, "n": 1})).status == 404
    assert await real_site.count("SELECT count(*) FROM inbox") == inbox
