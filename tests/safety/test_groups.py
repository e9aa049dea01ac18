"""A group never hears a name, a telephone, a unit or a code, whoever speaks there and whatever they say."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlmodel import col, select

from bot.clock import machine_now
from core.errors import Refused
from core.say import Audience, Say
from data import bound
from data.database import Session
from data.inbox import Kept
from data.models import Chat, Group
from data.outbox import Indiscreet, To, letters
from handlers import words
from handlers.acts import COMMANDS
from handlers.turn import opened
from tests.safety.pressing import GROUP, SECRET_FILE, SECRET_WORDS, WHO, Stage, stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

SPEAKERS = {
    "secretary": "501",
    "organiser": "502",
    "leader": "503",
    "cluster head": "504",
    "stranger": "599",
    "anonymous": "",
}
TYPED = (
    "tình hình", "ai chưa nộp", "đơn vị nào chưa nộp", "chiều nay em nộp", "em gửi mail rồi", "gọi ai", "sđt",
    "xin gia hạn đến thứ 6", "nộp báo cáo", "việc của tôi", "đổi người", "dạ", "1", "Xem bản đã nộp", "ABC-DEF-GHJ",
    "/start ABC-DEF-GHJ", "/start@DungHanBot", "/nop@DungHanBot", "/tinhhinh Đoàn phường An Hòa", "", "\u202e/chuanop",
)  # fmt: skip
LINES = [*(f"/{name}" for name in (*COMMANDS, "start", "khongco")), *TYPED]
CODE = re.compile(r"[A-Z2-9]{3}-[A-Z2-9]{3}-[A-Z2-9]{3}|/vao/|[A-Z]{2}-\d{2}")
TELEPHONE = re.compile(r"0\d{3}[. ]?\d{3}[. ]?\d{3}")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def an_hoa(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage(tmp_path_factory.mktemp("group")) as ready:
        await ready.house.database.write(_more_on_telegram)
        yield ready


async def _more_on_telegram(session: Session) -> None:
    for who in ("leader", "cluster head"):
        await (await session.connection()).execute(
            text(
                'INSERT INTO chat (channel, address, person_id, "group") '
                f"SELECT 'telegram', '{SPEAKERS[who]}', person_id, 0 FROM chat WHERE address = '{WHO[who][1]}'"
            )
        )


async def names(session: Session) -> list[str]:
    """Everybody's and every unit's, whole and as one calls them."""
    connection = await session.connection()
    people = (await connection.execute(text("SELECT name FROM person"))).scalars().all()
    units = (await connection.execute(text("SELECT name FROM unit WHERE parent_id IS NOT NULL"))).scalars().all()
    return [*people, *units, *(f"đồng chí {name.split()[-1]}" for name in people)]


class Said(Exception):
    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts = texts


async def heard(ready: Stage, who: str, line: str) -> list[str]:
    """What the group would be told; the turn is taken back."""

    async def turn(session: Session) -> None:
        now = ready.house.clock.now()
        row = Kept(0, "telegram", "", GROUP, {}, now)
        turn = await opened(
            session, row, now, machine_now(), ready.house.setting, group=True, via=SPEAKERS[who] or None
        )
        try:
            turn.say(await words.hear(turn, line))
        except (Refused, Indiscreet):
            raise Said([]) from None
        raise Said([one["text"] for one in turn.said if one["chat_id"] == turn.chat_id])

    try:
        await ready.house.database.write(turn)
    except Said as said:
        return said.texts
    raise AssertionError("the turn was kept")


@pytest.mark.parametrize("who", SPEAKERS)
async def test_whoever_says_whatever_the_group_hears_nothing_private(an_hoa: Stage, who: str) -> None:
    private = [*await an_hoa.house.database.read(names), SECRET_WORDS, SECRET_FILE]
    for line in LINES:
        for text_ in await heard(an_hoa, who, line):
            assert [name for name in private if name in text_] == [], (line, text_)
            assert not CODE.search(text_), (line, text_)
            assert not TELEPHONE.search(text_), (line, text_)


async def test_an_organiser_hears_counts_there(an_hoa: Stage) -> None:
    (told,) = await heard(an_hoa, "organiser", "/tinhhinh")
    assert "1/12" in told


async def test_a_private_say_to_a_group_is_a_defect_and_never_a_letter() -> None:
    to, now = To(1, "telegram", None, group=True), machine_now()
    with pytest.raises(Indiscreet):
        letters(Say("đồng chí Mai, 0914.000.301"), to, now, now)
    assert letters(Say("1/12", audience=Audience.PUBLIC), to, now, now)


async def test_a_cluster_head_hears_the_counts_of_the_cluster_there(an_hoa: Stage) -> None:
    (told,) = await heard(an_hoa, "cluster head", "/tinhhinh")
    assert "1/4 đơn vị" in told


@pytest.mark.parametrize(("who", "counts"), [("leader", True), ("cluster head", True), ("secretary", False)])
async def test_a_bound_group_hears_of_what_it_is_bound_to(an_hoa: Stage, who: str, counts: bool) -> None:
    await an_hoa.house.database.write(_binds)
    (told,) = await heard(an_hoa, who, "/tinhhinh")
    assert ("Cụm 2 – Trường học, tính đến" in told) is counts
    await an_hoa.house.database.write(_lets_go)


async def _binds(session: Session) -> None:
    """To a cluster that An Hòa is not of."""
    chat = (await session.exec(select(Chat.id).where(Chat.address == GROUP))).one()
    cluster = (await session.exec(select(Group.id).where(col(Group.name).startswith("Cụm 2")))).one()
    now = machine_now()
    await bound.bind(session, chat or 0, campaign_id=None, group_id=cluster, title="", by=1, now=now)


async def _lets_go(session: Session) -> None:
    for one in await bound.listed(session):
        await bound.unbind(session, one.id)
