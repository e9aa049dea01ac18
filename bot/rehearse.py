"""`python -m bot rehearse PLAN`: what everybody would receive of a plan, before anybody hears of it."""

import argparse
import gc
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from bot.loop import runner
from bot.rehearsal import people
from bot.rehearsal.officer import Stuck
from bot.rehearsal.people import Played
from bot.rehearsal.run import Wish, begins, rehearse
from bot.rehearsal.telling import Received, Tale
from bot.settings import BadSetting, Settings, load
from core.clock import ZONE
from core.plans.proposal import Proposal
from core.plans.reader import NoPlan, read
from core.roster import Roster, problem_said
from core.texts import plans as plan_texts
from core.texts import rehearsal as texts
from core.texts import roster as roster_texts
from core.texts import system
from data.formats import child
from data.formats.gate import Refused

BAD_INPUT = 2
USUAL_UNITS = 12


class BadInput(Exception):
    """In one sentence."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput(texts.usage())


def main(arguments: Sequence[str]) -> int:
    try:
        asked = _asked(arguments)
        usual = load()
        with runner() as loop, _little_garbage():
            tale = loop.run(_rehearsed(asked, usual))
    except (BadInput, BadSetting) as bad:
        sys.stderr.write(f"{system.bad_setting(bad.name, bad.why) if isinstance(bad, BadSetting) else bad}\n")
        return BAD_INPUT
    for line in _as_json(tale) if asked.json else _as_text(tale):
        sys.stdout.write(f"{line}\n")
    return 0


@contextmanager
def _little_garbage() -> Iterator[None]:
    """A year of letters is made and kept; looking through all of it again and again would take a fifth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("plan")
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--units")
    whom.add_argument("--roster")
    parser.add_argument("--behaviour", choices=texts.BEHAVIOURS, default="mixed")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


async def _rehearsed(asked: argparse.Namespace, usual: Settings) -> Tale:
    today = datetime.now(ZONE).date()
    plan = _file(asked.plan)
    start = begins(await _read(plan), today)
    units = await _roster(_file(asked.roster)) if asked.roster else people.invented(_count(asked.units))
    wish = Wish(plan, start, units, asked.behaviour, asked.seed, rostered=bool(asked.roster))
    try:
        return await rehearse(wish, usual)
    except Stuck as stuck:
        raise BadInput(texts.stuck(stuck.why)) from None


def _file(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise BadInput(plan_texts.no_such_file(path.name))
    return path


def _count(said: str | None) -> int:
    if said is None:
        return USUAL_UNITS
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= people.MOST:
        raise BadInput(texts.bad_units(people.MOST))
    return int(said)


async def _read(path: Path) -> Proposal:
    try:
        with tempfile.TemporaryDirectory() as folder:
            lines = await child.read(path, path.name, Path(folder))
        return read(lines, datetime.now(ZONE).date())
    except Refused as refused:
        raise BadInput(plan_texts.refused(str(refused.why))) from None
    except NoPlan:
        raise BadInput(plan_texts.no_plan()) from None


async def _roster(path: Path) -> list[Played]:
    try:
        found = await people.of_roster(path)
    except Refused as refused:
        raise BadInput(texts.bad_roster(path.name, roster_texts.refused(str(refused.why)))) from None
    if isinstance(found, Roster):
        raise BadInput(texts.bad_roster(path.name, " ".join(problem_said(one) for one in found.problems[:1])))
    return found


# -- what is printed ----------------------------------------------------------------------------------------------


def _as_json(tale: Tale) -> Sequence[str]:
    return [json.dumps(one, ensure_ascii=False) for one in tale.as_objects()]


def _as_text(tale: Tale) -> Sequence[str]:
    """A heading for each day, then its minutes."""
    said: list[str] = []
    day = ""
    for line in tale.lines:
        if line.at[:10] != day:
            day = line.at[:10]
            said += ["", texts.day(datetime.fromisoformat(line.at).date())]
        clock = line.at[11:16]
        if isinstance(line, Received):
            about = (line.to, line.unit, line.kind, line.deliverable, line.step, line.text)
            said.append(texts.letter(clock, *about))
        else:
            said.append(texts.event(clock, line.event, line.unit, line.deliverable, line.verdict))
    totals = tale.totals
    end = texts.totals(totals["deliverables"], totals["letters"], totals["reminders"], totals["unreached"])
    return [*said[1:], "", end]
