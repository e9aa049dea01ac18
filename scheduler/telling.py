"""What a tick tells: one letter for each person, however much is owed and by however many units.

Who chose an hour has it put off to then; a letter that waits already becomes part of the next one. A question that can
wait is no part of a letter that cannot: it goes at the next slot.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from core import activities
from core.calendar import Calendar
from core.clock import local
from core.deadlines import TICK
from core.reminders import Step, own_moment
from core.roles import HANDING_IN, Role
from core.say import Choice
from core.submissions import Asks
from core.texts import nudges
from core.texts.values import Addressee
from data import announcing, campaigns, obligations, outbox, people, relays, reminding
from data.announcing import Stepped
from data.database import Session
from data.drafts import Begun
from data.obligations import Owed
from data.people import Reach

_QUESTIONS = {Asks.OPEN}
MEANWHILE = timedelta(minutes=1)  # a step so long ago is caught up or planned anew


@dataclass(frozen=True)
class Due:
    """One obligation for which a letter is written now. No step: a promise has run out. `next_at`: when it is looked at
    again."""

    owed: Owed
    step: Step | None
    begun: Begun | None = None
    next_at: datetime | None = None

    @property
    def for_everyone(self) -> bool:
        """A unit's second person is asked only when it is the last morning or later; about an activity on its day."""
        if self.step is None:
            return False
        if self.owed.spoken_as is not Asks.REPORT:
            return self.step.name == activities.ON_THE_DAY
        return not self.step.name.startswith("T-")

    @property
    def stepped(self) -> Stepped:
        return self.owed, self.step.name if self.step else ""


@dataclass(frozen=True)
class Mine:
    """What one person is told in one letter. `waited`: of a letter to them that had been put off and is part of it."""

    reach: Reach
    due: list[Due]
    waited: tuple[Owed, ...] = ()

    @property
    def stepped(self) -> list[Stepped]:
        return [*(one.stepped for one in self.due), *((one, "") for one in self.waited)]

    @cached_property
    def _of(self) -> set[Asks]:
        return {one.owed.spoken_as for one in self.due}

    @property
    def happening(self) -> bool:
        return Asks.ACTIVITY in self._of

    @property
    def asking(self) -> bool:
        return self._of == _QUESTIONS


class Told(NamedTuple):
    """Letters written, and the obligations whose question waits for the next slot."""

    letters: int
    wait: set[int]


async def write(
    session: Session, due: list[Due], busy: set[int], now: datetime, machine: datetime, calendar: Calendar
) -> Told:
    """Whom no channel reaches somebody else has to tell. `busy`: units that are written to of something else."""
    if not due:
        return Told(0, set())
    busy = busy | {one.owed.unit.id or 0 for one in due if one.owed.spoken_as is not Asks.OPEN}
    reaches = await people.reachable(session, units=list({one.owed.unit.id or 0 for one in due}), roles=HANDING_IN)
    heard = Heard(due, reaches, await _heads(session, due))
    everybody = await _untold(session, heard.everybody(), now)
    waiting = await _waiting(session, everybody, now)
    wait = _that_wait(due, everybody, busy, waiting)
    everybody = _dropped(everybody, lambda one, _: one.owed.id in wait) if wait else everybody
    await _take_back(session, everybody, waiting, now, machine, calendar.next_slot(now))
    everybody = [_with_what_waits(mine, waiting.get(mine.reach.chat_id)) for mine in everybody]
    rows = [row for mine in everybody for row in _letter(mine, now, machine, calendar)]
    await outbox.post(session, rows)
    await relays.add(session, heard.by_hand(), now, step=[one.owed.id for one in due])
    return Told(len(rows), wait)


# -- who hears of what --------------------------------------------------------------------------------------------


async def _heads(session: Session, due: list[Due]) -> list[Reach]:
    """Of clusters that answer as one body."""
    those = {one.owed.unit.id or 0 for one in due if one.owed.obligation.group_id is not None}
    return await people.reachable(session, units=list(those), roles=[Role.CLUSTER_HEAD]) if those else []


class Heard:
    """Who is there to hear of what each unit owes."""

    def __init__(self, due: Iterable[Due], reaches: Iterable[Reach], heads: Iterable[Reach]) -> None:
        self._due: dict[int, list[Due]] = {}
        for one in due:
            self._due.setdefault(one.owed.unit.id or 0, []).append(one)
        self._reaches, self._heads = _by_unit(reaches), _by_unit(heads)

    def everybody(self) -> list[Mine]:
        heard = reminding.by_person(pair for unit, due in self._due.items() for pair in self._of_unit(unit, due))
        return [Mine(those[0][0], [one for _, due in those for one in due]) for those in heard]

    def _of_unit(self, unit: int, due: list[Due]) -> Iterator[tuple[Reach, list[Due]]]:
        asked = reminding.whom(self._reaches.get(unit, []), any(one.for_everyone for one in due))
        return _shared_out(asked, self._heads.get(unit, []), due)

    def by_hand(self) -> set[tuple[int, int]]:
        """What nobody hears of, by campaign and unit. Only a question is asked of nobody by hand."""
        return {
            (one.owed.campaign.id or 0, unit)
            for unit, due in self._due.items()
            for one in due
            if one.owed.spoken_as is not Asks.OPEN and not self._reached(unit, one)
        }

    def _reached(self, unit: int, due: Due) -> bool:
        return unit in self._reaches or (due.owed.obligation.group_id is not None and unit in self._heads)


def _by_unit(reaches: Iterable[Reach]) -> dict[int, list[Reach]]:
    found: dict[int, list[Reach]] = {}
    for reach in reaches:
        found.setdefault(reach.unit_id, []).append(reach)
    return found


def _shared_out(unit: list[Reach], heads: list[Reach], due: list[Due]) -> Iterator[tuple[Reach, list[Due]]]:
    """What a cluster carries is its head's affair, where the head can be reached; each person has one letter."""
    of_cluster = [one for one in due if one.owed.obligation.group_id is not None and heads]
    of_unit = [one for one in due if one not in of_cluster] if of_cluster else due
    heading = {head.person_id for head in heads}
    for reach in unit if of_unit else []:
        yield reach, due if reach.person_id in heading else of_unit
    answered = {reach.person_id for reach in unit} if of_unit else set()
    for head in heads if of_cluster else []:
        if head.person_id not in answered:
            yield head, of_cluster


async def _untold(session: Session, everybody: list[Mine], now: datetime) -> list[Mine]:
    """What is planned anew because one letter was overtaken by a fact is not said again to whoever was told of it."""
    late = [one.step.at for mine in everybody for one in mine.due if one.step and now - one.step.at > MEANWHILE]
    if not late:
        return everybody
    chats = [mine.reach.chat_id for mine in everybody]
    latest: dict[tuple[int, int], datetime] = {}
    for letter in await outbox.told_since(session, chats, min(late)):
        for number in letter.about:
            told = letter.chat_id, number
            latest[told] = max(latest.get(told, letter.made_at), letter.made_at)
    return _dropped(everybody, lambda one, mine: _told(one, latest.get((mine.reach.chat_id, one.owed.id))))


def _told(due: Due, at: datetime | None) -> bool:
    return due.step is not None and at is not None and at >= due.step.at


def _dropped(everybody: list[Mine], goes: Callable[[Due, Mine], bool]) -> list[Mine]:
    kept = [replace(mine, due=[one for one in mine.due if not goes(one, mine)]) for mine in everybody]
    return [mine for mine in kept if mine.due]


# -- what waits ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A reminder that waits for somebody's own hour: what of it is still to be said, and what has been promised for
    later or paused meanwhile."""

    letter: int
    owed: tuple[Owed, ...]
    silent: tuple[Owed, ...]

    @property
    def asking(self) -> bool:
        return all(one.spoken_as is Asks.OPEN for one in self.owed)


async def _waiting(session: Session, everybody: list[Mine], now: datetime) -> dict[int, list[Waiting]]:
    """By chat."""
    chats = [mine.reach.chat_id for mine in everybody if mine.reach.hour is not None]
    letters = await outbox.put_off(session, chats, now) if chats else []
    owed = {one.id: one for one in await obligations.of_ids(session, [at for one in letters for at in one.about])}
    found: dict[int, list[Waiting]] = {}
    for letter in letters:
        about = [owed[number] for number in letter.about if number in owed]
        still = [one for one in about if one.open and letter.is_latest(one.obligation.nudged_at)]
        said = tuple(one for one in still if not one.silent_until(now))
        silent = tuple(one for one in still if one.silent_until(now))
        found.setdefault(letter.chat_id, []).append(Waiting(letter.id, said, silent))
    return found


def _that_wait(due: list[Due], everybody: list[Mine], busy: set[int], waiting: Mapping[int, list[Waiting]]) -> set[int]:
    """The questions of units, and of people, that hear of something else."""
    wait = {one.owed.id for one in due if one.owed.spoken_as is Asks.OPEN and one.owed.unit.id in busy}
    for mine in everybody:
        if not mine.asking or not all(one.asking for one in waiting.get(mine.reach.chat_id, ())):
            wait |= {one.owed.id for one in mine.due if one.owed.spoken_as is Asks.OPEN}
    return wait


async def _take_back(
    session: Session, everybody: list[Mine], waiting: Mapping[int, list[Waiting]], now: datetime, machine: datetime,
    next_slot: datetime,
) -> None:  # fmt: skip
    """What waits is said in another letter, or planned anew: a question after it."""
    taken = [(mine, one) for mine in everybody for one in waiting.get(mine.reach.chat_id, ())]
    if not taken:
        return
    await outbox.take_back(session, [one.letter for _, one in taken], machine)
    silent = [owed.id for _, one in taken for owed in one.silent]
    asked = [owed.id for mine, one in taken if one.asking and not mine.asking for owed in one.owed]
    await obligations.plan_anew(session, silent, now)
    await obligations.plan_anew(session, asked, next_slot)


def _with_what_waits(mine: Mine, waiting: list[Waiting] | None) -> Mine:
    if not waiting:
        return mine
    due = {one.owed.id for one in mine.due}
    waited = {owed.id: owed for one in waiting if one.asking == mine.asking for owed in one.owed if owed.id not in due}
    return replace(mine, waited=tuple(waited.values()))


# -- what it says, and when ---------------------------------------------------------------------------------------


def _letter(mine: Mine, now: datetime, machine: datetime, calendar: Calendar) -> list[dict[str, object]]:
    reach, due = mine.reach, mine.due
    slot = max((one.step.at for one in due if one.step), default=now)
    at = max(now, min(_own_moment(one, reach.hour, now, calendar) for one in due))
    owed = sorted((*mine.waited, *(one.owed for one in due)), key=lambda one: (one.obligation.strict, one.id))
    begun = {one.owed.id: one.begun for one in due if one.begun and one.begun.person_id == reach.person_id}
    text, choices = _text(mine, owed, begun, at), _choices(mine, owed, begun, at)
    later = at if at > now else None
    return reminding.letter(reach, owed, text, slot.isoformat(), now, machine, later, choices)


def _own_moment(due: Due, hour: int | None, now: datetime, calendar: Calendar) -> datetime:
    """When this person hears of it; at once of an activity, of what a promise brings, and of what is caught up at no
    slot."""
    step = due.step
    if hour is None or step is None or due.owed.spoken_as is Asks.ACTIVITY:
        return now
    if local(step.at, calendar.zone).date() != local(now, calendar.zone).date():
        step = replace(step, at=calendar.previous_slot(now + TICK))
        if now - step.at > MEANWHILE:
            return now
    return own_moment(step, hour, due.owed.due.deadline, due.next_at, calendar)


def _text(mine: Mine, owed: list[Owed], begun: dict[int, Begun], at: datetime) -> str:
    reach, first = mine.reach, owed[0]
    if mine.asking:
        return announcing.question(reach, owed, at)
    if mine.happening:
        return announcing.words(reach, mine.stepped, at)
    promised = first.obligation.promised_until
    if len(owed) == 1 and mine.due[0].step is None and promised is not None and not first.returned:
        who = Addressee(reach.name, reach.title, reach.unit)
        return nudges.promise_came(who, campaigns.plan_of(first.campaign), first.due, promised, at)
    return reminding.words(reach, owed, at, begun)


def _choices(mine: Mine, owed: list[Owed], begun: dict[int, Begun], at: datetime) -> tuple[Choice, ...]:
    if mine.asking:
        return announcing.entry_choices(owed)
    if mine.happening:
        return announcing.choices(mine.stepped, at)
    return reminding.GOING_ON if begun else reminding.CHOICES
