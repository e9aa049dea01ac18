"""How the played units behave. They know only what reached them: who hears nothing does nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum, auto
from functools import partial
from random import Random
from typing import Any

from bot.acting import Company, Quiet
from bot.demo import paper
from bot.house import House
from bot.rehearsal import names
from bot.rehearsal.people import Member, Played
from bot.rehearsal.world import Carried, Post
from core.calendar import Calendar
from core.clock import at, local
from core.deadlines import last_day
from core.delivery import Lane
from core.roles import HANDING_IN
from core.say import Choice
from core.submissions import Asks
from data import obligations
from data.activities import WITH
from data.models import Letter
from data.obligations import Owed
from data.outbox import choices_of
from handlers import web

MOST_STEPS = 8  # messages of one hand-in
MINUTE = timedelta(minutes=1)
MORNING, AFTERNOON = (time(8, 20), time(11, 10)), (time(13, 40), time(16, 40))
LAST_AFTERNOON = (time(14, 20), time(16, 50))


class Behaviour(StrEnum):
    PROMPT = auto()  # well before any reminder is needed
    REMINDED = auto()  # some hours after the first reminder
    LAST = auto()  # on the last afternoon of the office
    LATE = auto()  # a working day or two after the last moment
    KEEPS = auto()  # promises when reminded, and keeps it
    BREAKS = auto()  # promises when reminded, and nothing comes
    BLOCKED = auto()  # nothing reaches them
    SILENT = auto()


_ANSWERING = (Behaviour.PROMPT, Behaviour.REMINDED, Behaviour.LAST, Behaviour.KEEPS)  # about activities
_SAID = ("activities.on_schedule", "activities.took_part")
_FIRST = tuple(Behaviour)  # one of each, where there are units enough
_MORE = (
    Behaviour.PROMPT, Behaviour.REMINDED, Behaviour.PROMPT, Behaviour.LAST, Behaviour.REMINDED, Behaviour.LATE,
    Behaviour.PROMPT, Behaviour.SILENT, Behaviour.LAST,
)  # fmt: skip


def shared_out(units: Sequence[Played], how: str, seed: int) -> dict[str, Behaviour]:
    """By the unit's mark: 'perfect', 'silent', or 'mixed', where just one has blocked the bot and one breaks its
    word."""
    if how != "mixed":
        return dict.fromkeys((one.mark for one in units), Behaviour.PROMPT if how == "perfect" else Behaviour.SILENT)
    kinds = [_FIRST[n] if n < len(_FIRST) else _MORE[(n - len(_FIRST)) % len(_MORE)] for n in range(len(units))]
    Random(f"{seed}:behaviours").shuffle(kinds)
    return dict(zip((one.mark for one in units), kinds, strict=True))


@dataclass(frozen=True)
class Hours:
    """Moments at which an office hands in."""

    calendar: Calendar
    dice: Random

    def between(self, first: datetime, last: datetime, least: float, most: float) -> datetime:
        """Somewhere on a working day in that part of the span; in a span without one wherever it falls."""
        wished = local(first + (last - first) * self.dice.uniform(least, most)).date()
        part = self.dice.choice((MORNING, AFTERNOON))
        for day in (self.calendar.working_on_or_before(wished), self.calendar.working_on_or_after(wished)):
            moment = self._minute(at(day, time()), part)
            if first + MINUTE < moment < last:
                return moment
        return _whole(first + (last - first) * (least + most) / 2)

    def soon(self, moment: datetime) -> datetime:
        """Then, when the office works; else in the first hours of the next time it does."""
        hour = local(moment).time()
        open_ = any(start <= hour <= end for start, end in (MORNING, AFTERNOON))
        if open_ and self.calendar.is_working(local(moment).date()):
            return _whole(moment)
        return self.calendar.next_slot(moment) + self.dice.randint(5, 90) * MINUTE

    def last_afternoon(self, first: datetime, strict: datetime) -> datetime:
        """Of the office: what is due on a Sunday comes on Friday."""
        day = self.calendar.working_on_or_before(last_day(strict))
        if at(day, LAST_AFTERNOON[1]) >= strict:
            day = self.calendar.working_before(day)
        moment = self._minute(at(day, time()), LAST_AFTERNOON)
        return moment if moment > first else self.between(first, strict, 0.5, 0.9)

    def late(self, lenient: datetime) -> datetime:
        day = self.calendar.plus_working(last_day(lenient), self.dice.randint(1, 2))
        return self._minute(at(day, time()), MORNING)

    def _minute(self, midnight: datetime, span: tuple[time, time]) -> datetime:
        first, last = (hour.hour * 60 + hour.minute for hour in span)
        return midnight + self.dice.randint(first, last) * MINUTE


def _whole(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


class Units(Company):
    """All of them. `look` after whatever may have opened something new; `hear` with each letter."""

    def __init__(
        self, house: House, quiet: Quiet, post: Post, played: Mapping[str, Played], kinds: Mapping[str, Behaviour],
        seed: int,
    ) -> None:  # fmt: skip
        super().__init__(house, quiet)
        self._post = post
        self._played = played
        self._kinds = kinds
        self._seed = seed
        self._known: dict[int, Owed] = {}
        self._answered: set[int] = set()
        self._newest = 0
        self._said = 0
        self._paper: dict[str, Any] = {}
        self._marks = {one.address: mark for mark, unit in played.items() for one in unit.members}

    async def look(self) -> None:
        """What has been opened since: each unit makes up its mind about it."""
        for owed in await self._house.database.read(partial(obligations.opened_after, obligation_id=self._newest)):
            self._known[owed.id] = owed
            self._newest = max(self._newest, owed.id)
            moment = self._meant_at(owed)
            if moment is not None and self._hands(owed):
                self.means(moment, partial(self._hand_in, owed))

    def _hours(self, owed: Owed) -> Hours:
        key = f"{self._seed}:{owed.unit.mark}:{owed.deliverable.position}:{owed.obligation.period}"
        return Hours(self._house.calendar, Random(key))

    def _meant_at(self, owed: Owed) -> datetime | None:
        row, hours = owed.obligation, self._hours(owed)
        if owed.asks is not Asks.REPORT:
            return self._comes_after(owed, hours)
        match self._kinds[owed.unit.mark]:
            case Behaviour.PROMPT:
                return hours.between(row.opened_at, row.strict, 0.1, 0.5)
            case Behaviour.LAST:
                return hours.last_afternoon(row.opened_at, row.strict)
            case Behaviour.LATE:
                return hours.late(row.lenient)
            case _:
                return None

    def _comes_after(self, owed: Owed, hours: Hours) -> datetime | None:
        """The result of an activity, some days after it; nothing is sent of what is sent only when there is any."""
        leads = owed.asks is Asks.ACTIVITY and owed.obligation.part != WITH
        return hours.late(owed.obligation.strict) if leads and self._kinds[owed.unit.mark] in _ANSWERING else None

    def _answers(self, about: Sequence[Owed], carried: Carried) -> None:
        """To a letter about activities: the first thing it offers to say."""
        offered = [one.label for one in choices_of(carried.letter) if one.action in _SAID]
        if about and offered and self._kinds[about[0].unit.mark] in _ANSWERING:
            hours = self._hours(about[0])
            moment = hours.soon(carried.at + hours.dice.randint(20, 180) * MINUTE)
            self.means(moment, partial(self._say, carried.address, offered[0]))

    def hear(self, carried: Carried) -> None:
        """A reminder came: some hand in then, some promise. Of one report only the first is answered so."""
        letter, mark = carried.letter, self._marks.get(carried.address)
        if mark is None or letter.lane != Lane.NUDGE or not letter.still:
            return
        about = [int(one) for one in letter.still.removeprefix("owed:").split(",")]
        known = [self._known[one] for one in about if one in self._known]
        self._answers([one for one in known if one.asks is Asks.ACTIVITY], carried)
        new = [one for one in known if one.asks is Asks.REPORT and one.id not in self._answered]
        self._answered.update(about)
        kind = self._kinds[mark]
        if kind is Behaviour.REMINDED:
            for owed in new:
                self.means(self._after(owed, carried.at), partial(self._hand_in, owed))
        elif kind in (Behaviour.KEEPS, Behaviour.BREAKS) and new:
            self._promises(new, carried, keeps=kind is Behaviour.KEEPS)

    def _after(self, owed: Owed, heard: datetime) -> datetime:
        """Some hours later, or at once where they are not left."""
        hours = self._hours(owed)
        moment, strict = hours.soon(heard + hours.dice.randint(40, 240) * MINUTE), owed.obligation.strict
        return moment if moment < strict or heard > strict else heard + 20 * MINUTE

    def _promises(self, new: Sequence[Owed], carried: Carried, *, keeps: bool) -> None:
        """'Chiều nay' is 17:00, 'sáng mai' 11:00; what is kept comes some time before."""
        hours = self._hours(new[0])
        moment = hours.soon(carried.at + hours.dice.randint(10, 35) * MINUTE)
        here = local(moment)
        today = here.hour < 15
        words = names.THIS_AFTERNOON if today else names.TOMORROW_MORNING
        self.means(moment, partial(self._say, carried.address, words))
        day = here.date() if today else here.date() + timedelta(days=1)
        comes = at(day, time(16, 5) if today else time(9, 5)) + hours.dice.randint(0, 40) * MINUTE
        for owed in new if keeps else ():
            strict = owed.obligation.strict
            self.means(moment + 15 * MINUTE if moment < strict <= comes else comes, partial(self._hand_in, owed))

    # -- what they say ------------------------------------------------------------------------------------------

    async def _say(self, address: str, words: str) -> None:
        await self._sends(address, web.typed(words))

    async def _sends(self, address: str, raw: dict[str, Any]) -> None:
        self._said += 1
        await self.says(address, f"unit:{self._said}", raw)

    def _hands(self, owed: Owed) -> list[Member]:
        """Who may hand in for the unit."""
        return [one for one in self._played[owed.unit.mark].members if one.role in HANDING_IN]

    async def _hand_in(self, owed: Owed) -> None:
        """As a person does: the file, or first 'nộp' where several are owed; then whatever is asked, to the end."""
        database, dice = self._house.database, self._hours(owed).dice
        open_ = [
            one for one in await database.read(partial(obligations.of_units, units=[owed.unit.id or 0])) if one.open
        ]
        if owed.id not in [one.id for one in open_]:
            return
        hands = self._hands(owed)
        who = (hands[-1] if dice.random() < 0.3 else hands[0]).address
        raw: dict[str, Any] | None = await self._file(owed) if len(open_) == 1 else web.typed(names.HAND_IN)
        for _ in range(MOST_STEPS):
            if raw is None:
                return
            await self._sends(who, raw)
            raw = await self._next(self._post.last[who], owed)

    async def _next(self, letter: Letter, owed: Owed) -> dict[str, Any] | None:
        """The answer to what was asked; None when nothing was."""
        choices = choices_of(letter)
        for number, choice in enumerate(choices, start=1):
            if _leads_on(choice, owed.id):
                return web.tapped(letter.id or 0, number, choice.label)
        return await self._file(owed) if any(choice.action == "report.leave" for choice in choices) else None

    async def _file(self, owed: Owed) -> dict[str, Any]:
        if not self._paper:
            stored = await self._house.shelf.store(paper(), 1_000_000)
            self._paper = {"size": stored.size, "sha256": stored.sha256, "kind": "application/pdf"}
        return web.uploaded(names.FILE.format(unit=owed.unit.mark), **self._paper)


def _leads_on(choice: Choice, obligation: int) -> bool:
    if choice.action in ("report.into", "report.start"):
        return choice.args.get("obligation") == obligation and not choice.args.get("replace")
    return choice.action in ("report.confirm", "report.skip")
