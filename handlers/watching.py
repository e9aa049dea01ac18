"""Whom somebody looks after, and the report that is the most urgent among those units."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import Refused
from core.escalation import urgency
from core.roles import Role
from core.texts import answers
from data import missing, standings, units
from data.missing import Report
from data.standings import Asked
from handlers.turn import Turn


def calls(turn: Turn) -> bool:
    """Organisers and cluster heads ring and remind; leaders only look."""
    return turn.organises or turn.speaker.holds(Role.CLUSTER_HEAD)


def watches(turn: Turn) -> bool:
    """Sees numbers of more than one's own unit."""
    return turn.sees_all or turn.speaker.holds(Role.CLUSTER_HEAD)


def headed(turn: Turn) -> list[int]:
    """The clusters this person heads."""
    return turn.clusters


async def watched(turn: Turn, group: int = 0) -> list[int] | None:
    """The units this person may ring and remind: None all of them, a cluster head those of the cluster; of one group
    only, when it is given."""
    if not calls(turn):
        raise Refused(answers.not_for_your_role())
    return await _within(turn, group, everybody=turn.organises)


async def _within(turn: Turn, group: int, *, everybody: bool) -> list[int] | None:
    if everybody:
        return await units.of_group(turn.session, [group]) if group else None
    theirs = headed(turn)
    if group and group not in theirs:
        raise Refused(answers.not_for_your_role())
    return await units.of_group(turn.session, [group] if group else theirs)


async def clusters_of(turn: Turn) -> list[int]:
    """The units of the clusters this person heads."""
    groups = headed(turn)
    return await units.of_group(turn.session, groups) if groups else []


async def most_urgent(turn: Turn, theirs: list[int] | None) -> Report | None:
    found = await missing.reports(turn.session, theirs)
    return min(found, key=lambda one: urgency(one.strict, one.lenient, turn.now), default=None)


@dataclass(frozen=True)
class Watch:
    """What somebody who watches has before them: the reports of the campaigns that run, and the units that are counted;
    None is everybody's. `group`, `of`: the cluster that is looked at, and its name."""

    reports: list[Asked] = field(default_factory=list)
    units: list[int] | None = None
    group: int = 0
    of: str = ""

    def report(self, deliverable: int) -> Asked | None:
        return next((one for one in self.reports if one.deliverable == deliverable), None)


async def watch(
    turn: Turn, group: int = 0, groups: Mapping[int, str] | None = None, reports: list[Asked] | None = None
) -> Watch:
    """For whoever watches; what may be seen is part of every query that follows, and a head's numbers say of which
    clusters they are. `groups`, `reports`: where they have been read."""
    theirs = await _within(turn, group, everybody=turn.sees_all)
    those = [group] if group else [] if turn.sees_all else headed(turn)
    names = (groups or await units.groups(turn.session)) if those else {}
    asked = await standings.asked(turn.session, theirs) if reports is None else reports
    return Watch(asked, theirs, group, ", ".join(names.get(one, "") for one in those))
