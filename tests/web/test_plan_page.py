"""The page of a plan that is being checked: whose it is, what it shows, and that what is done on it goes the one way
in: kept, answered in the chat, done once."""

import asyncio
import html
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from core.roles import Role
from core.texts import plan_page as texts
from core.texts import planning
from data.inbox import Arrival
from data.models import Chat, Reading
from handlers.web import ACTS
from tests.core.plans.pages import HEAD, TAIL
from tests.web.site import Answer, Site, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

SENT = "- Các đơn vị gửi báo cáo tổng kết về hộp thư phongtrao@binhlam.example.vn"
DOUBTFUL = f"{HEAD}{SENT} trước 11g00 ngày 04/4/2025 (thứ Năm).{TAIL}"
BEFORE = f"{HEAD}{SENT} trước ngày 04/4/2025 (thứ Sáu).{TAIL}"
HOSTILE = "<script>alert(1)</script>"


@dataclass
class Officer:
    """Khoa at his browser, and the plan he sent last."""

    site: Site
    visitor: Visitor
    chat: int
    plan: int = 0

    @property
    def path(self) -> str:
        return f"/c/{self.chat}/plan/{self.plan}"

    async def sends(self, text: str) -> None:
        await self.visitor.sends(self.chat, "ke-hoach.txt", text.encode())
        await self.site.settled()
        await self.site.app.errands.drained()
        await self.site.settled()
        self.plan = await self.site.count("SELECT max(id) FROM reading")

    async def page(self, more: str = "") -> str:
        answer = await self.visitor.get(self.path + more)
        assert answer.status == 200
        return answer.text

    async def does(self, act: str, **given: object) -> Answer:
        form = {"key": secrets.token_hex(8), "act": act} | {name: str(value) for name, value in given.items()}
        return await self.visitor.post(self.path, data=form)

    async def then(self, act: str, **given: object) -> str:
        """The page one is brought back to."""
        answer = await self.does(act, **given)
        assert answer.status == 303
        address, _, _ = answer.headers["Location"].partition("#")
        return (await self.visitor.get(address)).text

    async def reading(self) -> Reading:
        found = await self.site.house.database.read(lambda session: session.get(Reading, self.plan))
        assert found is not None
        return found

    async def heard(self) -> str:
        text: str = (await self.visitor.lines(self.chat))["letters"][-1]["text"]
        return text

    async def decides(self) -> None:
        """All that is asked before a start."""
        await self.does("settle", finding=0, choice=1)
        await self.does("owe", at=-1, words="cả 12 đơn vị")
        await self.does("contact", who="me")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def officer(real_site: Site) -> AsyncIterator[Officer]:
    async with real_site.visitor() as visitor:
        yield Officer(real_site, visitor, await real_site.come_in(visitor, "BTC", Role.ORGANISER))


@pytest_asyncio.fixture(loop_scope="module")
async def khoa(officer: Officer) -> Officer:
    """With a plan whose one date has a wrong weekday."""
    await officer.sends(DOUBTFUL)
    return officer


def said(page: str) -> list[str]:
    """What the page tells of the last act."""
    found = re.findall(r'<p class="said[^"]*"[^>]*>.*?<span>(.*?)</span>', page, re.DOTALL)
    return [html.unescape(one) for one in found]


# -- who may see it -----------------------------------------------------------------------------------------------


async def test_the_card_of_a_plan_carries_the_way_to_its_page(khoa: Officer) -> None:
    card = await khoa.heard()
    assert card.endswith(f"{texts.link(khoa.site.house.settings.web_url + khoa.path)}")
    assert f'href="{khoa.site.house.settings.web_url}{khoa.path}"' in (await khoa.visitor.get("/chat")).text
    assert 'href="/chat"' in await khoa.page()


async def test_nobody_else_can_tell_that_there_is_such_a_plan(khoa: Officer) -> None:
    async with khoa.site.visitor() as visitor:
        assert (await visitor.get(khoa.path)).status == 401
        chat = await khoa.site.come_in(visitor, "BTC", Role.LEADER)
        assert (await visitor.get(khoa.path)).status == 403
        theirs, nothing, endless = [
            await visitor.get(f"/c/{chat}/plan/{number}") for number in (khoa.plan, 10**6, 10**30)
        ]
        assert {theirs.status, nothing.status, endless.status} == {404}
        assert theirs.body == nothing.body == endless.body
        before = await khoa.reading()
        form = {"key": "12345678", "act": "name", "words": "của tôi"}
        assert (await visitor.post(f"/c/{chat}/plan/{khoa.plan}", data=form)).status == 404
        assert (await visitor.post(khoa.path, data=form)).status == 403
        assert (await khoa.reading()).short == before.short


async def test_a_person_who_may_start_nothing_only_checks_a_draft(real_site: Site) -> None:
    async with real_site.visitor() as visitor:
        mai = Officer(real_site, visitor, await real_site.come_in(visitor))
        await visitor.says(mai.chat, "kiểm tra giúp dự thảo")
        await mai.sends(DOUBTFUL)
        page = await mai.page()
        assert texts.CANNOT_START in page
        assert "04/04/2025 (thứ Năm)" in page
        assert texts.CONTACT_LABEL not in page
        assert 'value="start"' not in page
        await mai.does("start", letters=1)
        assert (await mai.reading()).state == "open"


@pytest.mark.parametrize("state", list(texts.CLOSED))
async def test_a_plan_that_is_not_being_checked_says_so_and_leads_back(khoa: Officer, state: str) -> None:
    await khoa.site.change(f"UPDATE reading SET state = '{state}' WHERE id = {khoa.plan}")
    page = await khoa.page()
    assert texts.CLOSED[state][0] in page
    assert 'href="/chat"' in page
    assert "<form" not in page
    assert "đã được bắt đầu hoặc đã bỏ" in await khoa.then("name", words="tên khác")


# -- what it shows ------------------------------------------------------------------------------------------------


async def test_the_line_a_date_was_read_from_is_marked_and_leads_to_its_fields(khoa: Officer) -> None:
    page = await khoa.page()
    marks = re.findall(r'<mark class="([^"]*)" data-of="([^"]*)">(.*?)</mark>', page)
    kinds, fields, line = next(mark for mark in marks if "04/4/2025" in mark[2])
    assert kinds == "due point"
    assert fields.split() == ["r-0", "f-0"]
    for field, number in (("r-0", "H1"), ("f-0", "Đ1")):
        assert f'id="m-{field}" href="#{field}"' in line
        assert f">{number}</a>" in line
        assert f'id="{field}" data-field="{field}"' in page
        assert f'href="#m-{field}"' in page


async def test_the_text_stands_there_whole_and_in_order(khoa: Officer) -> None:
    shown = re.findall(r"<p[^>]*>(.*?)</p>", (await khoa.page()).partition('<div class="text">')[2], re.DOTALL)
    plain = [html.unescape(re.sub(r"<a .*?</a>&nbsp;|<[^>]*>|\n", "", line)) for line in shown]
    assert plain == (await khoa.reading()).lines["lines"]


async def test_what_is_left_to_decide_stands_above_and_grows_less(khoa: Officer) -> None:
    page = await khoa.page()
    assert texts.left(3) in page
    assert texts.DOUBTFUL in page
    assert page.count("disabled") == 3
    page = await khoa.then("settle", finding=0, choice=1)
    assert texts.left(2) in page
    assert texts.DOUBTFUL not in page
    assert said(page) == [texts.NOTED]
    page = await khoa.then("owe", at=-1, words="cả 12 đơn vị")
    assert texts.left(1) in page
    page = await khoa.then("contact", who="me")
    assert texts.left(0) in page
    assert "disabled" not in page
    assert texts.will_start(1, 12, 0) in page


async def test_the_day_itself_and_a_bare_title_are_asked_as_in_the_chat(officer: Officer) -> None:
    await officer.sends(BEFORE)
    assert texts.GRACE_LABEL in await officer.page()
    page = await officer.then("judge", choice=1)
    assert 'aria-pressed="true"' in page.partition('id="grace"')[2].partition("</form>")[0]
    assert (await officer.reading()).answers["grace"] == 1


async def test_a_document_cannot_speak_as_the_page(officer: Officer) -> None:
    title = f'năm 2025 {HOSTILE} "><img src=x onerror=alert(1)>'
    await officer.sends(DOUBTFUL.replace("năm 2025", title).replace("báo cáo tổng kết", f"báo cáo {HOSTILE}"))
    page = await officer.then("label", at=0, words=f'"><b>{HOSTILE}')
    assert HOSTILE not in page
    assert "<img src=x" not in page
    assert html.escape(HOSTILE) in page
    page = await officer.then("date", at=0, words=f'" autofocus onfocus="alert(1) {HOSTILE}')
    assert HOSTILE not in page
    assert 'onfocus="alert' not in page


async def test_the_page_has_no_script_or_style_within_and_nothing_from_elsewhere(khoa: Officer) -> None:
    page = await khoa.page()
    assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="/static/plan.js">']
    assert not any(sign in page for sign in (" style=", "<style", " onclick", "javascript:", "//cdn"))
    assert re.findall(r'(?:src|href)="(https?:[^"]*)"', page) == []
    boxes = re.findall(r'<(?:input|textarea) id="([^"]*)"', page)
    assert sorted(boxes) == sorted(set(boxes))
    assert set(boxes) <= set(re.findall(r'<label for="([^"]*)"', page))


# -- what is done on it -------------------------------------------------------------------------------------------


async def test_a_typed_date_is_kept_and_told_here_and_in_the_chat(khoa: Officer) -> None:
    page = await khoa.then("date", at=0, words="chậm nhất 15/4/2025")
    assert said(page) == ["Đã ghi hạn của “báo cáo tổng kết”: chậm nhất ngày 15/04/2025 (thứ Ba)."]
    assert "nộp chậm nhất hết thứ Ba 15/04/2025" in page
    found = await khoa.visitor.lines(khoa.chat)
    assert found["mine"][-1]["text"] == "Đổi hạn nộp: chậm nhất 15/4/2025"
    assert found["letters"][-1]["text"].startswith("Đã ghi hạn của “báo cáo tổng kết”")


async def test_words_that_cannot_be_read_stay_in_their_box_beside_the_reason(khoa: Officer) -> None:
    page = await khoa.then("date", at=0, words="hôm nào đó")
    assert said(page) == [
        "Chưa đọc được ngày trong “hôm nào đó”; xin gõ như sau: chậm nhất 15/4, hoặc trước 11 giờ ngày 20/4."
    ]
    box = re.search(r'<input id="date-r-0"[^>]*>', page)
    assert box is not None
    assert 'value="hôm nào đó"' in box[0]
    assert 'aria-invalid="true" aria-describedby="said-r-0"' in box[0]
    assert '<details id="d-r-0" open>' in page


@dataclass(frozen=True)
class Doing:
    what: str
    act: str
    given: dict[str, object]
    tells: str
    shows: str


KHANH = "Trần Văn Khánh, 0912 000 118"
AN_HOA = "Đoàn phường An Hòa"

DOINGS = (
    Doing("a name", "label", {"at": 0, "words": "Cả năm"}, "Đã đổi tên báo cáo thành “Cả năm”.", "<span>Cả năm</span>"),
    Doing("who owes one", "owe", {"at": 0, "words": "cụm 2"}, "Đã ghi: “báo cáo tổng kết” do 3 đơn vị", "3 đơn vị ("),
    Doing("who owes all", "owe", {"at": -1, "words": "tất cả"}, "do cả 12 đơn vị nộp", "Đơn vị nộp: cả 12 đơn vị"),
    Doing("nobody known", "owe", {"at": -1, "words": "Sao Hỏa"}, "Chưa rõ “sao hoa” là đơn vị nào", texts.NOBODY_YET),
    Doing("a report less", "strike", {"at": 0}, "Đã bỏ “báo cáo tổng kết”", texts.NO_REPORTS),
    Doing("a report more", "line", {"words": "sơ kết, chậm nhất 15/3/2025"}, "Đã thêm: Sơ kết", ">Sơ kết<"),
    Doing("lines half read", "line", {"words": "sơ kết 15/3/2025\nkhông ngày"}, "Chưa đọc được ngày", ">Sơ kết<"),
    Doing("a choice", "settle", {"finding": 0, "choice": 0}, texts.NOTED, texts.CHANGE_CHOICE),
    Doing("another date", "answer", {"finding": 0, "words": "20/4/2025"}, "ngày 20/04/2025", "20/04/2025 (Chủ nhật)"),
    Doing("whom to call", "contact_typed", {"words": KHANH}, texts.NOTED, KHANH),
    Doing("nobody to call", "contact_typed", {"words": "An"}, "Chưa đọc được tên và số", texts.open_contact()),
    Doing("in already", "handed", {"at": 0, "words": "An Hòa"}, f"{AN_HOA} đã nộp", texts.in_already([AN_HOA])),
    Doing("a short name", "name", {"words": "tháng ba"}, "Đã đặt tên gọi là “tháng ba”.", 'value="tháng ba"'),
    Doing("a long name", "name", {"words": "a" * 41}, "Xin đặt tên gọi ngắn hơn", f'value="{"a" * 41}"'),
)  # fmt: skip


@pytest.mark.parametrize("doing", DOINGS, ids=[doing.what for doing in DOINGS])
async def test_each_thing_done_is_answered_and_seen(khoa: Officer, doing: Doing) -> None:
    page = await khoa.then(doing.act, **doing.given)
    assert doing.tells in "\n".join(said(page))
    assert doing.shows in html.unescape(page)
    assert doing.tells in await khoa.heard() or doing.tells == texts.NOTED


async def test_the_letter_is_shown_before_anything_is_sent(khoa: Officer) -> None:
    await khoa.decides()
    letters = await khoa.site.count("SELECT count(DISTINCT chat_id) FROM outbox")
    page = await khoa.then("preview")
    assert "Kính gửi đồng chí phụ trách" in said(page)[0]
    assert "Trân trọng!" in said(page)[0]
    assert "Đã xong các điểm" not in said(page)[0]
    assert await khoa.site.count("SELECT count(DISTINCT chat_id) FROM outbox") == letters


async def test_a_start_opens_the_campaign_and_the_page_has_done_its_work(khoa: Officer) -> None:
    assert texts.left(3) in await khoa.then("start", letters=0)
    assert (await khoa.reading()).state == "open"
    await khoa.decides()
    page = await khoa.then("start", letters=0)
    assert "Đã bắt đầu “Tháng Thanh niên năm 2025”: 12 đơn vị, 1 báo cáo." in page
    assert texts.CLOSED["started"][0] in page
    assert (await khoa.reading()).state == "started"


async def test_pressed_twice_is_done_once(khoa: Officer) -> None:
    twice = {"key": secrets.token_hex(8), "words": "sơ kết, chậm nhất 15/3/2025"}
    first, *others = await asyncio.gather(*(khoa.does("line", **twice) for _ in range(4)))
    later = await khoa.does("line", **twice)
    assert {answer.headers["Location"] for answer in (*others, later)} == {first.headers["Location"]}
    assert len((await khoa.reading()).kept["deadlines"]) == 2
    await khoa.does("line", key=twice["key"], words="tổng hợp, chậm nhất 16/3/2025")  # gone back to the same page
    assert len((await khoa.reading()).kept["deadlines"]) == 3


NONSENSE: tuple[tuple[str, dict[str, object]], ...] = (
    ("", {}),
    ("drop", {}),
    ("opened", {}),
    ("__class__", {}),
    ("date", {"at": 0}),
    ("date", {"at": "không", "words": "15/4"}),
    ("date", {"at": -1, "words": "15/4"}),
    ("date", {"at": 99, "words": "15/4"}),
    ("date", {"at": "9" * 30, "words": "15/4"}),
    ("date", {"at": 0, "words": "15/4", "turn": 1}),
    ("date", {"words": "15/4"}),
    ("settle", {"finding": 99, "choice": 0}),
    ("settle", {"finding": -1, "choice": 0}),
    ("settle", {"finding": 0, "choice": 7}),
    ("settle", {"finding": 0}),
    ("judge", {"choice": 2}),
    ("numbers", {"choice": "x"}),
    ("contact", {"who": "plan"}),
    ("contact", {"who": "nobody"}),
    ("start", {}),
    ("start", {"letters": 2}),
    ("start", {"letters": 1, "reading": 1}),
    ("apply", {}),
    ("line", {"words": "\x00\u200b"}),
)


@pytest.mark.parametrize(("act", "given"), NONSENSE, ids=[f"{act} {given}" for act, given in NONSENSE])
async def test_what_makes_no_sense_is_answered_politely_and_changes_nothing(
    officer: Officer, act: str, given: dict[str, object]
) -> None:
    if not officer.plan or (await officer.reading()).state != "open":
        await officer.sends(DOUBTFUL)
    before = await officer.reading()
    page = await officer.then(act, **given)
    assert len(said(page)) == 1
    after = await officer.reading()
    assert (after.kept, after.answers, after.short, after.state) == (
        before.kept, before.answers, before.short, before.state,
    )  # fmt: skip
    assert await officer.site.count("SELECT count(*) FROM inbox WHERE code != ''") == 0


RAWS: tuple[dict[str, Any], ...] = (
    {},
    {"act": None, "args": None},
    {"act": ["date"], "args": {}},
    {"act": "date", "args": [1]},
    {"act": "name", "args": {"reading": "1", "words": "a"}},
    {"act": "name", "args": {"reading": True, "words": "a"}},
    {"act": "name", "args": {"reading": 1, "words": ["a"]}},
    {"act": "settle", "args": {"reading": 1, "finding": 0.0, "choice": None}},
    {"act": "name", "args": {"reading": 2**62, "words": "a"}},
)


@pytest.mark.parametrize("raw", RAWS, ids=str)
async def test_a_line_that_no_page_of_ours_made_is_answered_like_any_other(
    officer: Officer, raw: dict[str, Any]
) -> None:
    found = await officer.site.house.database.read(lambda session: session.get(Chat, officer.chat))
    assert found is not None
    arrival = Arrival(secrets.token_hex(8), found.address, {"v": 1, "kind": "plan", **raw})
    (row,) = await officer.site.house.intake.keep("web", [arrival])
    await officer.site.settled()
    closed = f"SELECT count(*) FROM inbox WHERE id = {row.id} AND handled_at IS NOT NULL AND code = ''"
    assert await officer.site.count(closed) == 1
    assert await officer.heard() in (texts.too_old(), texts.nothing_typed(), planning.gone())


async def test_an_answer_that_takes_its_time_is_not_waited_for_forever(
    khoa: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.plan.ANSWER_SECONDS", 0.05)
    pace = khoa.site.app.couriers["web"].pace
    pace.halt(600)
    try:
        page = await khoa.then("name", words="tháng ba")
        assert said(page) == [texts.WAITING]
    finally:
        pace._halted_until = 0.0
    await khoa.site.settled()
    assert (await khoa.reading()).short == "tháng ba"


async def test_too_much_or_without_a_key_is_refused_at_the_door(khoa: Officer) -> None:
    before = await khoa.site.count("SELECT count(*) FROM inbox")
    assert (await khoa.does("name", words="a" * 5000)).status == 413
    assert (await khoa.does("name", key="short", words="a")).status == 400
    assert (await khoa.visitor.post(khoa.path, data={"act": "name", "words": "a"})).status == 400
    assert await khoa.site.count("SELECT count(*) FROM inbox") == before


@pytest.mark.parametrize("row", ["0", "x", "-1", "9" * 30, "1"])
async def test_an_address_that_names_another_line_tells_nothing(khoa: Officer, row: str) -> None:
    assert said(await khoa.page(f"?row={row}&again=1")) == []


async def test_every_act_has_its_words_in_the_chat() -> None:
    assert set(ACTS) == set(texts.ACTS)
