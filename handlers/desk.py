"""What several turns need to know: the unit's work, the campaign it belongs to, and in what words to speak of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.clock import local
from core.forms import progress
from core.roles import ORGANISING
from core.submissions import Asks
from core.texts.values import Addressee, Plan, Receipt, WorkItem
from core.versions import Difference, difference
from data import campaigns, drafts, obligations, people
from data.activities import WITH
from data.models import Campaign, Draft, Submission
from data.obligations import Owed
from data.people import Reach
from handlers.turn import Turn

FRESH = timedelta(days=3)  # as long as a reminder is what its reader has in mind


@dataclass(frozen=True)
class Desk:
    """All that a unit's people have before them, by date, and every version of what they handed in."""

    owed: list[Owed]
    versions: dict[int, list[Submission]]

    @property
    def open(self) -> list[Owed]:
        """Reports that have not come: what somebody may be asked for."""
        return [one for one in self.owed if one.missing]

    @property
    def happening(self) -> list[Owed]:
        """Activities whose result has not come, with those that the unit only takes part in."""
        return [one for one in self.owed if one.open and one.asks is Asks.ACTIVITY]

    @property
    def always(self) -> list[Owed]:
        """What is taken as often as it comes: the entry that may come next."""
        return [one for one in self.owed if one.open and one.asks is Asks.OPEN]

    def results(self, now: datetime) -> list[Owed]:
        """Activities that have begun, and of which this unit hands in the result."""
        today = local(now).date()
        leading = [one for one in self.happening if one.obligation.part != WITH and not one.obligation.put_off_at]
        return [one for one in leading if one.due.event and one.due.event.has_begun(today)]

    def offers(self, now: datetime) -> list[Owed]:
        """Whatever can be handed in now, what is missing first."""
        return [*self.open, *self.results(now), *self.always]

    def done(self) -> list[Owed]:
        """What came in; not what was never asked of this unit."""
        handed = [one for one in self.owed if not one.open and one.id in self.versions]
        return [one for one in handed if one.asks is not Asks.OPEN]

    def last_done(self) -> Owed | None:
        """What came in last, even when it was returned."""
        handed = [one for one in self.owed if one.id in self.versions]
        return max(handed, key=self._came, default=None)

    def _came(self, owed: Owed) -> datetime:
        return self.versions[owed.id][-1].handed_at

    def receipt(self, owed: Owed) -> Receipt:
        return receipt_of(owed, self.versions[owed.id][-1], self.versions[owed.id][0])

    def items(self, draft: Draft | None = None) -> list[WorkItem]:
        """Reports, and what else has come."""
        those = [one for one in self.owed if one.asks is Asks.REPORT or not one.open]
        return [self._item(one, draft) for one in those]

    def _item(self, owed: Owed, draft: Draft | None) -> WorkItem:
        versions = self.versions.get(owed.id)
        return WorkItem(
            due=owed.due,
            workflow=owed.obligation.workflow,
            timeliness=owed.obligation.timeliness,
            receipt=owed.code(versions[-1]) if versions else None,
            draft=progress_of(owed, draft) if draft is not None and draft.obligation_id == owed.id else None,
            promised=owed.obligation.promised_until,
            again_by=owed.obligation.again_by,
        )


async def desk(turn: Turn) -> Desk:
    """The work of the units this person hands in for, by date."""
    owed = await obligations.of_units(turn.session, turn.units)
    handed = [one.id for one in owed if one.obligation.version]
    return Desk(owed, await obligations.histories(turn.session, handed))


async def meant(turn: Turn, those: Sequence[Owed]) -> Owed | None:
    """Of these, the one that is spoken of without its name: what the person was just reminded of, else the first."""
    return await just_reminded_of(turn, those) or next(iter(those), None)


async def just_reminded_of(turn: Turn, those: Sequence[Owed]) -> Owed | None:
    """What the last reminder in this chat was about, while it is fresh and nothing has come of it."""
    last = next((one for one in await turn.asked() if one.still), None)
    if last is None or turn.now - last.made_at > FRESH:
        return None
    about = last.still.removeprefix("owed:").split(",")
    return next((one for one in those if str(one.id) in about), None)


def progress_of(owed: Owed, draft: Draft) -> tuple[int, int]:
    """How far the parts are that must be there."""
    return progress(owed.form.first, drafts.answers(draft), drafts.files(draft), drafts.skipped(draft))


def receipt_of(owed: Owed, submission: Submission, first: Submission | None = None, **more: object) -> Receipt:
    """On time or late is judged by the first version, which is asked for wherever the verdict is said."""
    return Receipt(
        code=owed.code(submission),
        due=owed.due,
        unit=owed.unit.name,
        received=submission.handed_at,
        version=submission.version,
        first=first.handed_at if first else None,
        excused=obligations.handed(first or submission).excused,
        source=submission.source,
        **more,  # type: ignore[arg-type]
    )


def changes_of(
    owed: Owed, before: Submission | None, answers: Mapping[str, Any], files: Mapping[str, Any]
) -> Difference:
    """What the next version of a report changes, in the documents they are kept in; the first one changes nothing."""
    if before is None:
        return Difference()
    was, now = before.answers.get("fields", {}), answers.get("fields", {})
    return difference(owed.form, was, now, before.files.get("ids", ()), files.get("ids", ()))


def addressee(turn: Turn, unit_id: int | None = None) -> Addressee:
    """The seat from which the person speaks; of several, that of the unit in question."""
    seats = [seat for seat in turn.speaker.seats if unit_id in (None, seat.unit_id)] or list(turn.speaker.seats)
    first = seats[0] if seats else None
    return Addressee(turn.name, first.title if first else "", first.unit if first else "")


async def campaign_now(turn: Turn) -> Campaign | None:
    """The campaign that ends first of those that run."""
    running = await campaigns.running(turn.session)
    return running[0] if running else None


async def plan_now(turn: Turn) -> Plan | None:
    campaign = await campaign_now(turn)
    return campaigns.plan_of(campaign) if campaign else None


async def organisers(turn: Turn) -> list[Reach]:
    found = await people.reachable(turn.session, roles=sorted(ORGANISING), without=turn.speaker.chat.person_id)
    return list({reach.chat_id: reach for reach in found}.values())
