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
from data.targets import Wanted
from handlers.turn import Turn

MOST = 60  # targets of one plan


def brought(one: Wanted) -> Kept:
    """A target that goes over into a copy of its campaign, with the names of the reports that feed it."""
    aim, feeds = one.aim, [[source.deliverable.name, source.row.field] for source in one.feeding]
    said = {"what": aim.what, "unit": aim.unit, "value": str(aim.value), "way": str(aim.way), "stock": aim.stock}
    return {**said, "feeds": feeds}


async def begin(turn: Turn, campaign: Campaign, kept: Kept, asked: Sequence[Deliverable]) -> None:
    """Each once, in the order of the document; of a copy those of the campaign it is a copy of."""
    rows = [one for one in kept.get("aims") or kept.get("targets") or () if one["what"] and one.get("value")]
    rows = list({fold(f"{one['what']}|{one['unit']}|{one['value']}"): one for one in rows}.values())[:MOST]
    feeds = {place: _feeding(one, asked) for place, one in enumerate(rows)}
    if rows:
        await targets.add(turn.session, campaign.id or 0, [aim_of(one) for one in rows], feeds)


def _feeding(kept: Kept, asked: Sequence[Deliverable]) -> list[tuple[int, str, bool]]:
    """What comes round tells its own period; what comes once tells it all."""
    if "feeds" in kept:
        named = {one.name: one for one in asked}
        feeds = [(named[report], field) for report, field in kept["feeds"] if report in named]
        return [(one.id or 0, field, tells_all(one)) for one, field in feeds]
    return _asking(aim_of(kept), asked)


def _asking(aim: Aim, asked: Sequence[Deliverable]) -> list[tuple[int, str, bool]]:
    """The numbers that ask for just this."""
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
