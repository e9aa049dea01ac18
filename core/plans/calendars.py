"""Activities from tables: one for each row of a calendar that is not about handing something in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.plans.lines import Line
from core.plans.owners import Owners, begins_a_body, bodies, ends_with_a_verb, owners, without_verbs
from core.plans.plain import plain
from core.plans.proposal import Activity, Evidence
from core.plans.tables import Column, Row, Table, tables
from core.plans.times import Period, When, when
from core.plans.titles import title_of

HANDING_IN = re.compile(
    r"(?:nop|gui|dang ky|bao cao(?! vien| chuyen de)|lap danh sach|tong hop|hoan thanh bao cao)\b|"
    r".{0,80}\b(?:gui|nop) (?:ve )?(?:bao cao|ho so|ke hoach|danh sach|phieu|san pham|bai)\b"
)


_SENDS = re.compile(r"\b(?:gui|nop)\b")
_CLOCK = re.compile(r"\W*(?:tu\s+|luc\s+)?\d{1,2}\s?(?:h|g|gio|:)")


def activity(title: str, time: When, who: Owners, place: str, evidence: Evidence, annex: bool = False) -> Activity:
    return Activity(
        title=title,
        start=time.start,
        end=time.end,
        evidence=evidence,
        place=place,
        in_charge=who.leads,
        support=who.support,
        stated=time.stated,
        matches=time.matches,
        annex=annex,
        hour=time.hour,
    )


def from_tables(lines: Sequence[Line], period: Period) -> Iterator[Activity]:
    for table in tables(lines):
        above: dict[Column, str] = {}
        listed = table.is_calendar and not table.handed and not _is_programme(table, period)
        for row in table.rows if listed else ():
            row = _spanned(row, above)
            if (row.get(Column.TITLE) or row.get(Column.UNIT)) and not _is_due(row, table):
                one = _of_row(row, table.has(Column.OWNER, Column.PERSON), period)
                yield replace(one, start=None) if table.due and one.start == one.end else one


def _is_programme(table: Table, period: Period) -> bool:
    """'7h00 - 7h30 | Ổn định tổ chức': the course of one event, hour by hour, is that event's."""
    times = [row.get(Column.TIME) for row in table.rows if row.get(Column.TIME)]
    return bool(times) and all(_CLOCK.match(plain(time)) and when(time, period).end is None for time in times)


def _spanned(row: Row, above: dict[Column, str]) -> Row:
    """A day that spans several rows is written once, in the first."""
    if row.get(Column.TIME):
        above[Column.TIME] = row.get(Column.TIME)
    elif Column.TIME in above and Column.NUMBER not in row.cells:
        return replace(row, cells={**row.cells, Column.TIME: above[Column.TIME]})
    return row


def _is_due(row: Row, table: Table) -> bool:
    """'Nộp phiếu đăng ký | 30/11' is a deadline."""
    if table.due and _SENDS.search(plain(row.get(Column.TITLE)[:200])):
        return True
    return bool(HANDING_IN.match(plain(row.get(Column.TITLE))[:200]))


def _of_row(row: Row, has_owner: bool, period: Period) -> Activity:
    title = title_of(row.get(Column.TITLE) or row.get(Column.UNIT), whole=True)
    time = when(row.get(Column.TIME), period)
    return activity(title, time, _owners_of(row, has_owner), row.get(Column.PLACE), Evidence(row.line, row.text), True)


def _owners_of(row: Row, has_owner: bool) -> Owners:
    """Where no column is for owners, 'Ghi chú' may name them."""
    said = row.get(Column.OWNER) or row.get(Column.PERSON)
    if not has_owner and _names_owners(row.get(Column.NOTE)):
        said = row.get(Column.NOTE)
    read = owners(said) if said else Owners()
    return replace(read, support=(*read.support, *bodies(without_verbs(row.get(Column.SUPPORT)))))


def _names_owners(note: str) -> bool:
    return begins_a_body(note) and (len(note) < 200 or ends_with_a_verb(note))
