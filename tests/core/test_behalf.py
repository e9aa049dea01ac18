"""'Đã nhận An Hòa, P3, P5 qua mail 15g20': who, how and when."""

from datetime import datetime

import pytest

from core.audience import Roster, understood
from core.behalf import Source, heard, is_entry, nearest, report_named, unit_in, whose, without_report
from core.clock import ZONE, local

NOW = datetime(2021, 10, 28, 16, 0, tzinfo=ZONE)
ROSTER = Roster(
    units={
        1: "Đoàn phường An Hòa", 2: "Đoàn phường An Bình", 3: "Đoàn phường 3", 4: "Đoàn phường 5",
        5: "Chi đoàn Điện lực", 6: "Đoàn Trường THPT An Lâm", 7: "Chi đoàn Bưu điện", 8: "Đoàn xã An Hòa Tây",
        9: "Công ty Giấy Bình Lâm",
    },
    marks={1: "AH", 2: "AB", 3: "P3", 4: "P5", 5: "DL", 6: "TA", 7: "BD", 8: "AHT", 9: "GB"},
)  # fmt: skip
NAMES = {0: "Nội dung hoạt động trọng tâm", 1: "Báo cáo kết quả", 2: "Báo cáo kết quả quý III"}

ENTRIES = {
    "đã nhận An Hòa, P3, P5 qua mail 15g20": ("1 3 4", Source.MAIL, "28/10 15:20"),
    "da nhan p3 va dien luc ban giay sang nay 9h": ("3 5", Source.PAPER, "28/10 09:00"),
    "nhan ho cho an binh qua dt 3h chieu qua": ("2", Source.PHONE, "27/10 15:00"),
    "đã nhận bưu điện qua mail hôm qua 8h": ("7", Source.MAIL, "27/10 08:00"),
    "vừa nhận được bản giấy của An Lâm": ("6", Source.PAPER, ""),
    "nhận hộ An Bình": ("2", None, ""),
    "đã nhận mail của An Bình": ("2", Source.MAIL, ""),
    "da nhan thu cua p5 thu 6 8g15": ("4", Source.MAIL, "22/10 08:15"),
    "ghi nhận An Bình gửi qua zalo lúc 9:30": ("2", Source.ZALO, "28/10 09:30"),
    "da nhan giay binh lam qua email 8g": ("9", Source.MAIL, "28/10 08:00"),
    "đã nhận AB, dl nộp qua hộp thư 27/10 10:05 nhé": ("2 5", Source.MAIL, "27/10 10:05"),
}
NO_ENTRIES = (
    "nhan ho",
    "nhắn hộ An Bình",
    "nhan ho an binh",
    "đã nhận",
    "đã nhận kế hoạch",
    "đã nhận mail",
    "Đã nhận thông báo ạ",
    "đã nhận giấy mời",
    "nhận xét",
    "có mail của An Hòa chưa",
    "ai có mail của An Hòa?",
    "mail",
)


@pytest.mark.parametrize(("text", "found"), ENTRIES.items(), ids=ENTRIES)
def test_an_entry_is_read(text: str, found: tuple[str, Source | None, str]) -> None:
    said = heard(text, NOW)
    meant = understood(said.who, ROSTER)
    at = f"{local(said.came.at):%d/%m %H:%M}" if said.came.at else ""
    assert (" ".join(map(str, meant.owners.units)), said.source, at) == found
    assert meant.unclear == ()
    assert is_entry(text)


@pytest.mark.parametrize("text", NO_ENTRIES)
def test_mere_thanks_are_no_entry(text: str) -> None:
    assert not is_entry(text)


def test_units_are_taken_away_again() -> None:
    said = heard("bỏ An Bình", NOW)
    assert (said.who, said.away) == ("an binh", True)


@pytest.mark.parametrize(
    ("words", "report"),
    [("báo cáo kết quả", 1), ("bc kết quả quý III", 2), ("nội dung", 0), ("bao cao", None), ("báo cáo tháng", None)],
)
def test_a_report_is_known_by_its_own_words(words: str, report: int | None) -> None:
    assert report_named(words, NAMES) == report


def test_what_stands_beside_the_reports_name_is_left() -> None:
    assert without_report("bao cao ket qua an hoa, p3", "Báo cáo kết quả") == "an hoa, p3"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Bao cao An Binh.docx", 2),
        ("BC_P3_thang10.pdf", 3),
        ("BC phuong 5.xlsx", 4),
        ("baocaodienluc.docx", 5),
        ("Báo cáo xã An Hòa Tây.pdf", 8),
        ("dl-bao-cao.pdf", 5),
        ("an hoa va an binh.docx", None),
        ("bao cao.docx", None),
        ("IMG_2033.jpg", None),
        ("", None),
    ],
)
def test_a_files_name_tells_whose_it_is(name: str, unit: int | None) -> None:
    assert unit_in(name, ROSTER) == unit


@pytest.mark.parametrize(
    ("words", "units", "unclear"),
    [
        ("nhan, cua an hoa", "1", ()),
        ("an hoa da, cho toi", "1", ()),
        ("an hoa den", "1", ()),
        ("an hoa, ok ghi di", "1", ()),
        ("an khe, dien luc", "5", ("an khe",)),
    ],
)
def test_what_stands_around_a_name_is_no_unit(words: str, units: str, unclear: tuple[str, ...]) -> None:
    found = whose(words, ROSTER)
    assert (" ".join(map(str, found.owners.units)), found.unclear) == (units, unclear)


def test_a_name_that_ends_like_such_a_word_is_a_name() -> None:
    """'Mới' and 'Nhân' are said around names as well."""
    roster = Roster(units={1: "Đoàn xã Chợ Mới", 2: "Đoàn phường Nhân Chính"}, marks={1: "CM", 2: "NC"})
    for text in ("đã nhận Chợ Mới, Nhân Chính qua mail 15g", "da nhan nhan chinh va cho moi qua mail 15g"):
        found = whose(heard(text, NOW).who, roster)
        assert (set(found.owners.units), found.unclear) == ({1, 2}, ())


@pytest.mark.parametrize(("words", "unit"), [("an hoaf", "Đoàn phường An Hòa"), ("dien luxc", "Chi đoàn Điện lực"),
                                             ("an khe", ""), ("tan lap", "")])  # fmt: skip
def test_a_slip_is_near_one_name(words: str, unit: str) -> None:
    assert nearest(words, ROSTER) == unit
