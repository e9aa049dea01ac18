"""An activity's title: what is to be done, without when, where, why and by whom; and when two titles mean one thing."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.plans.dates import dates_in
from core.plans.plain import plain

_LONGEST = 1200
_MOST_WORDS = 60
_NEAR = 80  # letters before a date that may introduce it
_WHY_AFTER = 90  # letters from which on the reason is too much
_CLOCK = re.compile(
    r"^(?:từ\s+)?\d{1,2}\s?(?:giờ|[hg:])\s?\d{0,2}(?:\s*[-–]\s*\d{1,2}\s?[hg:]\s?\d{0,2})?\s*[:\-–,]?\s+", re.IGNORECASE
)
_TIMES_IN_BRACKETS = re.compile(r"\s*\([^()]{0,80}\d{1,2}\s?[/.\-]\s?\d[^()]{0,80}\)")
_SEE_ANNEX = re.compile(r"\s*\((?:đính kèm|kèm theo|theo|xem|có)\s[^()]{0,120}\)", re.IGNORECASE)
_STOP = re.compile(
    r"\.(?=\s+[A-ZÀ-ỸĐ“])|,\s+(?:trong đó|qua đó|góp phần|đồng thời|dự kiến|từ đó|chỉ tiêu|phấn đấu|thu hút|"
    r"hướng tới|nhất là|"
    r"đặc biệt là|cụ thể)(?!\w)|\s+(?P<why>nhằm|để|cam kết)\s",
    re.IGNORECASE,
)
_BEFORE_A_DATE = re.compile(
    r"(?:[\s,(:;\-–]|(?<!\w)(?:dự kiến|diễn ra|vào|lúc|từ|sáng|chiều|tối|trước|các|ngày|hoàn thành|chuyển|dời|lùi|"
    r"đổi|xong|trong|đến|hết|"
    r"chậm nhất|"
    r"khoảng|tổ chức|thực hiện|bắt đầu|thời gian|đầu|cuối|\d{1,2}\s*(?:[,h-]|và(?!\w))|và|tuần|lễ|tại))+$",
    re.IGNORECASE,
)
_MONTH_CUTS = re.compile(r"(?:(?<!\w)(?:trong|vào|từ|đầu|cuối|giữa|đến|suốt)|[,:(–-])\s*$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:tiếp tục\s+)?(?:(?:tổ chức|triển khai|thực hiện)\s+){1,2}(?=(?:hội (?!viên)|lễ |chương trình|ngày |"
    r"tọa đàm|toạ đàm|diễn đàn|"
    r"giải |cuộc |đêm |hành trình|liên hoan|chuyên mục|rà soát|điểm |hoạt động (?:chăm|tư|về)|bộ ))|"
    r"^tiếp tục\s+(?:triển khai\s+)?|^tăng cường\s+thực hiện\s+",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[\s\-–+•*]*(?:\d{1,2}[.)]\s+)?")
_LEADING_DATES = 90
_INTRODUCES = re.compile(
    r"(?:từ|ngày|sáng|chiều|tối|trước|đến|hết|đến hết|trong|vào|dự kiến|khoảng|tuần|lúc|thứ|[\s:\-–,])*", re.IGNORECASE
)
_BETWEEN_DATES = re.compile(r"\s*(?:đến|tới|và|,|-|–|&|hết|ngày|\s)+\s*", re.IGNORECASE)
_BEHIND = re.compile(r"\)?\s*(?::|[-–]\s)\s*(?=\S)")
_TOWARDS = re.compile(r"^(?:đối với|riêng|tại|thời gian(?: tổ chức)?(?= [a-zà-ỹ]))\s+", re.IGNORECASE)
_WORDS = re.compile(r"[a-z0-9]+")
_QUOTED = re.compile(r"[“\"]([^”\"]{4,200})[”\"]")
_EMPTY = frozenset(
    [
        "to",
        "chuc",
        "thuc",
        "hien",
        "trien",
        "khai",
        "cac",
        "va",
        "cua",
        "cho",
        "trong",
        "nam",
        "cap",
        "voi",
        "hoat",
        "dong",
        "chuong",
        "trinh",
        "phat",
        "duy",
        "tri",
        "day",
        "manh",
    ]
)


def title_of(text: str, *, whole: bool = False) -> str:
    """`whole`: a cell that holds a title and nothing else."""
    said = " ".join(text[:_LONGEST].split())
    if whole:
        return said.rstrip(" .;,:")
    said = said[leading_date(said) :]
    said = _without_what_follows(_CLOCK.sub("", _TIMES_IN_BRACKETS.sub("", _SEE_ANNEX.sub("", said))))
    said = _shortened(_LEADING.sub("", _TOWARDS.sub("", said))).strip(" .;,:-–")
    return said[:1].upper() + said[1:]


def leading_date(text: str) -> int:
    """Where the words begin behind 'Từ ngày 15/10 đến 10/11/2022: ', 'Ngày 9/10 - '; 0 where no date leads."""
    mark = _BULLET.match(text)
    start = mark.end() if mark else 0
    end = 0
    for one in dates_in(text[: start + _LEADING_DATES], 2000):
        if end == 0 and not _INTRODUCES.fullmatch(text[start : one.start]):
            return 0
        if end and not _BETWEEN_DATES.fullmatch(text[end : one.start]):
            break
        end = one.end
    behind = _BEHIND.match(text, end) if end else None
    return behind.end() if behind else 0


def _without_what_follows(said: str) -> str:
    said = _before_colon(said)
    masked = _masked(said)
    ends = [end.start() for end in _STOP.finditer(masked) if end.start() > (_WHY_AFTER if end["why"] else 12)][:1]
    cutting = (
        one for one in dates_in(masked, 2000) if not one.month_only or _MONTH_CUTS.search(said[: one.start][-12:])
    )
    for one in list(cutting)[:1]:
        near = max(0, one.start - _NEAR)
        before = said[:near] + _BEFORE_A_DATE.sub("", said[near : one.start])
        if len(before) > 7:
            ends.append(len(before))
    return said[: min(ends)] if ends else said


def _masked(said: str) -> str:
    """As long; what stands in quotation marks is hidden."""
    return _QUOTED.sub(lambda quote: "x" * len(quote[0]), said)


def _before_colon(said: str) -> str:
    """'Lễ ra quân: 7g30 ngày …' is called 'Lễ ra quân'. Behind 'Tại các huyện:' stands the name."""
    at = _masked(said).find(": ")
    if not 4 < at < 160:
        return said
    before, after = said[:at], said[at + 2 :].strip()
    if plain(before[:4]) == "tai ":
        return after
    if (
        plain(before).startswith(("doi voi", "rieng"))
        or after[:1] in '“"'
        or plain(before).endswith(("nhu", "nhu sau"))
    ):
        return said
    return before


def _shortened(said: str) -> str:
    """At most so many words, whole clauses where there are any."""
    words = said.split()
    if len(words) <= _MOST_WORDS:
        return said
    short = " ".join(words[:_MOST_WORDS])
    cut = max(short.rfind(";"), short.rfind(","))
    return short[:cut] if cut > len(short) // 2 else short


@dataclass(frozen=True)
class _Parts:
    """What titles are compared by."""

    seen: str
    figures: tuple[str, ...]
    quoted: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=2048)  # each title is compared with many others
def _parts(title: str) -> _Parts:
    seen = plain(title)
    words = frozenset(_WORDS.findall(seen)) - _EMPTY
    return _Parts(seen, tuple(re.findall(r"\d+", seen)), frozenset(_QUOTED.findall(seen)), words)


def same(one: str, other: str) -> bool:
    """Two titles of one activity. Other figures ('đợt 1', 'đợt 2') and other quoted names are other activities."""
    mine, theirs = _parts(one), _parts(other)
    if mine.figures != theirs.figures:
        return False
    if mine.quoted and theirs.quoted:
        return bool(mine.quoted & theirs.quoted)
    short, long = sorted((mine.seen, theirs.seen), key=len)
    if len(short.split()) > 2 and len(short) > 11 and short in long:
        return True
    return _alike(mine.words, theirs.words)


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return bool(words and others) and len(words & others) / len(words | others) >= 0.6
