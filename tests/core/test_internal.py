"""Units are asked before the level above wants it: what is offered, what is refused, and how it is typed."""

from datetime import date, datetime, time

import pytest

from core.calendar import Calendar
from core.clock import ZONE
from core.deadlines import Deadline, before_day, before_hour, no_later_than, no_later_than_hour
from core.internal import Unfit, capped, offered, unfit, working_days
from core.periods import Freq, Rhythm, next_period, period_of
from core.plans.sooner import heard

CALENDAR = Calendar()
THURSDAY = no_later_than(date(2021, 10, 28), "chậm nhất ngày 28/10")


def at(month: int, day: int, hour: int = 8) -> datetime:
    return datetime(2021, month, day, hour, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("above", "now", "day"),
    [
        pytest.param(THURSDAY, at(10, 1), date(2021, 10, 26), id="two working days before"),
        pytest.param(no_later_than(date(2021, 11, 1), ""), at(10, 1), date(2021, 10, 28), id="over a weekend"),
        pytest.param(no_later_than(date(2021, 10, 31), ""), at(10, 1), date(2021, 10, 28), id="due on a Sunday"),
        pytest.param(before_day(date(2021, 10, 29), ""), at(10, 1), date(2021, 10, 26), id="from the safe day"),
        pytest.param(no_later_than(date(2021, 9, 6), ""), at(8, 2), date(2021, 8, 31), id="over the National Day"),
        pytest.param(THURSDAY, at(10, 26, 17), date(2021, 10, 27), id="two are over: one"),
        pytest.param(THURSDAY, at(10, 27, 17), None, id="none is left"),
    ],
)
def test_what_is_offered(above: Deadline, now: datetime, day: date | None) -> None:
    assert offered(above, now, CALENDAR) == ((day, time(17)) if day else None)


@pytest.mark.parametrize(
    ("internal", "wrong"),
    [
        pytest.param(no_later_than(date(2021, 10, 27), ""), None, id="the day before"),
        pytest.param(no_later_than_hour(date(2021, 10, 28), time(17), ""), None, id="an hour of the last day"),
        pytest.param(before_day(date(2021, 10, 28), ""), None, id="trước ngày cuối"),
        pytest.param(no_later_than(date(2021, 10, 28), ""), Unfit.NOT_EARLIER, id="the same"),
        pytest.param(before_day(date(2021, 10, 29), ""), Unfit.NOT_EARLIER, id="the same in other words"),
        pytest.param(no_later_than(date(2021, 10, 30), ""), Unfit.NOT_EARLIER, id="later"),
        pytest.param(no_later_than(date(2021, 9, 30), ""), Unfit.OVER, id="over"),
        pytest.param(before_hour(date(2021, 10, 1), time(8), ""), Unfit.OVER, id="over since now"),
    ],
)
def test_what_cannot_be_the_internal_deadline(internal: Deadline, wrong: Unfit | None) -> None:
    assert unfit(internal, THURSDAY, at(10, 1)) is wrong


def test_its_grace_ends_where_the_level_above_is_safe() -> None:
    above = no_later_than_hour(date(2021, 10, 28), time(11), "")
    made = capped(before_day(date(2021, 10, 28), ""), above)
    assert (made.strict, made.lenient) == (no_later_than(date(2021, 10, 27), "").strict, above.strict)
    early = before_day(date(2021, 10, 20), "")
    assert capped(early, above) == early


@pytest.mark.parametrize("days", range(6))
@pytest.mark.parametrize("last", [date(2021, 10, 28), date(2021, 10, 31), date(2021, 9, 6)], ids=str)
def test_working_days_are_counted_as_they_are_gone_back(last: date, days: int) -> None:
    day = CALENDAR.plus_working(last, -days)
    assert working_days(no_later_than(day, ""), no_later_than(last, ""), CALENDAR) == days


def test_what_is_kept_comes_back_as_it_was() -> None:
    above = before_hour(date(2021, 10, 28), time(11), "trước 11g00 ngày 28/10/2021 (thứ Năm)")
    assert Deadline.from_json(above.to_json()) == above


# -- of reports that come round -----------------------------------------------------------------------------------

MONTHLY = Rhythm(Freq.MONTHLY, day=5, offset=1, early=2, early_hour=time(17), cutoff=28)


def test_each_period_is_asked_as_many_working_days_earlier() -> None:
    july, august = (period_of(MONTHLY, date(2021, month, 1), CALENDAR) for month in (7, 8))
    assert july.deadline.wording == "chậm nhất 17 giờ 00 ngày 03/08/2021 (thứ Ba)"
    assert july.above == period_of(Rhythm(Freq.MONTHLY, day=5, offset=1), date(2021, 7, 1), CALENDAR).deadline
    assert august.deadline.wording == "chậm nhất 17 giờ 00 ngày 31/08/2021 (thứ Ba)"  # 5/9 is a Sunday, 2 and 3 off
    assert Rhythm.from_json(MONTHLY.to_json()) == MONTHLY
    assert "early" not in Rhythm(Freq.MONTHLY, day=5).to_json()


def test_one_whose_internal_deadline_is_over_is_asked_by_the_plan() -> None:
    now = at(8, 4)
    found = next_period(MONTHLY, now, date(2021, 7, 1), date(2021, 12, 31), CALENDAR)
    assert found is not None
    assert found.key == "2021-07"
    assert found.asked(now).deadline == found.above
    assert found.asked(at(8, 3)) == found


def test_none_is_over_before_its_period_begins() -> None:
    weekly = Rhythm(Freq.WEEKLY, day=2, early=4)
    assert period_of(weekly, date(2021, 10, 4), CALENDAR).above is None


# -- as it is typed -----------------------------------------------------------------------------------------------

TODAY = date(2021, 9, 30)


@pytest.mark.parametrize(
    ("words", "label", "asked"),
    [
        ("hạn nội bộ 20/10 17g", "", "17:00 20/10"),
        ("han noi bo bao cao 3 den 20/10", "Báo cáo 3", "20/10"),
        ("Hạn nội bộ báo cáo kết quả: chậm nhất 26/10", "Báo cáo kết quả", "26/10"),
        ("báo cáo kết quả hạn nội bộ 26/10", "Báo cáo kết quả", "26/10"),
        ("đặt hạn nội bộ cho báo cáo kết quả sớm hơn 2 ngày làm việc", "báo cáo kết quả", "17:00 26/10"),
        ("han noi bo truoc 3 ngay", "", "17:00 25/10"),
        ("HAN NOI BO 17h 26/10 nhe a", "", "17:00 26/10"),
        ("26/10, 17g00", "", "17:00 26/10"),
        ("hạn nội bộ", "", ""),
        ("hạn nội bộ báo cáo kết quả", "báo cáo kết quả", ""),
    ],
)
def test_as_it_is_typed(words: str, label: str, asked: str) -> None:
    found = heard(words, TODAY)
    meant = found.before(THURSDAY, CALENDAR)
    hour = f"{meant.hour:%H:%M} " if meant and meant.hour else ""
    assert (found.label, found.away) == (label, False)
    assert (f"{hour}{meant.day:%d/%m}" if meant else "") == asked


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("bỏ hạn nội bộ", ""),
        ("bo han noi bo bao cao ket qua a", "bao cao ket qua"),
        ("Huỷ hạn nội bộ của báo cáo 2", "báo cáo 2"),
    ],
)
def test_as_it_is_taken_away(words: str, label: str) -> None:
    found = heard(words, TODAY)
    assert (found.away, found.label, found.says_when) == (True, label, False)
