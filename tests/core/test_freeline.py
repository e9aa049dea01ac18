"""Lines that say several numbers at once, as people type them, laid beside a form."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.forms import Field, FieldKind, Form
from core.freeline import items, matched
from core.numbers import Ambiguous, read_number, settled
from core.texts.amounts import in_words
from core.vietnamese import fold, number

FORM = Form(
    (
        Field("tep", "Báo cáo", FieldKind.FILES),
        Field("buoi", "Số buổi", FieldKind.NUMBER, "buổi"),
        Field("luot", "Số lượt tham gia", FieldKind.NUMBER, "lượt"),
        Field("tien", "Kinh phí hỗ trợ", FieldKind.NUMBER, "đồng"),
        Field("ti_le", "Tỉ lệ đoàn viên", FieldKind.NUMBER, "%"),
    )
)


def parts(text: str, form: Form = FORM) -> dict[str, object]:
    return {key: item.value for key, item in matched(form, items(text)).parts.items()}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("da to chuc 2 buoi, 150 luot, ho tro 12tr, 3 anh", {"buoi": 2, "luot": 150, "tien": 12_000_000}),
        ("2 buoi 150 luot ho tro 12tr 3 anh", {"buoi": 2, "luot": 150, "tien": 12_000_000}),
        ("Hai buổi; một trăm năm mươi lượt; 1tr5", {"buoi": 2, "luot": 150, "tien": 1_500_000}),
        ("- 2 buổi\n- 150 lượt", {"buoi": 2, "luot": 150}),
        ("2 buoi,150 luot", {"buoi": 2, "luot": 150}),
        ("số lượt tham gia: 150, số buổi: 2", {"buoi": 2, "luot": 150}),
        ("20.000 luot", {"luot": 20_000}),
        ("20,000 lượt", {"luot": 20_000}),
        ("20 000 lượt", {"luot": 20_000}),
        ("20 nghìn lượt", {"luot": 20_000}),
        ("1,5tr", {"tien": 1_500_000}),
        ("1tr5", {"tien": 1_500_000}),
        ("12 triệu đồng", {"tien": 12_000_000}),
        ("kinh phí 500k", {"tien": 500_000}),
        ("500.000đ va 3 buoi", {"tien": 500_000, "buoi": 3}),
        ("87,5% đoàn viên", {"ti_le": Decimal("87.5")}),
        ("ngày 15/10 tổ chức 2 buổi lúc 8g30", {"buoi": 2}),
        ("tháng 10 có 3 buổi", {"buoi": 3}),
        ("ĐT 0912.000.118, 2 buổi", {"buoi": 2}),
        ("theo KH 41-KH/ĐTN: 2 buổi", {"buoi": 2}),
        ("150 lượt, tổng cộng 150 lượt", {"luot": 150}),
        ("P3 da nop", {}),
        ("150 người", {}),
        ("bên em đã triển khai tốt", {}),
        ("Một số người chưa tham gia", {}),
    ],
)
def test_what_was_said(text: str, read: dict[str, object]) -> None:
    assert parts(text) == read


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("20.000,5tr", "tien", "20.000,5tr"),
        ("sau buoi le co 20 luot", "buoi", "sau buoi"),
        ("-2 buoi", "buoi", "2 buoi"),
        ("1,5 buoi", "buoi", "1,5 buoi"),
        ("120%", "ti_le", "120%"),
        ("2-3 trăm lượt", "luot", "3 trăm lượt"),
        ("10-12 buoi", "buoi", "12 buoi"),
    ],
)
def test_what_may_be_this_or_that_is_asked_about(text: str, key: str, said: str) -> None:
    found = matched(FORM, items(text))
    assert key not in found.parts
    assert found.doubtful[key].said == said


@pytest.mark.parametrize(
    ("text", "unclear", "sent"),
    [
        ("150 luot, 45", ["45"], []),
        ("150 người", ["150 người"], []),
        ("2 buoi, 3 anh, 1 file", [], ["3 anh", "1 file"]),
        ("150 luot, 200 luot", ["150 luot", "200 luot"], []),
    ],
)
def test_nothing_is_dropped_in_silence(text: str, unclear: list[str], sent: list[str]) -> None:
    found = matched(FORM, items(text))
    assert [item.said for item in found.unclear] == unclear
    assert [item.said for item in found.sent] == sent


def test_of_two_parts_that_count_the_same_the_label_decides_or_nothing_does() -> None:
    form = Form(
        (
            Field("ho", "Số suất quà cho hộ nghèo", FieldKind.NUMBER, "suất"),
            Field("hs", "Số suất quà cho học sinh", FieldKind.NUMBER, "suất"),
        )
    )
    assert parts("20 suất cho học sinh, 30 suất hộ nghèo", form) == {"hs": 20, "ho": 30}
    assert parts("20 suất", form) == {}


WAYS = {"buoi": ("buổi", "buoi"), "luot": ("lượt", "luot"), "tien": ("đồng", "dong", "đ")}


@settings(max_examples=150)
@given(st.sampled_from(sorted(WAYS)), st.integers(1, 999_999), st.data())
def test_every_way_of_saying_a_value_is_read_back(key: str, value: int, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(WAYS[key]))
    said = data.draw(st.sampled_from([str(value), number(value), f"{value:,}", in_words(value), fold(in_words(value))]))
    found = matched(FORM, items(f"{said} {unit}"))
    if key not in found.doubtful:  # "sau buoi": six of them, or after one
        assert {one: item.value for one, item in found.parts.items()} == {key: value}


@settings(max_examples=150)
@given(
    st.integers(1, 999), st.integers(1, 99_999), st.integers(1, 999), st.sampled_from([", ", "; ", "\n", " va ", " "])
)
def test_three_numbers_at_once(buoi: int, luot: int, trieu: int, between: str) -> None:
    text = between.join((f"{buoi} buoi", f"{number(luot)} luot", f"ho tro {trieu}tr"))
    assert parts(text) == {"buoi": buoi, "luot": luot, "tien": trieu * 10**6}


@settings(max_examples=300)
@given(st.text(max_size=80) | st.text("0123456789.,-; ktrbuoilượtđồngsau%\n", max_size=60))
def test_nothing_is_read_that_was_not_said(text: str) -> None:
    for item in items(text):
        digits = [letter for letter in item.said if letter.isdigit()]
        if isinstance(item.value, Ambiguous) or not digits:
            continue
        assert item.said in settled(text[:401]) or item.said.replace(" ", "") in settled(text[:401]).replace(" ", "")
        assert read_number(item.said) in (item.value, Ambiguous((item.value,)))
