"""One's own calendar on one's own telephone: what a calendar application fetches, read by another's parser."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.deadlines import Deadline, before_day, before_hour, no_later_than
from core.feeds import Event, calendar, person_of, token
from core.roles import Role
from core.texts.values import Due
from tests.copybook import PLAN
from tests.web.site import Site, Visitor

module_loop = pytest.mark.asyncio(loop_scope="module")
LINK = re.compile(r"https?://\S+?(/lich/\S+\.ics)")
ROOT = "BTC"
SINCE = datetime(2021, 9, 30, 1, 0, tzinfo=UTC)


def due(name: str, deadline: Deadline) -> Due:
    return Due(name, deadline.wording, deadline.strict, deadline.lenient, deadline.hour)


def event(name: str, deadline: Deadline, **more: Any) -> Event:
    values: dict[str, Any] = {
        "key": name,
        "whose": "Đoàn phường An Hòa",
        "plan": PLAN,
        "changes": 0,
        "changed_at": SINCE,
    }
    return Event(due=due(name, deadline), **(values | more))


def signed(text: str) -> str:
    return text.replace(":", "")


def read(body: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


RESULTS = before_day(date(2021, 10, 29), "trước ngày 29/10/2021 (thứ Sáu)")
QUICK = before_hour(date(2021, 10, 29), time(11), "trước 11g00 ngày 29/10/2021 (thứ Sáu)")
MIDNIGHT = before_hour(date(2021, 10, 29), time(0), "trước 00g00 ngày 29/10/2021 (thứ Sáu)")


# -- the file -----------------------------------------------------------------------------------------------------


def test_a_day_is_a_whole_day_the_last_safe_one() -> None:
    (found,) = read(calendar([event("Báo cáo kết quả", RESULTS)], signed, "https://dunghan.example.vn"))
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (date(2021, 10, 28), date(2021, 10, 29))
    assert str(found["summary"]) == "Hạn nộp: Báo cáo kết quả (Đoàn phường An Hòa)"
    assert "“trước ngày 29/10/2021 (thứ Sáu)”, tức hết thứ Năm 28/10/2021" in str(found["description"])
    assert "đồng chí Khoa" in str(found["description"])


def test_an_hour_ends_the_half_hour_before_it() -> None:
    (found,) = read(calendar([event("Báo cáo nhanh", QUICK)], signed, ""))
    ends = datetime(2021, 10, 29, 4, 0, tzinfo=UTC)
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (ends - timedelta(minutes=30), ends)


def test_midnight_closes_the_day_before() -> None:
    (found,) = read(calendar([event("Báo cáo nhanh", MIDNIGHT)], signed, ""))
    assert found.decoded("dtstart") == date(2021, 10, 28)


def test_there_is_no_alarm_and_no_telephone_in_it() -> None:
    body = calendar([event("Báo cáo kết quả", RESULTS)], signed, "").decode()
    assert "VALARM" not in body
    assert PLAN.contact_phone
    assert PLAN.contact_phone not in body.replace("\r\n ", "")


def test_it_asks_to_be_fetched_hourly() -> None:
    whole = icalendar.Calendar.from_ical(calendar([], signed, ""))
    assert whole.decoded("refresh-interval") == timedelta(hours=1)
    assert str(whole["x-published-ttl"]) == "PT1H"
    assert (str(whole["method"]), str(whole["version"])) == ("PUBLISH", "2.0")


def test_a_change_raises_the_sequence_and_keeps_the_uid() -> None:
    before = read(calendar([event("Báo cáo", RESULTS)], signed, ""))[0]
    moved = event("Báo cáo", no_later_than(date(2021, 11, 5), "chậm nhất"), changes=1, changed_at=SINCE + timedelta(1))
    after = read(calendar([moved], signed, ""))[0]
    assert str(before["uid"]) == str(after["uid"])
    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)
    assert after.decoded("last-modified") - before.decoded("last-modified") == timedelta(1)


printed = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from(",;:\\\"'\n🌻"),
                  min_size=1, max_size=60)  # fmt: skip


@given(st.lists(st.tuples(printed, printed), min_size=1, max_size=4, unique_by=lambda one: one[0]))
@settings(max_examples=60, deadline=None)
def test_whatever_is_in_a_name_comes_back_in_lines_of_75_octets(names: list[tuple[str, str]]) -> None:
    events = [event(f"Báo cáo {name.strip()}", RESULTS, key=str(at), whose=whose.strip() or "x")
              for at, (name, whose) in enumerate(names)]  # fmt: skip
    body = calendar(events, signed, "")
    assert body.count(b"\n") == body.count(b"\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    read_back = {str(one["summary"]) for one in read(body)}
    assert read_back == {f"Hạn nộp: {one.due.name} ({one.whose})" for one in events}


# -- the token ----------------------------------------------------------------------------------------------------


def test_a_token_says_whose_it_is_and_another_serial_makes_another() -> None:
    first, second = token(12, "a" * 22, signed), token(12, "b" * 22, signed)
    assert first != second
    assert person_of(first) == person_of(second) == 12


@pytest.mark.parametrize("given", ["", "-", "x-1", "-1-x", "٣-x", "1" * 19 + "-x", "²-x"])
def test_what_is_no_token_is_about_nobody(given: str) -> None:
    assert person_of(given) is None


# -- the page -----------------------------------------------------------------------------------------------------


async def link_of(site: Site, visitor: Visitor, chat: int, words: str = "/lich") -> str:
    await visitor.says(chat, words)
    await site.settled()
    found = LINK.findall((await visitor.lines(chat))["letters"][-1]["text"])
    assert found
    return str(found[-1])


@module_loop
async def test_the_link_of_a_secretary_shows_what_the_unit_owes(
    real_site: Site, visitor: Visitor, stranger: Visitor
) -> None:
    chat = await real_site.come_in(visitor)
    link = await link_of(real_site, visitor, chat)
    answer = await stranger.get(link)  # a calendar has no cookie
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {str(one["summary"]) for one in read(answer.body)} == {
        "Hạn nộp: Nội dung hoạt động trọng tâm (Đoàn phường An Hòa)",
        "Hạn nộp: Báo cáo kết quả (Đoàn phường An Hòa)",
    }
    assert re.search(r"09\d\d\.?\d{3}\.?\d{3}", answer.text.replace("\r\n ", "")) is None
    again = await stranger.get(link, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", answer.headers["ETag"])
    assert (await stranger.asks("HEAD", link)).status == 200


@module_loop
async def test_what_is_handed_in_is_not_there_any_more(real_site: Site, visitor: Visitor, stranger: Visitor) -> None:
    chat = await real_site.come_in(visitor, "AB")
    link = await link_of(real_site, visitor, chat)
    before = await stranger.get(link)
    done = "SELECT min(o.id) FROM obligation o JOIN unit u ON u.id = o.unit_id WHERE u.mark = 'AB'"
    await real_site.change(f"UPDATE obligation SET workflow = 'handed_in' WHERE id = ({done})")
    after = await stranger.get(link, headers={"If-None-Match": before.headers["ETag"]})
    assert (len(read(before.body)), len(read(after.body)), after.status) == (2, 1, 200)


@module_loop
async def test_an_organiser_sees_every_report_that_runs_and_a_change_of_date_is_told(
    real_site: Site, visitor: Visitor, stranger: Visitor
) -> None:
    chat = await real_site.come_in(visitor, ROOT, Role.ORGANISER)
    link = await link_of(real_site, visitor, chat)
    before = {str(one["uid"]): one for one in read((await stranger.get(link)).body)}
    assert sorted(str(one["summary"]) for one in before.values()) == [
        "Hạn nộp: Báo cáo kết quả (đợt thi đua)",
        "Hạn nộp: Nội dung hoạt động trọng tâm (đợt thi đua)",
    ]
    later = (datetime.now(UTC) + timedelta(days=60)).date()
    for words in ("/kehoach", "Sửa kế hoạch", "Sửa: Báo cáo kết quả", "Đổi hạn nộp", f"chậm nhất {later:%d/%m/%Y}",
                  "Đổi và báo đơn vị"):  # fmt: skip
        await visitor.says(chat, words)
        await real_site.settled()
    after = {str(one["uid"]): one for one in read((await stranger.get(link)).body)}
    assert after.keys() == before.keys()
    (moved,) = [one for uid, one in after.items() if one.decoded("dtstart") != before[uid].decoded("dtstart")]
    assert moved.decoded("dtstart") == later
    assert int(moved["sequence"]) > int(before[str(moved["uid"])]["sequence"])
    assert moved.decoded("last-modified") >= before[str(moved["uid"])].decoded("last-modified")


@module_loop
async def test_another_link_makes_the_old_one_worthless(real_site: Site, visitor: Visitor, stranger: Visitor) -> None:
    chat = await real_site.come_in(visitor, "PH")
    old = await link_of(real_site, visitor, chat)
    assert await link_of(real_site, visitor, chat) == old
    new = await link_of(real_site, visitor, chat, "Đổi liên kết lịch")
    assert new != old
    assert [(await stranger.get(one)).status for one in (old, new)] == [404, 200]


@module_loop
async def test_whoever_gave_the_seat_away_has_an_empty_calendar(
    real_site: Site, visitor: Visitor, stranger: Visitor
) -> None:
    chat = await real_site.come_in(visitor, "TN")
    link = await link_of(real_site, visitor, chat)
    person = f"SELECT person_id FROM chat WHERE id = {chat}"
    await real_site.change(f"UPDATE holding SET until = since WHERE person_id = ({person})")
    answer = await stranger.get(link)
    assert (answer.status, read(answer.body)) == (200, [])


@module_loop
@pytest.mark.parametrize("change", [lambda token: token[:-1] + "~", lambda token: "1-" + token.partition("-")[2],
                                    lambda token: token + "x", lambda token: token.partition("-")[0] + "-",
                                    lambda token: "999-x", lambda token: "%C3%AA-%00"])  # fmt: skip
async def test_a_wrong_link_is_not_found(real_site: Site, visitor: Visitor, stranger: Visitor, change: Any) -> None:
    chat = await real_site.come_in(visitor, "PH")
    link = await link_of(real_site, visitor, chat)
    wrong = change(link.removeprefix("/lich/").removesuffix(".ics"))
    assert (await stranger.get(f"/lich/{wrong}.ics")).status == 404


@module_loop
async def test_whoever_asks_all_the_time_is_told_to_wait(real_site: Site, visitor: Visitor, stranger: Visitor) -> None:
    chat = await real_site.come_in(visitor, "CT")
    link = await link_of(real_site, visitor, chat)
    answers = [await stranger.get(link) for _ in range(61)]
    assert {one.status for one in answers[:60]} == {200}
    assert (answers[60].status, answers[60].headers["Retry-After"]) == (429, "600")
