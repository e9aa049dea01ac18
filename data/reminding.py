"""How a reminder is written into the outbox: the same letter for the tick and for whoever reminds by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

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


def words(reach: Reach, owed: Sequence[Owed], at: datetime, begun: Mapping[int, Begun] = _NOTHING) -> str:
    """What the ladder says at this moment; `begun`: the reader's own drafts of what is owed."""
    who = Addressee(reach.name, reach.title, reach.unit)
    items = [_item(one, begun.get(one.id)) for one in owed]
    return nudges.nudge(who, campaigns.plan_of(owed[0].campaign), items, at)


def _item(owed: Owed, draft: Begun | None) -> WorkItem:
    row, far = owed.obligation, (draft.filled, draft.total) if draft and draft.filled else None
    return WorkItem(owed.due, row.workflow, row.timeliness, draft=far, again_by=row.again_by)


def letter(
    reach: Reach, owed: Sequence[Owed], text: str, slot: str, now: datetime, machine: datetime,
    not_before: datetime | None = None, choices: tuple[Choice, ...] = CHOICES,
) -> list[dict[str, Any]]:  # fmt: skip
    """Once for a person, a slot and what it speaks of: what is left of an outdated letter is another one."""
    ids = ",".join(str(one.id) for one in sorted(owed, key=lambda one: one.id))
    return outbox.letters(
        Say(text, choices),
        To(reach.chat_id, reach.channel, reach.person_id),
        now,
        machine,
        lane=Lane.NUDGE,
        once=f"nudge:{reach.person_id}:{reach.unit_id}:{slot}:{ids}",
        still=f"owed:{ids}",
        not_before=not_before,
    )
