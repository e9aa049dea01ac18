"""The copy book: every sentence of the product with sample values, for a proof-reader.

`python -m tests.copybook` writes tests/copybook.txt anew; a test keeps it true.
"""

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from core import defining, versions
from core.activities import Event, deadline_of
from core.behalf import Source
from core.broadcasts import Asks as Answers
from core.broadcasts import Outcome, Question
from core.calendar import Calendar
from core.clock import ZONE
from core.deadlines import before_day, before_hour, no_later_than, no_later_than_hour
from core.filekinds import look
from core.filesorts import Sort
from core.forms import Check, Field, FieldKind, Form, Misread, Reason
from core.internal import Unfit
from core.meetings import Changed
from core.plans.changes import Asked, Difference, Happens
from core.plans.charges import Planned
from core.plans.checking import Settled
from core.plans.proposal import Contact, Evidence, Finding, Kind, Proposal, Recurring, Reported, Wording
from core.points import Given, Point, usual
from core.points import Reason as For
from core.progress import Tally
from core.reminders import LAST_MORNING
from core.roles import Role
from core.say import units16
from core.schedule import Report
from core.schedule import schedule as slots_of
from core.shares import Shares
from core.submissions import Asks, Timeliness, Workflow
from core.targets import Aim, Figures, Standing, Way
from core.texts import (
    activities,
    amounts,
    answers,
    behalf,
    board_page,
    broadcasts,
    calls,
    changes,
    charges,
    claims,
    closing,
    digests,
    entries,
    exporting,
    feeds,
    fields,
    findings,
    firststeps,
    forming,
    groups,
    help,
    internal,
    labels,
    lines,
    mailing,
    meeting,
    mine,
    nudges,
    outlook,
    pages,
    pausing,
    people,
    periods,
    plan_page,
    planning,
    plans,
    private,
    reconciling,
    rehearsal,
    relays,
    removing,
    report,
    requests,
    returning,
    reviewing,
    roster,
    ruling,
    schedule,
    sending,
    shares,
    sheets,
    status,
    system,
    tallies,
    targets,
    turnouts,
    viewing,
    withdrawing,
    work,
)  # fmt: skip
from core.texts import points as praising
from core.texts.values import (
    NIL,
    Addressee,
    Answered,
    ByMail,
    Due,
    Holder,
    Matter,
    MissingUnit,
    NewReport,
    Plan,
    Receipt,
    Status,
    WorkItem,
)
from core.unusual import Doubt, Why

FILE = Path(__file__).with_name("copybook.txt")
MODULES: tuple[ModuleType, ...] = (
    people, work, report, fields, nudges, status, amounts, lines, answers, help, pages, system, findings, plans,
    planning, changes, firststeps, requests, pausing, exporting, praising, sheets, roster, periods, schedule, feeds,
    digests,
    viewing, board_page, closing, tallies,
    calls, plan_page, claims, rehearsal, reviewing, returning, withdrawing, ruling, relays,
    mailing, activities, turnouts, charges, entries, sending, behalf, reconciling, private, mine, forming, internal,
    outlook, groups, targets, shares, broadcasts, meeting, removing,
)  # fmt: skip
CONSTANTS: tuple[ModuleType, ...] = (labels, help, pages, plan_page, board_page, sending, private)


def at(day: int, hour: int, minute: int = 0, month: int = 10) -> datetime:
    return datetime(2021, month, day, hour, minute, tzinfo=ZONE)


def _due(name: str, deadline: Any) -> Due:
    return Due(name, deadline.wording, deadline.strict, deadline.lenient, deadline.hour)


MAI = Addressee("Lê Thị Mai", "Bí thư", "Đoàn phường An Hòa")
HUNG = Addressee("Phạm Văn Hùng", "Phó Bí thư", "Đoàn phường An Hòa")
KHOA = Addressee("Trần Đăng Khoa", "Cán bộ phụ trách", "Quận Đoàn Bình Lâm")
LAN = Addressee("Võ Ngọc Lan", "Bí thư", "Quận Đoàn Bình Lâm")
PLAN = Plan(
    short="đợt thi đua",
    name="đợt thi đua lao động sáng tạo",
    number="41-KH/ĐTN",
    issued_on=date(2021, 9, 30),
    issuer="Quận Đoàn Bình Lâm",
    speaker="Ban Tổ chức đợt thi đua",
    contact_name="Trần Đăng Khoa",
    contact_phone="0912.000.118",
)
POSTED = replace(PLAN, mailbox="baocao@example.vn")
CONTENT = _due("Nội dung hoạt động trọng tâm", no_later_than(date(2021, 10, 8), "chậm nhất ngày 08/10/2021 (thứ Sáu)"))
RIDDLE = _due(private.NAME, before_day(date(2021, 10, 29), "trước ngày 29/10/2021 (thứ Sáu)"))
RESULT = _due("Báo cáo kết quả", before_day(date(2021, 10, 29), "trước ngày 29/10/2021 (thứ Sáu)"))
QUICK = _due(
    "Báo cáo nhanh", before_hour(date(2021, 10, 29), at(29, 11).time(), "trước 11g00 ngày 29/10/2021 (thứ Sáu)")
)
PHOTOS = _due("Ảnh hoạt động", no_later_than(date(2021, 10, 31), "đến hết ngày 31/10/2021 (Chủ nhật)"))
VIDEO = _due("Phim ngắn", no_later_than(date(2021, 11, 5), "chậm nhất ngày 05/11/2021 (thứ Sáu)"))
OWED = WorkItem(RESULT)
DRAFTED = WorkItem(RESULT, draft=(2, 3), promised=at(28, 15))
DONE = WorkItem(CONTENT, Workflow.HANDED_IN, Timeliness.ON_TIME, receipt="AH-12")
PARTS = ("2 buổi", "150 lượt người tham gia", "1 tệp Word")
READ_BACK = (
    Answered("Số buổi hoạt động", "2 buổi"),
    Answered("Số lượt người tham gia", "150 lượt người"),
    Answered("Tệp báo cáo", "1 tệp: bao-cao-an-hoa.docx"),
)
IN_TIME = Receipt("AH-27", RESULT, MAI.unit, at(27, 16, 42), PARTS)
LATE = Receipt("AH-31", RESULT, MAI.unit, at(1, 9, 10, month=11), ("1 tệp PDF", "4 ảnh"))
SECOND = Receipt("AH-33", RESULT, MAI.unit, at(29, 20, 5), PARTS, version=2, first=at(27, 16, 42))
FETCHING = Receipt("AH-27", RESULT, MAI.unit, at(27, 16, 42), PARTS, waiting_files=1)
TALLY = Tally(
    expected=43,
    on_time=29,
    returned=2,
    missing=12,
    accepted=20,
    waiting=9,
    promised=6,
    by_email=3,
    silent=3,
    unreached=1,
)
ALL_IN = Tally(expected=43, on_time=40, late=2, exempt=1, accepted=42, nil=3)
NOT_ASKED = Tally(expected=4, exempt=4)
NAMES = ("Đoàn phường An Bình", "Chi đoàn Điện lực", "Đoàn Trường An Lâm")
NOW_STATUS = Status(RESULT, TALLY, NAMES)
OTHER_STATUS = Status(CONTENT, ALL_IN)
CALLS = (
    MissingUnit("Đoàn phường An Bình", "Đỗ Thị Hạnh", "0912.000.121", seen=at(27, 16, 5)),
    MissingUnit("Đoàn phường An Phú", "Ngô Văn Bảo", "0912.000.122", promised=at(28, 17)),
    MissingUnit("Đoàn phường An Lạc", "Bùi Thu Cúc", "0912.000.123", by_email=True),
    MissingUnit("Chi đoàn Điện lực", joined=False),
    MissingUnit("Chi đoàn Cấp nước", joined=False, relayed=at(28, 8, 20)),
)
FIVE_MISSING = Tally(
    expected=43, on_time=37, missing=5, exempt=1, accepted=30, waiting=7, by_email=1, promised=1, silent=3
)  # fmt: skip
LATE_ARRIVALS = (
    NewReport("Đoàn phường An Hòa", "Báo cáo kết quả", "AH-27", at(27, 9, 10), late=True, above_kept=True),
)
ARRIVALS = (
    NewReport("Đoàn phường An Hòa", "Báo cáo kết quả", "AH-27", at(28, 9, 2)),
    NewReport("Đoàn phường An Phú", "Nội dung hoạt động trọng tâm", "AP-3", at(27, 17, 12), late=True),
)
T3, LAST, GRACE, AFTER = at(25, 8, 15), at(28, 8, 15), at(29, 8, 15), at(1, 8, 15, month=11)
A_POINT = Given(Decimal(1), "", "Sáng kiến được chọn giới thiệu ở cấp trên")
POINTS = [
    Point(Decimal(1), For.ON_TIME, "Báo cáo kết quả"),
    Point(Decimal("0.5"), For.LATE, "Nội dung hoạt động trọng tâm"),
    Point(Decimal("-1"), For.AGAIN, "Báo cáo kết quả", 2),
    Point(Decimal(1), For.CHOSEN, "Giới thiệu sáng kiến (2)"),
    Point(Decimal(1), For.GIVEN, A_POINT.why),
]
NOON = at(28, 14, 5)
CODE, LINK = "K7M2-PQ4D", "https://dunghan.example.vn/vao/Zk3v9"


@dataclass(frozen=True)
class Sample:
    text: Callable[..., str]
    note: str
    values: tuple[Any, ...]
    named: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.text.__module__.rsplit('.', 1)[-1]}.{self.text.__name__}"

    def rendered(self) -> str:
        return self.text(*self.values, **self.named)


def _of(text: Callable[..., str], *values: Any, note: str = "", **named: Any) -> Sample:
    return Sample(text, note, values, named)


PEOPLE = (
    _of(people.welcome, MAI, PLAN, (CONTENT, RESULT), at(4, 9), note="hai báo cáo"),
    _of(people.welcome, MAI, PLAN, (), at(4, 9), note="không còn báo cáo nào"),
    _of(people.welcome, MAI, PLAN, (RESULT,), AFTER, note="vào khi đã hết hạn"),
    _of(people.welcome_organiser, KHOA, PLAN, 12, 11),
    _of(people.welcome_leader, LAN, PLAN),
    _of(people.welcome_chief, "Trần Đăng Khoa", "Quận Đoàn Bình Lâm"),
    _of(people.stranger),
    _of(people.code_wrong),
    _of(people.code_too_many),
    _of(people.already_in, MAI),
    _of(people.not_me, PLAN),
    _of(people.not_me_notice, MAI, NOON),
    _of(people.seat_line, MAI),
    _of(people.no_seat, PLAN),
    _of(
        people.invitation, HUNG, PLAN, "K7M-2QX-9TD", "https://dung-han.example.vn/vao/kq7Yd0", 14, 5, note="dùng 5 lần"
    ),
    _of(people.invitation_terms, 50, 90),
    _of(people.invitation_ready, MAI),
    _of(people.invitation, MAI, PLAN, CODE, LINK, 7),
    _of(people.not_joined, ("Chi đoàn Điện lực",), 12),
    _of(people.not_joined, (), 12, note="đã đủ"),
    _of(people.not_joined, ("Chi đoàn Điện lực",), 12, False, note="lãnh đạo"),
    _of(people.not_joined, ("Chi đoàn Điện lực",), 12, True, ("Đoàn xã Vân Sơn", "Đoàn xã Vân Hà"), note="có email"),
    _of(people.group_greeting, PLAN),
    _of(people.invite_label, MAI),
    _of(people.invited, ("Bí thư Đoàn phường An Hòa", "Bí thư Chi đoàn Điện lực")),
    _of(people.invited, (), note="không còn"),
    _of(people.revoke_label, MAI),
    _of(people.revoked, MAI),
    _of(people.sheet_ready, LINK, 43, 7),
    _of(people.all_in),
)
WORK = (
    _of(work.my_work, MAI.unit, (DONE, DRAFTED, WorkItem(PHOTOS)), LAST, note="hai việc, một việc đã xong"),
    _of(work.my_work, MAI.unit, (OWED,), AFTER, note="sau hạn"),
    _of(work.my_work, MAI.unit, (WorkItem(RESULT, Workflow.RETURNED, receipt="AH-27"),), GRACE, note="đề nghị bổ sung"),
    _of(work.work_line, DRAFTED, T3),
    _of(
        work.my_work,
        MAI.unit,
        [WorkItem(replace(QUICK, name=f"Báo cáo tuần {n}")) for n in range(1, 13)],
        LAST,
        note="nhiều việc",
    ),
    _of(work.nothing_owed, MAI.unit, (DONE,)),
    _of(work.calendar, [PLAN], MAI.unit, (RESULT, CONTENT, QUICK), T3),
    _of(work.calendar, [PLAN, PLAN], MAI.unit, (RESULT, CONTENT), T3, note="hai đợt"),
    _of(work.calendar, [PLAN], "", (), T3, note="chưa có hạn"),
    _of(work.calendar_page, [PLAN], MAI.unit, (RESULT, QUICK), T3, 4),
    _of(work.more_dates, 7, 3),
    _of(
        work.unit_card,
        MAI.unit,
        (Holder("Bí thư", "Lê Thị Mai", True), Holder("Phó Bí thư", "Phạm Văn Hùng", False)),
        MAI,
    ),
    _of(work.unit_card, MAI.unit, (Holder("Bí thư", "", False),), note="chưa có người"),
    _of(work.units_named, ("Đoàn phường An Hòa", "Đoàn phường An Bình")),
)
REPORT = (
    _of(report.which_report),
    _of(report.which_report_for_file, ("bao-cao-an-hoa.docx",)),
    _of(report.which_report_for_file, ("1.jpg", "2.jpg"), note="hai tệp"),
    _of(report.report_label, RESULT),
    _of(report.replace_label, RESULT),
    _of(report.draft_resumed, RESULT, 2, 3, LAST),
    _of(removing.removed, "phu-luc.xlsx", RESULT),
    _of(removing.which_file, ["bao-cao.docx", "anh-1.jpg", "anh-2.jpg", "anh-3.jpg"]),
    _of(removing.file_label, 2, "phu-luc.xlsx"),
    _of(removing.file_gone),
    _of(removing.ask, RESULT, 2, 3, False),
    _of(removing.ask, RESULT, 0, 1, True, note="đã có bản nộp"),
    _of(removing.thrown_away, RESULT),
    _of(removing.which_draft),
    _of(removing.no_draft),
    _of(report.left_step),
    _of(report.nothing_to_leave),
    _of(report.file_kept, ("bao-cao-an-hoa.docx",), RESULT, ("Số lượt người tham gia",)),
    _of(report.file_kept, ("1.jpg", "2.jpg"), RESULT, (), note="đã đủ"),
    _of(report.file_too_big, "phim-an-hoa.mp4", 20, LINK),
    _of(report.file_too_big, "phim-an-hoa.mp4", 50, note="không có liên kết"),
    _of(report.empty_file, "bao-cao-an-hoa.docx"),
    _of(report.too_many_files, 20),
    _of(report.summary, RESULT, MAI.unit, READ_BACK, LAST),
    _of(report.summary, RESULT, MAI.unit, READ_BACK, AFTER, 1, note="sau hạn, còn tệp đang tải"),
    _of(report.summary, RESULT, MAI.unit, READ_BACK, LAST, 0, 3, note="còn mục không bắt buộc"),
    _of(report.added, "Số lượt người tham gia", "150 lượt"),
    _of(report.all_given, RESULT, "AH-27"),
    _of(report.nothing_more),
    _of(report.decided_already, RESULT),
    _of(report.decided_already, RESULT, "hội thi.jpg"),
    _of(report.file_for_nothing, ["bao cao.docx"], PLAN),
    _of(report.file_for_nothing, ["1.jpg", "2.jpg"], None),
    _of(report.nil_for_which),
    _of(report.ask_nil_reason, RESULT),
    _of(report.change_nil),
    _of(report.receipt, IN_TIME, PLAN, note="đúng hạn"),
    _of(report.receipt, FETCHING, PLAN, note="đúng hạn, còn tệp đang tải"),
    _of(report.receipt, LATE, PLAN, note="sau hạn"),
    _of(report.receipt, SECOND, PLAN, note="bản thay"),
    *(_of(report.receipt, IN_TIME, replace(POSTED, by_mail=one), note=f"thư: {one}") for one in ByMail if one),
    _of(report.receipt, LATE, replace(POSTED, by_mail=ByMail.OWN), note="sau hạn, thư"),
    _of(report.file_arrived, "AH-27", RESULT, ("bao-cao-an-hoa.docx",)),
    _of(report.file_lost, "AH-27", RESULT, ("bao-cao-an-hoa.docx",)),
    _of(report.file_runs, "cai-dat.exe"),
    _of(report.file_disguised, "bao-cao-an-hoa.pdf"),
    _of(report.file_refused, "cai-dat.exe", look(b"MZ", "cai-dat.exe")),
    _of(report.archive_shut, "anh-hoat-dong.rar"),
    _of(report.file_locked, "bao-cao.docx"),
    _of(report.file_locked, "bao-cao.docx", "AH-27", note="đã nộp"),
    _of(report.file_bomb, "bao-cao-an-hoa.docx"),
    _of(report.file_bomb, "bao-cao-an-hoa.docx", "AH-27", note="đã nộp"),
    _of(report.really, "bao-cao-an-hoa.pdf", "picture", note="ảnh mang tên pdf"),
    _of(report.really, "IMG_0001.HEIC", "heic", note="ảnh HEIC"),
    _of(private.page, RIDDLE, LINK),
    _of(private.no_page, RIDDLE),
    _of(private.files_moved, RIDDLE, 2, LINK),
    _of(private.words_moved, RIDDLE, LINK),
    _of(private.words_not_kept, RIDDLE, LINK),
    _of(private.kept, RIDDLE, 1, 3),
    _of(private.handed, replace(IN_TIME, due=RIDDLE)),
    _of(private.missing, RIDDLE, 12, 43),
    _of(private.ask_readers, RESULT.name),
    _of(private.unknown_reader, "Lan", ("Trần Đăng Khoa", "Phạm Đức Lộc")),
    _of(private.ask_days, RESULT.name, ("Phạm Đức Lộc",)),
    _of(private.days_label, 30),
    _of(private.marked, RESULT.name, ("Phạm Đức Lộc",), date(2021, 11, 29)),
    _of(private.is_private, RESULT.name, ("Phạm Đức Lộc",), date(2021, 11, 29)),
    _of(private.lifted, RESULT.name),
    _of(private.not_lifted),
    _of(private.erased),
    _of(report.file_gone, ("bao-cao-an-hoa.docx",)),
    _of(report.file_arrived, "AH-27", RESULT, ("1.jpg", "2.jpg"), note="hai tệp"),
    _of(report.voice_kept),
    _of(report.told_to_others, MAI, IN_TIME),
    _of(report.someone_else_handed_in, MAI, IN_TIME, at(27, 17)),
    _of(report.already_handed_in, IN_TIME),
    _of(report.nothing_to_fix, "Đoàn phường An Hòa"),
    _of(report.show_submission, SECOND, MAI, READ_BACK),
    _of(report.ask_reason),
    _of(report.reason_noted, PLAN),
)
EVENTS = Field("events", "Số buổi hoạt động", FieldKind.NUMBER, unit="buổi", minimum=0, maximum=500)
PEOPLE_COUNT = Field("people", "Số lượt người tham gia", FieldKind.NUMBER, unit="lượt người")
STORY = Field("story", "Cách làm hay của đơn vị", FieldKind.LONG_TEXT, required=False, minimum=20, maximum=3000)
PLACE = Field("place", "Địa điểm", FieldKind.TEXT)
HELD_ON = Field("held_on", "Ngày ra quân", FieldKind.DATE)
LEVEL = Field("level", "Cấp tổ chức", FieldKind.CHOICE, options=("Chi đoàn", "Cơ sở", "Cụm"))
PLANNED = Field("planned", "Đơn vị có kế hoạch riêng", FieldKind.YES_NO)
REPORT_FILES = Field("files", "Báo cáo có chữ ký và ảnh", FieldKind.FILES, minimum=2)
FORM = Form((EVENTS, PEOPLE_COUNT, PLACE, STORY, HELD_ON, LEVEL, PLANNED, REPORT_FILES))
FOUR_PHOTOS = Field("photos", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=3, maximum=10)
SIGNED = Field("signed", "Báo cáo có chữ ký", FieldKind.FILES, sorts=(Sort.WORD, Sort.PDF), largest=20)
ARTICLE = Field("article", "Đường dẫn tin bài", FieldKind.LINK, required=False)
MONEY = Field("money", "Kinh phí hỗ trợ", FieldKind.NUMBER, unit="đồng", required=False)
PAIRED = Form(
    (
        Field("people", "Số người tham gia", FieldKind.NUMBER, unit="người"),
        Field("turns", "Số lượt tham gia", FieldKind.NUMBER, unit="lượt"),
    ),
    checks=(Check("people", "turns"),),
)
COUNTED = replace(PAIRED, fields=(*PAIRED.fields, FOUR_PHOTOS))
FORM_CHANGES = (
    *("thêm: kinh phí (đồng), bắt buộc", "bỏ 3", "2 bắt buộc", "1 không bắt buộc", "1 từ 0 đến 500", "3 tối đa 20"),
    *("3 không giới hạn", "3 lên 1", "người không quá lượt: Số người không thể nhiều hơn số lượt", "bỏ kiểm tra"),
    *("nhận không phát sinh", "không nhận không phát sinh"),
)
MISREAD = (
    (EVENTS, Misread(Reason.NOT_WHOLE), "1,5"),
    (ARTICLE, Misread(Reason.NOT_A_LINK), "em gửi sau"),
    (EVENTS, Misread(Reason.EMPTY), ""),
    (EVENTS, Misread(Reason.NOT_A_NUMBER), "nhiều lắm ạ"),
    (PEOPLE_COUNT, Misread(Reason.AMBIGUOUS_NUMBER, (1500, Decimal("1.5"))), "1.5 nghìn"),
    (PEOPLE_COUNT, Misread(Reason.AMBIGUOUS_NUMBER), "1.50.0"),
    (EVENTS, Misread(Reason.NIL_OR_ZERO), "ko có"),
    (EVENTS, Misread(Reason.TOO_SMALL), "-2"),
    (EVENTS, Misread(Reason.TOO_BIG), "15000"),
    (STORY, Misread(Reason.TOO_SMALL), "tốt"),
    (STORY, Misread(Reason.TOO_BIG), "…"),
    (HELD_ON, Misread(Reason.NOT_A_DATE), "đầu tháng"),
    (LEVEL, Misread(Reason.NOT_AN_OPTION), "huyện"),
    (PLANNED, Misread(Reason.NOT_AN_OPTION), "chắc có"),
    (REPORT_FILES, Misread(Reason.NEEDS_FILE), "em gửi mail rồi"),
)
FIELDS = (
    *(
        _of(fields.ask_field, field, RESULT.name, place, len(FORM.fields), note=field.kind.value)
        for place, field in enumerate(FORM.fields, start=1)
    ),
    *(_of(fields.misread, *values, note=f"{values[0].kind.value}: {values[1].reason.value}") for values in MISREAD),
    _of(fields.ask_field, FOUR_PHOTOS, RESULT.name, 3, 3, 1, note="ảnh, đã có một"),
    _of(fields.ask_field, SIGNED, RESULT.name, 1, 3, note="tệp theo loại"),
    _of(fields.ask_field, ARTICLE, RESULT.name, 0, 3, note="sửa một mục"),
    _of(fields.ask_more, PEOPLE_COUNT, 1, 3),
    _of(fields.ask_more, FOUR_PHOTOS, 3, 3, 1, note="ảnh, đã có một"),
    _of(fields.nothing_before),
    _of(fields.keep_label, PEOPLE_COUNT, 150),
    _of(fields.amount_said, MONEY, 12_000_000),
    _of(fields.doubt, FORM, PEOPLE_COUNT, 1500, Doubt(Why.MORE, Decimal(150)), note="gấp mười"),
    _of(fields.doubt, FORM, PEOPLE_COUNT, 0, Doubt(Why.ZERO, Decimal(150)), note="chưa khi nào là 0"),
    _of(fields.doubt, FORM, EVENTS, 200, Doubt(Why.TARGET, Decimal(20)), note="xa chỉ tiêu"),
    _of(fields.doubt, PAIRED, PAIRED.fields[0], 200, Doubt(Why.PAIR, Decimal(150), "turns"), note="hai số"),
    _of(fields.doubt_noted, FORM, PEOPLE_COUNT, 1500, Doubt(Why.MORE, Decimal(150))),
    _of(amounts.in_words, 12_345_678),
    _of(forming.form, RESULT.name, FORM),
    _of(forming.form, RESULT.name, Form((PEOPLE_COUNT,), nil=True), forming.unread("đổi chút"), note="một mục"),
    _of(forming.form, RESULT.name, COUNTED, forming.changed_meanwhile(), note="có kiểm tra"),
    *(_of(forming.part, field, note=field.kind.value) for field in (*FORM.fields, FOUR_PHOTOS, SIGNED)),
    _of(forming.one, PEOPLE_COUNT),
    _of(fields.sorts_said, SIGNED),
    _of(forming.how),
    *(
        text
        for words in FORM_CHANGES
        if (change := defining.read(COUNTED, words, at(20, 9)))
        for text in (_of(forming.confirm, change, 12, 43, note=words), _of(forming.done, change, note=words))
    ),
    _of(forming.confirm, defining.read(COUNTED, "bỏ 3", at(20, 9)), 0, 0, note="trước khi bắt đầu"),
    _of(forming.changed_meanwhile),
    _of(forming.unread, "đổi chút"),
    _of(forming.nothing_changed),
    _of(forming.last_one),
    _of(forming.too_many, 12),
    _of(lines.card, RESULT, MAI.unit, READ_BACK),
    _of(
        lines.card,
        RESULT,
        MAI.unit,
        READ_BACK[:1],
        (Answered("Kinh phí hỗ trợ", "20.000,5tr"),),
        ("45",),
        ("3 anh",),
        note="còn điều chưa rõ",
    ),
    _of(lines.for_which),
    _of(lines.fix_label, "150 lượt"),
    _of(lines.put_label, "45", "Số buổi"),
    _of(lines.wrong),
    _of(lines.kept, 3),
    _of(fields.ask_nil_or_zero, EVENTS),
    _of(fields.reading_label, PEOPLE_COUNT, 1500),
    _of(fields.changed, EVENTS, 3),
    _of(fields.attached),
    _of(fields.which_part),
    _of(fields.cannot_skip),
    _of(fields.does_not_do, SIGNED),
    _of(fields.not_understood, "cái gì đó"),
    _of(fields.value_said, HELD_ON, "2021-10-08"),
    _of(fields.value_said, EVENTS, NIL, note="không phát sinh"),
    _of(fields.files_said, ("bao-cao.docx", "1.jpg", "2.jpg", "3.jpg")),
)
OF_UNITS = tuple((unit, item) for item in (OWED, WorkItem(PHOTOS)) for unit in (MAI.unit, "Đoàn phường An Bình"))
OF_MANY = tuple((f"Chi đoàn khu phố {at}", OWED) for at in range(1, 13))
NUDGES = (
    _of(nudges.send_now, RESULT, at(28, 20)),
    _of(nudges.send_now, RESULT, at(28, 20), at(28, 20, 30)),
    _of(nudges.draft_forgotten, RESULT, at(20, 8, 15), None, 1, 3),
    _of(nudges.draft_forgotten, RESULT, at(20, 8, 15), at(19, 17), 1, 3),
    _of(nudges.nudge_of_units, MAI.name, PLAN, OF_UNITS, at(25, 8, 15)),
    _of(nudges.nudge_of_units, MAI.name, PLAN, OF_MANY, at(28, 8, 15), note="nhiều đơn vị"),
    _of(nudges.period_opens, MAI, PLAN, RESULT, date(2021, 10, 15)),
    _of(nudges.opening, MAI, PLAN, (RESULT, CONTENT)),
    _of(nudges.opening, MAI, PLAN, (RESULT, CONTENT, PHOTOS, VIDEO), note="bốn báo cáo"),
    _of(nudges.nudge, MAI, PLAN, (OWED,), T3, note="còn 3 ngày"),
    _of(nudges.nudge, MAI, PLAN, (OWED,), at(27, 14), note="chiều hôm trước"),
    _of(nudges.nudge, MAI, PLAN, (OWED,), LAST, note="sáng ngày cuối"),
    _of(nudges.nudge, MAI, PLAN, (OWED,), at(28, 16, 30), note="cuối buổi chiều ngày cuối"),
    _of(nudges.nudge, MAI, PLAN, (OWED,), GRACE, note="trong ngày còn nhận"),
    _of(nudges.nudge, MAI, PLAN, (OWED,), AFTER, note="sau hạn"),
    _of(nudges.nudge, MAI, PLAN, (WorkItem(QUICK),), at(29, 9), note="hạn theo giờ, còn 2 giờ"),
    _of(nudges.nudge, MAI, PLAN, (OWED,), T3, LINK, note="kênh không gửi được tệp"),
    _of(nudges.nudge, MAI, PLAN, (WorkItem(PHOTOS), OWED), LAST, note="hai báo cáo"),
    _of(
        nudges.nudge,
        MAI,
        PLAN,
        (WorkItem(VIDEO), WorkItem(PHOTOS), OWED, WorkItem(QUICK), WorkItem(CONTENT)),
        LAST,
        note="năm báo cáo",
    ),
    _of(nudges.promise_came, MAI, PLAN, RESULT, at(28, 15), at(28, 15, 1)),
)
STATUS = (
    _of(status.five_lines, PLAN, NOW_STATUS, (OTHER_STATUS,), NOON),
    _of(status.five_lines, PLAN, OTHER_STATUS, (), NOON, note="đã đủ"),
    _of(status.no_reports, PLAN, 1),
    _of(status.no_reports, PLAN, 3, note="nhiều đợt"),
    _of(status.five_lines, PLAN, Status(RESULT, Tally(expected=12, missing=12, silent=12)), (), T3, note="chưa có gì"),
    _of(status.board, PLAN, (OTHER_STATUS, NOW_STATUS), NOON),
    _of(status.board, PLAN, (), NOON, note="chưa có báo cáo"),
    _of(status.notice, PLAN, ARRIVALS, (OTHER_STATUS, NOW_STATUS), at(28, 11)),
    _of(status.missing_list, RESULT, CALLS, FIVE_MISSING, NOON),
    _of(status.missing_list, RESULT, CALLS[:2], FIVE_MISSING, NOON, "Cụm 1", 0, note="còn trang sau"),
    _of(status.missing_list, RESULT, (), FIVE_MISSING, NOON, "", 20, note="hết danh sách"),
    _of(status.missing_list, RESULT, (), ALL_IN, NOON, note="đã đủ"),
    _of(status.missing_list, RESULT, (), NOT_ASKED, NOON, note="không ai phải nộp"),
    _of(status.five_lines, PLAN, Status(RESULT, NOT_ASKED), (), NOON, note="không ai phải nộp"),
    _of(status.five_lines, PLAN, NOW_STATUS, (), NOON, "Cụm 3 – Công nhân lao động", note="một cụm"),
    _of(status.board, PLAN, (NOW_STATUS,), NOON, "Cụm 3 – Công nhân lao động", note="một cụm"),
    _of(status.campaign_card, PLAN, (OTHER_STATUS, NOW_STATUS), 12, ("Chi đoàn Điện lực",), NOON),
    _of(status.campaign_card, PLAN, (NOW_STATUS,), 12, (), NOON, "", at(1, 0, month=11), note="đang tạm dừng"),
)
IN_SEATS = (
    outlook.InCharge("Đoàn phường An Hòa", "Bí thư", "Nguyễn Thị Mai", "0914.000.301"),
    outlook.InCharge("Đoàn phường An Hòa", "Phó Bí thư", "Lâm Anh Tú", ""),
    outlook.InCharge("Chi đoàn Điện lực", "Bí thư", "", ""),
)
GROUPS = (
    _of(groups.board, ((PLAN, (OTHER_STATUS, NOW_STATUS)),), NOON),
    _of(groups.board, ((PLAN, (OTHER_STATUS, NOW_STATUS)), (PLAN, (NOW_STATUS,))), at(26, 7), "Cụm 1 – Địa bàn dân cư",
        note="một cụm, hai đợt"),
    _of(groups.board, ((PLAN, (Status(RESULT, Tally(expected=2, missing=2, silent=2)),)),), NOON, "Cụm 5",
        note="hai đơn vị"),
    _of(groups.board, (), NOON, note="không có gì"),
    _of(groups.bound),
    _of(groups.code_wrong),
    _of(groups.no_channel),
    _of(groups.ended),
    _of(groups.written_below),
    _of(groups.file_here, "https://t.me/DungHanBot"),
    _of(groups.file_here, note="không có liên kết"),
    _of(groups.shown, (("Ban Tổ chức", "đợt thi đua", True), ("Bí thư Cụm 1", "Cụm 1 – Địa bàn dân cư", False))),
    _of(groups.shown, (), note="chưa có nhóm"),
    _of(groups.of_campaign, "đợt thi đua"),
    _of(groups.unbind_label, "Ban Tổ chức"),
    _of(groups.code, "ABC-DEF-GHJ", "đợt thi đua", "https://t.me/DungHanBot?startgroup=Zk3v"),
    _of(groups.code, "ABC-DEF-GHJ", "Cụm 1 – Địa bàn dân cư", note="chưa biết tên trên Telegram"),
    _of(groups.bound_notice, "Ban Tổ chức"),
    _of(groups.unbound, "Ban Tổ chức"),
    _of(groups.put_out, "Ban Tổ chức", NOON),
    _of(groups.from_group, ("bao-cao.docx",)),
    _of(groups.unnamed),
    _of(groups.ask_post, ("Ban Tổ chức", "Bí thư Cụm 1")),
    _of(groups.posted, ("Ban Tổ chức", "Bí thư Cụm 1")),
    _of(groups.nothing_to_post),
)  # fmt: skip
OUTLOOK = (
    _of(
        outlook.clusters, PLAN, RESULT,
        (("Cụm 1 – Địa bàn dân cư", TALLY), ("Cụm 2 – Trường học", ALL_IN), ("", TALLY)), TALLY, NOON,
    ),
    _of(outlook.no_clusters),
    _of(outlook.no_head, "Cụm 1 – Địa bàn dân cư", PLAN),
    _of(outlook.all_campaigns, ((PLAN, (OTHER_STATUS, NOW_STATUS)), (PLAN, (OTHER_STATUS,))), NOON),
    _of(outlook.all_campaigns, ((PLAN, (OTHER_STATUS,)),), NOON, "Cụm 2 – Trường học", note="một cụm"),
    _of(outlook.late_units, RESULT, (outlook.LateUnit("Chi đoàn Điện lực"),
        outlook.LateUnit("Đoàn phường An Phú", at(29, 9))), (1, 1, 43), at(30, 9)),
    _of(outlook.late_units, RESULT, (outlook.LateUnit("Chi đoàn Điện lực"),), (3, 325, 4000), at(30, 9), "Cụm 3", 320,
        note="nhiều"),
    _of(outlook.late_units, RESULT, (), (0, 0, 43), NOON, note="chưa đến hạn"),
    _of(outlook.late_units, RESULT, (), (0, 0, 43), at(30, 9), note="không có"),
    _of(outlook.unit_card, "Đoàn phường An Hòa", (
        WorkItem(CONTENT, Workflow.ACCEPTED, Timeliness.LATE, "AH-03"), WorkItem(RESULT, promised=at(28, 17)),
        WorkItem(PHOTOS, Workflow.RETURNED, Timeliness.ON_TIME, "AH-04"), WorkItem(VIDEO, Workflow.EXEMPT),
        WorkItem(QUICK, Workflow.HANDED_IN, Timeliness.ON_TIME, "AH-05"),
    ), IN_SEATS[:2], NOON),
    _of(outlook.unit_card, "Chi đoàn Điện lực", (), (), NOON, note="chưa có gì"),
    _of(outlook.in_charge, "Tuyên truyền Luật Bảo hiểm xã hội", IN_SEATS),
    _of(outlook.in_charge, "Ngày hội sáng tạo trẻ", IN_SEATS[:1], 4, note="nhiều đơn vị"),
    _of(outlook.everybody_in_charge, "Báo cáo kết quả", 43, PLAN),
    _of(outlook.in_charge_of_plan, PLAN),
    _of(outlook.which_thing, 2),
    _of(outlook.in_charge_elsewhere, PLAN),
    _of(outlook.in_charge_unknown, "hội thao mùa xuân", PLAN),
    _of(outlook.ask_in_charge),
    _of(outlook.which_report, 2),
    _of(outlook.unclear, "cum 9"),
)  # fmt: skip
DUE_PART = digests.Part("đợt thi đua", RESULT, NAMES * 6, 43)
LATE_PART = digests.Part("đợt thi đua", CONTENT, (*NAMES, "Đoàn phường An Phú", "Đoàn phường An Lạc", MAI.unit), 43)
MORNING = digests.Morning(
    due=(DUE_PART,),
    broken=NAMES[:1],
    unreached=NAMES[1:2],
    requests=2,
    mailed=1,
    going=digests.Going(at(28, 8, 15), 7, ("Báo cáo kết quả", "Ảnh hoạt động")),
)
PREVIEW = digests.Preview(
    "đợt thi đua",
    RESULT,
    (*NAMES, "Đoàn phường An Phú", "Đoàn phường An Lạc", MAI.unit, "Đoàn phường Tân Lập"),
    unreached=NAMES[:1],
    promised=NAMES[1:2],
    waiting=NAMES[2:],
    lately=("Đoàn phường Phú Hậu",),
    again=at(28, 9, 15),
)
TO_CALL = calls.Card(
    MAI.unit, 2, 7, (calls.Rung(MAI, "0912.000.120"), calls.Rung(HUNG, "0912.000.121")), (RESULT,), seen=at(27, 16, 42)
)
OFFICER = relays.Writer(KHOA, "0912.000.118")
WAY = relays.WayIn(
    "https://dung-han.example.vn/vao/kq7Yd0Z3b1mT9sXw2LfAcE",
    "https://t.me/dung_han_bot?start=kq7Yd0Z3b1mT9sXw2LfAcE",
    "K7M-2QX-9TD",
)
OWN = (
    _of(mine.channel, "web"),
    _of(mine.said_hour, 570),
    _of(mine.summary, MAI, "0914.000.301", 570, 495, ("telegram", "web"), "telegram", PLAN),
    _of(mine.summary, MAI, "", None, 495, ("web",), "", None, note="giờ thường"),
    _of(mine.ask_hour),
    _of(mine.hour_set, 570, 495, moved=False),
    _of(mine.hour_set, 810, 495, moved=True, note="buổi trưa"),
    _of(mine.hour_set, 450, 495, moved=False, note="sớm hơn lượt nhắc"),
    _of(mine.hour_refused, 450, 1200),
    _of(mine.hour_usual, 495),
    _of(mine.link_code, "K7M-2QX-9TD", 10, WAY.link, WAY.telegram),
    _of(mine.linked, MAI.name, ("telegram", "web")),
    _of(mine.linked_notice, "telegram", at(25, 9)),
    _of(mine.linked_already),
    _of(mine.of_somebody_else, PLAN),
    _of(mine.asks_organiser, MAI, HUNG, "telegram"),
    _of(mine.unlinked, "telegram"),
    _of(mine.preferred, "zalo"),
    _of(mine.not_linked, "telegram"),
    _of(mine.which_channel, ("telegram", "web")),
    _of(mine.prefer_label, "telegram"),
)
AGAIN = WorkItem(RESULT, Workflow.RETURNED, again_by=at(29, 17))
RELAYED = (
    _of(relays.letter, MAI, OFFICER, PLAN, (WorkItem(RESULT),), WAY, at(25, 8, 20)),
    _of(relays.letter, MAI, OFFICER, PLAN, (WorkItem(RESULT),), WAY, at(29, 8, 20), note="ngày còn nhận"),
    _of(
        relays.letter, Addressee("", "Bí thư", MAI.unit), relays.Writer(HUNG), PLAN, (WorkItem(CONTENT),),
        relays.WayIn(WAY.link), at(11, 8, 20), note="sau hạn, chưa biết ai",
    ),
    _of(
        relays.letter, MAI, OFFICER, PLAN, tuple(map(WorkItem, (CONTENT, RESULT, PHOTOS, VIDEO))), WAY, at(5, 8, 20),
        note="nhiều báo cáo",
    ),
    _of(relays.letter, MAI, OFFICER, PLAN, (AGAIN,), WAY, at(29, 8, 20), note="hỏi lại một mục"),
    _of(relays.card, relays.Line(MAI.unit, 1, 3, ((MAI, "0914.000.301"),)), NOON),
    _of(relays.card, relays.Line("Chi đoàn Điện lực", 3, 3, (), at(25, 8, 40)), NOON, note="chưa có số"),
    _of(relays.waiting, 3),
    _of(relays.passed_on, MAI.unit),
    _of(relays.left_aside, MAI.unit),
    _of(relays.no_longer, MAI.unit),
    _of(relays.done, 3, 1),
    _of(relays.nothing),
    _of(relays.for_group, OFFICER, PLAN, (NOW_STATUS,), WAY, False, NOON),
    _of(relays.for_group, OFFICER, PLAN, (NOW_STATUS, OTHER_STATUS), None, True, at(1, 9, 10, month=11), note="cụm"),
    _of(relays.group_ready),
    _of(relays.no_group_text),
)  # fmt: skip
MORNINGS = (
    _of(digests.digest, MORNING, at(28, 7, 45)),
    _of(digests.digest, digests.Morning(unmailed=(PLAN.short,)), at(11, 7, 45), note="không gửi được thư"),
    _of(digests.digest, digests.Morning(overdue=(LATE_PART,)), at(11, 7, 45), note="quá hạn"),
    _of(digests.digest, digests.Morning(due=(DUE_PART,) * 8), at(29, 7, 45), note="nhiều báo cáo, ngày còn nhận"),
    _of(digests.morning_on, time(8)),
    _of(digests.morning_off),
    _of(digests.morning_of_organisers),
    _of(digests.cluster, (digests.Listed("đợt thi đua", RESULT, CALLS[:2]),), at(28, 8, 30)),
    _of(digests.cluster, (digests.Listed("đợt thi đua", RESULT, CALLS[:2]),), at(28, 8, 30), 2, note="cần nhắn hộ"),
    _of(digests.cluster, (), at(25, 8, 30), 2, note="chỉ cần nhắn hộ"),
    _of(digests.held, at(28, 8, 15), at(28, 14), at(28, 7, 50)),
    _of(digests.hold_too_late, at(28, 8, 15), at(28, 8, 20)),
    _of(digests.released, at(28, 8, 15), at(28, 7, 55)),
    _of(digests.released, at(28, 8, 15), at(28, 8, 55), note="lượt đã qua"),
    _of(digests.nudge_label, 7),
    _of(digests.nudge_later_label, 7),
    _of(digests.nudge_preview, PREVIEW, at(28, 8, 40)),
    _of(digests.nudge_preview, digests.Preview("đợt thi đua", RESULT, NAMES, later=at(28, 8, 15)), at(27, 21)),
    _of(digests.nudge_preview, digests.Preview("đợt thi đua", RESULT, (), unreached=NAMES), NOON, note="không nhắc ai"),
    _of(digests.nudged, RESULT, NAMES, 1, None, NOON),
    _of(digests.nudged, RESULT, NAMES, 0, at(28, 8, 15), at(27, 21), note="ngoài giờ"),
    _of(digests.nudged, RESULT, (), 0, None, NOON, note="không còn ai"),
    _of(digests.nobody_nudged),
    _of(digests.nothing_missing),
    _of(calls.card, TO_CALL, NOON),
    _of(
        calls.card,
        calls.Card("Chi đoàn Điện lực", 1, 7, (), (RESULT, CONTENT), joined=False, promised=at(28, 9)),
        NOON,
        note="chưa vào",
    ),
    _of(
        calls.card,
        calls.Card("Chi đoàn Điện lực", 1, 7, (), (RESULT,), joined=False, relayed=at(28, 8, 20)),
        NOON,
        note="đã nhắn hộ",
    ),
    _of(calls.recorded, MAI.unit, "no_answer"),
    _of(calls.recorded, MAI.unit, "other_person", invites=True),
    _of(calls.skipped, MAI.unit),
    _of(calls.done, RESULT, {"heard": 2, "promised": 1, "no_answer": 1}, 1, 4),
    _of(calls.done, None, {}, 0, 0, note="không còn ai"),
    _of(calls.ask_when, MAI.unit, RESULT),
    _of(calls.read_back, MAI.unit, RESULT, at(28, 17), NOON),
    _of(calls.beyond, MAI.unit, RESULT, at(29, 17), NOON),
    _of(status.missing_unit, CALLS[1], NOON),
    _of(status.missing_unit, CALLS[3], NOON, note="chưa vào"),
    _of(status.missing_unit, CALLS[4], NOON, note="đã nhắn hộ"),
)
_WORDS = "Dạ em xin gia hạn đến thứ 6 ạ, bên em đang chờ chi đoàn gửi số liệu"
ANSWERS = (
    _of(answers.promise_noted, RESULT, at(28, 17), NOON),
    _of(answers.promise_noted, RESULT, at(2, 11, month=11), AFTER, note="sau hạn"),
    _of(answers.promise_beyond_deadline, RESULT, at(2, 17, month=11), NOON),
    _of(answers.promise_when, RESULT),
    _of(answers.promise_read_back, CONTENT, at(8, 17), at(7, 9)),
    _of(answers.send_as_reply, MAI.unit, "Ký ở trang cuối, đồng chí nhé."),
    _of(answers.ask_question),
    _of(answers.nobody_to_pass_to, PLAN),
    *(_of(answers.passed_on, matter, PLAN, MAI.unit, RESULT, note=matter.value) for matter in Matter),
    *(
        _of(answers.passed_on_notice, matter, MAI, "0912.000.120", _WORDS, NOON, RESULT, note=matter.value)
        for matter in (Matter.EXTENSION, Matter.NIL, Matter.NOT_OURS)
    ),
    _of(answers.passed_on_to_readers, ["Phạm Đức Lộc", "Trần Thu Hà"]),
    _of(answers.papers_enclosed, PLAN, [], whole=True),
    _of(answers.papers_enclosed, PLAN, [RESULT], whole=True, note="có mẫu"),
    _of(answers.by_email_noted, RESULT, PLAN),
    _of(answers.by_email_noted, RESULT, PLAN, at(29, 14), note="tạm dừng nhắc"),
    _of(answers.claims_found, IN_TIME),
    _of(answers.claims_found, IN_TIME, ["dang-ky.docx"], note="mất một tệp"),
    _of(answers.claims_found, IN_TIME, [], 2, note="đang tải về"),
    _of(answers.claims_not_found, RESULT, PLAN),
    _of(answers.assent_thanks),
    *(_of(answers.greeting, role, MAI.name, note=role.value) for role in (Role.SECRETARY, Role.ORGANISER, Role.LEADER)),
    _of(answers.greeting, Role.SECRETARY, MAI.name, unfinished=True, note="đang làm dở"),
    _of(answers.assent_still_missing, RESULT),
    _of(answers.nil_passed_on, RESULT, PLAN),
    _of(answers.reason_added, PLAN),
    *(
        _of(answers.unknown_words, role, PLAN if role else None, note=role.value if role else "người lạ")
        for role in (Role.SECRETARY, Role.ORGANISER, Role.LEADER, None)
    ),
    _of(answers.for_officer, PLAN),
    _of(answers.stop_noted),
    _of(answers.not_yet, PLAN),
    _of(answers.not_yet, None, note="cán bộ phụ trách"),
    _of(answers.too_long, 4000),
    _of(answers.old_choice),
    _of(answers.old_choice, answers.claims_found(IN_TIME).splitlines()[0], note="nói điều đúng lúc này"),
    _of(answers.choice_not_yours),
    _of(answers.not_for_your_role),
    _of(answers.edited),
    _of(answers.help_with_what),
    _of(answers.no_campaign),
    _of(answers.in_group_private_only),
    _of(answers.voice),
    _of(answers.sticker),
    _of(answers.contact_card),
    _of(answers.place),
    _of(answers.poll),
    _of(answers.forwarded_command),
    _of(answers.unsupported),
)
HELP = (
    *(
        _of(help.help_for, role, PLAN, note=role.value if role else "người lạ")
        for role in (Role.DEPUTY, Role.CLUSTER_HEAD, Role.CHIEF, Role.LEADER, None)
    ),
    _of(help.help_for_secretary, PLAN),
    _of(help.help_for_cluster_head, PLAN),
    _of(help.help_for_organiser),
    _of(help.help_for_leader, PLAN),
    _of(help.help_for_stranger),
)
PAGES = (
    _of(pages.page_title, pages.CHAT_TITLE),
    _of(pages.invited, PLAN),
    _of(pages.plan_named, PLAN),
    _of(pages.officer, PLAN),
    _of(pages.seat_offered, MAI),
    _of(pages.caption, pages.PHONE_SECRETARY, MAI),
    _of(pages.uploaded, 40),
    _of(sending.report, RESULT),
    _of(sending.too_big, 50),
    _of(pages.file_limit, 50),
    *(_of(pages.speed, times, note=str(times)) for times in (0, 1, 3600)),
)
PLAN_PAGE = (
    _of(plan_page.link, "https://dunghan.example.vn/c/7/plan/12"),
    *(_of(plan_page.left, points, note=str(points)) for points in (0, 2)),
    _of(plan_page.remarks, 4),
    _of(plan_page.not_ready, 2),
    _of(plan_page.due_number, 1),
    _of(plan_page.point_number, 2),
    _of(plan_page.due_mark, 1, RESULT.name),
    _of(plan_page.point_mark, 2, findings.on_weekend(RESULT.name, date(2021, 10, 30))),
    _of(plan_page.to_line, plan_page.due_number(1)),
    _of(plan_page.paper, PLAN.number, PLAN.issued_on),
    _of(plan_page.paper, "", None, note="không có"),
    _of(plan_page.period, date(2021, 10, 1), date(2021, 10, 30)),
    _of(plan_page.period, None, date(2021, 10, 30), note="đến"),
    _of(plan_page.period, None, None, note="không có"),
    _of(plan_page.every, planning.EVERY["monthly"], "tháng 10/2021"),
    _of(plan_page.owing, NAMES, 43),
    _of(plan_page.owing, NAMES, 3, note="mọi đơn vị"),
    _of(plan_page.owing, (), 3, note="chưa ai"),
    _of(plan_page.in_already, NAMES),
    _of(plan_page.open_owners, ["Báo cáo sơ kết", "Báo cáo kết quả", "Ảnh", "Phim ngắn"]),
    _of(plan_page.open_grace, date(2021, 10, 29)),
    _of(plan_page.open_numbers),
    _of(plan_page.open_contact),
    _of(plan_page.open_units),
    _of(plan_page.open_reports),
    _of(plan_page.example, plan_page.NEW_DATE_EXAMPLE),
    *(_of(plan_page.will_start, 2, 43, over, note=str(over)) for over in (0, 1)),
    _of(plan_page.told, "date", "chậm nhất 15/4"),
    _of(plan_page.told, "strike", "", note="nút bấm"),
    _of(plan_page.on_its_page, RESULT.name, plan_page.STRIKE),
    _of(plan_page.too_old),
    _of(plan_page.nothing_typed),
)
SYSTEM = (
    _of(system.sorry, "E-7K2"),
    _of(system.running_at, "http://127.0.0.1:8080"),
    _of(system.demo_running),
    _of(system.admin_code, CODE, LINK),
    _of(system.admin_code_from_settings),
    _of(system.channel_ready, "Telegram", "@dunghan_bot"),
    _of(system.cannot_forward, (PLAN.short,)),
    _of(system.wrong_token),
    _of(system.telegram_unreachable, 30),
    _of(system.telegram_back),
    _of(system.second_poller),
    _of(system.lock_taken, "var/dunghan.db"),
    _of(system.bad_setting, "WEB_PORT", "8080"),
    _of(system.public_url),
    _of(system.webhook_needs, "PUBLIC_URL"),
    _of(system.clock_refused, "CLOCK_SPEED"),
    _of(system.no_hour_left, "OFFICE_HOURS, QUIET_HOURS"),
    _of(system.port_taken, "127.0.0.1:8080"),
    _of(system.loose_files, "var/dunghan.db"),
    _of(system.too_new, "0007"),
    _of(system.stopping),
    _of(system.stopped),
)
DUE_DAY, OTHER_DAY, LAST_DAY = date(2021, 10, 8), date(2021, 10, 7), date(2021, 10, 31)
LINE = "- Các đơn vị gửi báo cáo kết quả trước 11g00 ngày 08/10/2021 (thứ Năm)."
TITLE = "Tổ chức đợt thi đua lao động sáng tạo năm 2021"
REPORTED = Reported(
    label="Báo cáo kết quả",
    kind=Kind.FINAL,
    day=DUE_DAY,
    hour=time(11, 0),
    wording=Wording.BEFORE_HOUR,
    words="trước 11g00 ngày 08/10/2021 (thứ Sáu)",
    inclusive=False,
    evidence=Evidence(12, LINE),
)
SETTLED = Settled("Báo cáo kết quả", "trước ngày 08/10/2021 (thứ Sáu)", Wording.BEFORE, DUE_DAY, None, False)
SOME = Settled(
    "Danh sách khen thưởng", "chậm nhất ngày 15/10/2021 (thứ Sáu)", Wording.NO_LATER, date(2021, 10, 15), None, True,
    audience=("Khối trường học",),
)  # fmt: skip
READ = Proposal(
    title=TITLE,
    number="41-KH/ĐTN",
    issuer="Ban Thường vụ Quận Đoàn Bình Lâm",
    issue_date=date(2021, 9, 30),
    start=date(2021, 10, 1),
    end=LAST_DAY,
    mailbox="baocao@example.vn",
    contact=Contact("Trần Đăng Khoa", "Cán bộ Quận Đoàn", "0912.000.118"),
    deadlines=(REPORTED,),
    recurring=(Recurring("Báo cáo tiến độ", "monthly", "trước ngày 20 hàng tháng", Evidence(13, LINE)),),
    findings=(Finding("missing_mailbox", findings.missing_mailbox()),),
)
PLANS = (
    _of(findings.weekday_mismatch, "Báo cáo kết quả", DUE_DAY, "thứ Năm", OTHER_DAY),
    _of(findings.weekday_of_other, DUE_DAY, "thứ Năm"),
    _of(findings.no_such_day, "ngày 31/4/2021"),
    _of(findings.implausible_year, "Báo cáo kết quả", date(2012, 10, 8), 2021),
    _of(findings.two_dates, "Báo cáo kết quả", OTHER_DAY, DUE_DAY),
    _of(findings.two_times, "Hội thi", (DUE_DAY, DUE_DAY), (DUE_DAY, LAST_DAY)),
    _of(findings.before_issue, "Đăng ký", date(2021, 9, 29), date(2021, 9, 30)),
    _of(findings.already_over, "Đăng ký", OTHER_DAY),
    _of(findings.on_weekend, "Báo cáo kết quả", LAST_DAY),
    _of(findings.on_holiday, "Báo cáo kết quả", date(2021, 9, 2)),
    _of(findings.before_the_end, "Báo cáo kết quả", plans.last_safe(REPORTED), LAST_DAY),
    _of(findings.no_deadline),
    _of(findings.no_day, "Báo cáo tiến độ hằng tháng"),
    _of(findings.relative, "Gửi báo cáo trong vòng 05 ngày kể từ khi kết thúc."),
    _of(findings.amended, "Báo cáo kết quả", "trước ngày 07/10/2021 (thứ Năm)", DUE_DAY),
    _of(findings.missing_number, "335-KH/ĐTN"),
    _of(findings.number_only_in_annex, "41-KH/ĐTN"),
    _of(findings.missing_issue_date),
    _of(findings.missing_signer),
    _of(findings.missing_mailbox),
    _of(findings.missing_attachment, "theo mẫu đính kèm"),
    _of(findings.missing_table, "theo bảng sau:"),
    _of(findings.issuer_unnamed, "Ban Thường vụ Quận Đoàn"),
    _of(findings.suspicious_mailbox, "baocao@gmial.com"),
    _of(findings.duplicate_phone, "0912.000.118", "Trần Đăng Khoa", "Lê Thị Mai"),
    _of(findings.invalid_phone, "0912.000.1", "Lê Thị Mai"),
    _of(findings.other_kind, "thông báo", "kế hoạch"),
    _of(findings.stale_link, "https://2019.sangtao.example.vn", 2021),
    _of(findings.ocr_noise, "“phân đầu”; “án phẩm”"),
    _of(findings.unicode_noise),
    _of(findings.split_table),
    _of(findings.hidden_text, "hạn nộp trước ngày 07/10/2021 (thứ Năm)"),
    _of(findings.keep, LAST_DAY),
    _of(findings.earlier, date(2021, 10, 29)),
    _of(findings.later, date(2021, 11, 1)),
    _of(findings.take, DUE_DAY),
    _of(findings.propose, date(2021, 11, 5)),
    _of(findings.result_report),
    _of(findings.reworded, "truoc_gio", DUE_DAY, time(11, 0)),
    _of(findings.leave),
    _of(findings.extra_form, date(2021, 11, 3)),
    _of(findings.extra_report),
    _of(findings.last_working_day),
    _of(findings.on_day, 20),
    _of(findings.owners_without_lead, "Hội thi tay nghề", ["Đoàn phường An Hòa", "Chi đoàn Điện lực"]),
    _of(findings.owners_unknown, ["Công an quận", "Câu lạc bộ Lý luận trẻ"]),
    *(_of(plans.refused, why, note=why) for why in plans.WHY),
    _of(plans.lost),
    _of(plans.no_plan),
    _of(plans.no_such_file, "ke-hoach.docx"),
    _of(plans.usage),
    _of(plans.table, READ),
    _of(plans.last_safe, REPORTED),
    _of(planning.reading, "ke-hoach.docx"),
    _of(planning.reading_text),
    _of(planning.findings, [findings.missing_mailbox(), findings.missing_issue_date()]),
    _of(planning.card, TITLE, (date(2021, 10, 1), LAST_DAY), 2, 8, 1),
    _of(planning.dues, [SETTLED]),
    _of(planning.question, findings.on_weekend("Báo cáo kết quả", LAST_DAY), [LINE], 2),
    _of(planning.question, findings.no_such_day("31/4/2021"), [LINE], 0, dated=True, note="phải gõ"),
    _of(planning.report, SETTLED, ["Đoàn phường An Hòa", "Đoàn phường Tân Lập"], 12),
    _of(planning.report, SETTLED, [], 12, note="chưa chốt đơn vị"),
    _of(planning.change, "Báo cáo kết quả"),
    _of(planning.ask_date, "Báo cáo kết quả"),
    _of(planning.ask_name, "Báo cáo kết quả"),
    _of(planning.ask_report),
    _of(planning.no_date, "tuần sau"),
    _of(planning.no_day_of_month, "cuối tháng"),
    _of(planning.no_name, "15/4"),
    _of(planning.redated, "Báo cáo kết quả", SETTLED.words),
    _of(planning.added, ["Báo cáo nhanh, chậm nhất ngày 15/10/2021 (thứ Sáu)"]),
    _of(planning.label_changed, "Báo cáo tổng kết"),
    _of(planning.struck, "Báo cáo nhanh"),
    _of(planning.until, SETTLED),
    _of(planning.everybody, 12),
    _of(planning.these, "khối trường học", 3),
    _of(planning.who_owes, [SETTLED], 12, known=True),
    _of(planning.who_owes, [SOME], 12, known=False, note="chưa có trong danh sách"),
    _of(planning.names, ["Đoàn phường An Hòa", "Đoàn phường Tân Lập"]),
    _of(planning.owed_by, [SETTLED], ["Đoàn phường An Hòa", "Đoàn phường Tân Lập"], 12),
    _of(planning.unknown_units, ["hòa mai"]),
    _of(planning.numbers, [planning.counted("người tham gia", "lượt"), planning.counted("cây xanh", "cây")]),
    _of(planning.counted, "người tham gia", "lượt"),
    _of(planning.who_answers, True),
    _of(planning.who_answers, False, note="chưa có ai để chọn"),
    _of(planning.person, "Trần Đăng Khoa", "0912.000.118"),
    _of(planning.no_person, "đồng chí Lan"),
    _of(planning.ask_handed, "Báo cáo kết quả"),
    _of(planning.handed, "Báo cáo kết quả", ["Đoàn phường An Hòa"]),
    _of(planning.nothing_found),
    _of(planning.ask_draft),
    _of(planning.ask_title),
    _of(planning.titled, TITLE),
    _of(planning.ask_points, 5),
    _of(planning.no_points, "99", 5),
    _of(
        planning.correction,
        TITLE,
        "41-KH/ĐTN",
        date(2021, 9, 30),
        [
            (findings.on_weekend("Báo cáo kết quả", LAST_DAY), findings.later(date(2021, 11, 1))),
            (findings.missing_mailbox(), ""),
        ],
    ),
    _of(planning.sheet_soon),
    _of(planning.grace, DUE_DAY),
    _of(planning.nothing_left, "đợt thi đua", 2, 12, 1),
    _of(planning.all_over),
    _of(planning.renamed, "đợt thi đua"),
    _of(planning.name_too_long, 40),
    _of(planning.started, "đợt thi đua", 2, 12, 11),
    _of(planning.started, "đợt thi đua", 2, 12, 11, at(8, 8, 15), note="ngoài giờ"),
    _of(planning.opening, "đợt thi đua", TITLE, MAI.unit, [SETTLED], ("Trần Đăng Khoa", "0912.000.118")),
    _of(
        planning.shown, planning.opening("đợt thi đua", TITLE, MAI.unit, [SETTLED], ("Trần Đăng Khoa", "0912.000.118"))
    ),
    _of(planning.organisers),
    _of(planning.some_unit),
    _of(planning.nothing_to_ask),
    _of(planning.no_units),
    _of(planning.dropped),
    _of(planning.gone),
    _of(planning.unnamed),
    _of(planning.report_file),
)
MOVED = _due("Báo cáo kết quả", no_later_than(date(2021, 11, 5), "chậm nhất ngày 05/11/2021 (thứ Sáu)"))
EARLIER = no_later_than_hour(date(2021, 10, 26), time(17), "chậm nhất 17 giờ 00 ngày 26/10/2021 (thứ Ba)")
INTERNAL = replace(_due("Báo cáo kết quả", EARLIER), above=RESULT.deadline)
NOW_INTERNAL = Status(INTERNAL, TALLY, NAMES)
SOONER = Settled(
    "Báo cáo kết quả", "chậm nhất 17 giờ 00 ngày 05/10/2021 (thứ Ba)", Wording.NO_LATER, date(2021, 10, 5), time(17),
    True, written=SETTLED,
)  # fmt: skip
INTERNALS = (
    _of(internal.ask, RESULT),
    _of(internal.ask, INTERNAL, note="đã đặt"),
    _of(internal.ask_of_plan, "Báo cáo kết quả", EARLIER, RESULT.deadline),
    _of(internal.offer, date(2021, 10, 26), time(17)),
    _of(internal.confirm, INTERNAL, 9),
    _of(internal.coming_periods, 2),
    _of(internal.coming_periods, 0, note="cùng ngày"),
    _of(internal.refused, Unfit.NOT_EARLIER, RESULT, RESULT.deadline, (date(2021, 10, 26), time(17))),
    _of(internal.refused, Unfit.OVER, CONTENT, RESULT.deadline, None, note="đã qua"),
    _of(internal.too_late, INTERNAL),
    _of(internal.same, INTERNAL),
    _of(internal.none_set, "Báo cáo kết quả"),
    _of(internal.confirm_away, INTERNAL, 9),
    _of(internal.no_day, "tuần sau"),
    _of(internal.which, False),
    _of(internal.which, True, note="bỏ"),
    _of(internal.which_of, "báo cáo quý", False),
    _of(internal.nothing, False),
    _of(internal.nothing, True, note="bỏ"),
    _of(internal.being_checked, "Báo cáo kết quả"),
    _of(internal.new_version_first),
    _of(internal.kept, "Báo cáo kết quả", EARLIER, RESULT.deadline),
    _of(internal.away, "Báo cáo kết quả", RESULT.deadline),
    _of(internal.asked_by, INTERNAL),
    _of(changes.report, INTERNAL, 9, 12, note="hạn nội bộ"),
    _of(changes.ask_date, INTERNAL, note="hạn nội bộ"),
    _of(changes.confirm_above, INTERNAL, MOVED),
    _of(changes.confirm_both, INTERNAL, CONTENT, 9),
    _of(planning.report, SOONER, ["Đoàn phường An Hòa"], 12, note="hạn nội bộ"),
    _of(planning.both_until, SOONER),
    _of(planning.asked_words, SOONER),
    _of(status.five_lines, PLAN, NOW_INTERNAL, (OTHER_STATUS,), at(25, 14), note="hạn nội bộ"),
    _of(status.board, PLAN, (NOW_INTERNAL,), at(25, 14), note="hạn nội bộ"),
    _of(status.missing_list, INTERNAL, CALLS[1:], FIVE_MISSING, at(25, 14), "", 1, note="hạn nội bộ"),
    _of(status.notice, PLAN, LATE_ARRIVALS, (NOW_INTERNAL,), at(27, 11), note="còn kịp hạn cấp trên"),
    _of(digests.digest, digests.Morning(due=(replace(DUE_PART, due=INTERNAL),)), at(25, 7, 45), note="hạn nội bộ"),
    _of(
        digests.digest,
        digests.Morning(overdue=(replace(LATE_PART, due=INTERNAL),)),
        at(27, 7, 45),
        note="sau hạn nội bộ",
    ),
)
FORUM = Event(date(2021, 10, 25), date(2021, 10, 25), place="Hội trường phường")
FORUM_DUE = replace(
    _due("Diễn đàn kết nối công chức trẻ", deadline_of(FORUM, "thứ Hai 25/10/2021")), asks=Asks.ACTIVITY, event=FORUM
)
FORUM_MOVED = FORUM.put_on(date(2021, 10, 26), time(7, 30))
DAYS = (
    _of(turnouts.confirm_day, FORUM_DUE, FORUM_MOVED, 2, 0),
    _of(turnouts.confirm_day, FORUM_DUE, FORUM_MOVED, 3, 1, note="có đơn vị đã tự đổi"),
    _of(turnouts.same_day, FORUM_DUE),
    _of(turnouts.plan_moved, FORUM_DUE, FORUM_MOVED),
    _of(turnouts.plan_added, FORUM_DUE),
    _of(turnouts.plan_dropped, FORUM_DUE),
    _of(turnouts.none_ahead),
)
CHANGES = (
    *INTERNALS,
    *DAYS,
    _of(changes.plan, PLAN, [CONTENT, RESULT], 9),
    _of(changes.report, RESULT, 9, 12),
    _of(changes.ask_date, RESULT),
    _of(changes.confirm_date, RESULT, MOVED, 9),
    _of(changes.confirm_date, MOVED, RESULT, 9, note="sớm hơn"),
    _of(changes.over, CONTENT),
    _of(changes.same, CONTENT),
    _of(changes.ask_extension, RESULT),
    _of(changes.ask_extension_of_missing, RESULT),
    _of(changes.ask_extension_of_missing, RESULT, "Cụm 3 – Công nhân lao động", note="một cụm"),
    _of(changes.confirm_extension, RESULT, MOVED, ["Đoàn phường An Hòa"]),
    _of(changes.no_extension, "an hòa tuần sau"),
    _of(changes.not_owing, ["Đoàn phường An Hòa"]),
    _of(changes.long_enough, ["Đoàn phường An Hòa"], CONTENT),
    _of(changes.confirm_drop, RESULT, 9),
    _of(changes.confirm_withdrawal, PLAN, 12),
    _of(changes.ask_report, PLAN),
    _of(changes.confirm_report, "Báo cáo nhanh", MOVED, 12),
    _of(changes.ask_template, RESULT),
    _of(changes.template_kept, RESULT, "de-cuong.docx"),
    _of(changes.copy_which),
    _of(changes.nothing_to_copy),
    _of(changes.ask_start, "đợt thi đua", date(2021, 9, 30)),
    _of(changes.ask_version, PLAN),
    _of(changes.difference, "đợt thi đua", Difference(((Asked(1, CONTENT), SETTLED),), (SOME,), (Asked(2, PHOTOS),))),
    _of(changes.difference, "đợt thi đua", Difference(), note="không khác"),
    _of(
        changes.difference,
        "đợt thi đua",
        Difference(
            events_moved=((Happens(1, FORUM_DUE, FORUM), Planned(0, "Diễn đàn kết nối công chức trẻ", FORUM_MOVED)),),
            events_added=(Planned(1, "Hội thao công chức trẻ", FORUM_MOVED),),
            events_gone=(Happens(2, FORUM_DUE, FORUM),),
        ),
        note="hoạt động",
    ),
    _of(changes.moved, RESULT, MOVED),
    _of(changes.extended, MOVED),
    _of(changes.dropped, RESULT),
    _of(changes.added, MOVED),
    _of(changes.notice, PLAN, MAI.unit, [changes.moved(RESULT, MOVED)]),
    _of(changes.withdrawn, PLAN, MAI.unit),
    _of(changes.done, 12),
    _of(changes.done, 12, at(8, 8, 15), note="ngoài giờ"),
    _of(changes.done, 0, note="không ai phải báo"),
    _of(changes.gone),
    _of(exporting.heading, "Số suất", "suất"),
    _of(exporting.state, "handed_in", "late"),
    _of(exporting.looked_at, "handed_in"),
    _of(praising.points, Decimal("-0.5")),
    *(_of(praising.points, Decimal(one)) for one in ("8.5", "10")),
    _of(praising.proposed, PLAN, usual(True)),
    _of(praising.rules_now, PLAN, usual(False)),
    _of(praising.not_understood),
    _of(praising.turned_off, PLAN),
    _of(praising.off, PLAN),
    _of(praising.off, PLAN, watches=True, note="theo dõi"),
    _of(
        praising.table,
        PLAN,
        [("Đoàn phường An Hòa", Decimal("8.5")), ("Chi đoàn Điện lực", Decimal())],
        1,
        12,
        None,
        at(28, 9),
    ),
    _of(praising.table, PLAN, [], 1, 0, at(28, 8), at(28, 9), note="chưa ai có điểm"),
    *(
        _of(praising.why, PLAN, MAI.unit, POINTS, Decimal("1.5"), when, own)
        for when, own in ((None, True), (at(28, 8), False))
    ),
    _of(praising.why, PLAN, MAI.unit, [], Decimal(), None, True, note="chưa có điểm"),
    _of(praising.no_such_unit, "An Hào"),
    _of(praising.ask_review),
    _of(praising.ask_how),
    _of(praising.ask_why, Given(Decimal(1), "An Hòa", "")),
    _of(praising.read_back, A_POINT, [MAI.unit], PLAN),
    _of(praising.read_back, replace(A_POINT, amount=Decimal("-0.5")), [MAI.unit] * 7, PLAN, note="trừ"),
    _of(praising.given, A_POINT, 1, 1),
    _of(praising.given, A_POINT, 12, 11, note="chưa tới hết"),
    _of(praising.told, PLAN, MAI.unit, A_POINT),
    *(_of(praising.ask_settle, PLAN, 12, unseen) for unseen in (0, 3)),
    _of(praising.settled, PLAN, 12),
    _of(praising.ask_reopen, PLAN, at(28, 8)),
    _of(praising.reopened, PLAN),
    _of(praising.given_already),
    _of(praising.is_settled, PLAN),
    _of(praising.sheet_name, "đợt thi đua", "28-10-2021"),
    *(_of(praising.sheet_ready, PLAN, 12, settled) for settled in (True, False)),
    _of(exporting.ask, PLAN, 33),
    _of(exporting.ask, PLAN, 0, note="chưa có gì"),
    _of(exporting.other, "Tháng Thanh niên"),
    _of(exporting.soon),
    _of(exporting.ask_private, PLAN, 5),
    _of(exporting.nothing_private),
    _of(exporting.private_elsewhere),
    _of(exporting.private_kept),
    _of(exporting.private_ready, PLAN, 5),
    _of(exporting.not_made),
    _of(exporting.no_files),
    _of(exporting.sheet_ready, PLAN, 33, 40),
    _of(exporting.files_ready, PLAN, 120, 3, 2),
    _of(exporting.sheet_name, "đợt thi đua", "08-10-2021"),
    _of(exporting.files_name, "đợt thi đua", "08-10-2021", 1, 3),
    _of(exporting.folder, 1, RESULT.name),
    _of(exporting.unit_folder, "AH", MAI.unit),
    _of(sheets.title),
    _of(sheets.subtitle, TITLE, "41-KH/ĐTN"),
    _of(sheets.file_name),
    _of(sheets.ready),
    _of(status.other_campaign, "Tháng Thanh niên"),
    _of(answers.letter_received),
)
REQUESTS = (
    _of(firststeps.ask_name),
    _of(firststeps.named, "Quận Đoàn Bình Lâm"),
    _of(firststeps.steps, "", 0, False, 3),
    _of(firststeps.steps, "đợt thi đua", 12, True, 0, note="đã xong"),
    _of(requests.agree_until, "thứ Sáu 05/11/2021"),
    _of(requests.extended_to, date(2021, 11, 5)),
    _of(requests.ask_date, MAI, RESULT),
    _of(requests.ask_words, MAI),
    _of(requests.ask_mail_time, MAI, RESULT),
    _of(requests.as_claimed, at(28, 15, 20)),
    _of(requests.no_time, "hôm kia"),
    _of(requests.no_date, "tuần sau"),
    _of(requests.not_longer, RESULT),
    _of(requests.answered_already, "Trần Đăng Khoa", at(28, 15, 20)),
    _of(requests.gone),
    _of(requests.done, MAI, reached=True),
    _of(requests.done, MAI, reached=False, note="không nhắn được"),
    _of(requests.none_waiting),
    _of(requests.granted, MOVED),
    _of(requests.declined, RESULT, PLAN),
    _of(requests.replied, PLAN, "Số lượt tính cả đoàn viên mới không ạ?", "Tính cả đoàn viên mới kết nạp trong kỳ."),
    _of(requests.exempted, RESULT),
    _of(requests.still_owed, RESULT),
    _of(requests.not_theirs, RESULT),
    _of(requests.theirs_after_all, RESULT, PLAN),
    _of(requests.mail_found, RESULT, "AH-27", at(28, 15, 20), late=False),
    _of(requests.mail_not_found, RESULT),
    _of(requests.share, 41, "Số lượt tính cả đoàn viên mới không ạ?", "Tính cả đoàn viên mới kết nạp trong kỳ."),
    _of(requests.shared, 41),
    _of(requests.common, PLAN, "Số lượt tính cả đoàn viên mới không ạ?", "Tính cả đoàn viên mới kết nạp trong kỳ."),
    _of(requests.one_waiting, MAI, "0914.000.301", Matter.EXTENSION, "xin gia hạn đến 5/11", at(28, 15), RESULT),
    _of(pausing.ask, ["đợt thi đua"], []),
    _of(
        pausing.ask, ["đợt thi đua", "Tháng Thanh niên"], [(MAI.unit, at(16, 0))], note="hai đợt, một đơn vị đang dừng"
    ),
    _of(pausing.no_day, "sang tháng", over=False),
    _of(pausing.no_day, "1/9", over=True, note="đã qua"),
    _of(pausing.paused, ["đợt thi đua"], at(16, 0)),
    _of(pausing.resumed, ["đợt thi đua"]),
    _of(pausing.not_paused),
    _of(changes.extend_which),
    _of(changes.extension_of_whom, RESULT),
    _of(changes.exempt_which),
    _of(changes.ask_exempt, RESULT),
    _of(changes.confirm_exempt, RESULT, ["Đoàn phường An Hòa"]),
    _of(answers.ask_extension, RESULT),
)
READ_UNITS = roster.Summary(units=43, people=51, phones=49, new=3, changed=2, same=37, unclear=1)
NOT_THERE = ["Đoàn phường An Bình", "Chi đoàn Điện lực"]
IMPORTED = (
    _of(roster.how),
    _of(roster.reading, "danh-sach-don-vi.xlsx"),
    _of(roster.reading_text),
    _of(roster.seat_title, Role.SECRETARY, note="không ghi chức vụ"),
    _of(roster.seat_title, Role.DEPUTY, note="không ghi chức vụ"),
    *(_of(roster.refused, why, note=why) for why in roster.WHY),
    _of(roster.empty),
    _of(roster.no_units),
    _of(roster.missing_unit, 12, "Lê Thị Mai"),
    _of(roster.missing_unit, 12, "", note="không có tên người"),
    _of(roster.bad_phone, 5, "0914.000.3", "Lê Thị Mai"),
    _of(roster.bad_email, 5, "mai@example", "Lê Thị Mai"),
    _of(roster.same_phone, 9, "0914000301", "Lê Thị Mai", 5),
    _of(roster.same_role, 9, "Phạm Văn Hùng", "Lê Thị Mai", 5),
    _of(roster.alike, 14, "An Hòa", "Đoàn phường An Hòa", 5),
    _of(roster.formula, 7, "=HYPERLINK(A1)"),
    _of(roster.unclear, 8, "An Lâm", ["Đoàn Trường THPT An Lâm", "Đoàn xã An Lâm"]),
    _of(roster.phone_said, "0914000301"),
    _of(roster.add_unit, "Đoàn phường An Hòa"),
    _of(roster.join_group, "Đoàn phường An Hòa", "Cụm 1"),
    _of(roster.add_person, "Đoàn phường An Hòa", "Phạm Văn Hùng", "Phó Bí thư"),
    _of(roster.change_phone, "Đoàn phường An Hòa", "Lê Thị Mai", "0914000301", "0914000302"),
    _of(roster.change_phone, "Đoàn phường An Hòa", "Lê Thị Mai", "", "0914000302", note="trước chưa có số"),
    _of(roster.change_email, "Đoàn phường An Hòa", "Lê Thị Mai", "mai@example.vn"),
    _of(roster.change_title, "Đoàn phường An Hòa", "Phạm Văn Hùng", "Phó Bí thư", "Bí thư"),
    _of(roster.change_holder, "Đoàn phường An Hòa", "Bí thư", "Lê Thị Mai", "Phạm Văn Hùng"),
    _of(roster.absent, NOT_THERE),
    _of(roster.columns, [("Cơ sở Đoàn", "unit"), ("Họ và tên", "person"), ("SĐT", "phone"), ("Ghi chú", "other")]),
    _of(roster.columns, [], note="không có tiêu đề"),
    _of(
        roster.preview,
        READ_UNITS,
        [
            roster.bad_phone(5, "0914.000.3", "Lê Thị Mai"),
            roster.alike(14, "An Hòa", "Đoàn phường An Hòa", 5),
            *(roster.missing_unit(row, "") for row in (16, 17, 18)),
        ],
        roster.absent(NOT_THERE),
    ),
    _of(roster.preview, READ_UNITS, note="không có gì phải xem lại"),
    _of(
        roster.points,
        [
            roster.bad_phone(5, "0914.000.3", "Lê Thị Mai"),
            roster.add_person("Đoàn phường An Hòa", "Phạm Văn Hùng", "Phó Bí thư"),
        ],
        1,
        12,
        roster.columns([("Cơ sở Đoàn", "unit"), ("SĐT", "phone")]),
    ),
    _of(roster.writing),
    _of(roster.gone),
    _of(roster.nothing_new),
    _of(roster.written, READ_UNITS),
    _of(roster.dropped),
    _of(periods.month, date(2026, 6, 1)),
    _of(periods.quarter, date(2026, 4, 1)),
    _of(periods.half_year, date(2026, 1, 1)),
    _of(periods.year, date(2026, 1, 1)),
    _of(periods.label, "half_yearly", date(2026, 7, 1), date(2026, 12, 31)),
    _of(periods.due, date(2026, 6, 20), None, inclusive=False),
    _of(periods.due, date(2026, 7, 5), time(16, 30), inclusive=True, note="có giờ"),
)
OWING = frozenset(range(12))
SLOTS = slots_of([Report(RESULT, at(25, 7), OWING), Report(QUICK, at(25, 7), OWING)], Calendar(), at(28, 7))
CROWDED = slots_of([Report(one, at(27, 17), frozenset(range(120))) for one in (RESULT, QUICK, PHOTOS)], Calendar(),
                   at(28, 7))[:2]  # fmt: skip
ASKED = Due("Giới thiệu sáng kiến", "gửi khi có", at(31, 23, 59, month=12), at(31, 23, 59, month=12), asks=Asks.OPEN)
FEED = "https://dunghan.example.vn/lich/12-Zk3v9.ics"
SCHEDULES = (
    _of(schedule.before_start, "đợt thi đua", SLOTS[:5]),
    _of(schedule.before_start, "đợt thi đua", CROWDED, note="nhiều tin"),
    _of(schedule.before_start, "đợt thi đua", (), note="không kịp nhắc"),
    _of(schedule.running, "đợt thi đua", SLOTS[2:6]),
    _of(
        schedule.running,
        "đợt thi đua",
        slots_of([Report(ASKED, at(25, 7), OWING)], Calendar(), at(28, 7)),
        note="hỏi phát sinh",
    ),
    _of(schedule.running, "đợt thi đua", SLOTS[3:5], ("T-7", LAST_MORNING), at(28, 17), note="tạm dừng, lịch riêng"),
    _of(schedule.running, "đợt thi đua", (), note="đã hết"),
    _of(schedule.rung, "T-7"),
    _of(schedule.rung, "T-2h", note="giờ"),
    _of(schedule.rungs, ("T-7", "T-1", LAST_MORNING, "grace", "late+1h", "late+3")),
    _of(schedule.ask, "đợt thi đua", ()),
    _of(schedule.ask, "đợt thi đua", ("T-7", LAST_MORNING), note="đã có lịch riêng"),
    _of(schedule.unclear, "nhắc nhiều vào"),
    _of(schedule.confirm, "đợt thi đua", ("T-7", LAST_MORNING), 12, at(28, 8, 15)),
    _of(schedule.confirm, "đợt thi đua", ("late+1",), 12, None, note="không nhắc trước hạn"),
    _of(schedule.confirm, "đợt thi đua", (), 12, at(28, 8, 15), note="thường dùng"),
    _of(schedule.kept, ("T-7", LAST_MORNING)),
    _of(schedule.kept, (), note="thường dùng"),
    _of(feeds.name),
    _of(feeds.summary, RESULT, MAI.unit),
    _of(feeds.description, RESULT, PLAN),
    _of(feeds.link, FEED),
    _of(feeds.renewed, FEED),
)
WHO_COMES = claims.line("Ngô Đức Anh", "Chi đoàn Điện lực", "0914.000.308", matches=True, held=1)
WHO_ELSE = claims.line("Đỗ Minh Quân", "Đoàn phường An Hòa", "0916.000.555", matches=False, held=0)
TELEGRAM = "https://t.me/dunghan_bot?start=Zk3v9"
JOINING = (
    _of(claims.ask_unit, PLAN),
    _of(claims.ask_unit_of, "Quận Đoàn Bình Lâm", note="chưa có đợt nào"),
    _of(claims.which_unit),
    _of(claims.no_unit, "sao hoa", PLAN),
    _of(claims.no_unit, "sao hoa", None, note="chưa có đợt nào"),
    _of(claims.ask_name, MAI.unit),
    _of(claims.ask_phone, MAI.name),
    _of(claims.bad_phone, "0914.000.3"),
    _of(claims.waiting, MAI.unit, MAI.name, "0914.000.301", PLAN),
    _of(claims.own_contact),
    _of(claims.file_held, ("bao-cao-an-hoa.docx",), NOON),
    _of(claims.words_held),
    _of(claims.too_many),
    _of(claims.left),
    _of(claims.question, "Đồng chí thay đồng chí Mai từ ngày nào?", PLAN),
    _of(claims.refused, PLAN),
    _of(claims.held_counts, NOON),
    _of(claims.which_report, NOON, ["bao-cao-an-hoa.docx", "1.jpg"]),
    _of(claims.notice, 3),
    _of(claims.more),
    _of(claims.nobody),
    _of(claims.listing, [WHO_COMES, WHO_ELSE], 1),
    _of(claims.line, "Ngô Đức Anh", "Chi đoàn Điện lực", "0914.000.308", matches=True, held=1),
    _of(claims.card, WHO_ELSE, [claims.sits(MAI.name, MAI.title, "0914.000.301", True)], ["em mới nhận việc ạ"], NOON),
    _of(claims.card, WHO_ELSE, [], [], NOON, note="đơn vị chưa có ai"),
    _of(claims.sits, MAI.name, MAI.title, "0914.000.301", False),
    _of(claims.approved, ["Ngô Đức Anh (Chi đoàn Điện lực)"]),
    _of(claims.turned_down, "Đỗ Minh Quân"),
    _of(claims.decided_before),
    _of(claims.settled, "Đỗ Minh Quân", "Lò Văn Cụm", accepted=True),
    _of(claims.settled, "Đỗ Minh Quân", "Lò Văn Cụm", accepted=False, note="không xác nhận"),
    _of(claims.approved_by, MAI, ("Đỗ Minh Quân (Đoàn phường An Hòa)",)),
    _of(claims.ask_question, "Đỗ Minh Quân"),
    _of(claims.asked, "Đỗ Minh Quân"),
    _of(claims.waiting_label, 7),
    _of(claims.approve_label, 7),
    _of(claims.one_label, "Đỗ Minh Quân", "Đoàn phường An Hòa"),
    _of(claims.link_ready),
    _of(claims.for_group, PLAN.issuer, PLAN, LINK, CODE, TELEGRAM),
    _of(claims.for_group, PLAN.issuer, None, LINK, CODE, note="chưa có đợt nào, không có Telegram"),
    _of(claims.no_link),
    _of(claims.link_stopped),
    _of(claims.qr_soon),
    _of(claims.qr_ready),
    _of(claims.qr_name),
    _of(claims.whose_seat),
    _of(claims.which_units_seat),
    _of(claims.to_whom, MAI.title, MAI.unit, [CONTENT.name, RESULT.name]),
    _of(claims.to_whom, MAI.title, MAI.unit, [], note="không còn việc"),
    _of(claims.need_both),
    _of(claims.confirm_handover, MAI.title, MAI.unit, "Đỗ Minh Quân", "0916.000.555"),
    _of(claims.handed_over, MAI.title, MAI.unit, "Đỗ Minh Quân"),
    _of(claims.handover_notice, MAI.title, MAI.unit, MAI.name, "Đỗ Minh Quân", "0916.000.555"),
    _of(claims.taken_over, MAI.title, MAI.unit, "Đỗ Minh Quân", PLAN),
    _of(claims.replace_label, MAI.name, MAI.title),
)
REHEARSED = (
    _of(rehearsal.usage),
    _of(rehearsal.bad_units, 2000),
    _of(rehearsal.bad_roster, "danh-sach.xlsx", "Bảng này chưa có cột đơn vị."),
    _of(rehearsal.stuck, "Các hạn nộp của kế hoạch này đều đã qua."),
    _of(rehearsal.day, date(2021, 10, 28)),
    _of(
        rehearsal.letter, "08:15", MAI.name, MAI.unit, "nudge", RESULT.name, "T-3", "Kính gửi đồng chí Mai.\nHai dòng."
    ),
    _of(rehearsal.letter, "09:02", KHOA.name, KHOA.unit, "answer", None, None, "Đã nhận.", note="trả lời"),
    *(_of(rehearsal.event, "16:42", what, MAI.unit, RESULT.name, None, note=what) for what in rehearsal.EVENTS),
    _of(rehearsal.event, "16:42", "handed_in", MAI.unit, RESULT.name, "late", note="sau hạn"),
    _of(
        rehearsal.totals,
        {RESULT.name: {"expected": 12, "on_time": 8, "late": 1, "returned": 0, "missing": 3, "exempt": 0}},
        {"nudge": 40, "answer": 61, "digest": 12, "notice": 13},
        {MAI.unit: 4, "Chi đoàn Điện lực": 0},
        ("Chi đoàn Điện lực",),
    ),
)

CARD = reviewing.Card(
    IN_TIME, "đợt thi đua", "Lê Thị Mai", READ_BACK, empty=("Kết quả nổi bật",), left=14
)  # fmt: skip
SECOND_CARD = reviewing.Card(
    replace(SECOND, changed="đổi Số lượt: 150 lượt → 1.500 lượt; thêm 1 tệp"),
    "đợt thi đua",
    "Lê Thị Mai",
    READ_BACK,
    missing=("Báo cáo",),
    odd=(reviewing.lost_file("bao-cao.docx"),),
    said=(("Trần Đăng Khoa", "Số đã nhập là 150, tệp ghi 1.500."), ("Lê Thị Mai", "Đã sửa theo tệp.")),
    source="mail",
    left=2,
)
LUOT = Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt")
DIFFERENT = versions.Difference(
    tuple(versions.Change(LUOT, *one) for one in ((150, 1500), (None, 3), (3, None))), added=(1,), removed=(2, 3)
)
REVIEWED = (
    _of(reviewing.card, CARD),
    _of(reviewing.card, SECOND_CARD, note="bản thứ hai"),
    _of(reviewing.card, replace(CARD, got=replace(IN_TIME, due=INTERNAL)), note="sau hạn nội bộ"),
    _of(reviewing.card, replace(CARD, got=replace(LATE, excused=True)), note="được ghi nhận đúng hạn"),
    _of(reviewing.verdict, LATE),
    _of(reviewing.full_text, MAI.unit, "AH-27", READ_BACK),
    _of(reviewing.lost_file, "bao-cao.docx"),
    _of(reviewing.coming_file, "anh-1.jpg"),
    _of(reviewing.unsafe_file, "anh.zip"),
    _of(reviewing.shut_file, "anh.rar"),
    _of(reviewing.locked_file, "bao-cao.pdf"),
    _of(reviewing.same_photo, "anh-1.jpg", "Đoàn phường Phú Hậu", RESULT, "PH-12", same=True),
    _of(reviewing.same_photo, "anh-1.jpg", "Đoàn phường Phú Hậu", RESULT, "PH-12", same=False, note="gần giống"),
    _of(reviewing.changed, DIFFERENT),
    _of(reviewing.nothing_waits),
    _of(reviewing.waits_after_the_end, [("đợt thi đua", 3)]),
    _of(reviewing.waits_after_the_end, [("đợt thi đua", 3), ("Tháng Thanh niên", 1)], note="hai đợt"),
    _of(reviewing.reopen_label, "Tháng Thanh niên năm 2025"),
    _of(reviewing.others_have_them, 3),
    _of(reviewing.only_this, "AH-27"),
    _of(reviewing.accepted, "AH-27", MAI.unit),
    _of(reviewing.taken_back, "AH-27", mailed=False),
    _of(reviewing.taken_back, "AH-27", mailed=True, note="đã chuyển tới hộp thư"),
    _of(reviewing.nothing_accepted),
    _of(reviewing.nothing_of_theirs, MAI.unit),
    _of(reviewing.accept_all_label, 12),
    _of(reviewing.accept_all_preview, {RESULT.name: NAMES * 3, CONTENT.name: NAMES[:1]}, 10, 2),
    _of(reviewing.none_complete),
    _of(reviewing.all_accepted, 12, 2),
    _of(reviewing.all_accepted, 12, 0, note="không còn bản nào"),
    _of(reviewing.all_accepted, 0, 2, note="đã được xem cả"),
    _of(reviewing.decided_already, "AH-27", "Trần Đăng Khoa", at(28, 9), returned=False, now=at(28, 9, 30)),
    _of(
        reviewing.decided_already,
        "AH-27",
        "Trần Đăng Khoa",
        at(27, 9),
        returned=True,
        now=at(28, 9, 30),
        note="bổ sung",
    ),
    _of(reviewing.replaced, "AH-27", "AH-33", at(28, 9), at(28, 10)),
    _of(reviewing.withdrawn, "AH-27", at(28, 9), at(28, 10)),
    _of(reviewing.still_waits, "AH-27"),
    _of(reviewing.not_asked_any_more, "AH-27"),
    _of(reviewing.not_found),
    _of(reviewing.accepted_after_all, MAI.unit, RESULT, "AH-33"),
)
BY_MAIL = Receipt("AH-27", RESULT, MAI.unit, at(27, 15, 20), ("1 tệp Word",), source="mail")
ENTRY = behalf.Entry(RESULT, Source.MAIL, at(27, 15, 20), (MAI.unit, *NAMES[:2]), files=2)
MIXED = behalf.Entry(RESULT, Source.PAPER, at(30, 8), (MAI.unit,), NAMES[:1], NAMES[1:2], NAMES[2:], (MAI.unit,))
CROWD = behalf.Entry(RESULT, Source.ZALO, at(27, 15, 20), tuple(f"Đoàn phường thứ {n}" for n in range(1, 44)))
BEHALF = (
    _of(behalf.way, "phone"),
    _of(behalf.ask_units, RESULT),
    _of(behalf.which_report),
    _of(behalf.nothing_owed),
    _of(behalf.unknown_units, ("An Khê",)),
    _of(behalf.unknown_units, ("An Hoaf",), NAMES[:1], note="gõ nhầm"),
    _of(behalf.next_one, CONTENT, NAMES[:1], ()),
    _of(behalf.ask_source, NAMES),
    _of(behalf.ask_time, NAMES),
    _of(behalf.ask_hour, date(2021, 10, 27)),
    _of(behalf.not_yet_then, at(28, 16), NOON),
    _of(behalf.that_moment, at(27, 16)),
    _of(behalf.early, at(28, 15, month=9), at(30, 8, month=9)),
    _of(behalf.ask_file, ("scan0001.pdf",)),
    _of(behalf.ask_file, ("anh-1.jpg", "anh-2.jpg", "anh-3.jpg"), note="gửi cùng lúc"),
    _of(behalf.too_many, 60),
    _of(behalf.card, ENTRY),
    _of(behalf.card, MIXED, note="có sau hạn, có đã nộp"),
    _of(behalf.card, CROWD, note="43 đơn vị"),
    _of(behalf.nothing_to_enter, RESULT, NAMES[:1], NAMES[1:]),
    _of(behalf.recorded, ENTRY, ("AH-27", "AB-12", "DL-09"), NAMES[1:2]),
    _of(behalf.left),
    _of(behalf.told, BY_MAIL, PLAN),
    _of(behalf.told, replace(BY_MAIL, received=at(30, 8), contents=(), source="paper"), PLAN, note="bản giấy, sau hạn"),
    _of(report.show_submission, BY_MAIL, KHOA, READ_BACK, note="ghi nhận hộ"),
    _of(report.someone_else_handed_in, KHOA, BY_MAIL, NOON, note="ghi nhận hộ"),
)
KET = Field("ket_qua", "Kết quả nổi bật", FieldKind.LONG_TEXT)
NUMBER_ASK = returning.Ask(replace(LUOT, label="Số lượt người tham gia"), "số đã nhập là 150, tệp kèm theo ghi 1.500.")
WHOLE_ASK = returning.Ask(None, "đây là mẫu trống, đề nghị gửi bản đã điền.")
ASKS = (NUMBER_ASK, returning.Ask(KET, "xin nêu rõ hơn số sáng kiến."))
BACK_BY = at(1, 17, month=11)
BACK = WorkItem(RESULT, Workflow.RETURNED, Timeliness.ON_TIME, receipt="AH-27", again_by=BACK_BY)
RETURNED = (
    _of(returning.which_part, "AH-27", MAI.unit),
    _of(returning.which_part_of, MAI.unit, "số lượt chưa khớp với ảnh chụp danh sách"),
    _of(returning.ask_reason, "Số lượt người tham gia"),
    _of(returning.preview, MAI.unit, IN_TIME, ASKS, BACK_BY),
    _of(returning.preview, MAI.unit, IN_TIME, ASKS, BACK_BY, at(29, 9), note="lúc hẹn trước đã qua"),
    _of(returning.ask_moment, BACK_BY),
    _of(returning.no_moment, "hôm kia"),
    _of(returning.too_soon, at(29, 8, 15)),
    _of(returning.sent, "AH-27", MAI.unit, BACK_BY, reached=True),
    _of(returning.sent, "AH-27", MAI.unit, BACK_BY, reached=False, note="chưa nhắn được"),
    _of(returning.letter, MAI, PLAN, IN_TIME, (NUMBER_ASK,), BACK_BY),
    _of(returning.letter, MAI, PLAN, LATE, ASKS, BACK_BY, note="hai mục, nộp sau hạn"),
    _of(returning.letter, MAI, PLAN, IN_TIME, (WHOLE_ASK,), BACK_BY, note="cả báo cáo"),
    _of(returning.mending, "Số lượt người tham gia", "150 lượt"),
    _of(returning.mending, "Báo cáo", "", note="chưa có"),
    _of(returning.mended, "đổi Số lượt: 150 lượt → 1.500 lượt"),
    _of(returning.confirmed, RESULT, "AH-27"),
    _of(returning.nothing_asked, RESULT),
    _of(returning.ask_words, PLAN),
    _of(returning.carried, "Trần Đăng Khoa", at(29, 9), at(1, 9, month=11)),
    _of(returning.carried, "", at(29, 9), None, note="nhiều người duyệt"),
    _of(returning.nobody_there, PLAN),
    _of(
        returning.words_came,
        MAI,
        "0912.000.331",
        RESULT,
        "AH-27",
        "Con số trong tệp tính cả đợt trước, nên nhiều hơn số đã nhập.",
    ),
    _of(returning.ask_reply, MAI.unit),
    _of(returning.reply_came, PLAN, RESULT, "AH-27", "Xin ghi riêng số của đợt này, còn số cũ để trong phần nhận xét."),
    _of(returning.replied, MAI.unit, reached=True),
    _of(returning.replied, MAI.unit, reached=False, note="chưa nhắn được"),
    _of(nudges.nudge, MAI, PLAN, (BACK,), at(1, 8, 15, month=11), note="chờ bổ sung, sáng ngày hẹn"),
    _of(nudges.nudge, MAI, PLAN, (BACK, WorkItem(VIDEO)), at(2, 8, 15, month=11), note="chờ bổ sung và báo cáo khác"),
    _of(work.work_line, BACK, at(29, 9), note="chờ bổ sung"),
)
SPANS = [(at(28, 20, 15), at(28, 20, 40)), (at(28, 22), at(29, 0, 40))]
RULED = (
    _of(withdrawing.which),
    _of(withdrawing.which_label, RESULT, "AH-27"),
    _of(withdrawing.ask, IN_TIME, at(27, 17)),
    _of(withdrawing.ask, IN_TIME, at(1, 9, month=11), note="hạn đã qua"),
    _of(withdrawing.ask, SECOND, at(29, 21), "AH-27", note="còn bản trước"),
    _of(withdrawing.done, RESULT, "AH-27", at(27, 17)),
    _of(withdrawing.done, RESULT, "AH-33", at(29, 21), "AH-27", note="còn bản trước"),
    _of(withdrawing.told_to_others, HUNG, RESULT, "AH-27"),
    _of(withdrawing.decided, RESULT, "AH-27"),
    _of(withdrawing.wanted_again, RESULT, "AH-27"),
    _of(withdrawing.nothing_to_withdraw),
    _of(withdrawing.gone_already, "AH-27"),
    _of(ruling.ask_reason, "AH-31"),
    _of(ruling.ask_moment, "AH-31", ruling.moment_now(LATE)),
    _of(ruling.moment_now, LATE),
    _of(ruling.not_yet_then, at(28, 17, 20), at(28, 16)),
    _of(ruling.ask_why_then, "AH-31", at(28, 15, 20)),
    _of(ruling.which_code),
    _of(ruling.which_report, MAI.unit),
    _of(ruling.which_label, "AH-31", RESULT),
    _of(ruling.none_of_theirs, MAI.unit),
    _of(ruling.no_such_code, "XX-99"),
    _of(ruling.on_time_already, "AH-27"),
    _of(ruling.done, MAI.unit, replace(LATE, excused=True), reached=True),
    _of(ruling.done, MAI.unit, replace(LATE, excused=True), reached=False, note="chưa nhắn được"),
    _of(ruling.told, PLAN, replace(LATE, excused=True), "Mất mạng cả buổi tối."),
    _of(ruling.grace_offer, RESULT, ruling.grace_reason("Telegram", SPANS), NAMES),
    _of(ruling.grace_left),
    _of(ruling.grace_label, 3),
    _of(ruling.grace_reason, "Telegram", SPANS[:1]),
    _of(ruling.grace_reason, "Telegram", SPANS, note="hai lần"),
    _of(ruling.graced, 3, at(1, 11, month=11)),
    _of(ruling.graced, 0, at(1, 11, month=11), note="đã ghi nhận trước đó"),
    _of(digests.reviews_wait, digests.Morning(reviews=5, long=("AH-27 (Đoàn phường An Hòa)",))),
    _of(digests.waiting_report, "AH-27", MAI.unit),
    _of(status.missing_unit, MissingUnit("Đoàn phường An Phú", returned=True), at(28, 9), note="chờ bổ sung"),
)

MAILBOX = "baocao@example.vn"
MAILED = (
    _of(mailing.for_mail, "Trả lời tin này kèm tệp là nộp được. Đã gửi thì xin trả lời “Đã gửi email”.", LINK),
    _of(mailing.for_mail, "Hệ thống chuyển báo cáo.", "", note="không có liên kết"),
    _of(mailing.subject, "Ban Tổ chức kính gửi đồng chí Mai.\nHạn 08/10."),
    _of(mailing.enclosed, "ke-hoach.pdf"),
    _of(mailing.file_by_link, "phim.mp4", f"{LINK}", 30),
    _of(mailing.file_by_link, "phim.mp4", "", 30, note="không có địa chỉ"),
    _of(mailing.file_by_link, "so-lieu.zip", f"{LINK}", 30, unwanted=True, note="máy chủ không nhận"),
    _of(mailing.report_refused, PLAN.short, "baocao@example.vn", "Đoàn phường An Hòa: Báo cáo kết quả (mã AH-31)"),
    _of(mailing.report_in_doubt, PLAN.short, "baocao@example.vn", "Đoàn phường An Hòa: Báo cáo kết quả (mã AH-31)"),
    _of(mailing.sent_again, "baocao@example.vn", "AH-31"),
    _of(mailing.not_sent_again, "AH-31"),
    _of(mailing.file_not_here, "bao-cao.docx"),
    _of(mailing.report_subject, PLAN, MAI.unit, RESULT, "AH-27"),
    _of(mailing.report, PLAN, MAI.unit, RESULT, "AH-27", 1, at(27, 16, 42), False, READ_BACK, accepted=False),
    _of(mailing.report, PLAN, MAI.unit, RESULT, "AH-33", 2, at(27, 16, 42), True, READ_BACK, accepted=True),
    _of(
        mailing.report,
        PLAN,
        MAI.unit,
        RESULT,
        "AH-27",
        1,
        at(27, 16, 42),
        False,
        (),
        accepted=False,
        source="phone",
        note="nhập hộ",
    ),
    _of(mailing.mailbox_refuses, PLAN.short, MAILBOX, "[Ngày hội] Đoàn phường An Hòa: Báo cáo kết quả (mã AH-27)"),
    _of(mailing.card, PLAN, False, ByMail.UNRULED, MAILBOX, True, note="chưa có"),
    _of(mailing.card, PLAN, False, ByMail.UNRULED, "", False, note="chưa gửi được thư"),
    *(_of(mailing.card, POSTED, True, one, "", True, note=one) for one in ByMail if one),
    _of(mailing.card, POSTED, False, ByMail.HANDED_IN, "", True, note="chưa xác nhận"),
    _of(mailing.use_label, MAILBOX),
    _of(mailing.where, POSTED),
    _of(mailing.where, PLAN, note="chưa có"),
    _of(mailing.not_an_address, "bao cao tai vp"),
    _of(mailing.code_sent, MAILBOX),
    _of(mailing.mailbox_kept, MAILBOX),
    _of(mailing.ask_code, MAILBOX),
    _of(mailing.wrong_code),
    _of(mailing.too_many_codes),
    _of(mailing.verified, MAILBOX),
    _of(mailing.ruled, POSTED, ByMail.OWN),
    _of(mailing.verify_first),
    _of(mailing.code_subject, PLAN.short),
    _of(mailing.code_mail, PLAN, KHOA.name, CODE),
)

SUNDAY = Event(date(2021, 10, 31), date(2021, 10, 31), time(7, 30), "sân Nhà văn hóa thiếu nhi")
MONTHLY = Event(date(2021, 10, 31), date(2021, 10, 1), mode="Trực tuyến", month_long=True)
GREEN = replace(_due("Ngày Chủ nhật xanh", deadline_of(SUNDAY, "Chủ nhật 31/10/2021")), asks="activity", event=SUNDAY)
STORIES = replace(_due("Câu chuyện đẹp công sở", deadline_of(MONTHLY, "tháng 10")), asks="activity", event=MONTHLY)
OPEN = replace(_due("Giới thiệu sáng kiến", deadline_of(MONTHLY, "gửi khi có")), asks="open", entry=2)
AHEAD, TODAY = activities.Turnout(GREEN, activities.Phase.AHEAD), activities.Turnout(GREEN, activities.Phase.TODAY)
OVER = activities.Turnout(GREEN, activities.Phase.OVER)
MID, END = (activities.Turnout(STORIES, phase) for phase in (activities.Phase.MONTH, activities.Phase.MONTH_END))
RESULT_IN = Receipt("AH-40", GREEN, MAI.unit, at(1, 9, 10, month=11), ("6 ảnh",))
HAPPENING = activities.Today("Ngày Chủ nhật xanh", SUNDAY, MAI.unit, 1)
CHARGED = (
    charges.Charged(1, "Ngày Chủ nhật xanh", SUNDAY, NAMES),
    charges.Charged(2, "Câu chuyện đẹp công sở", MONTHLY, NAMES, each=True),
    charges.Charged(3, "Giới thiệu dự án", MONTHLY, (), unclear=("Các cơ sở có chuyên môn",), headless=("Cụm 4",)),
)
HAPPENINGS: tuple[Sample, ...] = (
    _of(activities.letter, MAI, PLAN, (AHEAD,), at(24, 8, 15)),
    _of(activities.letter, MAI, PLAN, (replace(AHEAD, confirmed=True),), at(30, 14), note="hôm trước, đã xác nhận"),
    _of(activities.letter, MAI, PLAN, (replace(AHEAD, leads=False),), at(24, 8, 15), note="cùng phụ trách"),
    _of(activities.letter, MAI, PLAN, (TODAY,), at(31, 7, 30), note="đúng ngày"),
    _of(activities.letter, MAI, PLAN, (replace(TODAY, leads=False),), at(31, 7, 30), note="đúng ngày, cùng phụ trách"),
    _of(activities.letter, MAI, PLAN, (OVER,), at(1, 8, 15, month=11), note="sau ngày"),
    _of(activities.letter, MAI, PLAN, (replace(OVER, leads=False),), at(1, 8, 15, month=11), note="sau, cùng"),
    _of(activities.letter, MAI, PLAN, (MID,), at(15, 8, 15), note="giữa đợt"),
    _of(activities.letter, MAI, PLAN, (replace(MID, leads=False),), at(15, 8, 15), note="giữa đợt, cùng phụ trách"),
    _of(activities.letter, MAI, PLAN, (END,), at(29, 8, 15), note="cuối đợt"),
    _of(activities.letter, MAI, PLAN, (replace(END, leads=False),), at(29, 8, 15), note="cuối đợt, cùng phụ trách"),
    _of(activities.letter, MAI, PLAN, (END, AHEAD), at(29, 8, 15), note="nhiều hoạt động"),
    _of(activities.together, MAI, PLAN, (WorkItem(RESULT),), (END, AHEAD), at(29, 8, 15), note="cùng báo cáo"),
    _of(activities.together, MAI, PLAN, (AGAIN,), (AHEAD,), at(29, 8, 15), note="cùng kết quả được hỏi lại"),
    _of(activities.when, MONTHLY),
    _of(activities.when, Event(date(2021, 11, 30), date(2021, 9, 1), month_long=True), note="nhiều tháng"),
    _of(activities.when, Event(date(2021, 10, 31)), note="chỉ ghi hạn"),
    _of(activities.when, Event(date(2021, 10, 31), date(2021, 10, 29)), note="nhiều ngày"),
    _of(activities.of, GREEN),
    _of(activities.place, SUNDAY),
    _of(activities.place, MONTHLY, note="trực tuyến"),
    _of(activities.step, "mid-month"),
    _of(activities.mine, (activities.Mine(GREEN, confirmed=True), activities.Mine(STORIES, leads=False)), at(20, 9)),
    _of(activities.mine, (activities.Mine(GREEN, put_off=True),), at(20, 9), note="đang hoãn"),
    _of(activities.calendar_line, GREEN, at(28, 9)),
    _of(activities.coming, (HAPPENING,), at(29, 7, 45)),
    _of(turnouts.confirmed, (GREEN,), True),
    _of(turnouts.confirmed, (GREEN,), False, note="cùng phụ trách"),
    _of(turnouts.ask_which),
    _of(turnouts.label, GREEN),
    _of(turnouts.ask_day, GREEN),
    _of(turnouts.no_day, "để xem"),
    _of(turnouts.day_gone, date(2021, 10, 1)),
    _of(turnouts.moved, GREEN, date(2021, 11, 7), 2),
    _of(turnouts.moved_notice, MAI, "0914.000.301", GREEN, date(2021, 11, 7)),
    _of(turnouts.moved_told, MAI.unit, GREEN, date(2021, 11, 7)),
    _of(turnouts.put_off, GREEN, 2),
    _of(turnouts.put_off_notice, MAI, "0914.000.301", GREEN),
    _of(turnouts.put_off_told, MAI.unit, GREEN),
    _of(turnouts.is_put_off, GREEN),
    _of(turnouts.day_set, MAI.unit, GREEN, date(2021, 11, 7)),
    _of(turnouts.took_part, (GREEN,)),
    _of(turnouts.not_leading, GREEN),
    _of(turnouts.settled, GREEN),
    _of(turnouts.not_begun, GREEN),
    _of(turnouts.nothing_planned),
    _of(charges.planned, CHARGED, 2),
    _of(charges.cluster_of, "Cụm 1"),
    _of(charges.of_kind, "chi đoàn"),
    _of(charges.ask_clusters, ("Thăm gia đình chính sách",)),
    _of(charges.assigned, "Ngày Chủ nhật xanh", NAMES, each=False),
    _of(charges.assigned, "Ngày Chủ nhật xanh", NAMES, each=True, note="từng đơn vị"),
    _of(charges.struck, "Ngày Chủ nhật xanh"),
    _of(charges.unassigned, "9: Mẫu Sơn"),
    _of(charges.ready, 4, ("Giới thiệu dự án",)),
    _of(charges.opening, (GREEN, STORIES)),
    _of(charges.result_text),
    _of(charges.result_files),
    _of(entries.monthly, MAI, PLAN, (OPEN,), date(2021, 9, 1)),
    _of(entries.nothing_came, date(2021, 9, 1)),
    _of(entries.wording, date(2021, 10, 31)),
    _of(entries.mine, ("Giới thiệu sáng kiến",)),
    _of(entries.ask, ("Giới thiệu sáng kiến", "Đề xuất trường hợp khó khăn")),
    _of(entries.ready, ("Giới thiệu sáng kiến",)),
    _of(entries.offer, "giới thiệu sáng kiến"),
    _of(entries.added, "giới thiệu sáng kiến"),
    _of(entries.told, "giới thiệu sáng kiến"),
    _of(entries.entry_files),
    _of(withdrawing.ask, RESULT_IN, at(1, 10, month=11), note="kết quả hoạt động"),
    _of(withdrawing.done, GREEN, "AH-40", at(1, 10, month=11), note="kết quả hoạt động"),
    _of(withdrawing.replaced_only, PLAN, OPEN, "AH-27"),
    _of(report.receipt, Receipt("AH-41", OPEN, MAI.unit, at(20, 9, 10), ("1 tệp Word",)), PLAN, note="nhận nhiều lần"),
    _of(changes.no_report, GREEN),
    _of(
        relays.letter,
        MAI,
        OFFICER,
        PLAN,
        (WorkItem(RESULT), WorkItem(GREEN)),
        WAY,
        at(25, 8, 20),
        note="cùng hoạt động",
    ),
    _of(report.receipt, RESULT_IN, PLAN, note="kết quả hoạt động"),
    _of(report.verdict, IN_TIME),
    _of(answers.promise_noted, GREEN, at(1, 17, month=11), at(1, 9, month=11), note="kết quả hoạt động"),
)
SAID = tuple(reconciling.Said(unit, RESULT.name, at(28, 9, n)) for n, unit in enumerate(NAMES))
FOUND = (
    reconciling.Found(MAI.unit, RESULT.name, at(27, 15, 20), late=False),
    reconciling.Found(NAMES[0], RESULT.name, at(30, 8), late=True, asked=False),
)
RECONCILED = (
    _of(reconciling.nobody),
    _of(reconciling.waiting, SAID, NOON),
    _of(reconciling.waiting, SAID * 14, NOON, note="42 đơn vị"),
    _of(reconciling.unclear_ticks, "an khe"),
    _of(reconciling.preview, reconciling.Laid(FOUND, ("An Phú gửi báo cáo",), 12, NAMES[1:]), NOON),
    _of(
        reconciling.preview,
        reconciling.Laid(FOUND[:1] * 30, ("Khuyến mãi 10:00",) * 9, 120, NAMES * 9),
        NOON,
        note="nhiều",
    ),
    _of(reconciling.preview, reconciling.Laid((), ("An Phú gửi báo cáo",), 0, NAMES), NOON, note="không khớp"),
    _of(reconciling.recorded, ("AH-27", "AB-12"), NAMES[1:2]),
    _of(reconciling.nothing_left),
    _of(reconciling.all_label),
    _of(reconciling.absent_label, 3),
    _of(reconciling.told_absent, 3),
)

SHARE = Tally(
    expected=43, on_time=30, late=3, returned=2, missing=7, exempt=1, accepted=20, waiting=13, promised=2, broken=1,
    by_email=1, silent=3, unreached=1, nil=2,
)  # fmt: skip
BOARD_PAGE = (
    _of(viewing.link, "https://dunghan.example.vn/bang/vao/Zk3v", viewing.of_all(), timedelta(1), timedelta(7), 1),
    _of(viewing.of_all),
    _of(viewing.of_units, NAMES),
    *(_of(viewing.closed, boards, note=str(boards)) for boards in (0, 2)),
    _of(viewing.who, (("Lê Thị Hạnh", NOON),), NOON),
    _of(viewing.who, (), NOON, note="không ai"),
    _of(viewing.close_of, "Lê Thị Hạnh"),
    *(_of(viewing.closed_of, "Lê Thị Hạnh", boards, note=str(boards)) for boards in (0, 1)),
    _of(board_page.head, PLAN),
    _of(board_page.as_of, NOON),
    _of(board_page.report_limit, RESULT),
    _of(board_page.due_said, RESULT),
    _of(board_page.received, SHARE),
    _of(board_page.reviewed, SHARE),
    _of(board_page.reviewed, Tally(), note="chưa có"),
    _of(board_page.missing, SHARE),
    _of(board_page.missing, Tally(), note="không còn"),
    _of(board_page.part_named, "missing", 7),
    _of(board_page.version, "AH-27", NOON, 2),
    _of(board_page.unit_seat, "Bí thư", "Nguyễn Thị Mai"),
    _of(board_page.owners, MAI.unit, 3),
    _of(board_page.results, 0, 1),
    _of(board_page.results, 3, 12, note="nhiều"),
    _of(board_page.month, 2021, 10),
    *(_of(board_page.size, octets, note=str(octets)) for octets in (12_000, 2_500_000)),
)

TURNS = Aim("lượt thanh niên được giới thiệu việc làm", "lượt", Decimal(20_000))
HALLS = Aim("tổ chức Đoàn – Hội trong doanh nghiệp", "tổ chức", Decimal(1), Way.EACH)
SHARE_OF = Aim("cơ sở Đoàn tổ chức Ngày hội", "%", Decimal(100), Way.PERCENT)
TAKING = Aim("đơn vị đăng ký công trình", "đơn vị", Decimal(85), Way.UNITS)
CLUBS = Aim("chi hội duy trì hoạt động", "chi hội", Decimal(295), stock=True)
SO_FAR = Figures(
    Decimal(13_120),
    Decimal(1_200),
    Decimal(300),
    Decimal(350),
    asked=43,
    told=38,
    showing=38,
    showing_seen=30,
    reached=8,
    reached_seen=6,
    returned_units=1,
    doubled_units=2,
    waiting_units=3,
    parts=38,
    squares=7.1e6,
    ahead=5,
)
LAST_DAY = date(2021, 11, 4)


def _told(place: int, aim: Aim, figures: Figures = SO_FAR, **more: Any) -> targets.Told:
    return targets.Told(place, Standing(aim, figures, fed=True, **more), LAST_DAY)


TOLD = (
    _told(1, TURNS),
    _told(2, HALLS),
    _told(3, SHARE_OF),
    _told(4, TAKING),
    targets.Told(5, Standing(CLUBS), LAST_DAY),
)
GIVEN = _told(1, TURNS, shared=Decimal(19_500), sharing=40)
MINE_OF_IT = Figures(Decimal(150), Decimal(30), asked=1, told=1, showing=1, showing_seen=1, parts=2)
MY_PART = (
    _told(1, TURNS, MINE_OF_IT, shared=Decimal(200), sharing=1),
    _told(2, HALLS, MINE_OF_IT),
    _told(3, SHARE_OF, Figures(asked=1)),
    _told(4, TURNS, MINE_OF_IT),
    targets.Told(5, Standing(CLUBS), LAST_DAY),
)
ON_DAY = NOON.date()
CORRECTED = (targets.Corrected(MAI.unit, "150", "200", False), targets.Corrected(NAMES[0], "", "80", True))
SOURCES = ("Báo cáo tháng, mục “Số lượt giới thiệu việc làm”, cộng các kỳ",)
READ_SHARES = Shares({1: Decimal(200), 2: Decimal(150)}, ("Xã Mây 40", "Tổng hợp"))
TARGETS = (
    _of(targets.line, TOLD[0], ON_DAY),
    _of(targets.listing, PLAN, TOLD, 5, NOON, ON_DAY),
    _of(targets.listing, PLAN, TOLD, 12, NOON, ON_DAY, note="nhiều"),
    _of(targets.none_yet, PLAN, True),
    _of(targets.none_yet, PLAN, False, note="người xem"),
    _of(targets.card, PLAN, TOLD[0], SOURCES, (), CORRECTED, NOON, ON_DAY),
    _of(
        targets.card,
        PLAN,
        GIVEN,
        SOURCES,
        [(NAMES[0], targets.behind(None, Decimal(300))), (MAI.unit, targets.behind(Decimal(20), Decimal(200)))],
        (),
        NOON,
        ON_DAY,
        note="đã giao",
    ),
    _of(targets.card, PLAN, TOLD[4], (), (), (), NOON, ON_DAY, note="chưa có số liệu"),
    _of(targets.behind, Decimal(20), Decimal(200)),
    _of(targets.source, "Báo cáo tháng", EVENTS, False, True),
    _of(targets.source, "Báo cáo kết quả", None, True, False, note="đã nộp"),
    _of(
        targets.each_unit,
        TURNS,
        [
            targets.of_unit(TURNS, MAI.unit, Decimal(150), Decimal(200), True),
            targets.of_unit(TURNS, NAMES[0], None, Decimal(300), False),
        ],
        1,
        43,
        NOON,
    ),
    _of(targets.each_unit, TURNS, [], 1, 0, NOON, note="không có đơn vị"),
    _of(targets.of_unit, TURNS, MAI.unit, Decimal(150), Decimal(200), True),
    _of(targets.own, MAI.unit, PLAN, MY_PART, 5, NOON),
    _of(targets.own, targets.whose(["a"] * 14, cluster=True), PLAN, TOLD[:4], 8, NOON, note="cụm"),
    _of(targets.whose, [MAI.unit, NAMES[0]], cluster=False),
    _of(targets.other, "Tháng Thanh niên"),
    _of(targets.label, 2),
    _of(targets.amount, Decimal("14320.5")),
    _of(tallies.percent, Decimal("71.6")),
    _of(tallies.part, 35, 43),
    *(_of(each, SHARE) for each in (tallies.of_all, tallies.rated, tallies.spared)),
    _of(targets.counted, HALLS, Decimal(3)),
    _of(targets.name, TURNS),
    _of(targets.measured, HALLS, Decimal(1)),
    _of(targets.how),
    _of(targets.not_read, "hai mươi gì đó"),
    _of(targets.added, 6, TURNS),
    _of(targets.added, 6, TURNS, "đợt thi đua", note="nhiều đợt"),
    _of(targets.changed, Decimal(20_000), TURNS),
    _of(targets.changed, Decimal(20_000), TURNS, "đợt thi đua", note="nhiều đợt"),
    _of(targets.which_plan),
    _of(targets.no_number, "nhiều lắm"),
    _of(targets.dropped, TURNS),
    _of(targets.dropped, TURNS, "đợt thi đua", note="nhiều đợt"),
    _of(targets.gone),
    _of(targets.no_such, 9, 5),
    _of(targets.which_number, TURNS, SOURCES),
    _of(targets.no_numbers, TURNS),
    _of(targets.number_label, "Báo cáo tháng", EVENTS, False),
    _of(targets.number_label, "Báo cáo tháng", None, True, note="thôi tính"),
    *(_of(targets.which_way, one, note=one.way) for one in (TURNS, HALLS, SHARE_OF, TAKING)),
    _of(targets.way_set, CLUBS, CLUBS.value),
    _of(targets.way_set, CLUBS, Decimal(2500), note="số đổi theo"),
    _of(shares.how, TURNS),
    _of(shares.reading, "bang-giao.xlsx"),
    _of(shares.refused),
    _of(shares.nothing_read, TURNS, Shares(unclear=("Xã Mây 40",))),
    _of(shares.nothing_read, TURNS, Shares(columns=("Lượt", "Quà")), note="nhiều cột"),
    _of(shares.offer, TURNS, READ_SHARES),
    _of(shares.offer, HALLS, Shares({1: Decimal(2)}), note="mỗi đơn vị"),
    _of(shares.kept, 40),
)

WE = broadcasts.Speaker("Quận Đoàn Bình Lâm", "đồng chí Khoa, 0912.000.118")
NEWS = "Mời các đồng chí dự giao ban lúc 8 giờ 00 thứ Hai 01/11/2021 tại hội trường Quận Đoàn."
TO_READ = Question()
DECIDE = Question(Answers.CHOICE, ("Dự buổi sáng", "Dự buổi chiều", "Không dự"))
CAME_OF_IT = Outcome(3000, 1204, 1676, 0, 30, 60, 30, 0, {0: 1204})
HALFWAY = Outcome(3000, 12, 1228, 1730, 0, 0, 30, 0, {0: 12})
TO_SEND = broadcasts.Card("cụm 1, chưa nộp báo cáo kết quả", {"telegram": 41, "web": 2}, 2, NAMES[:2], TO_READ)
ANNOUNCED = (
    _of(broadcasts.letter, WE, NEWS, TO_READ),
    _of(broadcasts.letter, WE, "", TO_READ, note="chỉ có tệp"),
    _of(broadcasts.letter, WE, "", TO_READ, again=True, note="chỉ có tệp, hỏi lại"),
    _of(broadcasts.letter, WE, NEWS, DECIDE, again=True, note="hỏi lại"),
    _of(broadcasts.letter, WE, NEWS, Question(Answers.YES_NO), corrected=NOON, note="đính chính"),
    _of(broadcasts.letter, broadcasts.Speaker("Cụm trưởng Cụm 1"), NEWS, Question(Answers.NOTHING), note="không hỏi"),
    _of(broadcasts.subject, WE),
    _of(broadcasts.withdrawn, WE, NOON, True),
    _of(broadcasts.no_longer, NOON),
    _of(broadcasts.answered, TO_READ, "Đã nhận"),
    _of(broadcasts.answered, DECIDE, "Không dự", "Dự buổi sáng", note="đổi ý"),
    _of(broadcasts.only_a_preview),
    _of(broadcasts.not_for_you),
    _of(broadcasts.ask_words),
    _of(broadcasts.ask_words, True, note="đổi nội dung"),
    _of(broadcasts.instead_of, NEWS),
    _of(broadcasts.words_too_long, 4120),
    _of(broadcasts.file_added, "giay-moi.pdf", 2),
    _of(broadcasts.too_many_files, 10),
    _of(broadcasts.ask_whom),
    _of(broadcasts.ask_whom, ("cum 9",), note="chưa rõ"),
    _of(broadcasts.ask_whom, (), ("Báo cáo kết quả",), note="báo cáo nào"),
    _of(broadcasts.ask_reply),
    _of(broadcasts.options_unclear),
    _of(broadcasts.ask_when),
    _of(broadcasts.when_unclear),
    _of(broadcasts.card, TO_SEND, NOON),
    _of(
        broadcasts.card,
        replace(TO_SEND, goes=at(28, 14), held=at(28, 12), question=DECIDE, again=False),
        at(28, 12),
        note="giờ nghỉ",
    ),
    _of(
        broadcasts.card,
        replace(
            TO_SEND,
            channels={"zalo": 40, "email": 12},
            unreached=12,
            names=NAMES,
            numbered=("zalo",),
            pages={"zalo": 2},
            goes=at(29, 8),
            urgent=True,
        ),
        NOON,
        note="nhiều kênh, hẹn giờ",
    ),
    _of(broadcasts.card, replace(TO_SEND, goes=at(29, 8), held=at(28, 21)), NOON, note="hẹn vào giờ nghỉ"),
    _of(broadcasts.card, replace(TO_SEND, channels={}, unreached=12, names=NAMES), NOON, note="phải nhắn hộ"),
    _of(broadcasts.card, replace(TO_SEND, channels={}, question=Question(Answers.NOTHING)), NOON, note="không ai"),
    _of(broadcasts.send_label, 3000),
    _of(broadcasts.schedule_label, 3000),
    _of(broadcasts.sure, 3000, "tất cả đơn vị"),
    _of(broadcasts.sure_label, 3000),
    _of(broadcasts.changed_meanwhile),
    _of(broadcasts.tried, "telegram"),
    _of(broadcasts.dropped),
    _of(broadcasts.kept),
    _of(broadcasts.nothing_to_send),
    _of(broadcasts.scheduled, 3000, at(29, 8), NOON),
    _of(broadcasts.unscheduled),
    _of(broadcasts.begun, 3000),
    _of(broadcasts.begun, 3000, edits=False, note="kênh không sửa được tin"),
    _of(broadcasts.not_sent, "Lò Văn Cụm", NEWS),
    _of(
        broadcasts.course,
        broadcasts.Course(NEWS, TO_READ, replace(CAME_OF_IT, stopped=3)),
        NOON,
        note="có người thôi thuộc diện nhận",
    ),
    _of(broadcasts.stopped_already),
    _of(broadcasts.asks_nothing),
    _of(broadcasts.not_gone_yet, at(29, 8), NOON),
    _of(broadcasts.course, broadcasts.Course(NEWS, TO_READ, HALFWAY, timedelta(seconds=58)), NOON, note="đang gửi"),
    _of(broadcasts.course, broadcasts.Course(NEWS, TO_READ, Outcome(), writing=True), NOON, note="mới bắt đầu"),
    _of(broadcasts.course, broadcasts.Course(NEWS, TO_READ, HALFWAY, rests=at(29, 8)), at(28, 21), note="giờ nghỉ"),
    _of(broadcasts.course, broadcasts.Course(NEWS, TO_READ, CAME_OF_IT, corrected=at(28, 9), again=at(29, 14)), NOON),
    _of(
        broadcasts.course,
        broadcasts.Course(NEWS, DECIDE, replace(CAME_OF_IT, answers={0: 800, 2: 404}, stopped=300), stopped=at(28, 14)),
        NOON,
        note="đã dừng, có lựa chọn",
    ),
    _of(broadcasts.course, broadcasts.Course(NEWS, TO_READ, CAME_OF_IT, withdrawn=at(28, 14)), NOON, note="đã thu hồi"),
    _of(broadcasts.course, broadcasts.Course(NEWS, TO_READ, Outcome(), waits=at(29, 8)), NOON, note="chờ giờ"),
    _of(
        broadcasts.listed,
        (broadcasts.Past(NEWS, at(29, 8), waits=True), broadcasts.Past(NEWS, at(27, 8), withdrawn=True)),
        NOON,
    ),
    _of(broadcasts.listed, (), NOON, note="chưa có"),
    _of(broadcasts.listed, (broadcasts.Past(NEWS, at(27, 8)),), NOON, which=True, note="hỏi tin nào"),
    _of(broadcasts.which_label, 2),
    _of(broadcasts.nth_label, 2),
    _of(broadcasts.stopped, 1760),
    _of(broadcasts.nothing_to_stop),
    _of(broadcasts.ask_correction, NEWS),
    _of(broadcasts.correction_card, NEWS, 1240),
    _of(broadcasts.correction_card, NEWS, 0, note="chưa gửi cho ai"),
    _of(broadcasts.corrected, 0, note="chưa gửi cho ai"),
    _of(broadcasts.corrected, 1240),
    _of(broadcasts.corrected, 1240, stopped=True, note="đã dừng gửi"),
    _of(broadcasts.withdraw_card, NEWS, 1240),
    _of(broadcasts.withdraw_card, "", 1240, note="chỉ có tệp"),
    _of(broadcasts.unschedule_card, NEWS, at(29, 8), NOON),
    _of(broadcasts.unscheduled_of_another),
    *(_of(broadcasts.changed_by, "Đỗ Minh Khoa", NEWS, what, note=what) for what in broadcasts.DONE),
    _of(broadcasts.beyond_your_seat),
    _of(broadcasts.withdrawing),
    _of(broadcasts.withdrawn_already),
    _of(broadcasts.asked_again, 1676),
    _of(broadcasts.asks_again_at, 1676, at(28, 14), at(28, 12)),
    _of(broadcasts.everybody_answered),
    _of(broadcasts.asked_lately, at(28, 13, 40), NOON),
    _of(broadcasts.silent, [(name, "Nguyễn Thị Mai") for name in NAMES], 40),
    _of(broadcasts.to_pass_on, [(NAMES[0], "Nguyễn Thị Mai, 0914.000.301"), (NAMES[1], "")], 12),
    _of(broadcasts.to_pass_on, [], 0, note="không còn"),
    _of(broadcasts.unclear),
    _of(broadcasts.contact_of, "Trần Đăng Khoa", "0912.000.118"),
    _of(broadcasts.for_a_unit, "đồng chí Khoa, 0912.000.118"),
)

LACKS = closing.UnitEnd(2, missing=[RESULT.name])
WHOLE_END = closing.UnitEnd(2)
LEFT = closing.Left(
    (Status(RESULT, Tally(expected=43, missing=7, returned=2, on_time=34, waiting=3, silent=7), NAMES),), 2, 1, 51, 43
)
CLOSED = (
    _of(closing.ask, PLAN, LEFT, date(2021, 11, 4), NOON),
    _of(closing.ask, PLAN, closing.Left((), people=51, units=43), date(2021, 10, 4), NOON, note="không còn gì"),
    _of(closing.which),
    _of(closing.closed, PLAN, 51, at(29, 8, 15)),
    _of(closing.closed, PLAN, 0, None, note="không báo"),
    _of(closing.closed_already, PLAN, NOON),
    _of(closing.told_officer, PLAN, "Trần Đăng Khoa"),
    _of(closing.letter, MAI, PLAN, [(MAI.unit, WHOLE_END)]),
    _of(closing.letter, MAI, PLAN, [(MAI.unit, LACKS)], note="còn thiếu"),
    _of(
        closing.letter,
        MAI,
        PLAN,
        [(MAI.unit, WHOLE_END), (NAMES[0], closing.UnitEnd(2, [], [RESULT.name]))],
        note="hai đơn vị",
    ),
    _of(closing.over_for_unit, PLAN, RESULT.name),
    _of(closing.ask_reopen, PLAN, 7, 9),
    _of(closing.ask_reopen, PLAN, 0, 0, note="không ai thiếu"),
    _of(closing.which_to_reopen),
    _of(closing.nothing_closed),
    _of(closing.reopened, PLAN, 9, None),
    _of(closing.reopened, PLAN, 0, None, note="không báo"),
    _of(closing.runs_already, PLAN),
    _of(closing.stays_withdrawn, PLAN),
    _of(closing.reopening_letter, MAI, PLAN, [(MAI.unit, LACKS)]),
    _of(
        closing.running, [(PLAN.short, date(2021, 11, 4), 31, 86), ("Tháng Thanh niên", date(2022, 3, 31), 0, 12)], NOON
    ),
    _of(closing.over, [(PLAN.short, NOON, 80, 86)]),
    _of(closing.over, [], note="chưa có"),
    *(_of(closing.card, PLAN, LEFT.reports, NOON, gone, note="đã rút" if gone else "") for gone in (False, True)),
    _of(closing.not_found, "tháng mười"),
)

LATELY = Changed(at(26, 8), 7, 3, {1: Decimal(1_200)})
READ_OUT = meeting.Meeting(
    PLAN,
    NOW_STATUS,
    (OTHER_STATUS,),
    (replace(TOLD[0], id=1), TOLD[1], TOLD[2]),
    LATELY,
    meeting.Compared(meeting.period_before("tháng 9/2021"), 35, 43),
)
MEETING = (
    _of(meeting.lines, READ_OUT, NOON, ON_DAY),
    _of(meeting.lines, replace(READ_OUT, told=(), changed=None, compared=None), NOON, ON_DAY, note="lần đầu"),
    _of(
        meeting.lines,
        replace(READ_OUT, others=(), told=(), changed=replace(LATELY, received=0, waiting=None, targets={})),
        NOON,
        ON_DAY,
        note="không đổi",
    ),
    _of(meeting.period_before, "tháng 9/2021"),
    _of(meeting.year_before, "đợt thi đua 2020"),
    _of(meeting.title, PLAN),
    _of(meeting.subtitle, NOW_STATUS),
    _of(meeting.as_of, NOON),
    _of(meeting.only_some, 400, 1200),
    _of(meeting.column, NOW_STATUS),
    _of(meeting.unseen),
    _of(meeting.due_by_now),
    _of(meeting.picture, PLAN, (OTHER_STATUS, NOW_STATUS), TOLD[:2], 43, ON_DAY),
    _of(meeting.picture, PLAN, (NOW_STATUS,) * 8, TOLD, 43, ON_DAY, note="nhiều"),
    _of(meeting.not_drawn),
    _of(meeting.file_name, "đợt thi đua", NOON),
    _of(status.received, NOW_STATUS.tally),
    _of(status.not_in, NOW_STATUS.tally, NAMES[:2]),
    _of(status.reviewed, NOW_STATUS.tally),
    _of(status.until, RESULT, NOON, "hạn "),
    _of(status.beside, (OTHER_STATUS,), 90),
    _of(targets.reached, TOLD[0], ON_DAY),
    _of(targets.after, TOLD[0], ON_DAY),
)

SAMPLES: tuple[Sample, ...] = (
    *PEOPLE, *WORK, *REPORT, *FIELDS, *NUDGES, *STATUS, *OUTLOOK, *GROUPS, *ANSWERS, *HELP, *PAGES, *PLAN_PAGE,
    *SYSTEM, *PLANS, *CHANGES, *REQUESTS, *IMPORTED, *SCHEDULES, *MORNINGS, *JOINING, *REHEARSED,
    *REVIEWED, *RETURNED, *RULED, *RELAYED, *MAILED, *HAPPENINGS, *BEHALF, *RECONCILED, *OWN,
    *BOARD_PAGE, *CLOSED, *TARGETS, *ANNOUNCED, *MEETING,
)  # fmt: skip


def public_texts() -> set[str]:
    """Every function that says something, by the name under which the copy book shows it."""
    return {
        f"{module.__name__.rsplit('.', 1)[-1]}.{name}"
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and function.__module__ == module.__name__
        and inspect.signature(function).return_annotation is str
    }


def constants() -> Iterator[tuple[str, str]]:
    """Every word that is not a function: labels, menus, pages."""
    for module in CONSTANTS:
        for name, value in vars(module).items():
            if name.isupper() and not name.startswith("_"):
                yield from _words(f"{module.__name__.rsplit('.', 1)[-1]}.{name}", value)


def _words(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _words(f"{name}[{key}]", held)
    elif isinstance(value, tuple):
        yield name, " – ".join(value)


def book() -> str:
    blocks = []
    for sample in SAMPLES:
        text = sample.rendered()
        note = f" ({sample.note})" if sample.note else ""
        blocks.append(f"== {sample.name}{note} [{units16(text)}]\n{text}\n")
    blocks.append("== words\n" + "\n".join(f"{name}: {value}" for name, value in constants()) + "\n")
    return "\n".join(blocks)


if __name__ == "__main__":
    FILE.write_text(book(), encoding="utf-8")
    sys.stdout.write(f"{FILE.name}: {len(SAMPLES)} texts\n")
