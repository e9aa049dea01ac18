"""A report or a date typed in chat: "báo cáo sơ kết, chậm nhất 15/3", "truoc 11g ngay 20/4", or only "15/4"."""

import re
from dataclasses import dataclass
from datetime import date, time

from core.deadlines import Deadline, before_day, before_hour, no_later_than, no_later_than_hour
from core.plans.dates import Found, dates_in
from core.plans.plain import plain
from core.plans.proposal import Wording
from core.texts import findings as texts
from core.vietnamese import tidy

_CUES = (
    (Wording.BEFORE, re.compile(r"\btruoc\b")),
    (Wording.CLOSING, re.compile(r"\bhan chot\b")),
    (Wording.LAST_DAY, re.compile(r"\bhan (?:cuoi|nop|gui)\b")),
    (Wording.NO_LATER, re.compile(r"\b(?:cham|muon|tre) nhat\b|\bkhong (?:muon|cham|tre) hon\b|\bkhong qua\b")),
    (Wording.UNTIL_END, re.compile(r"\b(?:den|toi)? ?het\b")),
    (Wording.WITHIN_DAY, re.compile(r"\btrong(?: ngay)?\s*$")),
)
_BARE = re.compile(r"(?<![\d/.\-])\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{4})?(?![\d/])")
_THEN_AN_HOUR = re.compile(
    rf"({_BARE.pattern})[ ,]+(?:lúc |luc )?(\d{{1,2}} ?(?:giờ|gio|g|h)(?: ?\d{{2}})?)$", re.IGNORECASE
)
_OF_MONTH = re.compile(
    r"(?:(?P<cue>truoc|cham nhat|muon nhat|den het|vao)\s+)?(?:la\s+)?(?:ngay\s+)?(?P<day>\d{1,2})"
    r"(?:\s+(?:hang|hng|moi|cua)?\s*(?:thang|quy|ky))?"
)
_AROUND_NAME = ' \t\n,;:.-–—•*()“”"'
_LEFT_OVER = re.compile(
    r"(?:[\s,;:\-–(]|\b(?:nộp|gửi|hạn|là|vào|lúc|sang|đến|thành|ngày|nop|gui|han|la|vao|luc|den|thanh|ngay)\b)+$",
    re.IGNORECASE,
)
_VERB = re.compile(r"^(?:(?:nộp|gửi|nop|gui|và|va)\s+|\d{1,2}[.)]\s*)+", re.IGNORECASE)
_ACCENTS = {
    "bao cao": "báo cáo", "ket qua": "kết quả", "so ket": "sơ kết", "tong ket": "tổng kết", "tien do": "tiến độ",
    "ke hoach": "kế hoạch", "danh sach": "danh sách", "dang ky": "đăng ký", "so lieu": "số liệu",
    "hinh anh": "hình ảnh", "khen thuong": "khen thưởng", "tham gia": "tham gia", "dai bieu": "đại biểu",
    "thi sinh": "thí sinh", "ho so": "hồ sơ", "minh chung": "minh chứng", "bai du thi": "bài dự thi",
    "san pham": "sản phẩm", "de xuat": "đề xuất", "thuc hien": "thực hiện", "trien khai": "triển khai",
    "to chuc": "tổ chức", "hoat dong": "hoạt động", "cong tac": "công tác", "noi dung": "nội dung",
    "dot xuat": "đột xuất", "bo sung": "bổ sung", "bien ban": "biên bản", "cong trinh": "công trình",
    "thanh nien": "thanh niên", "doan vien": "đoàn viên", "chuong trinh": "chương trình",
    "quy": "quý", "thang": "tháng", "dot": "đợt",
}  # fmt: skip
_USUAL = re.compile(rf"\b(?:{'|'.join(sorted(_ACCENTS, key=len, reverse=True))})\b", re.IGNORECASE)
_NUMBERS = re.compile(r"^\W*\d{1,2}[.)]\s+|^[-•*+]\s*")


@dataclass(frozen=True)
class Typed:
    """`label` is empty where only a date was typed."""

    label: str
    wording: Wording
    day: date
    hour: time | None = None

    @property
    def inclusive(self) -> bool:
        return self.wording not in (Wording.BEFORE, Wording.BEFORE_HOUR)

    @property
    def words(self) -> str:
        """As an officer writes it, however it was typed."""
        return texts.reworded(self.wording, self.day, self.hour)

    def deadline(self, *, grace: bool = True) -> Deadline:
        if self.hour is not None:
            return (no_later_than_hour if self.inclusive else before_hour)(self.day, self.hour, self.words)
        return no_later_than(self.day, self.words) if self.inclusive else before_day(self.day, self.words, grace=grace)


def typed(text: str, today: date) -> Typed | None:
    """None where no date stands, one that does not exist, or more than one. Without a year the next such day."""
    said = _NUMBERS.sub("", " ".join(tidy(text).split()))
    said, found = _dated(said, today)
    if (
        len(found) != 1
        or len(_BARE.findall(said)) > 1
        or found[0].last is not None
        or found[0].day is None
        or found[0].month_only
    ):
        return None
    one = found[0]
    wording, start = _cue(said, one)
    return Typed(_label(said, start, one.end), wording, one.day or today, one.hour)


def day_of_month(text: str) -> tuple[int, bool] | None:
    """'28', 'chậm nhất ngày 28 hằng tháng', 'trước ngày 28': the day, and whether it is itself still on time."""
    found = _OF_MONTH.fullmatch(plain(" ".join(tidy(text).split())))
    return (int(found["day"]), found["cue"] != "truoc") if found and 1 <= int(found["day"]) <= 31 else None


def _dated(said: str, today: date) -> tuple[str, list[Found]]:
    """'15/3' alone is a date here, for a date was asked for; in '15/3 17g' the hour belongs to it."""
    said = _THEN_AN_HOUR.sub(r"\2 \1", said)
    found = dates_in(said, today.year, today)
    if not found and (bare := _BARE.search(said)):
        said = f"{said[: bare.start()]}ngày {said[bare.start() :]}"
        found = dates_in(said, today.year, today)
    return said, found


def _cue(said: str, found: Found) -> tuple[Wording, int]:
    """Which wording stands before the date, and where it begins; none means the whole of that day."""
    seen = plain(said)[: found.start]
    cues = [(cue.start(), wording) for wording, pattern in _CUES for cue in pattern.finditer(seen)]
    start, wording = max(cues, default=(found.start, Wording.NO_LATER))
    if wording is Wording.BEFORE and found.hour is not None:
        wording = Wording.BEFORE_HOUR
    return wording, start


def _label(said: str, start: int, end: int) -> str:
    """What stands before the date, else what stands after it."""
    before = _LEFT_OVER.sub("", said[:start]).strip(_AROUND_NAME)
    name = before or said[end:].strip(_AROUND_NAME)
    name = _accented(_VERB.sub("", name).strip(_AROUND_NAME))
    return name[:1].upper() + name[1:]


def _accented(name: str) -> str:
    """What was typed without accents stands in letters to every unit: the usual words of a report's name get theirs."""
    return _USUAL.sub(lambda words: _ACCENTS[words[0].lower()], name) if name.isascii() else name


_PHONE = re.compile(r"\+?\d[\d .\-]{7,14}\d")


def person(text: str) -> tuple[str, str] | None:
    """'Trần Văn An, 0912 000 118': a name and a number to call, in either order."""
    said = " ".join(tidy(text).split())
    found = _PHONE.search(said)
    if found is None or not 9 <= len(re.sub(r"\D", "", found[0])) <= 12:
        return None
    name = f"{said[: found.start()]} {said[found.end() :]}".strip(_AROUND_NAME)
    name = re.sub(r"^(?:đ/c|đồng chí|dong chi|dc)\s+", "", name, flags=re.IGNORECASE)
    return (" ".join(name.split()), found[0].strip()) if name else None
