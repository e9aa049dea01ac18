"""Numbers as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.numbers import Ambiguous, read_number
from core.vietnamese import fold, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("150", 150),
        ("0", 0),
        ("150 luot", 150),
        ("150 lượt người tham gia", 150),
        ("khoảng 150", 150),
        ("trên 20.000 lượt", 20_000),
        ("20.000", 20_000),
        ("20,000", 20_000),
        ("20 000", 20_000),
        ("1.234.567", 1_234_567),
        ("20 nghìn", 20_000),
        ("20 ngàn", 20_000),
        ("20 nghin", 20_000),
        ("20k", 20_000),
        ("1,5tr", 1_500_000),
        ("1.5 triệu", 1_500_000),
        ("1tr5", 1_500_000),
        ("1tr25", 1_250_000),
        ("1tr250", 1_250_000),
        ("1 triệu 2", 1_200_000),
        ("1 triệu 200 nghìn", 1_200_000),
        ("2 triệu rưỡi", 2_500_000),
        ("12 triệu đồng", 12_000_000),
        ("12tr", 12_000_000),
        ("12trđ", 12_000_000),
        ("1,5 trd", 1_500_000),
        ("12tr rưỡi", 12_500_000),
        ("năm 2024 quý 3: 150", 150),
        ("500.000đ", 500_000),
        ("2 tỷ", 2_000_000_000),
        ("3 chục", 30),
        ("50%", 50),
        ("5 m2", 5),
        ("150 nam", 150),
        ("năm 2021 có 5 buổi", 5),
        ("150 (150)", 150),
    ],
)
def test_figures(text: str, value: int) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,5", "1.5"), ("1.5", "1.5"), ("0,500", "0.5"), ("20.000,5", "20000.5"), ("1,234.5", "1234.5")],
)
def test_fractions_stay_exact(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hai buổi", 2),
        ("mười lăm", 15),
        ("muoi lam", 15),
        ("mười", 10),
        ("hai mươi mốt", 21),
        ("hai mươi tư lượt", 24),
        ("một trăm linh năm", 105),
        ("một trăm lẻ năm", 105),
        ("trăm hai", 120),
        ("hai trăm rưỡi", 250),
        ("ba trăm rưởi", 350),
        ("ba k", 3000),
        ("một tỷ hai trăm triệu", 1_200_000_000),
        ("nghìn rưỡi", 1500),
        ("một nghìn hai", 1200),
        ("hai nghìn không trăm hai mươi ba", 2023),
        ("dạ bên em tổ chức ba buổi", 3),
    ],
)
def test_number_words(text: str, value: int) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("20.000,5tr", ()),
        ("1.2345,6", ()),
        ("1.234.56", ()),
        ("0912.000.118", ()),
        ("0912000118", ()),
        ("99999999999999999", ()),
        ("1 nghìn 50", ()),
        ("12 hoặc 13", (12, 13)),
        ("10-12", (10, 12)),
        ("10 - 12", (10, 12)),
        ("5/11", (5, 11)),
        ("15h30", (15, 30)),
        ("2 buổi, 150 lượt", (2, 150)),
        ("2 triệu 3 buổi", (2_000_000, 3)),
        ("1.500 triệu", (1_500_000_000, 1_500_000)),
        ("20.000k", (20_000_000, 20_000)),
        ("1 234 567", (1_234_567,)),
        ("hai ba buổi", (2, 3, 23)),
        ("12 triệu 5 trăm", (12_500_000, 12_000_500)),
        ("15o luot", (150,)),
        ("1oo", (100,)),
        ("trong 2 ngay 150 luot", (2, 150)),
        ("3 tháng 150 lượt", (3, 150)),
        ("hai hoặc ba", (2, 3)),
    ],
)
def test_what_has_two_readings_is_asked_about(text: str, readings: tuple[int, ...]) -> None:
    assert read_number(text) == Ambiguous(readings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "không",
        "ko có",
        "k co",
        "k có lượt nào",
        "tr",
        "-5",
        "- 5",
        "−5",
        "âm 5",
        "năm nay",
        "sau đó",
        "ba mẹ",
        "sâu",
        "tháng 10",
        "A12",
        "ok",
        "٣",
    ],
)
def test_no_number(text: str) -> None:
    assert read_number(text) is None


def test_a_story_is_no_number() -> None:
    assert read_number("Đơn vị đã tổ chức " + "rất nhiều hoạt động " * 20 + "150") is None


counts = st.integers(0, 10**12)


@settings(max_examples=100)
@given(counts)
def test_a_count_written_with_dots_is_read_back(value: int) -> None:
    assert read_number(number(value)) == value


@settings(max_examples=100)
@given(counts, st.sampled_from(["", " lượt", " đồng", "đ", " người"]))
def test_a_count_written_plainly_is_read_back(value: int, unit: str) -> None:
    assert read_number(f"{value}{unit}") == value


@settings(max_examples=100)
@given(st.integers(0, 10**9), st.integers(1, 9))
def test_a_fraction_written_with_a_comma_is_read_back(whole: int, tenths: int) -> None:
    assert read_number(f"{number(whole)},{tenths}") == Decimal(f"{whole}.{tenths}")


DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def _two(value: int) -> str:
    tens, ones = divmod(value, 10)
    if tens == 0:
        return DIGITS[ones]
    ending = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{'mười' if tens == 1 else f'{DIGITS[tens]} mươi'} {ending}".strip()


def _in_words(value: int) -> str:
    """As it is read aloud: 2023 is 'hai nghìn không trăm hai mươi ba'."""
    thousands, below = divmod(value, 1000)
    hundreds, two = divmod(below, 100)
    said = [_two(thousands), "nghìn"] if thousands else []
    if below and (thousands or hundreds):
        said += [DIGITS[hundreds], "trăm"]
    if two:
        said += ["linh" if two < 10 and said else "", _two(two)]
    return " ".join(" ".join(said).split())


@settings(max_examples=100)
@given(st.integers(1, 99_999), st.booleans())
def test_a_number_read_aloud_is_read_back_with_and_without_accents(value: int, accents: bool) -> None:
    words = _in_words(value)
    assert read_number(words if accents else fold(words)) == value


@settings(max_examples=100)
@given(st.text() | st.text("0123456789.,- ktrmuoiăươhtrệunghìn"))
def test_no_text_is_too_strange_to_read(text: str) -> None:
    value = read_number(text)
    assert value is None or isinstance(value, Ambiguous) or value >= 0
