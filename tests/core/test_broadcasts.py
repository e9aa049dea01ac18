"""What is typed with the wish to announce and under what was read back; and how long it rests."""

from datetime import datetime, timedelta

import pytest

from core.broadcasts import announced, rested, rests_until, wished
from core.calendar import Calendar
from core.clock import ZONE


@pytest.mark.parametrize(
    ("typed", "aim", "words"),
    [
        ("thông báo: nghỉ", "", "nghỉ"),
        ("thong bao: mai hop", "", "mai hop"),
        ("Thông báo:\n\nMai họp.\nĐúng giờ.", "", "Mai họp.\nĐúng giờ."),
        ("THÔNG BÁO\nMai họp lúc 8 giờ", "", "Mai họp lúc 8 giờ"),
        ("thông báo - mai nghỉ", "", "mai nghỉ"),
        ("Thông báo khẩn: mai nghỉ", "", "mai nghỉ"),
        ("🔔 Thông báo: mai nghỉ", "", "mai nghỉ"),
        ("gửi thông báo: chiều mai  họp", "", "chiều mai  họp"),
        ("Thông báo về giao ban:\n1. Mai 8 giờ", "", "về giao ban:\n1. Mai 8 giờ"),
        ("thông báo,mai họp lúc 8 giờ", "", "mai họp lúc 8 giờ"),
        ("Thông báo cho cụm 1: mai nghỉ", "cụm 1", "mai nghỉ"),
        ("gui thong bao toi An Hoa, An Binh: ok", "An Hoa, An Binh", "ok"),
        ("gửi thông báo cho tất cả các đơn vị", "tất cả các đơn vị", ""),
        ("thông báo", "", ""),
        ("thông báo:", "", ""),
        ("thông báo mới", "", ""),
        ("thông báo này gửi chưa nhỉ", "", ""),
        ("họp: mai", "", ""),
    ],
)
def test_for_whom_and_what(typed: str, aim: str, words: str) -> None:
    assert announced(typed) == (aim, words)


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("Gửi đi nhé!", "send"),
        ("ok gui", "send"),
        ("gửi ngay", "now"),
        ("gửi thử", "trial"),
        ("khoan", "keep"),
        ("xóa", "drop"),
        ("gửi cho cụm 1", ""),
        ("không dự", ""),
    ],
)
def test_what_is_to_be_done(typed: str, wish: str) -> None:
    assert wished(typed) == wish


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2021, 10, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("since", "now", "hours"),
    [
        (at(1, 9), at(1, 11), 0),  # a Friday
        (at(1, 11), at(1, 15), 2.5),  # lunch, and till the next slot
        (at(1, 19, 50), at(1, 23), 3),
        (at(1, 19, 50), at(4, 8, 25), 60.25),
    ],
)
def test_the_hours_it_rests(since: datetime, now: datetime, hours: float) -> None:
    assert rested(since, now, Calendar()) == timedelta(hours=hours)


def test_it_rests_when_nobody_is_written_to_unless_it_is_urgent() -> None:
    assert rests_until(False, at(1, 21), Calendar()) == at(4, 8, 15)
    assert rests_until(False, at(1, 10), Calendar()) is None
    assert rests_until(True, at(1, 21), Calendar()) is None
