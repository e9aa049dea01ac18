"""What can be said of a target from its figures, and what cannot."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audience import Roster
from core.forms import Field, FieldKind
from core.shares import Shares, read_lines, read_rows
from core.targets import Aim, Figures, Standing, Way, forecast, pace, rate, way_of
from core.wishes import Wish, new_aim, new_value, wished

TURNS = Aim("lượt người tham gia", "lượt", Decimal(20_000))
TODAY, END = date(2021, 10, 29), date(2021, 11, 4)


def number(unit: str) -> Field:
    return Field("so", "Số", FieldKind.NUMBER, unit=unit)


@pytest.mark.parametrize(
    ("wanted", "counted", "takes"),
    [
        ("lượt", "lượt người tham gia", True),
        ("lượt", "lượt", True),
        ("lượt", "người", False),
        ("lượt", "buổi", False),
        ("lượt", "đồng", False),
        ("lượt", "", False),
        ("", "", False),
        ("công trình/đơn vị", "công trình", True),
        ("đồng", "triệu đồng", False),
        ("suất quà", "suất", True),
        ("%", "%", True),
        ("%", "đoàn viên", False),
    ],
)
def test_only_the_same_is_added(wanted: str, counted: str, takes: bool) -> None:
    assert Aim("…", wanted, Decimal(1)).takes(number(counted)) is takes


@pytest.mark.parametrize(
    ("what", "unit", "per_unit", "way"),
    [
        ("lượt người tham gia", "lượt", False, Way.SUM),
        ("công trình", "công trình", True, Way.EACH),
        ("tổ chức Đoàn", "tổ chức/đơn vị", False, Way.EACH),
        ("cơ sở Đoàn tổ chức ngày hội", "%", False, Way.PERCENT),
        ("đoàn viên học tập nghị quyết", "%", False, Way.EACH),  # of how many, only the unit knows
        ("cán bộ Đoàn", "%", False, Way.EACH),
        ("đơn vị đăng ký", "đơn vị", False, Way.UNITS),
        ("thành lập đơn vị ngoài công lập", "đơn vị", False, Way.SUM),
    ],
)
def test_how_a_plans_own_words_are_reckoned(what: str, unit: str, per_unit: bool, way: Way) -> None:
    assert way_of(what, unit, per_unit) is way


def standing(done: int, aim: Aim = TURNS, **more: object) -> Standing:
    return Standing(aim, replace(Figures(accepted=Decimal(done), asked=43), **more), fed=True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "today", "daily"),
    [
        (standing(14_320), TODAY, 812),  # 5.680 in seven days
        (standing(20_000), TODAY, None),
        (standing(14_320), END, 5_680),
        (standing(14_320), date(2021, 11, 5), None),
        (standing(14_320, replace(TURNS, stock=True)), TODAY, None),
        (standing(1, replace(TURNS, way=Way.EACH)), TODAY, None),
        (Standing(TURNS), TODAY, None),
    ],
)
def test_what_each_day_has_to_bring(one: Standing, today: date, daily: int | None) -> None:
    assert pace(one, today, END) == daily


@given(st.decimals(0, 10**9, places=1), st.decimals(-1, 10**9, places=1))
def test_a_rate_is_whole_only_when_all_is_there(part: Decimal, whole: Decimal) -> None:
    found = rate(part, whole)
    assert (found is None) == (whole <= 0)
    if found is not None:
        assert (found >= 100) == (part >= whole)
        assert (found > 0) == (part > 0)


def test_a_percentage_of_units_is_of_the_units_that_are_asked() -> None:
    one = Standing(Aim("cơ sở", "%", Decimal(90), Way.PERCENT), Figures(asked=11, told=9, showing=9), fed=True)
    assert (one.done, one.whole, one.wanted, one.is_reached) == (Decimal(9), Decimal(11), Decimal(10), False)
    nobody = Standing(one.aim, Figures(), fed=True)
    assert nobody.rate is None
    assert not nobody.is_reached


@pytest.mark.parametrize(
    ("figures", "likely"),
    [
        (Figures(accepted=Decimal(300), parts=3, squares=30_000.0, ahead=3), (600, 600)),  # all alike
        (Figures(accepted=Decimal(300), parts=2, squares=45_000.0, ahead=3), None),  # too few
        (Figures(accepted=Decimal(300), parts=3, squares=30_000.0, ahead=0), None),  # nothing is to come
        (Figures(accepted=Decimal(300), parts=3, squares=30_000.0, ahead=None), None),  # nobody knows how much is
    ],
)
def test_where_it_will_end(figures: Figures, likely: tuple[int, int] | None) -> None:
    assert forecast(Standing(TURNS, figures, fed=True)) == likely


@given(st.lists(st.integers(0, 500), min_size=3, max_size=40), st.integers(1, 400))
def test_it_never_ends_below_what_is_there(values: list[int], ahead: int) -> None:
    squares = float(sum(value * value for value in values))
    figures = Figures(accepted=Decimal(sum(values)), parts=len(values), squares=squares, ahead=ahead)
    likely = forecast(Standing(TURNS, figures, fed=True))
    assert likely is not None
    assert sum(values) * 0.9 <= likely[0] <= likely[1]


# -- typed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "wish", "place", "words"),
    [
        ("chỉ tiêu", Wish.LIST, 0, ""),
        ("chi tieu the nao", Wish.LIST, 0, ""),
        ("chỉ tiêu 2", Wish.SHOW, 2, ""),
        ("xem chi tieu so 2?", Wish.SHOW, 2, ""),
        ("chỉ tiêu 2 là 25.000", Wish.VALUE, 2, "25.000"),
        ("đổi chỉ tiêu 2 thành 25 nghìn lượt", Wish.VALUE, 2, "25 nghìn lượt"),
        ("chi tieu 2: 25000", Wish.VALUE, 2, "25000"),
        ("bỏ chỉ tiêu 3", Wish.DROP, 3, ""),
        ("bo chi tieu 3 cua An Hoa", Wish.LIST, 0, ""),
        ("thêm chỉ tiêu: 500 suất quà", Wish.ADD, 0, "500 suất quà"),
        ("thêm chỉ tiêu", Wish.ADD, 0, ""),
        ("giao chỉ tiêu 1", Wish.SHARE, 1, ""),
        ("chỉ tiêu 1 tính từ số lượt báo cáo tháng", Wish.NUMBER, 1, "số lượt báo cáo tháng"),
        ("chi tieu 1 lay so luot", Wish.NUMBER, 1, "luot"),
    ],
)
def test_what_an_officer_types(typed: str, wish: Wish, place: int, words: str) -> None:
    found = wished(typed)
    assert (found.wish, found.place, found.words.rstrip("?")) == (wish, place, words)


@pytest.mark.parametrize(
    ("words", "value"),
    [("25.000", 25_000), ("25 nghìn lượt", 25_000), ("0", None), ("nhiều", None), ("1.500 triệu", None), ("-3", None)],
)
def test_a_new_amount(words: str, value: int | None) -> None:
    assert new_value(words) == value


def test_a_target_is_typed_as_plans_write_it() -> None:
    assert new_aim("20.000 lượt người tham gia") == Aim("lượt người tham gia", "lượt người", Decimal(20_000))
    assert new_aim("nhiều lắm") is None
    each = new_aim("mỗi đơn vị 02 công trình")
    assert each is not None
    assert (each.way, each.value) == (Way.EACH, Decimal(2))


# -- shares -------------------------------------------------------------------------------------------------------

UNITS = Roster(
    units={1: "Đoàn phường An Hòa", 2: "Chi đoàn Tân Lập", 3: "Đoàn phường An Bình", 4: "Đoàn xã Vân Sơn 2"},
    marks={1: "AH", 2: "TL", 3: "AB", 4: "VS"},
)


def given_(read: Shares) -> dict[int, int]:
    return {unit: int(value) for unit, value in read.given.items()}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("An Hòa 200", {1: 200}),
        ("1. Đoàn phường An Hòa: 1.200 lượt", {1: 1200}),
        ("ah - 30", {1: 30}),
        ("tan lap\t15", {2: 15}),
        ("Vân Sơn 2 40", {4: 40}),
        ("Tổng cộng 500", {}),
        ("An Hòa", {}),
        ("200", {}),
        ("Xã Mây 40", {}),
    ],
)
def test_a_line_of_shares(line: str, found: dict[int, int]) -> None:
    assert given_(read_lines(line, UNITS)) == found


def test_what_is_unclear_is_said_and_not_guessed() -> None:
    read = read_lines("An Hòa 200\nAn Hòa 300\nXã Mây 40\nAn 7\nTổng 540", UNITS)
    assert (given_(read), read.unclear) == ({1: 200}, ("An Hòa 300", "Xã Mây 40", "An 7"))
    assert read.total == 200


TABLE = [
    ["", "BẢNG GIAO CHỈ TIÊU", "", "", ""],
    ["STT", "Đơn vị", "Số đoàn viên", "Lượt người tham gia", "Ghi chú"],
    ["1", "Đoàn phường An Hòa", "120", "200", ""],
    ["2", "Tân Lập", "80", "1.300", "x"],
    ["", "Tổng cộng", "200", "1.500", ""],
]


def test_of_several_columns_the_one_headed_as_the_target_is() -> None:
    assert given_(read_rows(TABLE, "lượt người tham gia", UNITS)) == {1: 200, 2: 1300}
    unheaded = read_rows(TABLE, "suất quà", UNITS)
    assert (unheaded.given, unheaded.columns) == ({}, ("Số đoàn viên", "Lượt người tham gia"))


@pytest.mark.parametrize("rows", [[], [[]], [["a", "b"], ["1", "2"]], [["Xã Mây", "4"]]], ids=str)
def test_a_table_of_something_else(rows: list[list[str]]) -> None:
    assert read_rows(rows, "lượt", UNITS).given == {}
