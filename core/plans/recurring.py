"""Reports that come round: 'trước ngày 20 hàng tháng', 'báo cáo quý vào ngày 15 của tháng cuối quý'; and deadlines
counted from an event, which only people can settle."""

import re
from collections.abc import Iterator

from core.plans.labels import sent_in
from core.plans.plain import plain
from core.plans.proposal import Evidence, Recurring
from core.plans.structure import Document, Passage

_EVERY = r"\b(?:hang|hng|moi|dinh\s+ky)\s+"
_FREQ = (
    ("daily", re.compile(r"\b(?:hang|hng|moi|tung)\s+ng[au][yv]\b|\bbao\s+cao\s+ng[au][yv]\b(?!\s*\d)")),
    ("weekly", re.compile(rf"{_EVERY}tuan\b|\bbao\s+cao\s+tuan\b")),
    (
        "quarterly",
        re.compile(
            rf"{_EVERY}quy\b|\bthang\s+cuoi\s+(?:cua\s+)?quy\b|\b(?:theo|bao\s+cao)\s+quy\b(?!\s+(?:[ivx]+\b|\d|dinh|che|mo|trinh|tac|hoach|uoc))"
        ),
    ),
    (
        "monthly",
        re.compile(rf"{_EVERY}thang\b|\bbao\s+cao\s+thang\b(?!\s*\d)|\bcua\s+thang(?:\s+sau|\s+ke\s+tiep)?\b"),
    ),
    ("half_yearly", re.compile(r"\b(?:dinh\s+ky|hang|bao\s+cao)\s+(?:0?6|sau)\s+thang\b|\b(?:0?6|sau)\s+thang/lan\b")),
    ("yearly", re.compile(rf"{_EVERY}nam\b|\bbao\s+cao\s+nam\b(?!\s*20)")),
)
_WHOLE_DATE = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?20\d\d")
_NEXT_REPORT = re.compile(r"[,;]\s+(?=(?:va\s+)?bao\s+cao\s)")
_REPORTING = re.compile(
    r"\b(?:bao\s+cao|gui|nop|tong\s+hop|cap\s+nhat|nhan\s+(?:ve|tin))\b|"
    r"\bso\s+lieu\b.{0,60}\bcap\s+nhat\b"
)
_SENT = re.compile(r"\b(?:gui|nop|bao\s+cao|cap\s+nhat|nhan\s+tin)\b")
_ANSWERING = re.compile(
    r"\b(?:bao\s+cao|gui|nop|tong\s+hop|giai\s+trinh|bo\s+sung|phan\s+hoi|chuyen|thong\s+bao|"
    r"dang\s+ky|khieu\s+nai)\b"
)
_NOT_REPORTING = re.compile(r"\b(?:bao\s+cao\s+(?:vien|chuyen\s+de)|phat\s+hanh|sinh\s+hoat)\b")
_DAY = re.compile(
    r"(?P<cue>truoc|cham\s+nhat|muon\s+nhat|den\s+het|vao|han\s+cuoi)?(?:\s+(?:la|vao))?\s*(?:\d{1,2}\s?(?:h|g|"
    r"gio)\s?\d{0,2}\s*,?\s*)?"
    r"ng[au][yv]\s+(?:mung\s+)?(?P<day>\d{1,2})(?:/\d{1,2})?(?!\s*/|\s*thang\s+\d|\d)"
)
_LABEL = re.compile(
    r"\W*(?:[\w.]{1,6}[.)-]\s+)?(?P<what>(?:bao cao|so lieu|danh sach|ket qua|thong ke|tong hop|tin bai|lich|"
    r"ke hoach)[^:]{2,80}):"
)
_WEEKDAY = re.compile(r"\b(?:chieu\s+|sang\s+)?(?:th[uy]\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)\b")
_RELATIVE = re.compile(
    r"(?:trong\s+(?:vong|thoi\s+han)\s+|(?:cham|muon)\s+nhat\s+(?:la\s+)?|sau\s+|truoc\s+)(?:\d{1,3}|"
    r"[a-z]{2,4})\s*(?:\(\w+\)\s*)?"
    r"(?:ng[au][yv]|gio|tuan)(?:\s+lam\s+viec)?\s*(?:,\s*)?(?:ke\s+tu|sau\s+khi|tinh\s+tu|truoc\s+(?:khi|ng[au][yv]|vong|khai|"
    r"le|hoi|buoi|dai|thoi|dem)|"
    r"sau\s+(?:ng[au][yv]|moi|ket|khao|dai|hoi|le|buoi|chuyen|dot)|tu\s+(?:khi|ng[au][yv]))"
    r"|\bsau\s+(?:khi\s+)?[^,.;]{3,60},\s*(?:(?:cham|muon)\s+nhat\s+(?:la\s+)?(?:sau\s+)?|"
    r"trong\s+(?:vong\s+)?)\d{1,2}\s+(?:ng[au][yv]|gio|tuan)"
    r"|\bsau\s+(?:khi\s+)?(?:\w+\s+){1,4}\d{1,2}\s+(?:ng[au][yv]|gio|tuan)\b"
    r"|\btruoc\s+(?:khi|ng[au][yv]|gio|thoi\s+diem)\s+(?:\w+\s+){1,5}(?:it\s+nhat\s+)?\d{1,2}\s+(?:ng[au][yv]|phut|gio|tuan)\b"
    r"|\b\d{1,2}\s+(?:ng[au][yv]|gio|tuan)(?:\s+lam\s+viec)?\s+(?:sau|truoc|ke\s+tu)\s+(?:khi|ng[au][yv]|le|dai|hoi|buoi)\b"
    r"|\b(?:cham|muon)\s+nhat\s+(?:la\s+)?sau\s+\d{1,2}\s+(?:ng[au][yv]|gio|tuan)\b"
    r"|\btruoc\s+\d{1,2}\s+(?:ng[au][yv]|tuan)\W*$"
    r"|ngay\s+sau\s+khi\s+(?:ket\s+thuc|hoan\s+thanh|to\s+chuc)"
)


def recurring(doc: Document) -> tuple[Recurring, ...]:
    found: dict[tuple[str, int | None], Recurring] = {}
    for passage in doc.content:
        for start, end in _clauses(passage):
            one = _read(passage, start, end)
            if one is not None:
                found.setdefault((one.freq, one.day), one)
    return tuple(found.values())


def _clauses(passage: Passage) -> Iterator[tuple[int, int]]:
    """Sentences; one that asks for several rhythms is cut where the next report begins."""
    for start, end in passage.sentences():
        said = passage.plain[start:end]
        cuts = [start + cut.end() for cut in _NEXT_REPORT.finditer(said) if _REPORTING.search(said[: cut.start()])]
        yield from zip([start, *cuts], [*cuts, end], strict=True)


def _read(passage: Passage, start: int, end: int) -> Recurring | None:
    said = passage.plain[start:end]
    if not _REPORTING.search(said) or _NOT_REPORTING.search(said):
        return None
    if _WHOLE_DATE.search(said) and not re.search(_EVERY, said):
        return None  # 'Báo cáo 6 tháng đầu năm: trước ngày 10/6/2020'
    freq = next((name for name, pattern in _FREQ if pattern.search(said)), "")
    day = _DAY.search(said)
    weekday = _WEEKDAY.search(said)
    if not freq or (freq == "monthly" and not day and not re.search(r"\b(?:hang|hng|moi|dinh\s+ky)\s+thang\b", said)):
        return None
    if freq in ("daily", "monthly", "yearly") and not re.search(
        r"\b(?:gui|nop|bao\s+cao|cap\s+nhat|nhan\s+tin)\b", said
    ):
        return None
    cue = day["cue"] if day else None
    text = passage.text[start:end].strip()
    return Recurring(
        what=_what(text),
        freq=freq,
        detail=_detail(text, said, day, weekday),
        evidence=Evidence(passage.line, text),
        day=int(day["day"]) if day and 1 <= int(day["day"]) <= 31 else None,
        inclusive=cue != "truoc",
    )


def _what(text: str) -> str:
    seen = plain(text)
    if label := _LABEL.match(seen):
        return text[label.start("what") : label.end("what")].strip()
    found = re.search(r"(?:bao\s+cao|cap\s+nhat|tong\s+hop)[^,;.:(]{0,60}", seen)
    if not found:
        return sent_in(text) or " ".join(text.split()[:8])
    said = text[found.start() : found.end()]
    return re.split(r"(?<!\w)(?:về|gửi|trước|chậm|vào|qua|hàng|hằng|mỗi)(?!\w)", said, flags=re.IGNORECASE)[0].strip()


def _detail(text: str, said: str, day: re.Match[str] | None, weekday: re.Match[str] | None) -> str:
    seen = plain(text)
    for name in (_DAY, _WEEKDAY):
        if found := name.search(seen):
            after = re.search(
                r"(?:hang|hng|moi|cua)?\s*(?:thang(?:\s+cuoi\s+(?:cua\s+)?quy)?|quy|tuan|nam)\b",
                seen[found.end() : found.end() + 40],
            )
            end = found.end() + (after.end() if after else 0)
            return text[found.start() : end].strip()
    return " ".join(text.split()[:16])


def relative(doc: Document) -> tuple[Evidence, ...]:
    """Sentences that count a report's deadline from an event."""
    return tuple(
        Evidence(passage.line, passage.text[start:end].strip())
        for passage in doc.content
        for start, end in passage.sentences()
        if _RELATIVE.search(passage.plain[start:end]) and _ANSWERING.search(passage.plain[start:end])
    )
