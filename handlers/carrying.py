"""What the start of a plan writes down of its activities, and what each unit hears of them first."""

from collections.abc import Sequence
from datetime import datetime

from core.activities import deadline_of
from core.audience import Roster
from core.forms import Field, FieldKind, Form
from core.plans.charges import Planned
from core.submissions import Asks
from core.texts import charges
from core.texts.activities import when
from core.texts.values import Due
from data import activities, campaigns
from data.models import Campaign, Deliverable
from handlers.turn import Turn

POSITION = 500  # activities stand behind the reports of a plan
_RESULT = Form(
    (
        Field("ket_qua", charges.result_text(), FieldKind.LONG_TEXT, required=False),
        Field("anh", charges.result_files(), FieldKind.FILES),
    )
)


def deliverables(events: Sequence[Planned]) -> list[Deliverable]:
    """Only what somebody carries."""
    return [_deliverable(one, POSITION + place) for place, one in enumerate(events)]


def _deliverable(one: Planned, position: int) -> Deliverable:
    deadline = deadline_of(one.event, when(one.event))
    return Deliverable(
        campaign_id=0,
        position=position,
        kind=str(Asks.ACTIVITY),
        name=one.title,
        wording=deadline.wording,
        strict=deadline.strict,
        lenient=deadline.lenient,
        form=_RESULT.to_json(),
        owners=one.charge.rule,
        event=one.event.to_json(),
    )


async def open_all(
    turn: Turn, campaign: Campaign, events: Sequence[Planned], asked: Sequence[Deliverable], roster: Roster,
    opens: datetime,
) -> None:  # fmt: skip
    """Who carries what is written down in advance, as what is owed is."""
    carried = list(zip(asked, events, strict=True))
    together = [(row, one.charge.together) for row, one in carried if one.charge.together]
    await activities.open_together(turn.session, campaign, together, opens)
    for row, one in carried:
        if one.charge.each is not None:
            await campaigns.open_obligations(turn.session, campaign, roster.meant(one.charge.each), opens, row)


def of_units(events: Sequence[Planned], roster: Roster) -> dict[int, list[Due]]:
    """What each unit hears of in the opening letter."""
    found: dict[int, list[Due]] = {}
    for one in events:
        for unit in one.charge.units(roster):
            found.setdefault(unit, []).append(due_of(one))
    return found


def due_of(one: Planned) -> Due:
    deadline = deadline_of(one.event, when(one.event))
    return Due(one.title, deadline.wording, deadline.strict, deadline.lenient, asks=Asks.ACTIVITY, event=one.event)
