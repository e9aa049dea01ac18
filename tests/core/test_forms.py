"""What an answer typed in chat comes to, and what is asked next."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.drafts import can_be_handed_in, can_be_skipped, next_question
from core.filesorts import Sort
from core.forms import Answer, Field, FieldKind, Form, Misread, Reason, Sent, missing, placed, progress, read

PEOPLE = Field("people", "Số lượt người tham gia", FieldKind.NUMBER, unit="lượt", minimum=1, maximum=100_000)
MONEY = Field("money", "Kinh phí", FieldKind.NUMBER, unit="đồng", required=False)
TITLE = Field("title", "Tên hoạt động", FieldKind.TEXT, maximum=20)
STORY = Field("story", "Nội dung", FieldKind.LONG_TEXT, required=False)
HELD = Field("held", "Đã tổ chức chưa", FieldKind.YES_NO)
AREA = Field("area", "Khu vực", FieldKind.CHOICE, options=("Địa bàn dân cư", "Công nhân lao động", "Công chức"))
DAY = Field("day", "Ngày tổ chức", FieldKind.DATE)
REPORT = Field("report", "Tệp báo cáo", FieldKind.FILES)
PHOTOS = Field("photos", "Ảnh", FieldKind.FILES, required=False, minimum=2)


@pytest.mark.parametrize(
    ("field", "text", "answer"),
    [
        (PEOPLE, "150", 150),
        (PEOPLE, "150 luot", 150),
        (PEOPLE, "20.000", 20_000),
        (MONEY, "1,5tr", 1_500_000),
        (MONEY, "1,5", "1.5"),
        (MONEY, "0", 0),
        (TITLE, "  Ra   quân \n hè ", "Ra quân hè"),
        (TITLE, "không có", "không có"),
        (STORY, "dòng một\ndòng hai", "dòng một\ndòng hai"),
        (HELD, "dạ có ạ", True),
        (HELD, "roi", True),
        (HELD, "chua a", False),
        (AREA, "2", "Công nhân lao động"),
        (AREA, "2.", "Công nhân lao động"),
        (AREA, "cong nhan lao dong", "Công nhân lao động"),
        (AREA, "địa bàn", "Địa bàn dân cư"),
        (DAY, "08/10/2021", "2021-10-08"),
        (DAY, "8-10-21", "2021-10-08"),
        (DAY, "8.10.2021", "2021-10-08"),
        (DAY, "ngày 8 tháng 10 năm 2021", "2021-10-08"),
        (DAY, "2021-10-08", "2021-10-08"),
    ],
)
def test_an_answer(field: Field, text: str, answer: Answer) -> None:
    found = read(field, text)
    assert found == answer
    assert type(found) is type(answer)


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        (PEOPLE, "", Reason.EMPTY),
        (PEOPLE, " \u200b ", Reason.EMPTY),
        (PEOPLE, "nhiều lắm", Reason.NOT_A_NUMBER),
        (PEOPLE, "-5", Reason.NOT_A_NUMBER),
        (PEOPLE, "thôi", Reason.NOT_A_NUMBER),
        (PEOPLE, "ko co", Reason.NIL_OR_ZERO),
        (PEOPLE, "k co", Reason.NIL_OR_ZERO),
        (PEOPLE, "chưa có người nào", Reason.NIL_OR_ZERO),
        (PEOPLE, "không", Reason.NIL_OR_ZERO),
        (PEOPLE, "0 có", Reason.NIL_OR_ZERO),
        (PEOPLE, "bên em không phát sinh", Reason.NIL_OR_ZERO),
        (PEOPLE, "0", Reason.TOO_SMALL),
        (PEOPLE, "1 triệu", Reason.TOO_BIG),
        (TITLE, "", Reason.EMPTY),
        (TITLE, "một cái tên dài hơn hai mươi chữ", Reason.TOO_BIG),
        (HELD, "An Hòa", Reason.NOT_AN_OPTION),
        (AREA, "4", Reason.NOT_AN_OPTION),
        (AREA, "0", Reason.NOT_AN_OPTION),
        (AREA, "công", Reason.NOT_AN_OPTION),
        (DAY, "31/02/2021", Reason.NOT_A_DATE),
        (DAY, "8/10", Reason.NOT_A_DATE),
        (DAY, "hôm qua", Reason.NOT_A_DATE),
        (REPORT, "đây ạ", Reason.NEEDS_FILE),
        (REPORT, "", Reason.NEEDS_FILE),
    ],
)
def test_a_text_that_is_no_answer(field: Field, text: str, reason: Reason) -> None:
    found = read(field, text)
    assert isinstance(found, Misread)
    assert found.reason is reason


def test_an_ambiguous_number_comes_with_its_readings() -> None:
    assert read(PEOPLE, "12 hoặc 13") == Misread(Reason.AMBIGUOUS_NUMBER, (12, 13))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("8/10", "2021-10-08"),
        ("28/12", "2021-12-28"),
        ("hôm qua", "2021-10-26"),
        ("hnay", "2021-10-27"),
        ("hom nay", "2021-10-27"),
    ],
)
def test_today_lets_a_date_do_without_its_year(text: str, answer: str | None) -> None:
    found = read(DAY, text, date(2021, 10, 27))
    assert found == (answer or Misread(Reason.NOT_A_DATE))


def test_in_january_a_day_of_december_is_last_years() -> None:
    assert read(DAY, "28/12", date(2022, 1, 5)) == "2021-12-28"


texts = st.text(max_size=20)
bounds = st.none() | st.integers(0, 10**9)
kinds = st.sampled_from(FieldKind)
any_field = st.builds(Field, texts, texts, kinds, texts, st.booleans(), bounds, bounds, st.lists(texts).map(tuple))
forms = st.lists(any_field, unique_by=lambda field: field.key, max_size=6).map(lambda each: Form(tuple(each)))


@settings(max_examples=60)
@given(forms)
def test_a_form_comes_back_from_json_as_it_was(form: Form) -> None:
    assert Form.from_json(json.loads(json.dumps(form.to_json()))) == form


@settings(max_examples=100)
@given(any_field, st.text() | st.text("0123456789/.-, kcó"), st.none() | st.dates())
def test_every_answer_can_be_kept_as_json(field: Field, text: str, today: date | None) -> None:
    found = read(field, text, today)
    assert isinstance(found, Misread) or json.loads(json.dumps(found)) == found


def test_an_empty_document_is_an_empty_form() -> None:
    assert Form.from_json({}) == Form()


def test_a_form_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 2"):
        Form.from_json({"v": 2, "fields": []})


def test_two_fields_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        Form((PEOPLE, PEOPLE))


FORM = Form((PHOTOS, MONEY, PEOPLE, REPORT, HELD))


def test_what_is_required_is_asked_first_and_in_order() -> None:
    assert missing(FORM, {}, []) == PEOPLE
    assert missing(FORM, {"people": 150}, []) == REPORT
    assert missing(FORM, {"people": 150}, [7]) == HELD


def test_what_is_optional_is_asked_last_and_may_be_skipped() -> None:
    answers = {"people": 150, "held": False}
    assert missing(FORM, answers, [7]) == PHOTOS
    assert missing(FORM, answers, [7], {"photos"}) == MONEY
    assert missing(FORM, answers, [7], {"photos", "money"}) is None


def test_a_required_field_cannot_be_skipped() -> None:
    assert missing(FORM, {}, [7], {"people"}) == PEOPLE
    assert not can_be_skipped(PEOPLE)
    assert can_be_skipped(MONEY)


def test_zero_and_no_are_answers() -> None:
    form = Form((MONEY, HELD))
    assert missing(form, {"money": 0, "held": False}, []) is None


def test_a_file_fills_only_one_field_and_the_required_one_first() -> None:
    answers = {"people": 150, "held": True, "money": 0}
    assert missing(FORM, answers, [7, 8]) == PHOTOS
    assert missing(FORM, answers, [7, 8, 9]) is None
    assert missing(FORM, answers, [7, 7, 7]) == PHOTOS


@pytest.mark.parametrize(
    ("answers", "files", "skipped", "done"),
    [
        ({}, [], set(), 0),
        ({"people": 150}, [], set(), 1),
        ({"people": 150}, [7], set(), 2),
        ({"people": 150}, [7], {"photos", "held"}, 3),
        ({"people": 150, "held": True, "money": 0}, [7, 8, 9], set(), 5),
    ],
)
def test_progress_counts_what_is_settled(
    answers: dict[str, Answer], files: list[int], skipped: set[str], done: int
) -> None:
    assert progress(FORM, answers, files, skipped) == (done, 5)


def test_a_report_can_be_handed_in_while_optional_things_are_open() -> None:
    answers = {"people": 150, "held": True}
    assert next_question(FORM, answers, [7]) == PHOTOS
    assert can_be_handed_in(FORM, answers, [7])
    assert not can_be_handed_in(FORM, answers, [])


def test_photos_of_an_optional_part_are_not_the_file_that_is_required() -> None:
    form = Form(
        (Field("tep", "Báo cáo", FieldKind.FILES), Field("anh", "Ảnh", FieldKind.PHOTOS, required=False, minimum=2))
    )
    answers = placed(form, {}, [Sent(1, Sort.PHOTO), Sent(2, Sort.PHOTO)])
    assert answers == {"anh": [1, 2]}
    assert progress(form.first, answers, [1, 2]) == (0, 1)
    assert progress(form.first, answers, [1, 2, 3]) == (1, 1)
