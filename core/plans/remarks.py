"""What is to be looked at in the frame of a plan and in its text: number, date, mailbox, phones, what is enclosed."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from core.plans.lines import Place
from core.plans.people import digits as dialled
from core.plans.plain import clean, plain
from core.plans.proposal import Finding
from core.plans.reading import REMARK, SHOULD, Reading, quote
from core.plans.signatures import is_unnamed
from core.plans.structure import Document
from core.texts import findings as texts

_ATTACHED = re.compile(
    r"\b(?:dinh kem|kem theo|gui kem)\b.{0,60}\b(?:phu luc|danh sach|bieu mau|mau|lich|bang|"
    r"de cuong|phieu)\b|"
    r"\b(?:phu luc|danh sach|bieu mau|mau|lich|de cuong)\b.{0,40}\b(?:dinh kem|kem theo)\b"
)
_SEES_TABLE = re.compile(r"\b(?:theo bang|bang sau|bang duoi day)\s*:?\s*$")
_PARENT = re.compile(
    r"\b(?:ke hoach|chuong trinh|cong van|nghi quyet)\s+so\s*:?\s*(?P<number>\d{1,4}\s*[-/]\s*[a-z][\w\-/]*)"
)
_CALLS_ITSELF = re.compile(
    r"\b(?:theo|trien khai|thuc hien|noi dung)\s+(?:noi dung\s+)?(?P<kind>thong bao|huong dan|cong van|"
    r"chuong trinh|ke hoach)\s*(?:nay|tren)?\s*[./]?\s*$"
)
_LINK_YEAR = re.compile(r"https?://[^\s)]*?(?P<year>20[0-4]\d)[^\s)]*")
_DOMAIN_SLIPS = re.compile(
    r"@(?:gmai|gmial|gamil|gmal|gnail|yaho|yahooo|hotmai|otlook)\.|\.(?:con|vm|cm|comm|gov\.v)$|@[^.]+$|\.\."
)
# "ng" before i or e is written "ngh", and no Vietnamese syllable ends in -yng or -ing.
_SLIPPED_SYLLABLE = re.compile(r"[iy]ng[ie]")
_SCANNED = (
    "án phẩm",
    "phân đầu",
    "phần đầu đạt",
    "phấn đầu",
    "cảm nang",
    "năm bắt tình",
    "sử dụng dụng",
    "thanh thiếu thi",
    "đoàn viền",
    "tổ chúc",
    "hoạt đông",
    "kê hoạch",
    "thục hiện",
    "nhiêm vụ",
    "công tảc",
    "“4 nhát”",
    "cá cá nhân",
    "quảng cáo đ/c",
)
_BROKEN_MARKS = re.compile(r"^\s*-\s+\+\s")
_LEADS = re.compile(r"\bchu tri\b|\b(?:phu trach|chiu trach nhiem) chinh\b")
_NEAR_LINES = 3  # in which an activity says who does it
_MOST_LEADERLESS = 5
_DIGIT_SLIPS = re.compile(r"(?<=[\d/])[olI|](?=[\d/])|\b[olI]\d/\d|\d[OlI]/\d")


def _frame(reading: Reading) -> Iterator[Finding]:
    head = reading.header
    if head.number_in_annex:
        yield Finding(
            "number_only_in_annex", texts.number_only_in_annex(head.number), reading.of_header("number"), (), SHOULD
        )
    elif not head.number:
        yield Finding(
            "missing_number", texts.missing_number(_parent(reading.doc)), reading.of_header("number"), (), SHOULD
        )
    if head.issue_date is None:
        yield Finding("missing_issue_date", texts.missing_issue_date(), (), (), SHOULD)
    if not head.signer:
        yield Finding("missing_signer", texts.missing_signer(), (), (), REMARK)
    if is_unnamed(head.issuer):
        yield Finding("issuer_unnamed", texts.issuer_unnamed(head.issuer), reading.of_header("issuer"), (), REMARK)


def _parent(doc: Document) -> str:
    for passage in doc.passages[:30]:
        if found := _PARENT.search(passage.plain):
            return passage.text[found.start("number") : found.end("number")]
    return ""


def _mailbox(reading: Reading) -> Iterator[Finding]:
    mailbox = reading.header.mailbox
    if not mailbox and reading.read.deadlines:
        yield Finding("missing_mailbox", texts.missing_mailbox(), (), (), SHOULD)
    name = re.sub(r"[^a-z]", "", mailbox.split("@")[0])
    if mailbox and (_DOMAIN_SLIPS.search(mailbox) or _SLIPPED_SYLLABLE.search(name)):
        yield Finding("suspicious_mailbox", texts.suspicious_mailbox(mailbox), reading.of_header("mailbox"), (), SHOULD)


def _attachments(reading: Reading) -> Iterator[Finding]:
    doc = reading.doc
    has_annex = doc.annex < len(doc.passages) or any(passage.cells for passage in doc.content)
    for passage in doc.passages[doc.body : doc.tail]:
        if not has_annex and _ATTACHED.search(passage.plain):
            quoted = quote(passage)
            yield Finding("missing_attachment", texts.missing_attachment(quoted.quote[:120]), (quoted,), (), REMARK)
            break
    rows = {passage.line for passage in doc.content if passage.cells}
    for passage in doc.passages[doc.body : doc.tail]:
        if _SEES_TABLE.search(passage.plain) and not any(passage.line < row < passage.line + 6 for row in rows):
            quoted = quote(passage)
            yield Finding("missing_table", texts.missing_table(quoted.quote[-80:]), (quoted,), (), REMARK)


def _phones(reading: Reading) -> Iterator[Finding]:
    whose: dict[str, str] = {}
    for name, phone, line in reading.phones:
        digits = dialled(phone)
        if (
            not re.fullmatch(r"(?:0|84)(?:[35789]\d{8}|69\d{7}|2\d{8,9})|1[89]00\d{4,6}", digits)
            and "x" not in phone.lower()
        ):
            quoted = reading.line(line)
            yield Finding("invalid_phone", texts.invalid_phone(phone, name), (quoted,), (), SHOULD)
        other = whose.setdefault(digits, name)
        if name and other and plain(other) != plain(name):
            quoted = reading.line(line)
            yield Finding("duplicate_phone", texts.duplicate_phone(phone, other, name), (quoted,), (), SHOULD)


def _names_itself(reading: Reading) -> Iterator[Finding]:
    doc = reading.doc
    for passage in doc.passages[max(doc.body, doc.tail - 3) : doc.tail]:
        found = _CALLS_ITSELF.search(passage.plain.strip())
        if found and doc.doc_type and plain(doc.doc_type) != found["kind"]:
            quoted = quote(passage)
            said = passage.text.strip()[found.start("kind") : found.end("kind")]
            yield Finding("doc_type_inconsistent", texts.other_kind(said, doc.doc_type), (quoted,), (), REMARK)


def _links(reading: Reading) -> Iterator[Finding]:
    for passage in reading.doc.content:
        for found in _LINK_YEAR.finditer(passage.plain):
            if reading.year is not None and int(found["year"]) < reading.year:
                link = passage.text[found.start() : found.end()].rstrip(".,;>)”")
                quoted = quote(passage)
                yield Finding("stale_link", texts.stale_link(link, reading.year), (quoted,), (), REMARK)


def _noise(reading: Reading) -> Iterator[Finding]:
    examples: list[tuple[str, int]] = []
    for number, line in enumerate(reading.lines):
        said = unicodedata.normalize("NFC", line.text)
        low = said.lower()
        examples += [(f"“{slip.strip('“”')}”", number) for slip in _SCANNED if slip in low]
        if _BROKEN_MARKS.match(said):
            examples.append(("“- +”", number))
        if slip := _DIGIT_SLIPS.search(said):
            examples.append((f"“{said[max(0, slip.start() - 6) : slip.end() + 4].strip()}”", number))
    if examples:
        quotes = tuple(reading.line(number) for _, number in examples[:3])
        listed = "; ".join(dict.fromkeys(example for example, _ in examples[:4]))
        yield Finding("ocr_noise", texts.ocr_noise(listed), quotes, (), REMARK)
    if any(unicodedata.normalize("NFC", line.text) != line.text for line in reading.lines):
        yield Finding("unicode_noise", texts.unicode_noise(), (), (), REMARK)


def _hidden(reading: Reading) -> Iterator[Finding]:
    for number, line in enumerate(reading.lines):
        if line.place is Place.HIDDEN and line.text.strip():
            quoted = reading.line(number)
            yield Finding("hidden_text", texts.hidden_text(quoted.quote[:120]), (quoted,), (), SHOULD)
            break


def _split_tables(reading: Reading) -> Iterator[Finding]:
    heads = [passage.cells for passage in reading.doc.passages if passage.cells and passage.cells == passage.headings]
    if len(heads) > len(set(heads)):
        yield Finding("split_table", texts.split_table(), (), (), REMARK)


def _leaderless(reading: Reading) -> Iterator[Finding]:
    """Several share one thing and none leads, in a plan that says elsewhere who does. A table's heading may say so
    for all its rows, so rows are left alone."""
    if not any(_LEADS.search(passage.plain) for passage in reading.doc.content):
        return
    ends = [*(one.evidence.line for one in reading.activities[1:]), len(reading.lines)]
    spans = [(one, end) for one, end in zip(reading.activities, ends, strict=False) if not one.annex]
    for one, end in [(one, end) for one, end in spans if len(one.in_charge) > 1][:_MOST_LEADERLESS]:
        start = one.evidence.line
        said = " ".join(line.text for line in reading.lines[start : min(end, start + _NEAR_LINES)])
        if not _LEADS.search(plain(clean(said))):
            detail = texts.owners_without_lead(one.title, one.in_charge)
            yield Finding("owners_without_lead", detail, (one.evidence,), (), REMARK)


REMARKS: tuple[Callable[[Reading], Iterable[Finding]], ...] = (
    _frame,
    _mailbox,
    _attachments,
    _phones,
    _names_itself,
    _links,
    _noise,
    _hidden,
    _split_tables,
    _leaderless,
)
