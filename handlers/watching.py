"""Whom somebody looks after, and the report that is the most urgent among those units."""

from core.errors import Refused
from core.escalation import urgency
from core.roles import Role
from core.texts import answers
from data import missing, units
from data.missing import Report
from handlers.turn import Turn


def calls(turn: Turn) -> bool:
    """Organisers and cluster heads ring and remind; leaders only look."""
    return turn.organises or turn.speaker.holds(Role.CLUSTER_HEAD)


async def watched(turn: Turn) -> list[int] | None:
    """The units this person may ring and remind: None all of them, a cluster head those of the cluster."""
    if turn.organises:
        return None
    if not calls(turn):
        raise Refused(answers.not_for_your_role())
    groups = [seat.group_id for seat in turn.speaker.seats if seat.role is Role.CLUSTER_HEAD and seat.group_id]
    return await units.of_group(turn.session, groups)


async def most_urgent(turn: Turn, theirs: list[int] | None) -> Report | None:
    found = await missing.reports(turn.session, theirs)
    return min(found, key=lambda one: urgency(one.strict, one.lenient, turn.now), default=None)
