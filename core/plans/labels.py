"""What a deadline is about: the report's name as it stands."""

import re

from core.plans.dates import Found, dates_in
from core.plans.kinds import kind_of as kind_of
from core.plans.owners import begins_a_body
from core.plans.plain import plain
from core.plans.structure import Passage
from core.plans.tables import Column, column
from core.plans.things import (
    ALSO,
    ASKED,
    BRACKETS,
    DANGLING,
    LEAD_MARK,
    MAKING,
    NO_OBJECT,
    NO_RECEIVER,
    OF_HANDING,
    OTHER_PAPER,
    PART,
    RECEIVER,
    SENDING,
    SENDS,
    SENT_BEHIND,
    STOP,
    THING,
    TILL,
    TOWARDS,
)

_CARRIER = re.compile(
    r"(?:bai(?! (?:du|viet|thi|tham|thuyet|thu|cam|hat|mau))|\d+ ban|van ban|file|ban mem|ban giay|email|mail|thu|"
    r"ban cung)\b"
)


def label_of(passage: Passage, start: int, found: Found, sentence: tuple[int, int]) -> str:
    """The report's name in the words of the plan."""
    if passage.cells:
        return _of_row(passage, found)
    clause = passage.text[start : found.start]
    seen = passage.plain[start : found.start]
    if named := _before_colon(clause, seen):
        return named
    seen = BRACKETS.sub(lambda said: " " * len(said[0]), seen) if THING.search(BRACKETS.sub("", seen)) else seen
    things = [thing for thing in THING.finditer(seen) if not OTHER_PAPER.match(seen, thing.end())]
    if not things and (named := _sentence_name(passage, sentence, start)):
        return named
    if TILL.fullmatch(clause) and sentence[0] < start:
        clause = passage.text[sentence[0] : start]  # 'Nhận ảnh dự thi từ 20/01 đến 15/02'
        seen = plain(clause)
        things = list(THING.finditer(seen))
    sent = _sent(clause, seen, things)
    if sent < 0 and not things and (made := _made(clause)):
        return made
    if sent < 0 and things:
        sent = _chosen(things, seen)
    if sent >= 0:
        label = _cut(clause, seen, sent)
        return label if plain(label) != "tong hop" else _shortened(re.split(r"[;:]", clause)[-1])
    return _named_elsewhere(passage, clause, found.end, sentence[1])


def _of_row(passage: Passage, found: Found) -> str:
    own = passage.text[
        passage.text.rfind(" | ", 0, found.start) + 3 if " | " in passage.text[: found.start] else 0 : found.start
    ]
    if names_a_thing(own) and re.search(r"\b(?:gui|nop|bao|dang ky)\b", plain(own)):
        return named_in(own)
    title = row_title(passage)
    things = list(THING.finditer(plain(title)))
    if things and re.search(r"\b(?:gui|nop)\b", plain(title)):
        return _cut(title, plain(title), _chosen(things, plain(title)))
    return title if things or titled(passage) else heading_over(passage, found) or title


def _named_elsewhere(passage: Passage, clause: str, end: int, last: int) -> str:
    """Behind the date, or in the lead-in above; a section's name in capitals names no report."""
    after, text = passage.plain[end:last], passage.text[end:last]
    late = THING.search(after)
    at = _sent(text, after, [])
    if at >= 0 or late:
        return _cut(text, after, at if at >= 0 or late is None else late.start())
    for above in reversed(passage.above):
        said = LEAD_MARK.sub("", above)
        is_unit = begins_a_body(said) and not re.search(r"\b(?:gui|nop|bao cao|dang ky)\b", plain(said))
        if (thing := THING.search(plain(above))) and not said.isupper() and not is_unit:
            return _cut(above, plain(above), thing.start())
    behind = SENT_BEHIND.search(clause)
    return behind["what"] if behind else _made(clause) or _cut(clause, plain(clause), 0)


def _sentence_name(passage: Passage, sentence: tuple[int, int], start: int) -> str:
    """'Danh sách thí sinh: từ “trước ngày 20/3” sửa thành …': what the sentence is about, up to its colon."""
    colon = passage.text.find(":", sentence[0], start)
    name = OF_HANDING.sub("", LEAD_MARK.sub("", passage.text[sentence[0] : colon])).strip() if colon >= 0 else ""
    return named_in(name) if len(name) <= 160 and THING.search(plain(name)) else ""


def row_title(passage: Passage) -> str:
    """What stands in the column of what is to be done; else the longest of the first cells that is not a date."""
    return (
        titled(passage)
        or max((cell for cell in passage.cells[:3] if not dates_in(cell, 2000)), key=len, default="").strip()
    )


def titled(passage: Passage) -> str:
    """What stands in the column of what is to be done, where there is one."""
    pairs = zip(passage.headings, passage.cells, strict=False) if passage.headings != passage.cells else ()
    return next((cell.strip() for heading, cell in pairs if column(heading) is Column.TITLE and cell.strip()), "")


def heading_over(passage: Passage, found: Found) -> str:
    """What the column of this date is called."""
    column = passage.text.count(" | ", 0, found.start)
    known = column < len(passage.headings) and passage.headings != passage.cells
    return passage.headings[column].strip() if known else ""


def _chosen(things: list[re.Match[str]], seen: str) -> int:
    """Behind the last word of sending, if a thing stands there; else the first thing of the clause."""
    sending = [found.end() for found in re.finditer(r"\b(?:gui|nop|thuc hien|lap|xay dung)\s", seen)]
    behind = [
        thing.start()
        for thing in things
        if sending and thing.start() >= sending[-1] and thing.start() - sending[-1] < 4
    ]
    return behind[0] if behind else things[0].start()


def _sent(clause: str, seen: str, things: list[re.Match[str]]) -> int:
    """Where the object of the last word of sending stands that has one; -1 where the things of the clause tell more."""
    for sending in reversed(list(SENDING.finditer(clause))):
        what = sending.start("what")
        if _has_no_object(clause, seen, what) or not clause[what].isalnum() or _is_receiver(clause[what : what + 60]):
            continue
        if _CARRIER.match(seen[what:]):
            named = (thing.start() for thing in things if not _CARRIER.match(seen[thing.start() :]))
            return next(named, _subject_of(clause, what))
        if plain(sending[0]).startswith(("gui", "nop")) or not things or things[0].start() == what:
            return what
    return -1


def _has_no_object(text: str, seen: str, what: int) -> bool:
    """With its accents "bảng điểm" is one, "bằng văn bản" is none."""
    return bool(NO_OBJECT.match(seen[what:])) and not text[what : what + 5].lower().startswith("bảng ")


def _subject_of(clause: str, what: int) -> int:
    """'Sáng kiến kinh nghiệm: nộp 02 bản in': what stands before the colon is handed in."""
    colon = clause.rfind(":", 0, what)
    named = LEAD_MARK.sub("", clause[:colon]).strip() if colon > 0 else ""
    return clause.find(named) if 1 < len(named.split()) < 12 and not begins_a_body(named) else what


def _before_colon(clause: str, seen: str) -> str:
    """'+ Kế hoạch tổ chức: trước 11g00 …'"""
    colon = seen.rfind(":")
    if colon < 0 or not re.search(
        r"^\W*(?:truoc|cham nhat|muon nhat|het|den|tu|gui|nop|han|thoi|khong|trong|vao|la)?\b[^:]{0,60}$",
        seen[colon + 1 :],
    ):
        return ""
    tail = clause[colon + 1 :]
    at = _sent(tail, seen[colon + 1 :], list(THING.finditer(seen[colon + 1 :])))
    if at >= 0 and THING.search(seen[colon + 1 :]) and not _CARRIER.match(seen[colon + 1 + at :]):
        return ""
    name = OF_HANDING.sub("", LEAD_MARK.sub("", clause[:colon])).strip()
    own = plain(name)
    thing = THING.search(own)
    if not thing or len(name) > 160:
        return ""
    if begins_a_body(name) and thing.start() > 2:
        return _cut(name, own, thing.start())
    if re.search(r"\b(?:gui|nop)\b", own):
        at = _sent(name, own, things := list(THING.finditer(own)))
        return _cut(name, own, at if at >= 0 else _chosen(things, own))
    return name


def _cut(text: str, seen: str, start: int) -> str:
    stop = STOP.search(seen, start + 3)
    end = min(stop.start() if stop else len(text), _towards(text, start + 3))
    return _shortened(text[start:end])


def _towards(text: str, start: int) -> int:
    """Where 'về Thường trực Hội', 'cho thầy Đức' begins: to whom, which is no part of the name."""
    for found in TOWARDS.finditer(text, start):
        if _is_receiver(found["who"]):
            return found.start()
    return len(text)


def _is_receiver(who: str) -> bool:
    return bool((begins_a_body(who) and not NO_RECEIVER.match(who)) or RECEIVER.match(who))


def _made(clause: str) -> str:
    """What stands before the word of sending: the object of the verb before it, else its subject."""
    sends = list(SENDS.finditer(clause))
    before = clause[: sends[-1].start()] if sends else ""
    making = [one for one in MAKING.finditer(before) if not _has_no_object(before, plain(before), one.start("what"))]
    if making:
        return _cut(before, plain(before), making[-1].end())
    told = re.split(r"[;:]\s", LEAD_MARK.sub("", before))[-1]
    subject = ALSO.sub("", re.split(r",\s", told)[-1]).strip()
    if len(subject.split()) == 1 and not begins_a_body(told.strip()):
        subject = told.strip()
    return _shortened(subject) if len(subject.split()) > 1 and not begins_a_body(subject) else ""


def named_in(text: str) -> str:
    """What a sentence or a heading names: 'Các xã đăng ký tham gia bằng văn bản' -> 'đăng ký tham gia'."""
    said = LEAD_MARK.sub("", text)
    seen = plain(said)
    things = list(THING.finditer(seen))
    at = _sent(said, seen, things)
    if at < 0 and things:
        at = _chosen(things, seen)
    return _cut(said, seen, at) if at >= 0 else _made(said) or _cut(said, seen, 0)


_KIND_ALONE = re.compile(
    r"(?:sau thang|6 thang|06 thang|nam|ca nam|quy|thang|tuan|giua|cuoi|so ket|tong ket|dot|lan|tien do|nhanh|"
    r"ket qua|dot xuat|dinh ky|ket thuc|chinh thuc|so bo)\b(?!.*\bbao cao\b)"
)
_ABOUT_REPORTS = re.compile(r"\bbao cao\b(?! vien)")


def with_kind(label: str, above: tuple[str, ...]) -> str:
    """Under 'V. BÁO CÁO' 'Sáu tháng' is the report of six months."""
    if above and _KIND_ALONE.match(plain(label)) and _ABOUT_REPORTS.search(plain(above[-1])):
        return f"Báo cáo {label[0].lower()}{label[1:]}"
    return label


def _shortened(text: str) -> str:
    words = OF_HANDING.sub("", LEAD_MARK.sub("", text)).split()
    while words and words[-1].strip(",").lower() in DANGLING and words[-2:-1] != ["chứng"]:
        words.pop()
    said = " ".join(words[:40]).strip(" ,.;:-–(*_")
    while (shorter := ASKED.sub("", said).strip(" ,")) != said:
        said = shorter
    return said


def names_a_thing(text: str) -> bool:
    """Whether the words tell what is handed in."""
    seen = plain(text)
    return bool(THING.search(seen)) or _sent(text, seen, []) >= 0 or bool(_made(text))


def completed(label: str, own: str) -> str:
    """The label for a deadline that names only what is different: 'hồ sơ bản mềm', 'bản giấy' -> 'hồ sơ bản giấy'."""
    said = _shortened(
        re.sub(r"^[\s,;]*(?:và|còn|riêng|đối với|trong đó)\s+", "", own.strip(" ,;"), flags=re.IGNORECASE)
    )
    words = said.split()
    if not words or begins_a_body(said) or re.search(r"(?<!\w)(?:gửi|nộp|báo cáo|đăng ký)$", said):
        return label
    at = label.casefold().find(f"{words[0].casefold()} ")
    if at < 0 and PART.fullmatch(said):
        return f"{label} {said}"
    return f"{label[:at]}{said}" if at >= 0 else said


def sent_in(text: str) -> str:
    """What a sentence says is to be sent; "" when it names nothing."""
    seen = plain(text)
    at = _sent(text, seen, list(THING.finditer(seen)))
    return _cut(text, seen, at) if at >= 0 else ""
