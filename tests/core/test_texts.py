"""What every sentence of the product keeps to, and what the letters say at which moment."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.deadlines import Deadline, before_day, before_hour, no_later_than, no_later_than_hour
from core.forms import Field, Form, Reason
from core.progress import Tally
from core.roles import MENUS
from core.say import units16
from core.submissions import Timeliness, Workflow
from core.texts import answers, fields, groups, help, labels, nudges, pages, people, report, status, system, work
from core.texts.clauses import LIMIT, Stage, clip, closing, few, issued, left, reference, stage
from core.texts.values import (
    NIL,
    Addressee,
    Answered,
    Due,
    Matter,
    MissingUnit,
    Plan,
    Receipt,
    Status,
    WorkItem,
    by_urgency,
)
from core.understanding import understand
from tests import copybook
from tests.copybook import CONTENT, HUNG, IN_TIME, LATE, MAI, PHOTOS, PLAN, QUICK, RESULT, SECOND, TALLY, at

TEXTS = {f"{sample.name} {sample.note}": sample.rendered() for sample in copybook.SAMPLES}
WORDS = dict(copybook.constants())
EVERYTHING = TEXTS | WORDS
DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
DAY_NAME = r"(?:[Tt]hứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ nhật)"
ISSUED = re.compile(r"Kế hoạch[^\n]{0,200}? ngày \d{2}/\d{1,2}/\d{4}")
TO_TYPE = re.compile(r"(?:(?:[Gg]õ|trả lời|ví dụ|hoặc|,) |^)“([^”]{2,40})”", re.MULTILINE)
QUOTED = re.compile(r"“[^”]*”")


# ── the copy book ──


def test_every_public_text_is_in_the_copy_book() -> None:
    assert {sample.name for sample in copybook.SAMPLES} == copybook.public_texts()


def test_the_copy_book_is_true() -> None:
    assert copybook.FILE.read_text(encoding="utf-8") == copybook.book(), "make copybook"


# ── what holds for every sentence ──


def breaking(wrong: Callable[[str], object]) -> list[str]:
    """The names of the sentences that a rule finds fault with."""
    return [name for name, text in EVERYTHING.items() if wrong(text)]


def test_every_sentence_is_made_of_composed_letters() -> None:
    assert breaking(lambda text: unicodedata.normalize("NFC", text) != text) == []


def test_no_sentence_has_pictures() -> None:
    assert breaking(lambda text: [c for c in text if ord(c) > 0x2FFF or unicodedata.category(c) == "So"]) == []


def test_no_sentence_blames_or_speaks_as_to_a_friend() -> None:
    banned = re.compile("vi phạm|từ chối|trả lại|bạn |phê bình|trừ điểm", re.IGNORECASE)
    assert breaking(banned.search) == []


def test_no_sentence_has_loose_spaces_or_empty_places() -> None:
    faults = re.compile(r"^\s|\s$|  | \n|\n |None|\(\)|[:,;] ?\.|“”|\.\.")
    assert breaking(faults.search) == []


def test_dates_come_with_their_weekday() -> None:
    assert breaking(dates_without_weekday) == []


def dates_without_weekday(text: str) -> list[str]:
    """Dates outside quotes that no weekday stands beside; the issue date of a plan has none."""
    bare = ISSUED.sub("", QUOTED.sub("", text))
    named = re.compile(rf"{DAY_NAME} {DATE.pattern}|{DATE.pattern} \({DAY_NAME}\)")
    return DATE.findall(named.sub("", bare))


def test_a_date_without_its_weekday_would_be_noticed() -> None:
    assert dates_without_weekday("Hạn 28/10/2021.") == ["28/10/2021"]


def test_a_letter_is_read_without_scrolling() -> None:
    assert [name for name, text in TEXTS.items() if units16(text) > LIMIT] == []


def test_what_people_are_told_to_type_is_understood() -> None:
    told = {words for text in TEXTS.values() for words in TO_TYPE.findall(text)} - set(WORDS.values())
    told -= {"có", "không", "hôm nay", "8/10"}  # answers to a question, read by core.forms
    assert {"việc", "nộp", "huỷ", "chưa nộp", "xin gia hạn", "sáng mai nộp"} <= told
    assert [words for words in sorted(told) if understand(words) is None] == []


def test_every_menu_command_has_a_short_description() -> None:
    commands = {command for menu in MENUS.values() for command in menu} | {"huy", "start"}
    assert commands == set(help.COMMANDS)
    assert max(map(len, help.COMMANDS.values())) <= 60


def test_labels_are_short_and_unlike_each_other() -> None:
    said = [value for name, value in vars(labels).items() if name.isupper()]
    assert len({label.casefold() for label in said}) == len(said)
    assert max(map(len, said)) <= 24


# ── the reminder, by the moment ──


def nudge(now: datetime, *dues: Due) -> str:
    return nudges.nudge(MAI, PLAN, [WorkItem(due) for due in dues or (RESULT,)], now)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (at(21, 8, 15), "đề nghị đồng chí quan tâm gửi Báo cáo kết quả “trước ngày 29/10/2021 (thứ Sáu)”"),
        (at(25, 8, 15), "tức chậm nhất hết thứ Năm 28/10/2021. Còn 3 ngày."),
        (at(27, 14), "Ngày mai là ngày cuối."),
        (at(28, 8, 15), "Hôm nay, thứ Năm 28/10/2021, là ngày cuối gửi Báo cáo kết quả"),
        (at(28, 8, 15), "trước 17 giờ 00 để kịp được hỗ trợ khi cần, chậm nhất hết hôm nay"),
        (at(29, 8, 15), "Ban Tổ chức đợt thi đua còn nhận trong hôm nay, thứ Sáu 29/10/2021"),
        (at(1, 8, 15, month=11), "đề nghị đồng chí gửi bổ sung trước 17 giờ 00 hôm nay"),
    ],
)
def test_a_reminder_says_what_is_true_at_its_moment(now: datetime, said: str) -> None:
    assert said.casefold() in nudge(now).casefold()


def test_late_in_the_afternoon_no_reminder_asks_for_five_o_clock() -> None:
    assert "17 giờ" not in nudge(at(28, 16, 30)) + nudge(at(1, 16, 30, month=11))


def test_an_hour_deadline_counts_the_hours_that_are_left() -> None:
    text = nudge(at(29, 9), QUICK)
    assert "chậm nhất 11 giờ 00, còn 2 giờ" in text
    assert "hết hôm nay" not in text


def test_on_a_channel_without_files_the_reminder_carries_the_link() -> None:
    text = nudges.nudge(MAI, PLAN, [WorkItem(RESULT)], at(25, 8), "https://x.example.vn/nop/1")
    assert "Mở liên kết để gửi tệp: https://x.example.vn/nop/1\n" in text
    assert "Trả lời tin này kèm tệp" not in text


def test_several_reports_come_in_one_letter_the_most_urgent_first() -> None:
    text = nudge(at(28, 8, 15), PHOTOS, RESULT)
    assert text.index(f"1. {RESULT.name}") < text.index(f"2. {PHOTOS.name}")


def test_reports_that_find_no_room_are_counted() -> None:
    text = nudge(at(28, 8, 15), PHOTOS, RESULT, CONTENT, QUICK)
    assert re.search(r"và \d báo cáo khác", text)


@given(minutes=st.integers(-20 * 1440, 5 * 1440))
@settings(max_examples=60, deadline=None)
def test_nobody_is_called_late_before_the_last_moment_judged_on_time(minutes: int) -> None:
    now = RESULT.lenient + timedelta(minutes=minutes)
    said = " ".join((nudge(now), work.my_work(MAI.unit, [WorkItem(RESULT)], now), left(RESULT, now)))
    if now <= RESULT.lenient:
        assert not re.search("quá hạn|bổ sung|sau hạn", said)
    else:
        assert "gửi bổ sung" in said


def items_of(count: int, done: int) -> list[WorkItem]:
    """So many that are owed, a week apart, and so many that came before."""

    def due(n: int) -> Due:
        end = RESULT.strict + timedelta(weeks=n)
        return replace(RESULT, name=f"Báo cáo tuần {n}", strict=end, lenient=end)

    owed = [WorkItem(due(n)) for n in range(count)]
    return owed + [WorkItem(due(-n), Workflow.ACCEPTED, Timeliness.ON_TIME, f"AH-{n}") for n in range(1, done + 1)]


def test_of_much_work_the_most_urgent_is_told_in_full_and_the_rest_by_its_date() -> None:
    text = work.my_work(MAI.unit, items_of(6, 40), at(28, 8, 15))
    assert "1. Báo cáo tuần 0: hạn “" in text
    assert "6. Báo cáo tuần 5: hết thứ Năm 02/12/2021, còn 35 ngày." in text
    assert "Đã xong 40 báo cáo; gần đây nhất: Báo cáo tuần -1 (AH-1, đúng hạn)." in text


def test_more_than_can_be_read_at_once_is_counted() -> None:
    text = work.my_work(MAI.unit, items_of(30, 0), at(28, 8, 15))
    assert "Đề nghị đồng chí gửi 30 báo cáo" in text
    shown = text.count("\n") - 2
    assert re.search(rf"Còn {30 - shown} báo cáo nữa, hạn từ thứ Năm \S+ trở đi; gõ “lịch” để xem.", text)


names = st.text(st.sampled_from("ăâđêôơưạảãáàABC’-()&<> xyz"), min_size=1, max_size=160).map(
    lambda text: " ".join(text.split()) or "A"
)


@given(
    name=names,
    unit=names,
    title=names,
    report_name=names,
    speaker=names,
    count=st.integers(1, 6),
    day=st.integers(-9, 9),
)
@settings(max_examples=80, deadline=None)
def test_a_reminder_fits_whatever_the_names(
    name: str, unit: str, title: str, report_name: str, speaker: str, count: int, day: int
) -> None:
    who = Addressee(name, title, unit)
    plan = Plan(speaker, speaker, "335-KH/ĐTN-BCNLĐ", date(2021, 9, 5), unit, speaker, name, "0912.000.118")
    due = Due(report_name, RESULT.wording, RESULT.strict, RESULT.lenient)
    text = nudges.nudge(who, plan, [WorkItem(due)] * count, RESULT.lenient + timedelta(days=day))
    assert units16(text) <= LIMIT
    assert "0912.000.118" in text
    assert RESULT.wording in text


@given(unit=names, report_name=names, speaker=names, contents=st.lists(names, max_size=12), late=st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_receipt_fits_whatever_the_names(
    unit: str, report_name: str, speaker: str, contents: list[str], late: bool
) -> None:
    due = Due(report_name, RESULT.wording, RESULT.strict, RESULT.lenient)
    received = RESULT.lenient + timedelta(days=3 if late else -3)
    got = Receipt("ABCD-1234", due, unit, received, contents, version=2, waiting_files=3, first=received)
    plan = Plan(speaker, speaker, "", None, unit, speaker, unit, "")
    text = report.receipt(got, plan)
    assert units16(text) <= LIMIT
    assert "ABCD-1234" in text
    assert ("sau hạn 3 ngày" if late else "đúng hạn") in text


@given(owed=st.integers(0, 40), done=st.integers(0, 60), unit=names, report_name=names)
@settings(max_examples=60, deadline=None)
def test_a_list_of_work_fits_whatever_the_names(owed: int, done: int, unit: str, report_name: str) -> None:
    items = [replace(one, due=replace(one.due, name=report_name)) for one in items_of(owed, done)]
    assert units16(work.my_work(unit, items, at(28, 8, 15))) <= LIMIT


@given(owed=st.integers(0, 4), unit=names, issuer=names)
@settings(max_examples=40, deadline=None)
def test_a_welcome_fits_whatever_the_names(owed: int, unit: str, issuer: str) -> None:
    plan = Plan("đợt", "đợt", "", None, issuer, issuer, unit, "0912.000.118")
    text = people.welcome(Addressee(unit, "Bí thư", unit), plan, [RESULT] * owed, at(4, 9))
    assert units16(text) <= LIMIT


# ── the receipt ──


def test_a_receipt_names_unit_code_moment_and_verdict() -> None:
    text = report.receipt(IN_TIME, PLAN)
    assert "của Đoàn phường An Hòa" in text
    assert "Mã nhận: AH-27. Nhận lúc 16 giờ 42, thứ Tư 27/10/2021: đúng hạn" in text
    assert "không nhắc báo cáo này nữa" in text


def test_a_receipt_never_says_that_a_mail_is_needless() -> None:
    assert "không phải gửi" not in report.receipt(IN_TIME, PLAN) + report.receipt(LATE, PLAN)


def test_a_late_receipt_counts_from_the_day_still_taken() -> None:
    text = report.receipt(LATE, PLAN)
    assert "sau hạn 3 ngày" in text
    assert "nhận đến hết thứ Sáu 29/10/2021" in text


def test_late_by_hours_is_not_late_by_days() -> None:
    got = Receipt("AH-2", QUICK, MAI.unit, at(29, 11, 30))
    assert "sau hạn trong ngày" in report.receipt(got, PLAN)


def test_a_new_version_keeps_the_first_moment_and_its_verdict() -> None:
    text = report.receipt(SECOND, PLAN)
    assert "giờ nhận lần đầu 16 giờ 42, thứ Tư 27/10/2021 được giữ: đúng hạn" in text


def test_a_report_first_sent_late_stays_late_in_a_better_version() -> None:
    got = Receipt("AH-4", RESULT, MAI.unit, at(2, 9, month=11), version=2, first=at(1, 9, month=11))
    assert report.is_late(got)


# ── answers read back ──


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (copybook.EVENTS, 2, "2 buổi"),
        (copybook.PEOPLE_COUNT, 1500, "1.500 lượt người"),
        (copybook.PEOPLE_COUNT, "1500.25", "1.500,25 lượt người"),
        (copybook.EVENTS, 0, "0 buổi"),
        (copybook.EVENTS, NIL, "không phát sinh"),
        (copybook.HELD_ON, "2021-10-08", "thứ Sáu 08/10/2021"),
        (copybook.PLANNED, False, "không"),
        (copybook.PLACE, "Nhà văn hóa An Hòa", "Nhà văn hóa An Hòa"),
    ],
)
def test_an_answer_is_read_back_in_words(field: Field, value: object, said: str) -> None:
    assert fields.value_said(field, value) == said


def test_everything_answered_is_read_back_in_the_order_of_the_form() -> None:
    back = fields.read_back(copybook.FORM, {"people": 150, "events": 2}, {1: "a.docx", 2: "b.jpg"})
    assert [answer.value for answer in back] == ["2 buổi", "150 lượt người", "2 tệp: a.docx, b.jpg"]


def test_files_are_read_back_even_where_no_part_asks_for_them() -> None:
    assert fields.read_back(Form(), {}, {1: "a.docx"}) == (Answered("Tệp kèm theo", "1 tệp: a.docx"),)


def test_a_receipt_counts_numbers_and_sorts_of_files() -> None:
    answered = {"events": 2, "people": 150, "story": "Mỗi tuần một việc tốt", "planned": True}
    assert fields.contents(copybook.FORM, answered, ["a.docx", "1.jpg", "2.JPG", "x"]) == (
        "2 buổi",
        "150 lượt người",
        "Cách làm hay của đơn vị",
        "Đơn vị có kế hoạch riêng: có",
        "1 tệp Word",
        "2 ảnh",
        "1 tệp",
    )


def test_every_reason_to_ask_again_has_its_words() -> None:
    assert {why.reason for _, why, _ in copybook.MISREAD} == set(Reason)


# ── status ──


def numbers(line: str) -> list[int]:
    return [int(found) for found in re.findall(r"\b\d+\b", line)]


def test_the_leader_gets_exactly_five_lines() -> None:
    assert len(status.five_lines(PLAN, Status(RESULT, TALLY), (), at(28, 14)).splitlines()) == 5


def test_the_numbers_read_aloud_add_up() -> None:
    head, missing, reviewed, *_ = status.five_lines(PLAN, Status(RESULT, TALLY), (), at(28, 14)).splitlines()
    assert "đã nộp 31/43" in head
    whole, *parts = numbers(missing)
    assert whole == sum(parts) == 43 - 31
    whole, *parts = numbers(reviewed)
    assert whole == sum(parts) == 31


@pytest.mark.parametrize(("count", "named"), [(1, True), (5, True), (6, False)])
def test_units_are_named_only_when_they_are_few(count: int, named: bool) -> None:
    silent = [f"Đoàn phường {n}" for n in range(count)]
    shown = Status(RESULT, Tally(expected=count, missing=count, silent=count), silent)
    assert ("Đoàn phường 0" in status.five_lines(PLAN, shown, (), at(28, 14))) is named


def test_a_group_hears_no_name_and_no_number_of_a_phone() -> None:
    said = groups.board([(PLAN, [Status(RESULT, TALLY, ["Đoàn phường An Bình"])])], at(28, 14))
    assert "An Bình" not in said
    assert PLAN.contact_phone not in said


def test_who_said_it_went_by_mail_is_not_counted_as_silent() -> None:
    said = status.missing_list(
        RESULT,
        [MissingUnit("Đoàn phường An Lạc", by_email=True)],
        Tally(expected=43, missing=1, by_email=1),
        at(28, 14),
    )
    assert "báo đã gửi email, đang đối chiếu" in said
    assert "chưa phản hồi" not in said


# ── small rules ──


@pytest.mark.parametrize(
    ("due", "now", "expected"),
    [
        (RESULT, at(27, 23, 59), Stage.AHEAD),
        (RESULT, at(28, 0), Stage.LAST_DAY),
        (RESULT, RESULT.strict, Stage.LAST_DAY),
        (RESULT, at(29, 0), Stage.GRACE),
        (RESULT, RESULT.lenient, Stage.GRACE),
        (RESULT, at(30, 0), Stage.OVERDUE),
        (CONTENT, at(8, 23, 59), Stage.LAST_DAY),
        (CONTENT, at(9, 0), Stage.OVERDUE),
        (QUICK, at(29, 10, 59), Stage.LAST_DAY),
        (QUICK, at(29, 11), Stage.OVERDUE),
    ],
)
def test_where_a_moment_stands_to_a_deadline(due: Due, now: datetime, expected: Stage) -> None:
    assert stage(due, now) is expected


def test_an_hour_kept_to_the_minute_is_no_day_of_grace() -> None:
    hour = no_later_than_hour(date(2021, 10, 29), time(11), "chậm nhất 11g00 ngày 29/10/2021")
    due = Due("Báo cáo nhanh", hour.wording, hour.strict, hour.lenient, hour.hour)
    assert stage(due, at(29, 11) + timedelta(seconds=30)) is Stage.LAST_DAY


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (before_day(date(2021, 10, 29), ""), "hết thứ Năm 28/10/2021"),
        (no_later_than(date(2021, 10, 8), ""), "hết thứ Sáu 08/10/2021"),
        (before_hour(date(2021, 10, 29), time(17), ""), "17 giờ 00, thứ Sáu 29/10/2021"),
        (no_later_than_hour(date(2021, 10, 29), time(17, 30), ""), "17 giờ 30, thứ Sáu 29/10/2021"),
        (before_hour(date(2021, 10, 29), time(0), ""), "hết thứ Năm 28/10/2021"),
    ],
)
def test_the_last_safe_moment_in_words(deadline: Deadline, said: str) -> None:
    assert closing(Due("", deadline.wording, deadline.strict, deadline.lenient, deadline.hour)) == said


@pytest.mark.parametrize(
    ("on", "written"),
    [(date(2021, 9, 30), "30/9/2021"), (date(2024, 2, 16), "16/02/2024"), (date(2021, 9, 5), "05/9/2021")],
)
def test_an_issue_date_is_written_as_on_the_paper(on: date, written: str) -> None:
    assert issued(on) == written


def test_a_plan_without_number_is_called_by_its_name() -> None:
    plan = Plan("đợt thi đua", "đợt thi đua lao động sáng tạo", "", None, "", "", "", "")
    assert reference(plan) == "Kế hoạch đợt thi đua lao động sáng tạo"


def test_moments_of_the_database_are_told_in_local_time() -> None:
    utc = at(27, 16, 42).astimezone(UTC)
    assert report.receipt(Receipt("AH-27", RESULT, MAI.unit, utc), PLAN).count("16 giờ 42, thứ Tư 27/10/2021") == 1


def test_what_is_done_comes_after_what_is_owed() -> None:
    done = WorkItem(CONTENT, Workflow.HANDED_IN, receipt="AH-12")
    assert by_urgency([done, WorkItem(PHOTOS), WorkItem(RESULT)])[-1] is done


def test_a_returned_report_is_owed_again() -> None:
    assert WorkItem(RESULT, Workflow.RETURNED, receipt="AH-27").owed


def test_a_calendar_never_calls_anyone_late() -> None:
    assert "quá hạn" not in work.calendar([PLAN], MAI.unit, [RESULT], at(5, 8, month=11))


def test_words_passed_on_are_quoted_in_one_piece() -> None:
    said = answers.passed_on_notice(Matter.QUESTION, HUNG, "", "dòng một\n\ndòng hai", at(28, 9))
    assert said.endswith("“dòng một dòng hai”")


def test_a_wrong_setting_is_told_without_its_value() -> None:
    assert "WEB_PORT=8080" in system.bad_setting("WEB_PORT", "8080")


def test_the_sign_in_page_says_who_asks_before_it_asks() -> None:
    said = f"{pages.invited(PLAN)} {pages.plan_named(PLAN)} {pages.officer(PLAN)}"
    assert all(part in said for part in ("Quận Đoàn Bình Lâm", "41-KH/ĐTN", "đồng chí Khoa, 0912.000.118"))


@pytest.mark.parametrize(
    ("count", "said"), [(2, "A0, A1"), (5, "A0, A1, A2, A3, A4"), (7, "A0, A1, A2, A3, A4 và 2 đơn vị khác")]
)
def test_long_lists_of_names_end_in_a_count(count: int, said: str) -> None:
    assert few([f"A{n}" for n in range(count)]) == said


@given(text=st.text(max_size=80), room=st.integers(1, 90))
@settings(max_examples=60)
def test_cut_text_fits_its_room(text: str, room: int) -> None:
    assert units16(clip(text, room)) <= room


@pytest.mark.parametrize(
    ("name", "room", "said"),
    [
        ("Báo cáo kết quả phong trào thanh niên tình nguyện (tháng 6/2026)", 36, "Báo cáo kết quả… (tháng 6/2026)"),
        ("Báo cáo kết quả phong trào thanh niên tình nguyện (quý II/2026)", 36, "Báo cáo kết quả… (quý II/2026)"),
        ("Báo cáo công tác Đoàn (tuần từ 28/06 đến 04/07/2026)", 36, "Báo… (tuần từ 28/06 đến 04/07/2026)"),
        ("Báo cáo công tác Đoàn (6 tháng đầu năm 2026)", 40, "Báo cáo công… (6 tháng đầu năm 2026)"),
        ("Báo cáo công tác Đoàn (tháng 6/2026)", 16, "Báo cáo công…"),
        ("Báo cáo công tác Đoàn và phong trào (bản chính)", 36, "Báo cáo công tác Đoàn và phong…"),
    ],
)
def test_a_long_name_keeps_its_period(name: str, room: int, said: str) -> None:
    assert clip(name, room) == said


def test_two_periods_of_one_report_are_told_apart_on_buttons() -> None:
    name = "Báo cáo kết quả công tác Đoàn và phong trào thanh thiếu nhi"
    july, june = (replace(RESULT, name=f"{name} (tháng {month}/2026)") for month in (7, 6))
    for label in (report.report_label, report.replace_label):
        assert "tháng 6/2026" in label(june)
        assert "tháng 7/2026" in label(july)
