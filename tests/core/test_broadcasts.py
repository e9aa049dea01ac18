"""What is typed with the wish to announce."""

import pytest

from core.broadcasts import announced


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
