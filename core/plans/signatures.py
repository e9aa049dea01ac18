"""Who issues a document and who signs it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from core.plans.owners import begins_a_body
from core.plans.plain import plain
from core.plans.proposal import Evidence
from core.plans.structure import Document, Passage, is_office

_LONGEST = 2000
_LONG_FORMS = {"UBND": "Ủy ban nhân dân", "BCH": "Ban Chấp hành", "BTV": "Ban Thường vụ"}
_SHORT_FORMS = re.compile(r"\b(?:UBND|BCH|BTV)\b")
_OF_A_LETTER = 8  # lines above what a letter says
_MOST_WORDS = 8  # of a body's name that are looked for in the head
DATED = re.compile(r"ng[au][yv]\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}")
_NOT_ISSUER = re.compile(
    r"(?:cong hoa xa hoi|doc lap|doan tncs ho chi minh$|doan thanh nien cong san|hoi lien hiep thanh nien viet nam$|"
    r"so\s*[:.\d]|\W*$|tong lien doan lao dong viet nam$|dang cong san viet nam$|du thao)"
)
_SELF = re.compile(
    r"\s(?:xay dung|ban hanh|trien khai|thong bao|huong dan|lap|dieu chinh|to chuc|phat dong|"
    r"thong nhat)\s+(?:va\s+[a-z]+\s+[a-z]+\s+)?"
    r"(?:ke hoach|chuong trinh|noi dung|the le|mot so|viec)"
)
_SAYS = re.compile(
    r"\s(?:to chuc|trien khai|phat dong|yeu cau|thong bao|dieu chinh|len ke hoach|de ra|ban hanh)\b[^.;]{0,200}"
    r"(?:\bsau|cu the|noi dung|ke hoach|thong bao)\s*:?\s*$"
)
_MANY = re.compile(r"(?:cac|nhung|moi|toan|tat ca|100|don vi|can bo|thanh nien)\b")
_PIECE = re.compile(r"[;,.:]\s+")
_MOST_PIECES = 3  # "Hội đồng An toàn, vệ sinh lao động" is one name
_BODY_HEAD = re.compile(
    r"(?:ban (?:thuong vu|thuong truc|chap hanh|to chuc|chi dao|thu ky|chu nhiem|giam hieu|dieu hanh|quan ly|giam doc|"
    r"lanh dao|chi huy|chi uy)|btv|bch|btc|ubnd|uy ban|so |"
    r"phong |hoi |doan |lien doan|cong doan|tinh doan|thanh doan|huyen doan|quan doan|truong |"
    r"thuong truc|cong ty|tong cong ty|tap doan|trung tam|vien |benh vien|mat tran|chi (?:doan|hoi|cuc)|cuc |lien chi|"
    r"khoa |cau lac bo|dang uy)"
)
_NAMELESS = ("ban chap hanh", "ban thuong vu", "bch", "btv", "ban to chuc", "ban chi dao", "uy ban nhan dan", "ubnd")
_WITHOUT_NAME = re.compile(
    r"(?:ban (?:thuong vu|chap hanh)\s+)?(?:quan doan|huyen doan|thanh doan|tinh doan|xa doan|doan (?:phuong|xa|"
    r"truong|khoi|huyen)|lien doan lao dong|cong doan co so|uy ban nhan dan (?:xa|phuong|huyen))"
)
_FOR = re.compile(r"(?:t/?[ml]|k/?t|tuq)\b\.?\s*(?P<body>.+)")
_IN_PLACE_OF = re.compile(r"(?:k/?t|tuq)\b")
_NO_NAME = re.compile(
    r"(?:ban |ủy ban|uỷ ban|ubnd|sở |phòng |hội |liên đoàn|công đoàn|tỉnh đoàn|thành đoàn|huyện đoàn|quận đoàn|"
    r"trường |đảng ủy|"
    r"thường trực|đoàn (?:thanh niên|tncs|trường|xã|phường|huyện|khối|cơ sở|tỉnh|tổng|cơ quan|chủ tịch))"
)
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
    "Phó Tổng Giám đốc",
    "Tổng Giám đốc",
    "Phó Giám đốc",
    "Giám đốc",
    "Phó Chủ nhiệm",
    "Chủ nhiệm",
    "Phó Trưởng đoàn",
    "Trưởng đoàn",
    "Chỉ huy trưởng",
    "Chính trị viên",
    "Phó Trưởng khoa",
    "Trưởng khoa",
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
_NAME = re.compile(
    r"(?:(?:ThS|TS|BS|Bs|PGS|GS|CN|KS)\.?\s*){0,3}(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tá|úy|"
    r"tướng)\s+)?(?P<name>(?:[A-ZÀ-ỸĐ][a-zà-ỹđ'’]*\s+){1,5}[A-ZÀ-ỸĐ](?:['’][A-ZĐ])?[a-zà-ỹđ'’]+)"
)
_LAST_NAME = re.compile(r"[.;]\s+(?P<name>(?:[A-ZÀ-ỸĐ][a-zà-ỹđ'’]+\s+){2,5}[A-ZÀ-ỸĐ][a-zà-ỹđ'’]+)$")


def parts(passage: Passage) -> Iterator[str]:
    """Two columns of a head that were flattened into one line."""
    for cell in passage.cells or (passage.text,):
        yield from (part.strip(" *_|") for part in re.split(r"[\t\n]|\s{4,}", cell) if part.strip(" *_|"))


def issuer(doc: Document, quoted: dict[str, Evidence]) -> str:
    """As the plan itself says who plans; where that is 'Ban Thường vụ Tỉnh Đoàn' alone, as the head names it."""
    who = _who_plans(doc, quoted)
    return _named_in_full(who, doc) if who else _of_head(doc, quoted) or _signing_body(doc, quoted)


def _named_in_full(who: str, doc: Document) -> str:
    """'Ban Thường vụ Tỉnh Đoàn' under 'TỈNH ĐOÀN BÌNH LÂM' is the 'Ban Thường vụ Tỉnh Đoàn Bình Lâm'."""
    lines = _capitals(doc)
    named = [(line, "") for line in lines] + [(f"{one} {other}", plain(one)) for one, other in pairwise(lines)]
    words = _SHORT_FORMS.sub(lambda short: _LONG_FORMS[short[0]], who).split()
    for at in range(max(0, len(words) - _MOST_WORDS), len(words) - 1):
        tail = plain(" ".join(words[at:]))
        for line, first in named:
            at_word = f" {plain(line)}".find(f" {tail} ")
            within_first = at_word + len(tail) <= len(first) and first not in _NAMELESS
            if at_word >= 0 and len(line) < 110 and not within_first:
                return f"{who} {line[at_word + len(tail) :].strip().title()}"
    for line in lines:
        before = line[: -len(who)].strip()
        if before and plain(line).endswith(f" {plain(who)}") and plain(before) in _NAMELESS:
            return f"{before} {who}"
    return who


def is_unnamed(issuer: str) -> bool:
    return bool(_WITHOUT_NAME.fullmatch(plain(issuer)))


def _who_plans(doc: Document, quoted: dict[str, Evidence]) -> str:
    for passage in doc.passages[doc.body : doc.body + 14]:
        seen = passage.plain[:_LONGEST]
        for found in (*_SELF.finditer(seen), *_SAYS.finditer(seen)):
            if who := _subject_before(passage.text[: found.start()]):
                quoted["issuer"] = Evidence(passage.line, passage.text)
                return who
    return ""


def _capitals(doc: Document) -> list[str]:
    """The lines of the head in capitals that name a body."""
    return [
        part
        for passage in doc.head or doc.passages[:_OF_A_LETTER]
        for part in parts(passage)
        if part.isupper() and not _NOT_ISSUER.match(plain(part)) and len(part) < 110 and not DATED.search(plain(part))
    ]


def _of_head(doc: Document, quoted: dict[str, Evidence]) -> str:
    named = [
        (passage, part)
        for passage in doc.head
        for part in parts(passage)
        if part.isupper() and not _NOT_ISSUER.match(plain(part)) and len(part) < 110 and not DATED.search(plain(part))
    ]
    if named:
        passage, part = named[-1]
        if len(named) > 1 and plain(named[-2][1]) in _NAMELESS:
            part = f"{named[-2][1]} {part}"
        elif len(named) > 1 and plain(part) in _NAMELESS:
            part = f"{part} {named[-2][1]}"
        elif len(named) > 1 and plain(part).endswith(" truong") and plain(named[-2][1]).startswith("truong "):
            part = f"{part} {named[-2][1].partition(' ')[2]}"  # "ĐOÀN TRƯỜNG" of "TRƯỜNG THPT A"
        quoted["issuer"] = Evidence(passage.line, part)
        return _as_in_prose(part, doc)
    return ""


def _subject_before(text: str) -> str:
    """Who does what is told next: the last piece of the sentence, or the last few where a name holds a comma."""
    starts = [0, *(mark.end() for mark in _PIECE.finditer(text))]
    for start in reversed(starts[-_MOST_PIECES:]):
        who = text[start:].strip()
        if len(who) > 130 or re.search(r"\d{4}", who):
            return ""
        if _BODY_HEAD.match(plain(who)) or (begins_a_body(who) and not _MANY.match(plain(who))):
            return who if len(who.split()) > 1 else ""
    return ""


def _signing_body(doc: Document, quoted: dict[str, Evidence]) -> str:
    for passage in doc.closing:
        for part in parts(passage):
            if (found := _FOR.match(plain(part))) and not _IN_PLACE_OF.match(plain(part)):
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


def signer(doc: Document, quoted: dict[str, Evidence]) -> tuple[str, str]:
    """The last name standing alone below; the role is the one above it."""
    closing = [(passage, part) for passage in doc.closing for part in parts(passage)]
    roles: list[str] = []
    acting = ""
    for passage, part in closing:
        seen = plain(part)
        found = _ROLE.search(seen)
        if found and (part[found.start() : found.end()].isupper() or is_office(part)):
            quoted["signer_role"] = Evidence(passage.line, part)
            if not _IN_PLACE_OF.match(seen):
                roles.append(next(known for known in _ROLES if plain(known) == found[0]))
        if (body := _FOR.match(seen)) and part[:2].isupper() and not acting:
            said = part[: body.end()]
            cut = None if _IN_PLACE_OF.match(seen) else _ROLE.search(plain(said))
            acting = said[: cut.start()].strip() if cut and cut.start() else said
            body_at = body.start("body")
            acting = f"{acting[:body_at]}{_as_in_prose(acting[body_at:], doc)}"
    role = ", ".join(roles)
    signed = f"{role} ({acting})" if role and acting else role
    for passage in reversed(doc.closing):
        if names := [name for part in parts(passage) if (name := _name_of_signer(part))]:
            quoted["signer"] = Evidence(passage.line, passage.text)
            return ", ".join(names), signed
    return "", signed


def _name_of_signer(part: str) -> str:
    """A name alone; or the one a page's two columns left behind the last recipient: '- Lưu. Nguyễn Văn Mẫu'."""
    found = _NAME.fullmatch(part) or _LAST_NAME.search(part)
    if found is None or _ROLE.search(plain(found["name"])) or _NO_NAME.match(found["name"].lower() + " "):
        return ""
    return found["name"]
