"""How a reminder is written into the outbox: the same letter for the tick and for whoever reminds by hand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

from core.delivery import CHANNELS, Lane
from core.roles import Role
from core.say import Choice, Say
from core.texts import labels, nudges
from core.texts.values import Addressee, WorkItem
from data import campaigns, outbox
from data.drafts import Begun
from data.obligations import Owed
from data.outbox import To
from data.people import Reach

CHOICES = (
    Choice(labels.HAND_IN, "report.begin"),
    Choice(labels.PROMISE, "work.when"),
    Choice(labels.BY_EMAIL, "replies.by_email"),
    Choice(labels.NEED_HELP, "replies.help"),
)
GOING_ON = (Choice(labels.CONTINUE, "report.resume"), *CHOICES[1:])
_NOTHING: Mapping[int, Begun] = MappingProxyType({})


def whom(reaches: Sequence[Reach], everyone: bool) -> list[Reach]:
    """A unit's second person is written to where there is no first who could answer, or when it is for everyone."""
    first = [reach for reach in reaches if reach.role is Role.SECRETARY]
    if everyone or not first:
        return list(reaches)
    heard = any(CHANNELS[reach.channel].answers for reach in first)
    return first if heard else [one for one in reaches if one in first or CHANNELS[one.channel].answers]


Told = TypeVar("Told")


def by_person(heard: Iterable[tuple[Reach, Told]]) -> list[list[tuple[Reach, Told]]]:
    """All that one person hears of, unit by unit, is one letter."""
    found: dict[int, list[tuple[Reach, Told]]] = {}
    for reach, told in heard:
        found.setdefault(reach.person_id, []).append((reach, told))
    return list(found.values())


def words(reach: Reach, owed: Sequence[Owed], at: datetime, begun: Mapping[int, Begun] = _NOTHING) -> str:
    """What the ladder says at this moment, of one unit or of several; `begun`: the reader's own drafts of what is
    owed."""
    plan, items = campaigns.plan_of(owed[0].campaign), [item(one, begun.get(one.id)) for one in owed]
    if len({one.unit.id for one in owed}) > 1:
        of_units = [(one.unit.name, each) for one, each in zip(owed, items, strict=True)]
        return nudges.nudge_of_units(reach.name, plan, of_units, at)
    return nudges.nudge(Addressee(reach.name, reach.title, owed[0].unit.name), plan, items, at)


def item(owed: Owed, draft: Begun | None = None) -> WorkItem:
    row, far = owed.obligation, (draft.filled, draft.total) if draft and draft.filled else None
    return WorkItem(owed.due, row.workflow, row.timeliness, draft=far, again_by=row.again_by)


def letter(
    reach: Reach, owed: Sequence[Owed], text: str, slot: str, now: datetime, machine: datetime,
    not_before: datetime | None = None, choices: tuple[Choice, ...] = CHOICES,
) -> list[dict[str, Any]]:  # fmt: skip
    """Once for a person, a slot and what it speaks of: what is left of an outdated letter is another one."""
    ids = ",".join(map(str, sorted([one.id for one in owed])))
    units = "+".join(map(str, sorted({one.unit.id or 0 for one in owed})))
    return outbox.letters(
        Say(text, choices),
        To(reach.chat_id, reach.channel, reach.person_id),
        now,
        machine,
        lane=Lane.NUDGE,
        once=f"{outbox.REMINDER}{reach.person_id}:{units}:{slot}:{ids}",
        still=f"owed:{ids}",
        not_before=not_before,
    )
