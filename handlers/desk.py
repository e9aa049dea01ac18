"""What several turns need to know: the unit's work, the campaign it belongs to, and in what words to speak of it."""

from dataclasses import dataclass

from core.forms import Form, progress

from core.roles import ORGANISING
from core.submissions import Timeliness
from core.texts.values import Addressee, Plan, Receipt, WorkItem
from data import campaigns, drafts, obligations, people
from data.models import Campaign, Draft, Submission
from data.obligations import Owed
from data.people import Reach
from handlers.turn import Turn


@dataclass(frozen=True)
class Desk:
    """All that a unit's people have before them."""

    owed: list[Owed]
    latest: dict[int, Submission]

    @property
    def open(self) -> list[Owed]:
        return [one for one in self.owed if one.open]

    def done(self) -> list[Owed]:
        return [one for one in self.owed if not one.open]

    def items(self, draft: Draft | None = None) -> list[WorkItem]:
        return [item(one, self.latest.get(one.id), draft) for one in self.owed]


async def desk(turn: Turn) -> Desk:
    """The work of the units this person hands in for, by date."""
    owed = await obligations.of_units(turn.session, turn.units)
    handed = [one.id for one in owed if one.obligation.version]
    return Desk(owed, await obligations.latest(turn.session, handed))


def item(owed: Owed, latest: Submission | None = None, draft: Draft | None = None) -> WorkItem:
    mine = draft is not None and draft.obligation_id == owed.id
    return WorkItem(
        due=owed.due,
        workflow=owed.obligation.workflow,
        timeliness=owed.obligation.timeliness,
        receipt=owed.code(latest) if latest else None,
        draft=progress_of(owed, draft) if mine and draft else None,
        promised=owed.obligation.promised_until,
    )


def progress_of(owed: Owed, draft: Draft) -> tuple[int, int]:
    form = Form.from_json(owed.deliverable.form)
    return progress(form, drafts.answers(draft), drafts.files(draft), drafts.skipped(draft))


def receipt_of(owed: Owed, submission: Submission, first: Submission | None = None, **more: object) -> Receipt:
    return Receipt(
        code=owed.code(submission),
        due=owed.due,
        unit=owed.unit.name,
        received=submission.handed_at,
        version=submission.version,
        first=first.handed_at if first else None,
        **more,  # type: ignore[arg-type]
    )


def late(owed: Owed) -> bool:
    return owed.obligation.timeliness == Timeliness.LATE


def addressee(turn: Turn, unit_id: int | None = None) -> Addressee:
    """The seat from which the person speaks; of several, that of the unit in question."""
    seats = [seat for seat in turn.speaker.seats if unit_id in (None, seat.unit_id)] or list(turn.speaker.seats)
    first = seats[0] if seats else None
    return Addressee(turn.name, first.title if first else "", first.unit if first else "")


def to_reach(reach: Reach) -> Addressee:
    return Addressee(reach.name, reach.title, reach.unit)


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
