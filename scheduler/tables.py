"""The table of a report: one row a unit and period, what was answered in columns of its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from core.audience import Roster
from core.clock import local
from core.exports import Cell, Sheet, cell, sheet_names
from core.forms import NIL_REPORT, OF_FILES, Field, Form
from core.points import Point, Reason, total
from core.texts import exporting as texts
from core.texts import points
from core.texts.fields import as_of_field
from data import campaigns
from data.exports import Line
from data.models import File


def sheets(every: Sequence[Line], clusters: Mapping[int, str], sent: Mapping[int, File]) -> list[Sheet]:
    """One for each report, in the order of the plan."""
    reports = [(one, list(lines)) for one, lines in groupby(every, key=lambda line: line.deliverable)]
    names = sheet_names(one.name for one, _ in reports)
    return [
        _sheet(name, Form.from_json(one.form), lines, clusters, sent)
        for name, (one, lines) in zip(names, reports, strict=True)
    ]


def _sheet(
    name: str, form: Form, lines: Sequence[Line], clusters: Mapping[int, str], sent: Mapping[int, File]
) -> Sheet:
    """Of files the names alone, in the last column; what is asked no more keeps its column."""
    asked = [field for field in (*form.fields, *form.past, as_of_field()) if field.kind not in OF_FILES]
    headings = (*texts.HEADINGS, *(texts.heading(one.label, one.unit) for one in asked), texts.NIL, texts.FILES)
    rows = [
        (*_facts(number, line, clusters), *_answers(asked, line), _files(line, sent))
        for number, line in enumerate(lines, start=1)
    ]
    return Sheet(name, headings, tuple(rows))


def _facts(number: int, line: Line, clusters: Mapping[int, str]) -> tuple[Cell, ...]:
    row, unit, version = line.obligation, line.unit, line.version
    due = campaigns.due_of(line.deliverable, row)
    who = (number, unit.name, unit.mark, clusters.get(unit.id or 0), due.name, due.wording)
    if version is None:
        return (*who, texts.state(row.workflow, row.timeliness), *(None,) * 7)
    person = line.person
    return (
        *who,
        texts.state(row.workflow, row.timeliness),
        f"{unit.mark}-{version.number:02d}",
        _moment(line.first),
        version.version,
        _moment(version.handed_at),
        texts.looked_at(row.workflow),
        person.name if person else None,
        person.phone if person else None,
    )


def _answers(asked: Sequence[Field], line: Line) -> list[Cell]:
    given = line.version.answers.get("fields", {}) if line.version else {}
    return [*(cell(field, given.get(field.key)) for field in asked), given.get(NIL_REPORT)]


def _files(line: Line, sent: Mapping[int, File]) -> str | None:
    ids = line.version.files.get("ids", ()) if line.version else ()
    return "; ".join(sent[one].name for one in ids if one in sent) or None


def _moment(at: datetime | None) -> datetime | None:
    return local(at).replace(tzinfo=None) if at is not None else None


def praise(had: Mapping[int, Sequence[Point]], roster: Roster) -> Sheet:
    """A row for each unit, the most points first; those without any as well."""
    units = sorted(roster.units, key=lambda unit: -total(had.get(unit, ())))
    rows = [_points(number, unit, had.get(unit, ()), roster) for number, unit in enumerate(units, start=1)]
    return Sheet(points.SHEET, points.COLUMNS, tuple(rows))


def _points(number: int, unit: int, theirs: Sequence[Point], roster: Roster) -> tuple[Cell, ...]:
    of = [float(total([one for one in theirs if one.reason is reason])) for reason in Reason]
    why = "; ".join(one.what for one in theirs if one.reason is Reason.GIVEN)
    return (number, roster.units[unit], roster.marks[unit], float(total(theirs)), *of, why or None)
