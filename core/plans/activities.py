"""The activities of a plan: from its calendars, and from the items of the sections that say what is done.

A heading that only groups ("1. Công tác tuyên truyền:") is none, its items are; a heading with "Thời gian:" or with
plain sentences under it is one. An activity that stands in a calendar and in the body is one activity, the calendar's.
Where there is a calendar, an item of the body without a date is only a remark on it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.plans.calendars import HANDING_IN, activity, from_tables
from core.plans.dates import dates_in
from core.plans.deadlines import without_dues
from core.plans.items import LETTERED, PLAIN, Item, Section, outline
from core.plans.lines import Line
from core.plans.owners import Owners, begins_a_body, bodies, owners, without_verbs
from core.plans.people import is_person
from core.plans.plain import plain
from core.plans.proposal import Activity, Evidence
from core.plans.tables import lines_apart
from core.plans.times import Period, When, period_of, when
from core.plans.titles import leading_date, same, title_of

_LABELS = (
    ("time", r"(?:thoi gian|tg|ngay|thoi diem)(?: (?:to chuc|thuc hien|dien ra|du kien|trien khai))?"),
    ("time_place", r"thoi gian\s*(?:,|-|va|&|/)\s*dia diem(?: (?:to chuc|thuc hien))?"),
    ("place", r"(?:dia diem|dd|noi to chuc|dia ban)(?: (?:to chuc|thuc hien))?"),
    ("support", r"(?:cac )?(?:don vi|co quan)? ?(?:phoi hop|ho tro)(?: thuc hien)?"),
    (
        "owner",
        r"(?:cac )?(?:don vi|bo phan|co quan|nguoi|can bo)? ?(?:phu trach|chu tri|thuc hien|phan cong|dang cai|to chuc)"
        r"(?: (?:thuc hien|phu trach|chinh))?",
    ),
    (
        "other",
        r"(?:thanh phan|doi tuong|noi dung|so luong|hinh thuc|quy mo|kinh phi|yeu cau|the le|y nghia)(?: [a-z]+){0,3}",
    ),
)
_LABEL = tuple((name, re.compile(rf"{pattern}\s*:")) for name, pattern in _LABELS)
_ASSIGNED = re.compile(
    r"\s*\(\s*(?P<who>(?:Phân công|Giao|Đơn vị|Chủ trì|Phụ trách|Thực hiện|Do)\b[^()]{2,500}|[^()]{4,300}?"
    r"\b(?:phụ trách|chủ trì|thực hiện|đảm nhận|đăng cai|tham mưu|phối hợp|hỗ trợ))\s*\)?[.;]?\s*$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\s*\((?P<who>(?:Tổ|Đội|Nhóm|Ban|Cụm|Khối|Lớp|Chi đoàn|Chi hội|Phòng|Đ/c|Thầy|Cô)\s[^()]{1,60})\)[.;]?\s*$",
    re.IGNORECASE,
)
_JOINTLY = re.compile(r"phối hợp(?: chặt chẽ)?(?: với| cùng)?\s+", re.IGNORECASE)
_DOING = re.compile(r"\s(?=(?:tổ chức|thực hiện|triển khai|xây dựng|tham mưu|vận động|ra quân|tuyên truyền)\s)")
_GROUP = re.compile(
    r"(?:cac |mot so )?(?:cong tac|hoat dong|noi dung|cap |phan |tuan |thang |dot |giai doan|doi voi|tai |"
    r"linh vuc|nhom|khoi|"
    r"ngay thu |buoi |to chuc (?:cac )?hoat dong|ve )"
)
_EVENT = re.compile(
    r"(?:to chuc |trien khai |thuc hien )?(?:le |ngay |hoi (?!vien)|giai |cuoc thi|chuong trinh|toa dam|dien dan|"
    r"hanh trinh|"
    r"chien dich|dem |lien hoan|festival|gap mat|hop mat|tap huan|lop |hien mau|tham )(?!\d)"
)
_PART = re.compile(
    r"(?:lop|dot|vong|buoi|giai doan|khoa|ky|chang|phien|cum|bang)\s+(?:\d{1,2}|thu \w+|[ivx]{1,4})\b|"
    r"cap (?:tinh|huyen|xa|thanh|quan|phuong|truong|co so|cum|khoi|chi)"
)
_NO_EVENT = re.compile(
    r"(?:thoi (?:gian|han|diem)|han|doi tuong|do tuoi|dia diem|tu ngay|kinh phi|so lieu|ket qua|can cu|hieu luc|"
    r"lien he|dien thoai|"
    r"dau moi|ghi chu|luu y|tong(?! duyet| ket)|ban cong bo|nguon|don vi|giai doan \d+ )"
)
_DATED_EVENTS = (None, Section.OTHER, Section.MILESTONES, Section.FRAME, Section.COMMITTEE)
_VENUE = re.compile(
    r"(?:(?<!\w)tại\s+|\(\s*\d{1,2}\s?[gh:]\d{0,2}\s*,\s*)(?P<place>(?:hội trường|nhà (?:văn hóa|thi đấu|đa năng|"
    r"thiếu nhi|hát|truyền thống)|"
    r"sân |trụ sở|quảng trường|công viên|trung tâm |bảo tàng|nghĩa trang|đài tưởng niệm|trường |phòng họp|"
    r"khu công nghiệp|"
    r"khu di tích)[^.;,(\n)]{0,80})",
    re.IGNORECASE,
)
_FIRST_SENTENCE = re.compile(r".*?[.;](?=\s|$)")
_REMARK = re.compile(
    r"(?:(?:ky niem|chao mung) \d|phan dau |\d{1,3}(?:[.,]\d+)?%(?!.{5,80} to chuc )|it nhat \d|"
    r"moi \w+ (?!.{0,50}(?:to chuc|thuc hien|xay dung) )|tren co so|trong qua trinh|can cu|co su|"
    r"luu y|khuyen khich|viec |de nghi|rieng |cac don vi (?:chu dong|can)|phat huy |"
    r"dam bao|bao dam|khong |thuong xuyen |ngoai ra|dinh ky |can |phai |huong toi|nham |ban to chuc|btc |giai thuong|"
    r"kinh phi|ket qua|ghi chu|the le|dieu le|cu the|mau |tai lieu|chi tiet)"
)
_ERRAND = re.compile(
    r"(?:tap trung (?:tai|luc)|an (?:trua|toi|sang)|len xe|nghi |don tiep|on dinh|di chuyen|"
    r"tra phong|xe )"
)
_DUE = re.compile(r"\b(?:han |truoc |cham nhat|muon nhat|den het|khong muon hon)")
_LONGEST = 2000
_MOST = 150  # rows of calendars that are compared with the body
_SOME_YEAR = 2000


def activities(lines: Sequence[Line], year: int | None) -> tuple[Activity, ...]:
    period = period_of(lines, year)
    listed = list(from_tables(lines, period))
    told = list(_from_body(lines, period, calendar=bool(listed)))
    return tuple(sorted(_merged(listed, told), key=lambda one: one.evidence.line))


def contradictions(lines: Sequence[Line], year: int | None) -> Iterator[tuple[Activity, Activity]]:
    """What the calendar says of an activity, and what the body says otherwise."""
    period = period_of(lines, year)
    listed = [one for one in from_tables(lines, period) if one.start]
    told = [one for one in _from_body(lines, period, calendar=bool(listed)) if one.start]
    for one in listed:
        for other in told:
            if same(one.title, other.title) and not _agree(one, other):
                yield one, other


def _agree(one: Activity, other: Activity) -> bool:
    """The same days, or one's within the other's: a month names no day."""
    spans = [(one.start, one.end or one.start), (other.start, other.end or other.start)]
    (first, last), (start, end) = sorted(spans, key=lambda span: (span[0], span[1]))
    return (first, last) == (start, end) or bool(last and end and end <= last)


def _merged(listed: Sequence[Activity], told: Sequence[Activity]) -> list[Activity]:
    """Each once. Where the calendar has it too, the calendar counts, with what only the body says."""
    kept = list(listed)
    seen: set[tuple[str, date | None]] = set()
    for one in told:
        at = next((at for at, other in enumerate(listed[:_MOST]) if same(one.title, other.title)), None)
        if at is not None:
            kept[at] = _completed(kept[at], one)
        elif (one.title, one.start) not in seen:
            seen.add((one.title, one.start))
            kept.append(one)
    return kept


def _completed(one: Activity, other: Activity) -> Activity:
    timed = one if one.end else other
    return replace(
        one,
        start=timed.start,
        end=timed.end,
        stated=timed.stated,
        matches=timed.matches,
        hour=timed.hour,
        place=one.place or other.place,
        in_charge=one.in_charge or other.in_charge,
        support=one.support or other.support,
    )


# The body


@dataclass(frozen=True)
class _Told:
    """What the lines under an activity say about it, by label; `sentences` is what they say without one."""

    labelled: dict[str, str]
    sentences: str


def _from_body(lines: Sequence[Line], period: Period, calendar: bool) -> Iterator[Activity]:
    items = outline(lines, lines_apart(lines))
    remarks = {item.line for item in items if item.depth >= LETTERED} if calendar else set()
    for item in items:
        if item.parent is None:
            yield from (one for one in _under(item, period) if one.end or one.evidence.line not in remarks)


def _under(item: Item, period: Period) -> Iterator[Activity]:
    if item.within is not Section.CONTENT or item.section not in (None, Section.OTHER):
        if _is_dated_event(item):
            yield from _of_item(item, period)
        for child in item.children:
            yield from _under(child, period)
    elif not item.children or _is_one(item):
        yield from _of_item(item, period)
    else:
        for child in item.children:
            yield from _under(child, period)


def _is_dated_event(item: Item) -> bool:
    """'Lễ trao giải: ngày 15/12' is one in whatever section; so is a day to remember on which nothing is handed in."""
    below = any(child.depth < PLAIN for child in item.children)
    if below or item.depth == PLAIN or item.within not in _DATED_EVENTS or is_person(item.text):
        return False
    text = without_dues(item.text[:400])
    text = text[leading_date(text) :] if (leads := leading_date(text)) else text
    said = plain(text)
    if leads:
        return not _label(text) and len(said.split()) > 1
    if item.within is not Section.MILESTONES and not _EVENT.match(said) and not _is_named_and_dated(text):
        return False
    if item.within is Section.FRAME and (_label(text) or not _is_named_and_dated(text)):
        return False
    days = [one for one in dates_in(text) if not one.month_only]
    first = _FIRST_SENTENCE.match(said)
    return (
        bool(days)
        and len(text[: days[0].start].split()) > 1
        and not (HANDING_IN.match(said) or _DUE.search(first[0] if first else said))
    )


def _is_named_and_dated(text: str) -> bool:
    """'Kéo co: chiều 15/3/2019', and no label such as 'Thời gian:'."""
    name, colon, rest = text.partition(":")
    days = [one for one in dates_in(rest[:120], _SOME_YEAR) if not one.month_only] if colon and not _label(text) else []
    words = name.split()
    short = 1 < len(words) < 14 and not _NO_EVENT.match(plain(name).strip(" -+*"))
    return short and bool(days) and len(rest[: days[0].start].split()) < 8


def _is_one(item: Item) -> bool:
    """Whether an item with others under it is an activity itself, and not the heading of a group."""
    said, below = item.plain, item.children
    if any(_label(child.text) for child in below if not child.children) and not any(c.section for c in below):
        return True
    if sum(bool(_PART.match(child.plain) and dates_in(child.text, _SOME_YEAR)) for child in below) > 1:
        return False
    if all(child.depth == PLAIN for child in below):
        return not (_GROUP.match(said) and item.text.rstrip().endswith(":")) or below[0].text.startswith("(")
    if _GROUP.match(said) or item.text.rstrip().endswith((";", ".")):
        return not _GROUP.match(said)
    return bool(_EVENT.match(said)) and _days_below(item) < 2


def _days_below(item: Item) -> int:
    found = (one for child in item.children for one in dates_in(child.text[:400], _SOME_YEAR)[:1])
    return len({one.day for one in found if not one.month_only})


def _label(text: str) -> str:
    said = plain(text[:80])
    return next((name for name, pattern in _LABEL if pattern.match(said)), "")


def _of_item(item: Item, period: Period) -> Iterator[Activity]:
    whole = item.text[:_LONGEST]
    text = without_dues(whole, period.year)
    text, who = _without_owners(text if text == whole else text.rstrip(" :,;"))
    said = plain(text[:400])
    if not said.strip(" .;:-–"):
        return
    if _REMARK.match(said) or _label(text) or (text.rstrip().endswith(":") and not item.children):
        return
    if (HANDING_IN.match(said) and _DUE.search(said)) or _ERRAND.match(plain(title_of(text))):
        return
    told = _told(item, period)
    who = _owned(who, told)
    text, partners = _with_partner(text)
    title = _with_whole(_fuller(title_of(text), item), item)
    if is_person(title):
        return
    time, place = _time_and_place(text, told, item, period)
    if len(title) < 4:
        return
    who = replace(who, support=(*who.support, *partners))
    yield activity(title, time, who, place, Evidence(item.line, item.text[:400]), item.annex)


def _with_whole(title: str, item: Item) -> str:
    """'Lớp 1', 'Cấp tỉnh' below an activity are parts of it and carry its name."""
    above = item.parent
    if above is None or not _PART.match(plain(title)) or above.section is not None or _GROUP.match(above.plain):
        return title
    return f"{title_of(above.text)} {title[0].lower()}{title[1:]}"


def _fuller(title: str, item: Item) -> str:
    """Under '4. Hội trại' the sentence 'Hội trại “Rừng quế” ngày 21/7' gives its full name."""
    if not item.children:
        return title
    below = title_of(item.children[0].text)
    return below if below.startswith(title) and _label(item.children[0].text) == "" else title


def _told(item: Item, period: Period) -> _Told:
    labelled: dict[str, str] = {}
    sentences: list[str] = []
    for child in item.walk():
        name = _label(child.text)
        if name:
            labelled.setdefault(name, child.text.partition(":")[2].strip())
        else:
            sentences.append(without_dues(child.text[:_LONGEST], period.year))
    return _Told(labelled, " ".join(sentences)[:_LONGEST])


def _without_owners(text: str) -> tuple[str, Owners]:
    """'… (Phân công Đoàn Sở Nội vụ phụ trách).' names its owners in the bracket at its end."""
    found = _ASSIGNED.search(text) or _SHARE.search(text)
    if found and found["who"]:
        read = owners(found["who"])
        if read.leads and (begins_a_body(read.leads[0]) or is_person(read.leads[0])):
            return text[: found.start()].strip(), read
    return text, Owners()


def _owned(who: Owners, told: _Told) -> Owners:
    if told.labelled.get("owner"):
        who = owners(told.labelled["owner"])
    elif not who.leads:
        _, who = _without_owners(told.sentences)
    partners = bodies(without_verbs(told.labelled.get("support", "")))
    return replace(who, support=(*who.support, *partners))


def _with_partner(text: str) -> tuple[str, tuple[str, ...]]:
    """'Phối hợp Trung tâm A tổ chức ngày hội' is a 'tổ chức ngày hội' that Trung tâm A supports."""
    found = _JOINTLY.match(text)
    doing = _DOING.search(text, found.end(), found.end() + 250) if found else None
    if found and doing and begins_a_body(text[found.end() :]):
        return text[doing.end() :], bodies(text[found.end() : doing.start()])
    return text, ()


def _time_and_place(text: str, told: _Told, item: Item, period: Period) -> tuple[When, str]:
    """From the label, else its own words, else what stands under it, else the day of the group it stands in."""
    labelled = told.labelled.get("time") or told.labelled.get("time_place") or ""
    times = [time for said in (labelled, text, told.sentences) if (time := when(said, period)).end]
    place = told.labelled.get("place", "").strip(" .;")
    venue = _VENUE.search(text)
    place = place or (venue["place"].strip(" ,") if venue else "")
    if times:
        time = next((time for time in times if not _is_month(time)), times[0])
        return time, told.labelled.get("place", "").strip(" .;") or time.place.strip(" .;") or place
    group = when(item.parent.text, period) if item.parent and _GROUP.match(item.parent.plain) else When()
    return group, place


def _is_month(time: When) -> bool:
    """'Đối thoại tháng 5' says less than the day below it."""
    return time.start is not None and time.end is not None and time.start.day == 1 and (time.end - time.start).days > 26
