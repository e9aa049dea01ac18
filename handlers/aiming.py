"""What the start of a plan writes down of its targets, and which numbers of its reports count towards them."""

from collections.abc import Sequence

from core.forms import Field, FieldKind, Form
from core.plans.checking import Kept
from core.submissions import Asks
from core.targets import Aim, aim_of
from core.texts.planning import counted
from core.vietnamese import fold
from data import targets
from data.models import Campaign, Deliverable
from handlers.turn import Turn

MOST = 60  # targets of one plan


async def begin(turn: Turn, campaign: Campaign, kept: Kept, asked: Sequence[Deliverable]) -> None:
    """Each once, in the order of the document."""
    wanted = [aim_of(one) for one in kept.get("targets", ()) if one["what"] and one.get("value")]
    aims = list({fold(f"{one.what}|{one.unit}|{one.value}"): one for one in wanted}.values())[:MOST]
    feeds = {place: _feeding(aim, asked) for place, aim in enumerate(aims)}
    if aims:
        await targets.add(turn.session, campaign.id or 0, aims, feeds)


def _feeding(aim: Aim, asked: Sequence[Deliverable]) -> list[tuple[int, str, bool]]:
    """The numbers that ask for just this. What comes round tells its own period; what comes once tells it all."""
    return [
        (one.id or 0, field.key, tells_all(one))
        for one in asked
        for field in Form.from_json(one.form).fields
        if is_asked(aim, field) and not one.restricted
    ]


def is_asked(aim: Aim, field: Field) -> bool:
    return (
        field.kind is FieldKind.NUMBER and fold(field.label) == fold(counted(aim.what, aim.unit)) and aim.takes(field)
    )


def tells_all(one: Deliverable) -> bool:
    """An interim report and a final one tell everything since the beginning; a month tells the month, and an activity
    itself."""
    return one.kind == Asks.REPORT and not one.rhythm
