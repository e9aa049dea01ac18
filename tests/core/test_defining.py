"""What an officer types to change what a report asks."""

from datetime import UTC, datetime, timedelta

import pytest

from core.defining import Change, Doing, added, dropped, is_wish, read
from core.filesorts import Sort
from core.forms import Check, Field, FieldKind, Form
from core.reviews import lacking
from core.say import units16
from core.texts import forming
from tests.copybook import RESULT

NOW = datetime(2021, 10, 20, 2, tzinfo=UTC)
SINCE = NOW.isoformat()
FILE = Field("tep", "Tệp báo cáo", FieldKind.FILES)
TURNS = Field("luot", "Số lượt tham gia", FieldKind.NUMBER, "lượt", required=False)
PHOTOS = Field("anh", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=3)
FORM = Form((FILE, TURNS))
THREE = Form((FILE, TURNS, PHOTOS))


def change(form: Form, text: str) -> Change:
    found = read(form, text, NOW)
    assert found is not None, text
    return found


def number(label: str, unit: str, **more: int) -> Field:
    return Field("m1", label, FieldKind.NUMBER, unit, required=False, **more)  # type: ignore[arg-type]


def plain(label: str, kind: FieldKind) -> Field:
    return Field("m1", label, kind, required=False)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("thêm: số lượt nghe (lượt), bắt buộc",
         Field("m1", "Số lượt nghe", FieldKind.NUMBER, "lượt", since=SINCE)),
        ("them so buoi", number("So buoi", "buổi")),
        ("thêm: kinh phí hỗ trợ", number("Kinh phí hỗ trợ", "đồng")),
        ("thêm: tỉ lệ đoàn viên, từ 0 đến 100", number("Tỉ lệ đoàn viên", "%", minimum=0, maximum=100)),
        ("hỏi thêm số suất quà (suất), không quá 1.000", number("Số suất quà", "suất", maximum=1000)),
        ("thêm: ảnh hoạt động, 3–10, bắt buộc",
         Field("m1", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=3, maximum=10, since=SINCE)),
        ("thêm 3 ảnh hoạt động bắt buộc", Field("m1", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=3, since=SINCE)),
        ("thêm: địa điểm tổ chức", plain("Địa điểm tổ chức", FieldKind.TEXT)),
        ("thêm: khó khăn, đoạn văn", plain("Khó khăn", FieldKind.LONG_TEXT)),
        ("thêm: ngày tổ chức, bắt buộc", Field("m1", "Ngày tổ chức", FieldKind.DATE, since=SINCE)),
        ("thêm: đường dẫn tin bài", plain("Đường dẫn tin bài", FieldKind.LINK)),
        ("thêm: tin bài, đường dẫn", plain("Tin bài", FieldKind.LINK)),
        ("thêm: cấp ủy đã duyệt, có/không", plain("Cấp ủy đã duyệt", FieldKind.YES_NO)),
        ("thêm: hình thức, chọn: Hội thi / Tọa đàm",
         Field("m1", "Hình thức", FieldKind.CHOICE, required=False, options=("Hội thi", "Tọa đàm"))),
        ("thêm: tệp danh sách, pdf, excel, tối đa 20 MB",
         Field("m1", "Tệp danh sách", FieldKind.FILES, required=False, sorts=(Sort.EXCEL, Sort.PDF), largest=20)),
    ],
)  # fmt: skip
def test_a_new_part(text: str, field: Field) -> None:
    found = change(FORM, text)
    assert (found.doing, found.field) == (Doing.ADD, field)
    assert found.form.fields == (FILE, TURNS, field)


@pytest.mark.parametrize("text", ["bỏ 2", "bo so luot tham gia", "xóa mục 2", "bỏ số lượt", "không hỏi lượt"])
def test_one_is_dropped(text: str) -> None:
    found = change(FORM, text)
    assert (found.doing, found.form.fields, found.form.past) == (Doing.DROP, (FILE,), (TURNS,))


@pytest.mark.parametrize(
    ("text", "doing"),
    [("2 bắt buộc", Doing.REQUIRE), ("bat buoc muc 2", Doing.REQUIRE), ("số lượt không bắt buộc", Doing.FREE),
     ("không bắt buộc: 2", Doing.FREE)],
)  # fmt: skip
def test_one_is_needed_or_not(text: str, doing: Doing) -> None:
    found = change(FORM, text)
    assert found.field is not None
    assert (found.doing, found.field.key, found.field.required) == (doing, "luot", doing is Doing.REQUIRE)


@pytest.mark.parametrize(
    ("text", "key", "bounds"),
    [
        ("2 từ 0 đến 500", "luot", (0, 500)),
        ("số lượt 0-500", "luot", (0, 500)),
        ("mục 2 không quá 1.000", "luot", (None, 1000)),
        ("2 <= 3", "luot", (None, 3)),  # a number alone is no part
        ("3 tối đa 20", "anh", (3, 20)),
        ("ảnh ít nhất 5", "anh", (5, None)),
        ("3 không giới hạn", "anh", (None, None)),
    ],
)
def test_what_a_part_takes(text: str, key: str, bounds: tuple[int | None, int | None]) -> None:
    found = change(THREE, text)
    assert found.field is not None
    assert (found.doing, found.field.key) == (Doing.BOUND, key)
    assert (found.field.minimum, found.field.maximum) == bounds
    assert found.form.field(key) == found.field


@pytest.mark.parametrize(
    ("text", "order"),
    [("3 lên 1", ["anh", "tep", "luot"]), ("đưa ảnh lên đầu", ["anh", "tep", "luot"]),
     ("chuyển mục 1 xuống cuối", ["luot", "anh", "tep"]), ("tep xuong 2", ["luot", "tep", "anh"])],
)  # fmt: skip
def test_the_order(text: str, order: list[str]) -> None:
    found = change(THREE, text)
    assert found.doing is Doing.MOVE
    assert [one.key for one in found.form.fields] == order


PEOPLE = Field("nguoi", "Số người dự", FieldKind.NUMBER, "người", required=False)
PAIR = Form((FILE, TURNS, PEOPLE))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("người ≤ lượt", ""),
        ("nguoi <= luot", ""),
        ("mục 3 không quá mục 2", ""),
        ("số người không nhiều hơn số lượt: Một người có thể đến nhiều lần.", "Một người có thể đến nhiều lần"),
    ],
)
def test_two_numbers_are_compared(text: str, words: str) -> None:
    found = change(PAIR, text)
    assert (found.doing, found.form.checks) == (Doing.CHECK, (Check("nguoi", "luot", words),))
    assert change(found.form, "bỏ kiểm tra").form.checks == ()


@pytest.mark.parametrize(
    ("text", "nil"),
    [("nhận không phát sinh", True), ("cho phep bao khong phat sinh", True), ("không nhận “không phát sinh”", False),
     ("phải có hoạt động", False)],
)  # fmt: skip
def test_whether_nothing_is_a_report(text: str, nil: bool) -> None:
    found = change(FORM, text)
    assert (found.doing, found.form.nil) == (Doing.NIL, nil)


@pytest.mark.parametrize(
    "text",
    [
        *("", "bỏ 9", "thêm:", "đổi chút", "thêm: 123", "9 bắt buộc", "9 lên 1", "2 lên 9", "1 từ 5 đến 2", "bỏ"),
        *("tệp ≤ lượt", "lượt ≤ lượt", "1 từ", "bỏ kiểm tra", "thêm: ảnh, 10-3", "thêm: " + "a" * 81, "ba ≤ bốn"),
    ],
)
def test_what_says_none_of_it(text: str) -> None:
    assert read(FORM, text, NOW) is None


@pytest.mark.parametrize("text", ["viec", "tình hình", "kế hoạch", "chưa nộp", "duyệt", "đúng", "cảm ơn", "12"])
def test_another_wish_is_left_alone(text: str) -> None:
    assert not is_wish(text)


def test_what_is_dropped_comes_back_with_its_answers() -> None:
    without = dropped(FORM, TURNS)
    assert change(without, "thêm: số lượt tham gia (lượt)").form == FORM


def test_people_are_never_more_than_their_turns() -> None:
    found = change(FORM, "thêm: số người tham gia (người)")
    assert found.check == Check("m1", "luot")
    assert found.form.checks == (found.check,)


def test_what_became_required_is_not_required_of_what_was_handed_in_before() -> None:
    form = change(FORM, "2 bắt buộc").form
    before, after = (form.as_of(NOW + timedelta(seconds=side)) for side in (-1, 1))
    assert [one.label for one in lacking(before, {}, [1])] == []
    assert [one.label for one in lacking(after, {}, [1])] == ["Số lượt tham gia"]
    more = change(THREE, "3 ít nhất 5").form.as_of(NOW - timedelta(seconds=1))
    assert lacking(more, {"anh": [2, 3, 4]}, [1, 2, 3, 4]) == []


def test_of_nothing_happened_nothing_is_lacking() -> None:
    assert lacking(THREE, {"_nil": "mưa lũ"}, ()) == []


def test_a_form_survives_being_kept() -> None:
    form = change(change(PAIR, "2 bắt buộc").form, "người ≤ lượt: Xin xem lại").form
    assert Form.from_json(form.to_json()) == form


@pytest.mark.parametrize("many", [1, 12])
def test_however_long_the_labels_are_the_form_is_one_letter(many: int) -> None:
    form = Form(())
    for n in range(many):
        form = added(form, change(form, f"thêm: {'nội dung hết sức quan trọng số ' * 2}{n}, bắt buộc").form.fields[-1])
    assert units16(forming.form(RESULT.name, form, forming.unread("đổi " * 50))) <= 600
