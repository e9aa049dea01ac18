"""How a letter about activities is put together: what it says, and what may be answered to it."""

from collections.abc import Sequence
from datetime import datetime

from core.entries import month_asked_about
from core.say import Arg, Choice
from core.texts import activities as texts
from core.texts import entries, labels
from core.texts.activities import Phase, Turnout, phase
from core.texts.clauses import few
from core.texts.values import Addressee
from data import campaigns, reminding
from data.activities import WITH
from data.obligations import Owed
from data.people import Reach

Stepped = tuple[Owed, str]  # an obligation, and the name of the step that speaks of it; "" when a promise has run out
_PASSED = (Phase.OVER, Phase.MONTH_END)


def words(reach: Reach, due: Sequence[Stepped], now: datetime) -> str:
    """One letter for all of it; reports that fall into the same slot are in it too. What several units of one person
    share is said once."""
    who, plan = _addressee(reach, [owed for owed, _ in due]), campaigns.plan_of(due[0][0].campaign)
    reports = list(dict.fromkeys(reminding.item(owed) for owed, _ in due if not _takes_place(owed)))
    happening = list(dict.fromkeys(turnout(owed, step, now) for owed, step in due if _takes_place(owed)))
    return texts.together(who, plan, reports, happening, now) if reports else texts.letter(who, plan, happening, now)


def _takes_place(owed: Owed) -> bool:
    """Not where its result came and is wanted back in part."""
    return owed.due.event is not None and not owed.returned


def _addressee(reach: Reach, owed: Sequence[Owed]) -> Addressee:
    """In their seat, or for all the units that they answer for."""
    units = list(dict.fromkeys(one.unit.name for one in owed))
    return Addressee(reach.name, reach.title, units[0]) if len(units) == 1 else Addressee(reach.name, "", few(units))


def turnout(owed: Owed, step: str, now: datetime) -> Turnout:
    row, due = owed.obligation, owed.due
    assert due.event is not None
    return Turnout(due, phase(due.event, step, now), leads=row.part != WITH, confirmed=row.confirmed_at is not None)


def choices(due: Sequence[Stepped], now: datetime) -> tuple[Choice, ...]:
    """Of several activities each answer asks which one it is about."""
    found = [(owed, turnout(owed, step, now)) for owed, step in due if _takes_place(owed)]
    args: dict[str, Arg] = {"obligations": ",".join(str(owed.id) for owed, _ in found)}
    leads, passed = any(one.leads for _, one in found), all(one.phase in _PASSED for _, one in found)
    hand_in = (Choice(labels.HAND_IN, "report.begin"),) if len(found) < len(due) else ()
    if not leads:
        taken = Choice(labels.TOOK_PART, "activities.took_part", args)
        kept = taken if passed else Choice(labels.ON_SCHEDULE, "activities.on_schedule", args)
        return (*hand_in, kept, Choice(labels.NEED_HELP, "replies.help"))
    change = (Choice(labels.NEW_DAY, "activities.change", args), Choice(labels.PUT_OFF, "activities.put_off", args))
    if passed:
        return (
            *hand_in,
            result(found[0][0] if len(found) == 1 else None),
            Choice(labels.PROMISE, "work.when"),
            *change,
        )
    return (*hand_in, Choice(labels.ON_SCHEDULE, "activities.on_schedule", args), *change)


def result(owed: Owed | None = None) -> Choice:
    """'Nộp kết quả' of one activity, or of whichever is chosen then."""
    if owed is None:
        return Choice(labels.RESULT, "report.begin")
    return Choice(labels.RESULT, "report.start", {"obligation": owed.id})


# -- what is taken as often as it comes ---------------------------------------------------------------------------


def question(reach: Reach, owed: Sequence[Owed], now: datetime) -> str:
    """Once a month: was there anything? What several units of one person are asked for is said once."""
    who, plan = _addressee(reach, owed), campaigns.plan_of(owed[0].campaign)
    dues = {one.due.name: one.due for one in owed}
    return entries.monthly(who, plan, list(dues.values()), month_asked_about(now))


def entry_choices(owed: Sequence[Owed]) -> tuple[Choice, ...]:
    one = owed[0] if len(owed) == 1 else None
    begin = Choice(labels.HAND_IN, "report.start", {"obligation": one.id}) if one else _ANY
    return (begin, Choice(labels.NIL, "entries.nothing_came", {"entries": ",".join(str(each.id) for each in owed)}))


_ANY = Choice(labels.HAND_IN, "report.begin")
