"""The calendar of reminders shown beforehand, and a ladder as people type it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import Calendar
from core.clock import at, local
from core.deadlines import Deadline, before_day, no_later_than
from core.periods import Freq, Rhythm
from core.reminders import GRACE, LAST_MORNING, is_rung, ladder
from core.schedule import Report, coming, heavy_days, rungs_of, schedule
from core.submissions import Asks
from core.texts import schedule as texts
from core.texts.values import Due

OFFICE = Calendar()
OPENED = at(date(2021, 9, 30), time(8, 0))
TWELVE = frozenset(range(12))


def due(name: str, deadline: Deadline) -> Due:
    return Due(name, deadline.wording, deadline.strict, deadline.lenient, deadline.hour)


RESULTS = due("Báo cáo kết quả", before_day(date(2021, 10, 29), "trước ngày 29/10/2021 (thứ Sáu)"))
PHOTOS = due("Ảnh hoạt động", no_later_than(date(2021, 10, 28), "chậm nhất ngày 28/10/2021 (thứ Năm)"))
FILM = due("Phim ngắn", no_later_than(date(2021, 10, 28), "đến hết ngày 28/10/2021 (thứ Năm)"))


def moments(*reports: Report, after: datetime = OPENED) -> list[str]:
    return [f"{local(slot.at):%d/%m %H:%M}" for slot in schedule(reports, OFFICE, after)]


# What is shown


def test_the_schedule_is_the_ladder_itself() -> None:
    slots = schedule([Report(RESULTS, OPENED, TWELVE)], OFFICE, OPENED)
    deadline = Deadline(RESULTS.wording, RESULTS.strict, RESULTS.lenient)
    assert [row.step for slot in slots for row in slot.rows] == list(ladder(deadline, OPENED, OFFICE))
    assert {slot.letters for slot in slots} == {12}


def test_what_is_over_is_not_shown() -> None:
    assert moments(Report(RESULTS, OPENED, TWELVE), after=at(date(2021, 10, 28), time(8, 15))) == [
        "29/10 08:15",
        "01/11 08:15",
        "03/11 08:15",
    ]


def test_a_report_that_nobody_owes_reminds_nobody() -> None:
    assert moments(Report(RESULTS, OPENED, frozenset())) == []


def test_an_own_ladder_is_followed() -> None:
    assert moments(Report(RESULTS, OPENED, TWELVE, (LAST_MORNING,))) == ["28/10 08:15"]


def test_a_unit_that_owes_two_reports_gets_one_letter() -> None:
    slots = schedule([Report(RESULTS, OPENED, TWELVE), Report(PHOTOS, OPENED, frozenset({1, 77}))], OFFICE, OPENED)
    last = next(slot for slot in slots if slot.at == at(date(2021, 10, 28), time(8, 15)))
    assert [row.due for row in last.rows] == [RESULTS, PHOTOS] or [row.due for row in last.rows] == [PHOTOS, RESULTS]
    assert last.letters == 13


@pytest.mark.parametrize(
    ("reports", "heavy"),
    [
        ([Report(RESULTS, OPENED, frozenset(range(100)))], False),
        ([Report(RESULTS, OPENED, frozenset(range(101)))], True),
        ([Report(RESULTS, OPENED, TWELVE), Report(PHOTOS, OPENED, TWELVE)], False),
        ([Report(one, OPENED, TWELVE) for one in (RESULTS, PHOTOS, FILM)], True),
        ([Report(PHOTOS, OPENED, TWELVE), *(Report(PHOTOS, OPENED, frozenset({n})) for n in (20, 21))], False),
    ],
    ids=["a hundred units", "one more", "two reports", "three reports", "one report in three parts"],
)
def test_a_day_of_many_letters_is_marked(reports: list[Report], heavy: bool) -> None:
    last_safe_day = date(2021, 10, 28)
    assert (last_safe_day in heavy_days(schedule(reports, OFFICE, OPENED))) is heavy


def test_each_period_of_a_report_that_comes_round_has_its_short_ladder() -> None:
    monthly = Rhythm(Freq.MONTHLY, day=25)
    now = at(date(2026, 6, 10), time(9, 0))
    reports = coming("Báo cáo tháng", monthly, (date(2026, 6, 1), date(2026, 8, 31)), now, TWELVE, (), OFFICE)
    assert [one.due.name for one in reports] == [f"Báo cáo tháng (tháng {month}/2026)" for month in (6, 7, 8)]
    assert [local(one.opened_at).date() for one in reports] == [date(2026, month, 1 if month > 6 else 10)
                                                                for month in (6, 7, 8)]  # fmt: skip
    assert moments(*reports, after=now)[:4] == ["22/06 08:15", "25/06 08:15", "26/06 08:15", "22/07 08:15"]


def test_a_line_says_the_day_the_hour_and_how_long_is_left() -> None:
    slots = schedule([Report(RESULTS, OPENED, TWELVE)], OFFICE, OPENED)
    lines = texts.before_start("đợt thi đua", slots).splitlines()
    assert lines[1] == "Thứ Năm 21/10/2021, 8 giờ 15: còn 7 ngày – Báo cáo kết quả, 12 đơn vị"
    assert lines[5] == "Thứ Sáu 29/10/2021, 8 giờ 15: còn nhận trong hôm nay – Báo cáo kết quả, 12 đơn vị"
    assert lines[6] == "Thứ Hai 01/11/2021, 8 giờ 15: sau hạn 1 ngày làm việc – Báo cáo kết quả, 12 đơn vị"


# A ladder as it is typed


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("7 ngày, 3 ngày, 1 ngày, sáng ngày cuối", ("T-7", "T-3", "T-1", "last-morning")),
        ("7 ngay 3 ngay", None),
        ("T-7, T-3, T-1, last-morning, late+1", ("T-7", "T-3", "T-1", "last-morning", "late+1")),
        ("t-7 t-3 late+1", ("T-7", "T-3", "late+1")),
        ("trước 7, 3, 1 ngày", ("T-7", "T-3", "T-1")),
        ("trước hạn 5 ngày; sau hạn 1, 3 ngày", ("T-5", "late+1", "late+3")),
        ("sau hạn 1 ngày, 3 ngày", ("T-3", "late+1")),
        ("1 tuần, chiều hôm trước, 2 giờ và sau 1 giờ", ("T-7", "T-1", "T-2h", "late+1h")),
        ("3 ngày trước hạn, sáng hôm hạn", ("T-3", "last-morning")),
        ("sáng ngày cuối, 7 ngày", ("T-7", "last-morning")),
        ("3 ngày, 3 ngày", ("T-3",)),
        ("quá hạn 1 ngày làm việc", ("late+1",)),
        ("trước 3 ngày làm việc", None),
        ("sau hạn 1 tuần", None),
        ("0 ngày", None),
        ("100 ngày", None),
        ("15 tuần", None),
        ("7 ngày, mai", None),
        ("thứ Hai", None),
        ("", None),
        (", ,", None),
        (", ".join(f"{n} ngày" for n in range(1, 14)), None),
    ],
)
def test_a_ladder_is_understood_wholly_or_not_at_all(words: str, names: tuple[str, ...] | None) -> None:
    assert rungs_of(words) == names


names = st.one_of(
    st.sampled_from([LAST_MORNING, GRACE]),
    st.builds(
        "{}{}{}".format, st.sampled_from(["T-", "late+"]), st.integers(1, 99), st.sampled_from(["", "h"])
    ),
)  # fmt: skip


@given(st.lists(names, min_size=1, max_size=12, unique=True))
@settings(max_examples=80, deadline=None)
def test_what_is_read_back_says_the_same_when_it_is_typed(wanted: list[str]) -> None:
    by_name, by_words = rungs_of(", ".join(wanted)), rungs_of(texts.rungs(wanted))
    assert by_name == by_words
    assert by_name is not None
    assert set(by_name) == set(wanted)
    assert rungs_of(", ".join(by_name)) == by_name


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_whatever_is_typed_comes_to_rungs_or_to_nothing(words: str) -> None:
    assert all(is_rung(name) for name in rungs_of(words) or ())


def test_rungs_stand_in_the_order_of_time() -> None:
    deadline = no_later_than(date(2021, 10, 29), "chậm nhất")
    typed = rungs_of("sau hạn 1 ngày, 2 giờ, sáng ngày cuối, 1 ngày, 7 ngày, sau 5 giờ, sau hạn 3 ngày")
    assert typed is not None
    alone = [
        ladder(deadline, OPENED - timedelta(days=60), Calendar(official=lambda _: True), (name,)) for name in typed
    ]
    stood = [steps[0].at for steps in alone if steps]
    assert stood == sorted(stood)
    assert stood[0] > datetime(2021, 1, 1, tzinfo=UTC)


# What is only asked about


def entry(number: int = 1) -> Due:
    end = PHOTOS.strict + timedelta(days=60)
    return Due("Giới thiệu sáng kiến", "gửi khi có", end, end, asks=Asks.OPEN, entry=number)


def asked(*reports: Report) -> list[tuple[str, str, list[int]]]:
    return [
        (f"{local(slot.at):%d/%m %H:%M}", row.due.name, sorted(row.units))
        for slot in schedule(reports, OFFICE, OPENED)
        for row in slot.rows
        if slot.at.month in (11, 12)
    ]


def test_a_question_waits_where_its_unit_is_reminded() -> None:
    november = due("Báo cáo nhanh", no_later_than(date(2021, 11, 8), "chậm nhất ngày 08/11/2021 (thứ Hai)"))
    reminded = Report(november, OPENED, frozenset({1}), ("T-7",))
    assert asked(Report(entry(), OPENED, frozenset({1, 2})), reminded) == [
        ("01/11 08:15", "Báo cáo nhanh", [1]),
        ("01/11 08:15", "Giới thiệu sáng kiến", [2]),
        ("01/11 14:00", "Giới thiệu sáng kiến", [1]),
        ("01/12 08:15", "Giới thiệu sáng kiến", [1, 2]),
    ]


def test_who_has_sent_an_entry_is_counted_with_those_who_have_not() -> None:
    """Not asked about October by whoever sent one in October."""
    sent = Report(entry(2), at(date(2021, 10, 20), time(9)), frozenset({7}))
    assert asked(Report(entry(), OPENED, frozenset({1, 2})), sent) == [
        ("01/11 08:15", "Giới thiệu sáng kiến", [1, 2]),
        ("01/12 08:15", "Giới thiệu sáng kiến", [1, 2, 7]),
    ]
