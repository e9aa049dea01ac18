"""What the frame of the document says: title, number, issuer, date, signer, the time it covers, the mailbox."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from core.plans.dates import dates_in
from core.plans.plain import plain
from core.plans.proposal import Evidence
from core.plans.structure import Document, Passage

_NUMBER = re.compile(
    r"^\W*so\s*[:.]?\s*(?P<no>\d{1,4}(?:\s*[a-z](?=\s*[-/]))?)?[\s.…]*(?P<symbol>[-/]\s*[a-z][\w.\-/&]*(?:\s+-\s+[a-z][\w.\-/&]*)*)"
)
_ANNEXED = re.compile(
    r"(?:kem theo|dinh kem|ban hanh kem)\s+(?:ke hoach|cong van|thong bao|huong dan)\s+so\s*:?\s*"
    r"(?P<number>\d{1,4}\s*[-/]\s*[a-z][\w.\-/&]*)"
)
_DATED = re.compile(r"ng[au][yv]\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}")
_UNDATED = re.compile(r"ng[au][yv][\s.…_]*thang[\s.…_]*\d{0,2}[\s.…_]*nam\s+\d{4}")
_STOP_TITLE = re.compile(
    r"\W*(?:can cu|thuc hien\b.{0,60}\bso\b|thuc hien (?:ke hoach|chuong trinh|nghi quyet|chi thi|cong van|"
    r"su chi dao|y kien)|"
    r"nham\b|de\s+(?:tiep|thuc|chao|nang|kip|trien)|nam 20\d\d\s*,|kinh gui|(?:phan )?[ivx]{1,4}\s*[.\-:/)]\s|"
    r"1\s*[.)]\s|[-_*=]{3,}|ban (?:thuong vu|chap hanh|to chuc)\b.{0,80}(?:ban hanh|xay dung)|tiep tuc\b.{200,})"
)
_NOT_ISSUER = re.compile(
    r"(?:cong hoa xa hoi|doc lap|doan tncs ho chi minh$|doan thanh nien cong san|hoi lien hiep thanh nien viet nam$|"
    r"so\s*[:.\d]|\W*$|tong lien doan lao dong viet nam$|dang cong san viet nam$|du thao)"
)
_SELF = re.compile(
    r"(?:^|[;,.]\s*)(?P<who>[^;,.]{4,110}?)\s+(?:xay dung|ban hanh|trien khai|thong bao|huong dan)\s+(?:ke hoach|"
    r"noi dung|the le|mot so|viec)"
)
_BODY_HEAD = re.compile(
    r"(?:ban (?:thuong vu|chap hanh|to chuc|chi dao|thu ky|chu nhiem|giam hieu)|btv|bch|btc|ubnd|uy ban|so |"
    r"phong |hoi |doan |lien doan|cong doan|tinh doan|thanh doan|huyen doan|quan doan|truong |"
    r"thuong truc)"
)
_NAMELESS = ("ban chap hanh", "ban thuong vu", "bch", "btv", "ban to chuc", "ban chi dao", "uy ban nhan dan", "ubnd")
_FOR = re.compile(r"t/?[ml]\.?\s*(?P<body>.+)")
_ROLES = (
    "Phó Bí thư Thường trực",
    "Phó Bí thư",
    "Bí thư",
    "Phó Chủ tịch Thường trực",
    "Phó Chủ tịch",
    "Chủ tịch",
    "Phó Trưởng ban",
    "Phó trưởng ban",
    "Trưởng ban",
    "Phó Giám đốc",
    "Giám đốc",
    "Phó Hiệu trưởng",
    "Hiệu trưởng",
    "Chánh Văn phòng",
    "Phó Chánh Văn phòng",
    "Ủy viên Thường vụ",
    "Ủy viên Ban Thường vụ",
    "Trưởng phòng",
    "Phó Trưởng phòng",
)
_ROLE = re.compile("|".join(sorted((plain(role) for role in _ROLES), key=len, reverse=True)))
_NAME = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]*\s+){1,5}[A-ZÀ-ỸĐ][a-zà-ỹđ]+")
_TIME = re.compile(
    r"^\W*(?:\w{1,4}[.)]\s*){0,2}thoi gian(?!\s+(?:nop|gui|nhan|dang ky|bao cao|dia diem|to chuc hoi|"
    r"khai mac))(?:[^:]{0,60})(?::|$)"
)
_SINCE_ISSUE = re.compile(r"(?:tu\s+(?:ng[au][yv]|khi)\s+(?:ban hanh|ky|co))")
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


def header(doc: Document, year: int | None) -> Header:
    quoted: dict[str, Evidence] = {}
    number, annexed = _number(doc, quoted)
    signer, role = _signer(doc, quoted)
    start, end, since = _period(doc, year, quoted)
    return Header(
        title=_title(doc, quoted),
        number=number,
        number_in_annex=annexed,
        issuer=_issuer(doc, quoted),
        signer=signer,
        signer_role=role,
        issue_date=_issue_date(doc, quoted),
        start=start,
        end=end,
        mailbox=_mailbox(doc, quoted),
        since_issue=since,
        evidence=quoted,
    )


def _parts(passage: Passage) -> Iterator[str]:
    """Two columns of a head that were flattened into one line."""
    for cell in passage.cells or (passage.text,):
        yield from (part.strip(" *_") for part in re.split(r"\t|\s{4,}", cell) if part.strip(" *_"))


def _title_passages(doc: Document) -> list[Passage]:
    kept: list[Passage] = []
    for passage in doc.passages[doc.body : doc.body + 12]:
        said = passage.plain.strip(' *_"“”')
        if passage.cells or len(passage.text) > 420:
            break
        if _STOP_TITLE.match(said) and (
            kept
            or re.match(r"\W*(?:can cu|[ivx]{1,4}\s*[.:]|1\s*[.)]|[-_*=]{3})", said)
            or re.search(r"\bso\s+\d", said[:160])
        ):
            break
        if kept and (passage.text.rstrip().endswith((".", ";")) or len(kept) > 7):
            break
        kept.append(passage)
    return kept


def _title(doc: Document, quoted: dict[str, Evidence]) -> str:
    if doc.heading < 0:
        return _subject(doc, quoted)
    named = doc.named
    passages = [] if len(named) > 25 else _title_passages(doc)
    words = [named, *(passage.text.strip(" *_-") for passage in passages if not _is_time_in_brackets(passage.text))]
    title = " ".join(word for word in words if word)
    if title:
        line = passages[0].line if passages else doc.passages[doc.heading].line
        quoted["title"] = Evidence(line, title)
    return " ".join(title.split())


def _subject(doc: Document, quoted: dict[str, Evidence]) -> str:
    """Of a letter, which has no heading: 'V/v gia hạn thời gian nộp hồ sơ …'"""
    for passage in doc.passages[:14]:
        for part in _parts(passage):
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
        for part in _parts(passage):
            found = _NUMBER.match(plain(part))
            if found:
                quoted["number"] = Evidence(passage.line, part)
                if not found["no"]:
                    return "", False
                symbol = part[found.start("symbol") : found.end("symbol")]
                return re.sub(r"\s+", "", found["no"].upper() + re.sub("[–—]", "-", symbol)).strip("."), False
    for passage in doc.passages[doc.tail :]:
        if found := _ANNEXED.search(passage.plain):
            quoted["number"] = Evidence(passage.line, passage.text)
            return re.sub(r"\s+", "", passage.text[found.start("number") : found.end("number")]), True
    return "", False


def _issue_date(doc: Document, quoted: dict[str, Evidence]) -> date | None:
    places = [*doc.passages[: doc.heading + 3 if doc.heading >= 0 else 12], *doc.closing]
    for passage in places:
        for part in _parts(passage):
            if _DATED.search(plain(part)) and len(part) < 90:
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


def _issuer(doc: Document, quoted: dict[str, Evidence]) -> str:
    for passage in doc.passages[doc.body : doc.body + 14]:
        for found in _SELF.finditer(passage.plain):
            who = passage.text[found.start("who") : found.end("who")].strip()
            if _BODY_HEAD.match(plain(who)):
                quoted["issuer"] = Evidence(passage.line, passage.text)
                return who
    named = [
        (passage, part)
        for passage in doc.head
        for part in _parts(passage)
        if part.isupper() and not _NOT_ISSUER.match(plain(part)) and len(part) < 110 and not _DATED.search(plain(part))
    ]
    if named:
        passage, part = named[-1]
        if len(named) > 1 and plain(named[-2][1]) in _NAMELESS:
            part = f"{named[-2][1]} {part}"
        elif len(named) > 1 and plain(part) in _NAMELESS:
            part = f"{part} {named[-2][1]}"
        quoted["issuer"] = Evidence(passage.line, part)
        return _as_in_prose(part, doc)
    return _signing_body(doc, quoted)


def _signing_body(doc: Document, quoted: dict[str, Evidence]) -> str:
    for passage in doc.closing:
        for part in _parts(passage):
            if found := _FOR.match(plain(part)):
                quoted["issuer"] = Evidence(passage.line, part)
                body = part[found.start("body") : found.end("body")]
                role = _ROLE.search(plain(body))
                return _as_in_prose(body[: role.start()].strip() if role and role.start() else body.strip(), doc)
    return ""


def _as_in_prose(name: str, doc: Document) -> str:
    """'BAN THƯỜNG VỤ THÀNH ĐOÀN' as the text itself writes it; in capitals where it never does."""
    seen = plain(name)
    for passage in doc.content:
        at = passage.plain.find(seen)
        said = passage.text[at : at + len(seen)]
        if at >= 0 and not said.isupper():
            return said
    return name


def _signer(doc: Document, quoted: dict[str, Evidence]) -> tuple[str, str]:
    """The last name standing alone below; the role is the one above it."""
    closing = [(passage, part) for passage in doc.closing for part in _parts(passage)]
    role, acting = "", ""
    for passage, part in closing:
        seen = plain(part)
        if part[:3].isupper() and (found := _ROLE.search(seen)):
            role = next(known for known in _ROLES if plain(known) == found[0])
            quoted["signer_role"] = Evidence(passage.line, part)
        if (body := _FOR.match(seen)) and part[:2].isupper():
            said = part[: body.end()]
            cut = _ROLE.search(plain(said))
            acting = said[: cut.start()].strip() if cut and cut.start() else said
            body_at = body.start("body")
            acting = f"{acting[:body_at]}{_as_in_prose(acting[body_at:], doc)}"
    for passage, part in reversed(closing):
        if _NAME.fullmatch(part) and not _ROLE.search(plain(part)) and not _BODY_HEAD.match(plain(part) + " "):
            quoted["signer"] = Evidence(passage.line, part)
            return part, f"{role} ({acting})" if role and acting else role
    return "", f"{role} ({acting})" if role and acting else role


def _period(doc: Document, year: int | None, quoted: dict[str, Evidence]) -> tuple[date | None, date | None, bool]:
    candidates = [passage for passage in _title_passages(doc) if _is_time_in_brackets(passage.text)]
    candidates += [passage for passage in doc.content if _says_when(passage)]
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
