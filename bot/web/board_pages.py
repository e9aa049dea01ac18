"""What each page of the board shows: the numbers of /tinhhinh by the same queries, for the units the viewer may see.

Every function answers None where there is no such thing for this viewer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from core.clock import local
from core.forms import Form
from core.progress import Tally
from core.submissions import Asks
from core.targets import Standing as Aimed
from core.texts import activities as days
from core.texts import board_page as texts
from core.texts import fields as parts
from core.texts import targets as aims
from core.texts.clauses import closing, when
from core.texts.tallies import of_all
from core.texts.values import Due
from core.vietnamese import number
from data import activities, campaigns, figures, files, overview, reviews, standings, targets, units
from data.activities import Listed
from data.database import Session
from data.exports import Line
from data.models import Campaign, File, Submission
from data.standings import Cluster, Standing
from data.viewings import Viewer

Values = dict[str, Any]
AT_ONCE = 200  # units on one page
TWO_WEEKS = 13  # days from a Monday to the Sunday of the next week


async def frame_of(session: Session, campaign_id: int, now: datetime) -> Values | None:
    """What stands around every page: which campaign, of which, and as of when. 0: the one that ends first."""
    found = await overview.campaigns(session)
    one = next((one for one in found if campaign_id in (0, one.id)), None)
    if one is None:
        return None
    return {
        "campaign": one.id,
        "short": one.short,
        "head": texts.head(campaigns.plan_of(one)),
        "as_of": texts.as_of(now),
        "running": [_listed(other, one) for other in found if other.closed_at is None],
        "over": [_listed(other, one) for other in found if other.closed_at is not None],
    }


def _listed(other: Campaign, one: Campaign) -> Values:
    return {"id": other.id, "short": other.short, "here": other.id == one.id}


# -- a campaign ---------------------------------------------------------------------------------------------------


async def campaign(session: Session, viewer: Viewer, now: datetime, campaign: int = 0) -> Values | None:
    frame = await frame_of(session, campaign, now)
    if frame is None:
        return None if campaign else {"campaign": None, "as_of": texts.as_of(now), "short": "", "head": ""}
    at = frame["campaign"]
    standing = await standings.standing(session, at, now, viewer.units)
    shown = [one for one in standing if viewer.units is None or one.tally.expected]
    columns = [one for one in shown if not one.deliverable.restricted]
    clusters = await standings.by_cluster(session, [one.deliverable.id or 0 for one in columns], now, viewer.units)
    events = await activities.listed(session, at, viewer.units)
    return frame | {
        "reports": [_report(one) for one in shown],
        "columns": [_column(one) for one in columns],
        "clusters": [_cluster(one, columns) for one in clusters],
        "coming": _coming(events, now),
        "targets": await _targets(session, at, now) if viewer.units is None else [],
    }


async def _targets(session: Session, campaign_id: int, now: datetime) -> list[Values]:
    """As /chitieu tells them, to whoever sees everybody's numbers."""
    found = await campaigns.one(session, campaign_id)
    wanted = await targets.of_campaign(session, campaign_id) if found else []
    told = await figures.told(session, wanted, found.ends_on) if found and wanted else []
    today = local(now).date()
    return [{"said": aims.line(one, today), "bar": _bar(_share(one.standing))} for one in told]


def _share(one: Aimed) -> list[tuple[str, int]]:
    """In thousandths of what is wanted."""
    done = int(min(one.done / one.wanted, Decimal(1)) * 1000) if one.fed and one.wanted > 0 else 0
    return [("ok", done), ("none", 1000 - done)]


def _report(one: Standing) -> Values:
    tally, due = one.tally, one.status.due
    return {
        "id": one.deliverable.id,
        "name": due.name,
        "limit": texts.report_limit(due),
        "restricted": one.deliverable.restricted,
        "received": texts.received(tally),
        "shares": [{"kind": kind, "name": name, "count": number(count)} for kind, name, count in texts.shares(tally)],
        "bar": _parts(tally),
        "reviewed": texts.reviewed(tally),
        "missing": texts.missing(tally),
    }


def _parts(tally: Tally) -> list[Values]:
    return _bar([(kind, count) for kind, _, count in texts.shares(tally)])


def _bar(shares: Sequence[tuple[str, int]]) -> list[Values]:
    """Pieces of a hundred, side by side."""
    whole, at, pieces = sum(count for _, count in shares) or 1, 0.0, []
    for kind, count in shares:
        width = round(100 * count / whole, 2)
        pieces.append({"kind": kind, "x": round(at, 2), "width": width})
        at += width
    return pieces


def _column(one: Standing) -> Values:
    return {"id": one.deliverable.id, "name": one.status.due.name}


def _cluster(one: Cluster, columns: Sequence[Standing]) -> Values:
    cells = []
    for column in columns:
        tally = one.of(column.deliverable.id or 0)
        whole = tally.received == tally.asked
        cells.append({"said": of_all(tally) if tally.asked else "–", "whole": whole, "bar": _parts(tally)})
    return {"id": one.group, "name": one.name or texts.NO_CLUSTER, "cells": cells}


def _coming(events: Sequence[Listed], now: datetime) -> list[Values]:
    today = local(now).date()
    found = [one for one in events if not one.put_off and not one.happening.event.is_over(today)]
    until = today + timedelta(days=TWO_WEEKS - today.weekday())
    return [event_of(one, now) for one in found if one.happening.event.begins <= until]


def event_of(one: Listed, now: datetime) -> Values:
    of = one.happening
    return {
        "name": of.name,
        "when": texts.OPEN_ENDED if one.put_off else days.when(of.event),
        "place": days.place(of.event).lstrip(", "),
        "who": texts.owners(of.unit, of.units - 1),
        "over": of.event.is_over(local(now).date()) and not one.put_off,
        "done": texts.results(one.done, one.leads),
    }


# -- lines --------------------------------------------------------------------------------------------------------


def _state(line: Line, now: datetime, mailed: set[int]) -> Values:
    row = line.obligation
    kind, said = texts.state(
        line.deliverable.kind, row.workflow, row.timeliness, row.promised_until, now, mailed=row.id in mailed
    )
    came = {"id": line.version.id, "code": _code(line), "at": when(line.first)} if line.version and line.first else None
    return {"kind": kind, "state": said, "came": came}


def _code(line: Line) -> str:
    assert line.version is not None
    return f"{line.unit.mark}-{line.version.number:02d}"


def _due(line: Line, viewer: Viewer) -> Due:
    """Who sees some units only reads the deadline that these read."""
    due = campaigns.due_of(line.deliverable, line.obligation)
    return due if viewer.units is None else replace(due, above=None)


async def _contacts(session: Session, unit_ids: Sequence[int]) -> dict[int, Values]:
    """Whom to call of each unit: whoever sits in its first seat that is taken."""
    found: dict[int, Values] = {}
    for card in await units.seats(session, unit_ids) if unit_ids else ():
        if card.person and card.unit_id not in found:
            found[card.unit_id] = {"name": card.person, "phone": card.phone}
    return found


async def report(
    session: Session, viewer: Viewer, now: datetime, campaign: int, report: int, part: str = "", after: int = 0
) -> Values | None:
    """One report, unit by unit; of what only named people may read there is no such page."""
    frame = await frame_of(session, campaign, now)
    standing = await standings.standing(session, campaign, now, viewer.units) if frame else []
    one = next((one for one in standing if one.deliverable.id == report), None)
    if frame is None or one is None or one.deliverable.restricted:
        return None
    lines = await overview.of_report(session, one.deliverable, viewer.units, part, after, AT_ONCE + 1)
    rest, lines = lines[AT_ONCE:], lines[:AT_ONCE]
    mailed = await overview.mailed(session, campaign)
    contacts = await _contacts(session, [line.unit.id or 0 for line in lines])
    rows = [_row(line, now, mailed) | {"contact": contacts.get(line.unit.id or 0)} for line in lines]
    counts = {
        "": one.tally.expected, "missing": one.tally.missing, "waiting": one.tally.waiting,
        "returned": one.tally.returned, "late": one.tally.received_late,
    }  # fmt: skip
    tabs = [
        {"part": at, "name": texts.part_named(at, count), "here": at == part}
        for at, count in counts.items()
        if count or at in ("", part)
    ]
    return frame | {
        "report": _report(one), "rows": rows, "tabs": tabs, "part": part,
        "next": lines[-1].unit.id if rest else None,
    }  # fmt: skip


def _row(line: Line, now: datetime, mailed: set[int]) -> Values:
    return {"unit": line.unit.name, "unit_id": line.unit.id, **_state(line, now, mailed)}


async def cluster(session: Session, viewer: Viewer, now: datetime, campaign: int, cluster: int) -> Values | None:
    """Its units, and where each stands with each report."""
    frame = await frame_of(session, campaign, now)
    found = await overview.cluster(session, cluster, viewer.units) if frame else None
    if frame is None or found is None:
        return None
    name, those = found
    lines = await overview.of_units(session, campaign, [one.id or 0 for one in those], viewer.units)
    columns = {line.deliverable.id or 0: campaigns.due_of(line.deliverable).name for line in lines}
    mailed = await overview.mailed(session, campaign)
    cells = {(line.unit.id, line.deliverable.id): _state(line, now, mailed) for line in lines}
    asked = {line.unit.id for line in lines}
    rows = [
        {"unit": one.name, "unit_id": one.id, "cells": [cells.get((one.id, column)) for column in columns]}
        for one in those
        if one.id in asked
    ]
    return frame | {"name": name or texts.NO_CLUSTER, "columns": columns.items(), "rows": rows}


async def unit(session: Session, viewer: Viewer, now: datetime, campaign: int, unit: int) -> Values | None:
    """All that one unit was asked for in this campaign, and whom to call."""
    frame = await frame_of(session, campaign, now)
    found = await overview.unit(session, unit, viewer.units) if frame else None
    if frame is None or found is None:
        return None
    lines = await overview.of_unit(session, campaign, unit, viewer.units)
    mailed = await overview.mailed(session, campaign)
    rows = []
    for line in lines:
        due = _due(line, viewer)
        limit = days.of(due) if line.deliverable.kind == Asks.ACTIVITY else closing(due)
        rows.append({"name": due.name, "limit": limit if due.asks != Asks.OPEN else "", **_state(line, now, mailed)})
    seats = [
        {"said": texts.unit_seat(card.title, card.person), "phone": card.phone}
        for card in await units.seats(session, [unit])
    ]
    return frame | {"unit": found.name, "seats": seats, "rows": rows}


# -- one report ---------------------------------------------------------------------------------------------------


async def one(session: Session, viewer: Viewer, now: datetime, submission: int) -> Values | None:
    """One version as its unit gave it, with the files that may be opened."""
    case = await reviews.shown(session, submission, viewer.units)
    frame = await frame_of(session, case.owed.campaign.id or 0, now) if case else None
    if case is None or frame is None:
        return None
    owed, version = case.owed, case.submission
    sent = await files.by_ids(session, version.files.get("ids", ()))
    form = Form.from_json(owed.deliverable.form).as_of(version.handed_at)
    due = owed.due if viewer.units is None else replace(owed.due, above=None)
    return frame | {
        "submission": case.id,
        "code": case.code,
        "name": due.name,
        "report_id": owed.deliverable.id if due.counts and owed.deliverable.period == owed.obligation.period else None,
        "limit": texts.due_said(due) if due.counts else "",
        "unit": owed.unit.name,
        "unit_id": owed.unit.id,
        "by": case.by,
        "at": when(version.handed_at),
        "verdict": _verdict(case, now),
        "answers": parts.read_back(form, version.answers.get("fields", {}), {}),
        "files": [_file(one) for one in sent],
        "versions": [_version(case, other) for other in reversed(case.versions)] if len(case.versions) > 1 else [],
        "newer": case.standing[-1].id if case.standing and not case.newest else None,
    }


def _verdict(case: reviews.Case, now: datetime) -> str:
    """Where the report stands; of a version that is not in force, what became of it."""
    row, version = case.owed.obligation, case.submission
    if version.withdrawn_at is not None:
        return texts.WITHDRAWN
    if not case.newest:
        return texts.VERDICTS[version.verdict]
    return texts.state(case.owed.deliverable.kind, row.workflow, row.timeliness, None, now, mailed=False)[1]


def _version(case: reviews.Case, other: Submission) -> Values:
    said = texts.version(case.owed.code(other), other.handed_at, other.version)
    return {"id": other.id, "said": said, "here": other.id == case.id, "withdrawn": other.withdrawn_at is not None}


def _file(one: File) -> Values:
    ready, shown = files.is_ready(one), files.for_others(one)
    why = "" if ready else texts.LOST_FILE if one.state in files.GONE else texts.COMING_FILE
    return {"id": one.id, "name": shown.name, "size": texts.size(shown.size) if ready else "", "why": why}


async def file(session: Session, viewer: Viewer, submission: int, file: int) -> File | None:
    """Of a version the viewer may see."""
    case = await reviews.shown(session, submission, viewer.units)
    ids = case.submission.files.get("ids", ()) if case else ()
    found = next(iter(await files.by_ids(session, [file] if file in ids else [])), None)
    return files.for_others(found) if found is not None and files.is_ready(found) else None
