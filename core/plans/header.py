"""What the frame of the document says: title, number, issuer, date, signer, the time it covers, the mailbox."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.plans.dates import dates_in
from core.plans.plain import plain
from core.plans.proposal import Evidence
from core.plans.signatures import DATED, issuer, parts, signer
from core.plans.structure import Document, Passage

_NUMBER = re.compile(
    r"^\W*so\s*[:.]?\s*(?P<no>\d{1,4}(?:\s*[a-z](?=\s*[-/]))?(?:\s*/\s*20\d\d(?=\s*/))?)?[\s.…]*(?P<symbol>(?:[-/]|"
    r"\b(?=(?:kh|cv|tb|hd|ctr)\s?[-/]))\s*[a-z][\w.\-/&]*(?:\s+-\s+[a-z][\w.\-/&]*)*)"
)
_ANNEXED = re.compile(
    r"(?:kem theo|dinh kem|ban hanh kem)\s+(?:ke hoach|cong van|thong bao|huong dan)\s+so\s*:?\s*"
    r"(?P<number>\d{1,4}\s*[-/]\s*[a-z][\w.\-/&]*)"
)
_AHEAD = timedelta(days=90)
_NAMED = 25  # letters behind "KẾ HOẠCH" in its line that are a subject
_LONGEST = 2000
_BEGINS = re.compile(
    r"\b(?:nhu sau|(?:xay dung|ban hanh|lap|trien khai)\s+(?:noi dung\s+)?ke hoach|cu the)\s*[:.]?$|"
    r"\bke hoach\b.{0,60}:$"
)
_DATED_SHORT = re.compile(
    r"^[^\d]{2,40},\s*ng[au][yv]\s+\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d\d\W*$"
)  # only in the head
_UNDATED = re.compile(r"ng[au][yv][\s.…_]*thang[\s.…_]*\d{0,2}[\s.…_]*nam\s+\d{4}")
_STOP_TITLE = re.compile(
    r"\W*(?:can cu|thuc hien\b.{0,60}\bso\b|thuc hien (?:ke hoach|chuong trinh|nghi quyet|chi thi|cong van|"
    r"su chi dao|y kien)|"
    r"nham\b|de\s+(?:tiep|thuc|chao|nang|kip|trien)|nam 20\d\d\s*,|kinh gui|(?:phan )?[ivx]{1,4}\s*[.\-:/)]\s|"
    r"1\s*[.)]\s|[-_*=]{3,}|ban (?:thuong vu|chap hanh|to chuc)\b.{0,80}(?:ban hanh|xay dung)|tiep tuc\b.{200,})"
)
_TIME = re.compile(
    r"^\W*(?:\w{1,4}\s?(?:[.):/]|-(?=\s))-?\s*){0,2}thoi gian(?!\s+(?:nop|gui|nhan|dang ky|bao cao|dia diem|"
    r"to chuc hoi|"
    r"khai mac))(?:[^:]{0,60})(?::|$)"
)
_SINCE_ISSUE = re.compile(r"(?:tu\s+(?:ng[au][yv]|khi)\s+(?:ban hanh|ra|ky|co))")
_MAIL = re.compile(r"[a-z0-9_.+\-]{2,64}\s?@\s?[a-z0-9\-]+(?:\.[a-z0-9\-]+){1,4}", re.IGNORECASE | re.ASCII)
_MAIL_CONTEXT = re.compile(r"gui|nop|hop thu|mail|dia chi|thu dien tu")


@dataclass(frozen=True)
class Header:
    title: str = ""
    number: str = ""
    number_in_annex: bool = False
    issuer: str = ""
    signer: str = ""
    signer_role: str = ""
    issue_date: date | None = None
    start: date | None = None
    end: date | None = None
    mailbox: str = ""
    since_issue: bool = False  # the period begins "từ ngày ban hành"
    evidence: dict[str, Evidence] = field(default_factory=dict, hash=False)

    @property
    def since(self) -> date | None:
        """No day of the plan itself is before this one; what a period needs is asked for before it."""
        return self.issue_date or (self.start - _AHEAD if self.start else None)


def header(doc: Document, year: int | None) -> Header:
    quoted: dict[str, Evidence] = {}
    number, annexed = _number(doc, quoted)
    signed, role = signer(doc, quoted)
    start, end, since = _period(doc, year, quoted)
    return Header(
        title=_title(doc, quoted),
        number=number,
        number_in_annex=annexed,
        issuer=issuer(doc, quoted),
        signer=signed,
        signer_role=role,
        issue_date=_issue_date(doc, quoted),
        start=start,
        end=end,
        mailbox=_mailbox(doc, quoted),
        since_issue=since,
        evidence=quoted,
    )


def _title_passages(doc: Document) -> list[Passage]:
    """What stands below the heading, up to the first words of the plan itself. A heading that names its subject in
    its own line goes on only in the same letters."""
    kept: list[Passage] = []
    named = doc.named if len(doc.named) > _NAMED else ""
    for passage in doc.passages[doc.body : doc.body + 12]:
        said = passage.plain.strip(' *_"“”')
        if passage.cells or len(passage.text) > 420 or (named and not _same_letters(named, passage.text.strip(" *_"))):
            break
        if kept and _BEGINS.search(said):
            break
        if _STOP_TITLE.match(said) and (
            kept
            or re.match(r"\W*(?:can cu|[ivx]{1,4}\s*[.:]|1\s*[.)]|[-_*=]{3})", said)
            or re.search(r"\bso\s+\d", said[:160])
        ):
            break
        if kept and (passage.text.rstrip().endswith((".", ";", ":")) or len(kept) > 7):
            break
        kept.append(passage)
    return kept


def _same_letters(named: str, text: str) -> bool:
    return (named.isupper() and text.isupper()) or text[:1].islower()


def _title(doc: Document, quoted: dict[str, Evidence]) -> str:
    if doc.heading < 0:
        return _subject(doc, quoted)
    named = doc.named
    passages = _title_passages(doc)
    words = [named, *(passage.text.strip(" *_-") for passage in passages if not _is_time_in_brackets(passage.text))]
    title = " ".join(word for word in words if word)
    if title:
        line = passages[0].line if passages else doc.passages[doc.heading].line
        quoted["title"] = Evidence(line, title)
    return " ".join(title.split())


def _subject(doc: Document, quoted: dict[str, Evidence]) -> str:
    """Of a letter, which has no heading: 'V/v gia hạn thời gian nộp hồ sơ …'"""
    for passage in doc.passages[:14]:
        for part in parts(passage):
            if found := re.match(r"(?:v/v|ve viec)\s*:?\s*", plain(part)):
                quoted["title"] = Evidence(passage.line, part)
                about = part[found.end() :]
                return about[:1].upper() + about[1:]
    return ""


def _is_time_in_brackets(text: str) -> bool:
    said = text.strip(" *_")
    return said.startswith("(") and bool(dates_in(said, 2000)) and "tu" in plain(said)


def _number(doc: Document, quoted: dict[str, Evidence]) -> tuple[str, bool]:
    for passage in doc.passages[: doc.heading + 4 if doc.heading >= 0 else 12]:
        for part in parts(passage):
            found = _NUMBER.match(plain(part))
            if found:
                quoted["number"] = Evidence(passage.line, part)
                if not found["no"]:
                    return "", False
                symbol = part[found.start("symbol") : found.end("symbol")]
                joint = "" if symbol[0] in "-/–—" else "\xa0"  # "Số: 15 KH/HĐĐ"
                whole = re.sub(r"[ \t]+", "", found["no"].upper() + joint + re.sub("[–—]", "-", symbol))
                return whole.strip(".").replace("\xa0", " "), False
    for passage in doc.passages[doc.tail :]:
        if found := _ANNEXED.search(passage.plain):
            quoted["number"] = Evidence(passage.line, passage.text)
            return re.sub(r"\s+", "", passage.text[found.start("number") : found.end("number")]), True
    return "", False


def _issue_date(doc: Document, quoted: dict[str, Evidence]) -> date | None:
    places = [*doc.passages[: doc.heading + 3 if doc.heading >= 0 else 12], *doc.closing]
    for passage in places:
        for part in parts(passage):
            if (DATED.search(plain(part)) and len(part) < 90) or _DATED_SHORT.match(plain(part)):
                found = next((one for one in dates_in(part) if one.day), None)
                if found is not None:
                    quoted["issue_date"] = Evidence(passage.line, part)
                    return found.day
    for passage in doc.passages[doc.tail :]:
        if annexed := _ANNEXED.search(passage.plain):
            found = next((one for one in dates_in(passage.text) if one.start >= annexed.end()), None)
            if found is not None and found.day is not None:
                quoted["issue_date"] = Evidence(passage.line, passage.text)
                return found.day
    return None


def _period(doc: Document, year: int | None, quoted: dict[str, Evidence]) -> tuple[date | None, date | None, bool]:
    candidates = [passage for passage in _title_passages(doc) if _is_time_in_brackets(passage.text)]
    candidates += [passage for passage in doc.content if _says_when(passage)]
    below = [passage for passage in candidates if not passage.cells and not _TIME.match(passage.plain)]
    if len(candidates) > 1 and (whole := _of_all(below, candidates, year)):
        quoted["period"] = Evidence(below[0].line, below[0].text)
        return (*whole, False)
    for passage in candidates:
        if passage.cells:
            continue
        found = dates_in(passage.text, year)
        span = next((one for one in found if one.last), None) or next((one for one in found if one.day), None)
        if span is None:
            continue
        quoted["period"] = Evidence(passage.line, passage.text)
        if span.last is None and _SINCE_ISSUE.search(passage.plain):
            return None, span.day, True
        if span.last is None and len(found) > 1:
            return found[0].day, found[-1].last or found[-1].day, False
        return span.day, span.last or span.day, False
    return None, None, False


def _of_all(below: list[Passage], candidates: list[Passage], year: int | None) -> tuple[date, date] | None:
    """Under 'Thời gian:' without a day of its own, each stage with its own: from the first of them to the last."""
    if len(below) < 2 or below[0] is not next((one for one in candidates if dates_in(one.text, year)), None):
        return None
    stages = [passage for passage in below if passage.above[-1] == below[0].above[-1]]
    found = [one for passage in stages for one in dates_in(passage.text, year) if one.day]
    days = [day for one in found for day in (one.day, one.last) if day]
    return (min(days), max(days)) if len(stages) > 1 and days else None


def _says_when(passage: Passage) -> bool:
    if _TIME.match(passage.plain):
        return True
    return bool(passage.above) and bool(_TIME.match(plain(passage.above[-1]))) and len(passage.text) < 200


def _mailbox(doc: Document, quoted: dict[str, Evidence]) -> str:
    found = [(passage, mail) for passage in doc.passages for mail in _MAIL.finditer(passage.text)]
    if not found:
        return ""
    asked = next((one for one in found if _MAIL_CONTEXT.search(one[0].plain)), found[0])
    quoted["mailbox"] = Evidence(asked[0].line, asked[0].text)
    return re.sub(r"\s", "", asked[1][0]).strip(".").lower()
