"""What a page sends and gets: each line once however often it was sent, and nothing that a stranger can break."""

import asyncio
import json
import secrets
from functools import partial
from typing import Any

import pytest

from bot.web.bodies import MOST_BODY
from bot.web.lines import NEWEST
from data.inbox import Arrival
from data.models import Chat
from handlers.web import typed
from tests.web.site import Site, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def address(site: Site, chat: int) -> str:
    found = await site.house.database.read(lambda session: session.get(Chat, chat))
    assert found is not None
    return found.address


async def count(site: Site) -> int:
    return await site.count("SELECT count(*) FROM inbox")


async def test_a_line_is_kept_before_it_is_answered_and_shown_with_its_key(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    sent = await visitor.says(chat, "viec", "key-of-this-line")
    assert sent.status == 202
    assert await real_site.count(f"SELECT count(*) FROM inbox WHERE id = {sent.json['id']}") == 1
    await real_site.settled()
    found = await visitor.lines(chat)
    assert [(line["key"], line["text"]) for line in found["mine"]] == [("key-of-this-line", "viec")]
    assert "Nội dung hoạt động trọng tâm" in found["letters"][-1]["text"]
    later = await visitor.lines(chat, found["seq"], found["mine_id"])
    assert (later["letters"], later["mine"], later["seq"]) == ([], [], found["seq"])


async def test_the_same_key_again_is_the_same_line(real_site: Site, visitor: Visitor) -> None:
    """The first answer was lost on the way: the page sends again and learns the same id."""
    chat = await real_site.come_in(visitor)
    words = partial(visitor.says, chat, "viec", "again-and-again-1")
    file = partial(visitor.sends, chat, "a.docx", key="again-and-again-2")
    for send in (words, file):
        before = await count(real_site)
        first, *others = [await send() for _ in range(3)]
        together = await asyncio.gather(*(send() for _ in range(5)))
        assert {answer.json["id"] for answer in (*others, *together)} == {first.json["id"]}
        await real_site.settled()
        assert await count(real_site) == before + 1


async def test_a_key_belongs_to_one_chat(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    async with real_site.visitor() as other:
        second = await real_site.come_in(other, "AB")
        ids = {(await visitor.says(chat, "viec", "one-and-the-same")).json["id"],
               (await other.says(second, "viec", "one-and-the-same")).json["id"]}  # fmt: skip
        assert len(ids) == 2


async def test_a_tap_shows_its_label_and_the_letter_asks_no_more(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    asking = (await visitor.lines(chat))["letters"][-1]
    assert asking["choices"][0] == {"n": 1, "label": "Việc của đơn vị"}
    tapped = await visitor.post(f"/c/{chat}/tap", json={"key": "12345678", "letter": asking["id"], "n": 1})
    assert tapped.status == 202
    await real_site.settled()
    found = await visitor.lines(chat)
    assert [line["text"] for line in found["mine"]] == ["Việc của đơn vị"]
    again = next(letter for letter in found["letters"] if letter["id"] == asking["id"])
    assert again["choices"] == []
    assert found["letters"][-1]["choices"]


async def test_a_choice_that_is_not_there_is_told_so(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    letter = (await visitor.lines(chat))["letters"][-1]["id"]
    await visitor.post(f"/c/{chat}/tap", json={"key": "12345678", "letter": letter, "n": 9})
    await real_site.settled()
    assert len((await visitor.lines(chat))["letters"]) == 2


KEY = "12345678"
BAD_BODIES: list[tuple[str, Any]] = [
    ("no key", {"text": "a"}),
    ("short key", {"key": "1234567", "text": "a"}),
    ("long key", {"key": "1" * 65, "text": "a"}),
    ("key with a colon", {"key": "1234:5678", "text": "a"}),
    ("key of another alphabet", {"key": "١٢٣٤٥٦٧٨", "text": "a"}),
    ("key that is a number", {"key": 12345678, "text": "a"}),
    ("key that is a list", {"key": ["12345678"], "text": "a"}),
    ("no text", {"key": KEY}),
    ("empty text", {"key": KEY, "text": " \u200b\x00 "}),
    ("text that is a list", {"key": KEY, "text": ["a"]}),
    ("text that is an object", {"key": KEY, "text": {"a": 1}}),
    ("no object", ["key", "text"]),
    ("null", None),
    ("not JSON", b"{"),
    ("nested to the sky", b"[" * 50_000),
    ("not UTF-8", b"\xff\xfe\xfd"),
    ("a number of a hundred thousand digits", b"1" * 99_000),
    ("NaN", b"NaN"),
    ("empty", b""),
]


@pytest.mark.parametrize(("why", "body"), BAD_BODIES, ids=[why for why, _ in BAD_BODIES])
async def test_a_body_that_makes_no_sense_is_refused_and_not_kept(
    real_site: Site, guest: tuple[Visitor, int], why: str, body: Any
) -> None:
    visitor, chat = guest
    before = await count(real_site)
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    for path in ("say", "tap"):
        answer = await visitor.post(f"/c/{chat}/{path}", data=raw, headers={"Content-Type": "application/json"})
        assert (answer.status, list(answer.json)) == (400, ["error"])
    assert await count(real_site) == before


@pytest.mark.parametrize(
    ("letter", "n"),
    [(0, 1), (-1, 1), (1, 0), (2**63, 1), (10**400, 1), (1, 10**400), ("1", 1), (1.0, 1), (True, 1), (None, 1)],
)
async def test_a_tap_names_a_letter_and_a_choice_by_number(
    real_site: Site, guest: tuple[Visitor, int], letter: Any, n: Any
) -> None:
    visitor, chat = guest
    answer = await visitor.post(f"/c/{chat}/tap", json={"key": KEY, "letter": letter, "n": n})
    assert answer.status in (400, 404)


async def test_words_are_cleaned_at_the_door(real_site: Site, visitor: Visitor) -> None:
    """Lone surrogates, NUL and letters that turn the line around reach neither the database nor the page."""
    chat = await real_site.come_in(visitor)
    body = b'{"key": "12345678", "text": "vi\\u1ec7c \\ud800\\u0000\\u202ec\\u1ee7a t\\u00f4i"}'
    sent = await visitor.post(f"/c/{chat}/say", data=body, headers={"Content-Type": "application/json"})
    assert sent.status == 202
    await real_site.settled()
    found = await visitor.lines(chat)
    assert found["mine"][-1]["text"] == "việc của tôi"
    assert len(found["letters"]) == 2


async def test_more_than_a_page_of_words_is_refused_before_it_is_in_memory(guest: tuple[Visitor, int]) -> None:
    visitor, chat = guest
    too_long = await visitor.says(chat, "a" * 20_001)
    too_big = await visitor.post(
        f"/c/{chat}/say", data=b" " * (MOST_BODY + 1), headers={"Content-Type": "application/json"}
    )
    assert [answer.status for answer in (too_long, too_big)] == [413, 413]
    many = "&".join(f"a{n}=1" for n in range(5000))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await visitor.post("/vao", data=many.encode(), headers=form)).status == 400


@pytest.mark.parametrize("number", ["-1", "a", "1.5", "٣", "9" * 19, "1e3"])
async def test_a_place_in_the_chat_is_a_number(real_site: Site, guest: tuple[Visitor, int], number: str) -> None:
    visitor, chat = guest
    assert (await visitor.get(f"/c/{chat}/lines", params={"after": number})).status == 400


async def test_a_page_that_is_opened_shows_the_newest_lines_only(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    written = [
        Arrival(f"{chat}:number-{n:03}", await address(real_site, chat), typed("ok")) for n in range(NEWEST // 2 + 10)
    ]
    await real_site.house.intake.keep("web", written)
    await real_site.settled()
    found = await visitor.lines(chat)
    assert len(found["letters"]) + len(found["mine"]) == NEWEST
    assert found["letters"][-1]["seq"] == found["seq"]
    page = (await visitor.get("/chat")).text
    assert page.count('<li class="line') == NEWEST + 2  # and the two blank ones


# -- without script -----------------------------------------------------------------------------------------------


async def test_a_plain_form_brings_the_page_back_with_the_answer_on_it(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    back = await visitor.post(f"/c/{chat}/say", data={"key": secrets.token_hex(16), "text": "tro giup"})
    assert (back.status, back.headers["Location"]) == (303, "/chat")
    page = (await visitor.get("/chat")).text
    assert "Hệ thống" in page[page.index("tro giup") :]


async def test_a_plain_form_with_nothing_in_it_says_nothing(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    before = await count(real_site)
    assert (await visitor.post(f"/c/{chat}/say", data={"key": KEY, "text": "  "})).status == 303
    assert await count(real_site) == before


async def test_in_the_demo_a_plain_form_leads_back_to_the_three_phones(demo_site: Site) -> None:
    async with demo_site.visitor() as visitor:
        await visitor.get("/")
        chat = await demo_site.chat("demo:leader")
        back = await visitor.post(f"/c/{chat}/say", data={"key": secrets.token_hex(16), "text": "tinh hinh"})
        assert back.headers["Location"] == f"/#phone-{chat}"


# -- the stream that rings ----------------------------------------------------------------------------------------


async def test_the_stream_rings_for_ones_own_chat_only_and_carries_no_words(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    async with real_site.visitor() as other, visitor.client.get(f"{visitor.home}/ring") as stream:
        assert stream.content_type == "text/event-stream"
        assert (await stream.content.readuntil(b"\n\n")) == b": \n\n"
        second = await real_site.come_in(other, "AB")
        await other.says(second, "viec")
        await real_site.settled()
        await visitor.says(chat, "viec")
        async with asyncio.timeout(5):
            assert await stream.content.readuntil(b"\n\n") == f'event: ring\ndata: {{"chat": {chat}}}\n\n'.encode()
    async with asyncio.timeout(5):
        while len(real_site.house.rings):  # the line was cut: nobody listens any more
            await asyncio.sleep(0.01)
