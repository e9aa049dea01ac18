"""Who is given what: from the sections that divide the work, from tables, and from activities that name their owners.

One assignment is one body, or bodies that share one task, with all that is asked of them: what stands below
"1. Văn phòng Đoàn Khối" belongs to it. Closing formulas, money, rewards and dates of reports divide no work.
"""

import re
from collections.abc import Iterator, Sequence

from core.plans.activities import activities
from core.plans.items import LETTERED, PLAIN, Item, Section, outline
from core.plans.lines import Line
from core.plans.owners import ADJECTIVES, DUTY_FIRST, begins_a_body, bodies, first_verb, without_verbs
from core.plans.people import is_person, person_in, persons_in, phones_in
from core.plans.plain import plain
from core.plans.proposal import Assignment, Evidence
from core.plans.structure import document, year_of
from core.plans.tables import Column, Row, lines_apart, tables

_LEAD_IN = re.compile(
    r"^(?:(?:ban thường vụ|btv)[^.:;]{0,60}?\s)?(?:phân công|giao(?: cho)?|đề nghị|yêu cầu|ủy nhiệm|uỷ nhiệm|"
    r"riêng|đối với)\s+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:tren day la|voi quyet tam|ban (?:thuong vu|chap hanh|to chuc) .{0,80}(?:de nghi|yeu cau|kinh (?:de nghi|"
    r"mong|gui|chuc))|"
    r"(?:de nghi|yeu cau) (?:cac (?:don vi|co so|dong chi|dia phuong)|toan the).{0,60}(?:nghiem tuc|trien khai|"
    r"thuc hien)|"
    r"cac (?:don vi|co so|dong chi|dia phuong).{0,40}(?:nghiem tuc|can cu).{0,60}ke hoach nay|"
    r"nhan duoc|"
    r"trong qua trinh|moi (?:van ban|trao doi|thong tin|van de)|thong tin (?:gui|lien he|trao doi|chi tiet)|"
    r"noi dung gui|(?:tat ca|bao cao|ho so|van ban|ban mem|file|danh sach).{0,30} gui|dia chi (?:nhan|gui|mail)|"
    r"(?:hop thu|thu dien tu|thu ve)\b|email|noi gui|dau moi(?: (?:lien he|tiep nhan|nhan)|\s*:)|luu y|ghi chu|"
    r"ke hoach nay|yeu cau cac|rat mong|lien he|le phi|"
    r"quyet dinh nay|ubnd .{0,60}yeu cau)"
)
_APPOINTED = re.compile(
    r"[.;,]?\s*(?:phân công|giao|cử|do)\s+(?:đồng chí|đ/c)(?:[^.()]|\([^()]{0,120}\)|\.(?=\d)){3,300}(?:\.|$)",
    re.IGNORECASE,
)
_PHONE_AT_END = re.compile(r"[\s,;:(]{0,6}(?:đt|sđt|(?:số )?điện thoại)?\W{0,3}\d[\d .x]{6,20}+\)?\s*$", re.IGNORECASE)
_PERSON_BRACKET = re.compile(r"\s*\([^()]{0,200}(?:đ/c|đồng chí|sđt|đt|điện thoại)[^()]{0,200}\)", re.IGNORECASE)
_NO_DIVISION = (
    Section.MONEY,
    Section.REWARD,
    Section.REPORTING,
    Section.FRAME,
    Section.MILESTONES,
    Section.AIMS,
    Section.PURPOSE,
)
_DOING = re.compile(
    r"^(?:phụ trách(?! chung)|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|được giao)\s+(?:thực hiện\s+)?", re.IGNORECASE
)
_LEVEL = re.compile(r"(?:cac )?cap (?:tinh|huyen|xa|thanh pho|co so|quan|phuong|truong|chi|khoi|tren|duoi)\b.{0,20}")
_NO_UNIT = re.compile(r"(?:mot so|noi dung|cac buoc|ve |hinh thuc|trong do|cu the|nhiem vu|cong tac )")
_WITH_SHARE = re.compile(r"\s*\((?:theo|cơ quan|đơn vị|nếu|gồm)[^()]{0,80}\)")
_LONGEST = 1500
_SHORT_NAME = 8  # words


def assignments(lines: Sequence[Line]) -> tuple[Assignment, ...]:
    found = [*_from_tables(lines), *_from_activities(lines), *_from_sections(lines)]
    first: dict[tuple[str, str], Assignment] = {}
    for one in found:
        first.setdefault((plain(one.unit), plain(one.task)), one)
    return tuple(sorted(first.values(), key=lambda one: one.evidence.line))


def _from_activities(lines: Sequence[Line]) -> Iterator[Assignment]:
    """Activities that say who is in charge."""
    for one in activities(lines, year_of(document(lines))):
        if one.in_charge:
            person = person_in(one.in_charge[0]) if is_person(one.in_charge[0]) else None
            unit = person.name if person else ", ".join(one.in_charge)
            yield Assignment(unit, one.title, one.evidence, person.name if person else "")


def _from_tables(lines: Sequence[Line]) -> Iterator[Assignment]:
    for table in tables(lines):
        for row in table.rows if table.is_division else ():
            task = row.get(Column.TITLE)
            person = row.get(Column.PERSON)
            unit = row.get(Column.OWNER) or row.get(Column.UNIT) or person
            if task and unit:
                yield _of_row(row, unit, task, person)


def _of_row(row: Row, unit: str, task: str, person: str) -> Assignment:
    found = person_in(person)
    named = found.name if found else " ".join(person.split())
    phones = phones_in(row.get(Column.PHONE)) or phones_in(person)
    units = ", ".join(bodies(without_verbs(unit))) or unit
    return Assignment(units, task.rstrip(" .;"), Evidence(row.line, row.text), named, phones[0] if phones else "")


def _from_sections(lines: Sequence[Line]) -> Iterator[Assignment]:
    for item in outline(lines, lines_apart(lines)):
        if item.section is Section.DIVISION and item.within is not Section.DIVISION:
            for child in item.children:
                yield from _divided(child)


def _divided(item: Item) -> Iterator[Assignment]:
    """The assignments of one item of a section that divides the work."""
    asks_plainly = item.depth == PLAIN and item.plain.startswith("de nghi ")
    if item.section in _NO_DIVISION or _CLOSING.match(item.plain.strip(" -")) or asks_plainly:
        return
    if item.section is Section.DIVISION or _parts_the_work(item):
        for child in item.children:
            yield from _divided(child)
    elif one := _of_committee(item) or _of_item(item):
        yield one
    elif item.text.rstrip().endswith(":"):
        for child in item.children:
            yield from _divided(child)


def _parts_the_work(item: Item) -> bool:
    """'1. Tỉnh Đoàn', and below it 'a) Ban Phong trào: …', 'b) Văn phòng: …': these are the units."""
    units = [unit_and_task(child.text)[0] for child in item.children if ":" in child.text[:120]]
    unit, task = unit_and_task(item.text)
    return not (unit and task.strip(" .")) and len(units) == len(item.children) > 1 and all(units)


def _of_committee(item: Item) -> Assignment | None:
    """'* Nhiệm vụ:' below a committee's members is the committee's."""
    duties = next((child for child in item.children if plain(child.text).startswith("nhiem vu")), None)
    unit = re.sub(r"^\s*thành lập\s+", "", item.text, flags=re.IGNORECASE).strip(" .:")
    task = _joined(duties) if duties else ""
    return Assignment(unit, task, Evidence(item.line, item.text)) if task and len(unit) < 120 else None


def _of_item(item: Item) -> Assignment | None:
    if is_person(item.text) and ":" in item.text[:160] and (person := person_in(item.text[:_LONGEST])):
        return _assignment(person.name, item.text.partition(":")[2].strip(), item, item.children)
    unit, task = unit_and_task(item.text)
    if not unit and _is_unit(item):
        unit, task = item.text.strip(" .:"), ""
    if _LEVEL.fullmatch(plain(unit)) and item.children:
        unit, task = unit_and_task(item.children[0].text)
        return _assignment(unit, task, item.children[0], item.children[1:]) if unit else None
    return _assignment(unit, task, item, item.children) if unit else None


def _is_unit(item: Item) -> bool:
    """A short heading in such a section is a unit, by whatever word its name begins."""
    short = len(item.text) < 100 and item.depth < LETTERED and not first_verb(item.text)
    return bool(item.children) and (begins_a_body(item.text) or (short and not _NO_UNIT.match(item.plain)))


def _assignment(unit: str, task: str, item: Item, below: Sequence[Item]) -> Assignment | None:
    below = [child for child in below if not _CLOSING.match(child.plain.strip(" -"))]
    said = " ".join([item.text, *(child.text for child in below)])[:_LONGEST]
    whole = "; ".join(part for part in (_clean(task), *(_joined_with(child) for child in below)) if part)
    whole = whole or _without_phone(" ".join(child.text for child in below)[:_LONGEST].strip(" .;"))
    if not whole:
        return None
    persons, phones = [person for _, person in persons_in(said)], phones_in(said)
    person = next((one for one in persons if one.phone), persons[0] if persons else None)
    named = person is not None and (person.name == unit or len(phones) == 1 or bool(_APPOINTED.search(said)))
    return Assignment(
        unit=", ".join(_units(unit)),
        task=whole[:1].upper() + whole[1:],
        evidence=Evidence(item.line, item.text[:600]),
        person=person.name if person and named and len(phones) < 2 else "",
        phone=phones[0] if len(phones) == 1 else "",
    )


def _units(unit: str) -> tuple[str, ...]:
    said = _WITH_SHARE.sub("", unit).strip(" ,:-–")
    return bodies(said) or (said,)


def _joined(item: Item) -> str:
    return "; ".join(part for child in item.children if (part := _joined_with(child)))


def _joined_with(item: Item) -> str:
    """What one line below asks for; "" where it closes the document."""
    if _CLOSING.match(item.plain.strip(" -")) or item.section in _NO_DIVISION:
        return ""
    text = _clean(item.text)
    below = _joined(item)
    return f"{text} {below}".strip() if text.endswith(":") else "; ".join(part for part in (text, below) if part)


def _clean(task: str) -> str:
    """Without who personally is charged with it: that is in `person` and `phone`."""
    said = _PERSON_BRACKET.sub("", _APPOINTED.sub("", task[:_LONGEST]))
    return _without_phone(_DOING.sub("", " ".join(said.split()))).strip(" .;,–-")


def unit_and_task(text: str) -> tuple[str, str]:
    """'Đoàn A phối hợp Đoàn B tổ chức X' -> ('Đoàn A', 'phối hợp Đoàn B tổ chức X'). ('', text) where no body leads."""
    said = _LEAD_IN.sub("", text[:_LONGEST].strip(), count=1)
    if not begins_a_body(said):
        return _named_before_colon(said)
    verb, colon = first_verb(said), said.find(":")
    if 0 < colon < 200 and verb and verb[0] in ADJECTIVES and DUTY_FIRST.match(said[colon + 1 :].strip()):
        return said[:colon].strip(" ,-–"), said[colon + 1 :].strip()
    if 0 < colon < 200 and (verb is None or colon < verb.start() or verb[0] == "là"):
        before = said[:colon] if verb is None or colon < verb.start() else said[: verb.start()]
        return before.strip(" ,-–"), said[colon + 1 :].strip()
    if verb is None:
        return "", said
    return said[: verb.start()].strip(" ,-–"), said[verb.start() :].strip()


def _named_before_colon(said: str) -> tuple[str, str]:
    """'Giáo viên chủ nhiệm: hướng dẫn …': a short name that is no body, and what it is to do."""
    name, colon, task = said.partition(":")
    verb = DUTY_FIRST.match(task.strip())
    named = colon and verb and len(name.split()) <= _SHORT_NAME and name[:1].isupper() and not first_verb(f"- {name}")
    return (name.strip(), task.strip()) if named and not _NO_UNIT.match(plain(name)) else ("", said)


def _without_phone(task: str) -> str:
    return task[:-60] + _PHONE_AT_END.sub("", task[-60:])
