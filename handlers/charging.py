"""The activities of a plan that is being checked: who carries each, and how a cluster answers."""

import re

from core.plans import talk
from core.plans.charges import CLUSTERS, EVENTS, Planned, charge
from core.plans.checking import LABEL, OPEN, TYPED_OPEN
from core.plans.talk import View
from core.say import Say
from core.texts import charges as texts
from core.texts import entries as texts_of_entries
from core.texts import planning
from core.vietnamese import fold, tidy
from handlers.planning import answered, first_said, keep, opened, view
from handlers.turn import Turn

_NUMBERED = re.compile(r"\s*(\d{1,3})\s*[:.)-]?\s+(\S.*)", re.DOTALL)
_STRUCK = ("bo", "xoa", "huy", "thoi")


async def show(turn: Turn, reading: int) -> Say:
    """All activities, and who carries them as understood so far."""
    found = await opened(turn, reading)
    return talk.events(await view(turn, found)) if found else Say(planning.gone())


async def clusters(turn: Turn, reading: int, choice: int) -> Say:
    """Whether a cluster answers as one body, or each of its units."""
    found = await opened(turn, reading)
    return await answered(turn, found, **{CLUSTERS: choice}) if found else Say(planning.gone())


async def assign(turn: Turn, words: str, reading: int) -> Say:
    """'3: An Hòa, Tân Lập', '3 bỏ': who carries an activity, the first of them leads."""
    found = await opened(turn, reading)
    if found is None:
        return Say(planning.gone())
    seen = await view(turn, found)
    typed = _NUMBERED.fullmatch(tidy(words))
    one = next((one for one in seen.events if typed and one.at + 1 == int(typed[1])), None)
    if typed is None or one is None:
        return first_said(texts.unassigned(words), talk.events(seen))
    said, change = _read(seen, one, typed[2])
    if change is None:
        return first_said(said, talk.events(seen))
    every = {**found.answers.get(EVENTS, {}), str(one.at): change}
    await keep(turn, found, found.kept, {**found.answers, EVENTS: every})
    return first_said(said, talk.events(await view(turn, found)))


def _read(seen: View, one: Planned, words: str) -> tuple[str, dict[str, object] | None]:
    if fold(words).strip(" .") in _STRUCK:
        return texts.struck(one.title), {"dropped": True}
    names = [name.strip() for name in re.split(r"[,;\n]", words) if name.strip()]
    meant = charge(names, (), seen.roster, one_body=seen.answers.get(CLUSTERS, 0) == 0, typed=True)
    if meant.unclear or not meant.units(seen.roster):
        return texts.unassigned(", ".join(meant.unclear) or words), None
    who = seen.roster.names(meant.units(seen.roster))
    return texts.assigned(one.title, who, each=meant.each is not None), {"owners": names}


# -- what has no date ---------------------------------------------------------------------------------------------


async def entries(turn: Turn, reading: int, choice: int) -> Say:
    """Whether what the plan asks for without a date is taken as often as it comes."""
    found = await opened(turn, reading)
    return await answered(turn, found, **{OPEN: choice}) if found else Say(planning.gone())


async def entry(turn: Turn, reading: int, words: str) -> Say:
    """'Nhận nhiều lần', of a report that was typed without a date."""
    found = await opened(turn, reading)
    if found is None:
        return Say(planning.gone())
    typed = list(dict.fromkeys((*found.answers.get(TYPED_OPEN, ()), words[:LABEL])))
    await keep(turn, found, found.kept, {**found.answers, TYPED_OPEN: typed})
    return first_said(texts_of_entries.added(words), talk.onward(await view(turn, found)))
