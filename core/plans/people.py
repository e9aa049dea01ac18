"""The people and bodies a plan names: its committee, who receives it, whom to ask, and every phone with its owner."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.plans.items import Section, outline
from core.plans.lines import Line
from core.plans.plain import clean, plain
from core.plans.proposal import Contact, Member
from core.plans.structure import document
from core.plans.tables import Column, tables

_TITLED = re.compile(
    r"(?<!\w)(?:(?:đồng chí|đ/c|đ\.c|ông|bà|anh|chị|thầy|cô|sinh viên|em|bác sĩ|bác sỹ|thạc sĩ|tiến sĩ)\s*:?\s+"
    r"(?:(?-i:BS|ThS|TS|CN|KS|DS)\.\s*|(?:đại|thượng|trung|thiếu)\s+(?:tá|úy|tướng)\s+)?|(?:mr|ms|mrs)\.?\s+|"
    r"(?-i:(?:BS|Bs|ĐD|Đd|ThS|TS|CN|KS|DS|BSCK\w{1,3})\.)\s*)(?=(?-i:[A-ZÀ-ỸĐ]))",
    re.IGNORECASE,
)
_AFTER_NAME = frozenset({"Bí", "Phó", "Trưởng", "Ủy", "Uỷ", "Chủ", "Cán", "Giám", "Chánh", "UV", "Thường", "ĐT", "SĐT"})
_POSITION = re.compile(
    r"\s*(?:[–—,\-:]|(?P<bracket>\())\s*(?P<position>(?:[^(;\t.|)\n*]|\.(?=[^\W\d])|(?<=\b[A-Z])\.(?=\s[A-ZĐ])){1,160})"
)
_POSITION_END = re.compile(
    r"\s*[,–\-:]?\s*(?:(?:số )?điện thoại|sđt|đtdđ|đt|di động|số máy|zalo|facebook|fb|số(?=\s*[:\d])|làm|"
    r"phụ trách chung|phụ trách tổng|"
    r"hộp thư|e-?mail|địa chỉ)(?!\w).*|\s*[:,]?\s*\(?\+?\d{3}.*",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w./])(?:\(?\+?84\)?|\(?0)[\dxXoOl .()\-]{6,16}[\dxXoOl](?![\w/]|\.\d)")
_LABELLED = re.compile(
    r"(?<!\w)(?:sđt|đtdđ|đt|(?:số )?điện thoại|liên hệ|zalo|di động|số máy)(?!\w)[^\d(+;\n]{0,20}"
    r"(?P<phone>[(+\d][\dxXoOl .()\-]{4,18}[\dxXoOl])(?![\w/])",
    re.IGNORECASE,
)
_IS_OF = re.compile(r"\s*[(,–-]\s*")  # "0263.3000.118 (chị Lan)"
_VALID = re.compile(r"0[35789][\dx]{8}|069[\dx]{7}|02[\dx]{8,9}|1[89]00[\dx]{4,6}")
_GROUPED = re.compile(r"0\d{2,3}[. ]\d{3}[. ]\d{2,4}")
_LONGEST = 3000
_MOST_CELLS = 40
_SHORT = 14  # letters up to which capitals are an abbreviation: "HĐĐ TW"

_ROLES = (
    r"(?:phó )?trưởng ban(?: thường trực| tổ chức| chỉ đạo)?|phó (?:trưởng )?ban(?: thường trực| chỉ đạo| tổ chức)?|"
    r"(?:phó )?trưởng tiểu ban|thành viên(?: thường trực)?|thư ký|tổ trưởng|tổ phó|chỉ huy trưởng|chỉ huy phó|"
    r"chủ nhiệm|"
    r"phó chủ nhiệm|trưởng đoàn|phó (?:trưởng )?đoàn|đội trưởng|đội phó"
)
_ROLE = re.compile(rf"(?:làm\s+)?(?P<role>{_ROLES})", re.IGNORECASE)
_ROLE_IN_CELL = re.compile(rf"(?P<role>{_ROLES}|ủy viên(?: thường trực)?|uỷ viên)", re.IGNORECASE)
_ROLE_FIRST = re.compile(rf"\W{{0,3}}(?P<role>{_ROLES}|ủy viên|uỷ viên)\s*(?:[:–-]|là)\s*", re.IGNORECASE)
_BODY_AS = re.compile(
    r"^(?P<body>Ban [^,.;:]{3,80}?)\s*:?\s+(?:là|làm nhiệm vụ)\s+(?P<role>Ban (?:Chỉ đạo|Tổ chức|Điều hành|Chỉ huy))"
)
_PIECES = re.compile(r"\s*(?:[–—|\t,;:]|\s-\s|\.(?=\s|$))\s*")

_RECIPIENTS = re.compile(r"[\s|*_]*noi nhan\s*:?[\s*_]*")
_ITEM = re.compile(r"\s*[-–—•+*]\s*")
_SEVERAL = re.compile(r";\s+(?=[-–]\s)")
_WIDE = re.compile(r"\t|(?<=\S)\s{4,}(?=\S)")  # two columns side by side
_SIGNED = re.compile(
    r"[.;]\s+(?=(?:T/?[ML]\b|K/?T\b|TUQ\b)|[A-ZÀ-ỸĐ]{2,}(?:\s[A-ZÀ-ỸĐ]{1,}){1,8}$|(?:[A-ZÀ-ỸĐ][a-zà-ỹđ'’]+\s+){2,5}"
    r"[A-ZÀ-ỸĐ][a-zà-ỹđ'’]+$).*"
)
_NO_RECIPIENT = re.compile(r"(?:t[ml]\.|kt\.|k/t|t/m|q\.|da ky|\(da ky\)|phu luc|lich |[A-ZĐ ]{8,}$)")

_CUE = re.compile(
    r"\b(?:lien he|dau moi|nguoi nhan|thong tin (?:chi tiet|trao doi)|trao doi|vuong mac|"
    r"(?:dien thoai|so) (?:thuong truc|nong)|so dien thoai\s*:|nhan (?:van ban|bao cao|ho so)\s*:|"
    r"(?:qua|ve|cho|den|gap|quang cao) (?:d/c|dong chi|anh|chi|ong|ba)\b)"
)
_CUE_COLON = re.compile(r"[^:]{3,40}:\s*")
_OFFICE = re.compile(
    r"\b(?i:gửi|nộp)(?: trực tiếp| bản mềm| file)? (?:qua|về|cho) (?P<office>(?:Ban|Văn phòng|Phòng|Bộ phận|"
    r"Tổ)\s[^,.;:(]{3,70}?)\s*(?:[,.;:(]|$)"
)


@dataclass(frozen=True)
class Person:
    name: str
    position: str = ""
    phone: str = ""


def digits(phone: str) -> str:
    """The number alone, with 0 for the country's code."""
    kept = re.sub(r"[^\dx]", "", phone.casefold().replace("o", "0").replace("l", "1"))
    return f"0{kept[2:]}" if kept.startswith("84") and len(kept) > 10 else kept


def is_phone(phone: str) -> bool:
    """A number that can be dialled in Việt Nam: mobile, landline or a service number."""
    return bool(_VALID.fullmatch(digits(phone)))


def phones_in(text: str) -> list[str]:
    """Phones as written, in order. Behind 'SĐT', or in groups beside a name, one with wrong digits counts too."""
    return [phone for _, phone in _phones_at(text[:_LONGEST])]


def _phones_at(text: str) -> list[tuple[int, str]]:
    found = {label.start("phone"): label["phone"].strip() for label in _LABELLED.finditer(text)}
    taken = [(start, start + len(phone)) for start, phone in found.items()]
    for free in _PHONE.finditer(text):
        phone, start = free[0].strip(), free.start()
        if not any(one <= start < other or start <= one < free.end() for one, other in taken) and (
            is_phone(phone) or (_GROUPED.fullmatch(phone) and _TITLED.search(text[:start]))
        ):
            found[start] = phone
    return sorted((start, _trimmed(phone)) for start, phone in found.items())


def _trimmed(phone: str) -> str:
    """Without a bracket that opened before the number."""
    return phone.strip("() ") if phone.count("(") != phone.count(")") else phone


def name_at(text: str) -> str:
    """The full name the text starts with: two to six capitalised words; what follows of a position is not in it."""
    words: list[str] = []
    for word in text[:80].split():
        letters = word.strip(",.;:()–—-|")
        acronym = letters.isupper() and len(letters) > 2 and bool(words) and not words[-1].isupper()
        if not letters or not _is_part(letters) or acronym or (len(words) > 1 and letters in _AFTER_NAME):
            break
        words.append(letters)
        if letters != word or len(words) == 6:
            break
    return " ".join(words) if len(words) > 1 else ""


def _is_part(word: str) -> bool:
    return word[0].isupper() and all(letter.isalpha() or letter in "'’" for letter in word)


def is_person(text: str) -> bool:
    """'đ/c Lò Thị Ín', and no body: the text starts with how one calls a person."""
    return bool(_TITLED.match(text.strip(" -–*")))


def persons_in(text: str) -> Iterator[tuple[int, Person]]:
    """Those behind 'đồng chí', 'ông', 'chị': where each stands, with position and phone as written."""
    text = text[:_LONGEST]
    named = [
        (title, name) for title in _TITLED.finditer(text) if (name := name_at(text[title.end() : title.end() + 90]))
    ]
    numbers = _phones_at(text) if named else []
    ends = [title.start() for title, _ in named[1:]] + [len(text)]
    for (title, name), end in zip(named, ends, strict=False):
        phone = next((phone for start, phone in numbers if title.end() < start < end), "")
        phone = phone or next(
            (phone for start, phone in numbers if _IS_OF.fullmatch(text[start + len(phone) : title.start()])), ""
        )
        yield title.start(), Person(name, _position(text[title.end() + len(name) : end][:400]), phone)


def person_in(text: str) -> Person | None:
    return next((person for _, person in persons_in(text)), None)


def _position(rest: str) -> str:
    found = _POSITION.match(rest)
    if not found:
        return ""
    return " ".join(_POSITION_END.sub("", found["position"]).split()).strip(" ,.-–")


# The committee


def committee(lines: Sequence[Line]) -> tuple[Member, ...]:
    found = [*_members_of_tables(lines), *_members_of_rows(lines), *_members_of_body(lines)]
    by_name = {plain(member.name): member for member in reversed(found)}
    return tuple(member for member in dict.fromkeys(found) if by_name[plain(member.name)] is member)


def _members_of_tables(lines: Sequence[Line]) -> Iterator[Member]:
    for table in tables(lines):
        for row in table.rows if table.is_of_people else ():
            role = next((found["role"] for cell in row.raw if (found := _ROLE_IN_CELL.fullmatch(cell.strip()))), "")
            said = row.get(Column.PERSON)
            person = person_in(said)
            name = person.name if person else name_at(said)
            if name and role:
                yield Member(name, role, row.get(Column.POSITION) or (person.position if person else ""))


def _members_of_rows(lines: Sequence[Line]) -> Iterator[Member]:
    """'Đ/c Lê Văn Mẫu – Phó Bí thư | Trưởng ban', in cells without a heading."""
    for line in lines:
        cells = [clean(cell).strip() for cell in (line.cells or line.text.split("\t", _MOST_CELLS))]
        role = _ROLE_IN_CELL.fullmatch(cells[-1].strip(" .;")) if len(cells) > 1 else None
        person = person_in(" ".join(cells[:-1])) if role else None
        if role and person:
            yield Member(person.name, role["role"], person.position)


def _members_of_body(lines: Sequence[Line]) -> Iterator[Member]:
    for item in outline(lines):
        text = item.text[:600]
        if body := _BODY_AS.match(text):
            yield Member(body["body"].strip(), body["role"])
        elif first := _ROLE_FIRST.match(text):
            person = person_in(text[first.end() - 1 :])
            name = person.name if person else name_at(text[first.end() :])
            if name and (person or item.within is Section.COMMITTEE):
                yield Member(name, first["role"], person.position if person else "")
        else:
            yield from _member_in(text, item.within is Section.COMMITTEE)


def _member_in(text: str, committee: bool) -> Iterator[Member]:
    """'Đ/c A, Bí thư Huyện Đoàn – Trưởng ban': the piece that is a role, the others are the position. Outside a
    committee a role alone, with a phone behind it, is a person's office."""
    for start, person in persons_in(text):
        pieces = _PIECES.split(text[start : start + 300].partition(person.name)[2].strip(" –-,:;()"))
        at = next((at for at, piece in enumerate(pieces[:4]) if _ROLE.fullmatch(piece.strip(" ()"))), None)
        if at == 0 and not committee and person.phone:
            continue
        if at is not None and (role := _ROLE.fullmatch(pieces[at].strip(" ()"))):
            yield Member(person.name, role["role"], ", ".join(piece for piece in pieces[:at] if piece).strip(" ()"))


# Recipients


def recipients(lines: Sequence[Line]) -> tuple[str, ...]:
    """The list under 'Nơi nhận:', each without bullet and closing mark; it ends where the signature begins."""
    found: list[str] = []
    inside = False
    column = 0
    for text, marked, at in _pieces(lines):
        head = _RECIPIENTS.match(plain(text))
        if head and not inside:
            inside, column = True, at
            found += [one for part in re.split(r";\s*", text[head.end() :]) if (one := _recipient(part))]
        elif inside and at == column and len(listed := _SEVERAL.split(text)) > 1 and _ITEM.match(text):
            found += [_recipient(part) for part in listed]
        elif inside and text.strip() and at == column:
            if not (marked or _ITEM.match(text) or (not found and text.rstrip().endswith(";"))):
                break
            found.append(_recipient(text))
    return tuple(dict.fromkeys(one for one in found if one))


def _pieces(lines: Sequence[Line]) -> Iterator[tuple[str, bool, int]]:
    """Lines, and the lines inside cells, with the column they stand in: the block often stands beside the signature."""
    for line in lines:
        for column, cell in enumerate(line.cells or _WIDE.split(line.text, _MOST_CELLS)):
            for text in clean(cell).split("\n"):
                yield text, bool(line.mark), column


def _recipient(text: str) -> str:
    said = _ITEM.sub("", text, count=1) if _ITEM.match(text) else text
    if _NO_RECIPIENT.match(plain(said).strip()) or (said.strip().isupper() and len(said) > _SHORT):
        return ""
    return _SIGNED.sub("", said).strip(" .;,*_")


# Whom to ask


def contact(lines: Sequence[Line]) -> Contact:
    """Who is named beside 'liên hệ', 'đầu mối', 'gửi qua'; else the only one with a phone; else the office asked."""
    texts = [passage.text for passage in document(lines).passages]
    asked = [person for text in _with_cue(texts) for person in _asked_in(text)]
    with_phone = {digits(phone): name for name, phone, _ in phones(lines)}
    best = next((person for person in asked if person.phone), asked[0] if asked else None)
    if best is None and len(with_phone) == 1:
        best = next((one for text in texts for _, one in persons_in(text) if one.phone), None)
    if best:
        return _completed(best, texts)
    office = next((found for text in texts if (found := _OFFICE.search(text[:_LONGEST]))), None)
    return Contact(" ".join(office["office"].split())) if office else Contact()


def _asked_in(text: str) -> Iterator[Person]:
    """Those called 'đ/c', 'anh'; else the name that stands behind 'Liên hệ:' by itself, with a phone."""
    named = [person for _, person in persons_in(text)]
    if not named and (cue := _CUE_COLON.match(plain(text))):
        said = text[cue.end() :]
        numbers = phones_in(said)
        if (name := name_at(said)) and numbers:
            named = [Person(name, _position(said[len(name) :][:400]), numbers[0])]
    yield from named


def _completed(best: Person, texts: Sequence[str]) -> Contact:
    """With the role and the phone that stand beside the same name elsewhere."""
    named = [
        best,
        *(one for text in texts if best.name in text for _, one in persons_in(text) if one.name == best.name),
    ]
    role = next((one.position for one in named if one.position), "")
    return Contact(best.name, role, next((one.phone for one in named if one.phone), ""))


def _with_cue(texts: Sequence[str]) -> Iterator[str]:
    """Lines that say whom to ask, from those words on; below a heading that does, the lines up to the next one."""
    below = 0
    for text in texts:
        cue = _CUE.search(plain(text[:_LONGEST]))
        if cue:
            yield text[cue.start() :]
            below = 3 if len(text) < 40 else 0
        elif below:
            below -= 1
            yield text


def phones(lines: Sequence[Line]) -> list[tuple[str, str, int]]:
    """Every phone as written with the name before it ("" when there is none) and its line."""
    found = list(_phones_in_tables(lines))
    for number, line in enumerate(lines):
        text = clean(line.text)[:_LONGEST]
        named = list(persons_in(text)) if any(letter.isdigit() for letter in text) else []
        for start, phone in _phones_at(text):
            before = [person.name for at, person in named if at < start]
            found.append((before[-1] if before else _name_in_cells(line), phone, number))
    return found


def _phones_in_tables(lines: Sequence[Line]) -> Iterator[tuple[str, str, int]]:
    """What stands in a column of phones and is none, though it has nearly as many digits."""
    for table in tables(lines):
        for row in table.rows:
            cell = row.get(Column.PHONE)
            if 6 < len(digits(cell)) < 13 and not phones_in(row.text):
                yield name_at(row.get(Column.PERSON)), cell, row.line


def _name_in_cells(line: Line) -> str:
    return next((name for cell in line.cells if (name := name_at(clean(cell).strip())) and len(name) > 5), "")
