"""What a unit has to do and when: /viec, /lich, promises."""

from core.clock import local
from core.roles import SEES_ALL
from core.say import Choice, Say
from core.texts import answers, labels, people, work
from core.understanding import promise_time
from data import campaigns, obligations
from data.obligations import Owed
from handlers.desk import Desk, addressee, desk, plan_now
from handlers.turn import Turn


async def show(turn: Turn) -> Say:
    """/viec: what this person's unit still owes, overdue first."""
    turn.person_id  # noqa: B018  a stranger is told the way in
    if not turn.units:
        return await _without_unit(turn)
    mine = await desk(turn)
    unit = _unit_name(turn)
    if not mine.open:
        return Say(work.nothing_owed(unit, mine.items()), _when_done(mine))
    return Say(work.my_work(unit, mine.items(turn.draft), turn.now), _when_owed(turn))


def _unit_name(turn: Turn) -> str:
    return " và ".join(dict.fromkeys(seat.unit for seat in turn.speaker.seats if seat.role.hands_in))


def _when_owed(turn: Turn) -> tuple[Choice, ...]:
    first = Choice(labels.CONTINUE, "report.resume") if turn.draft else Choice(labels.HAND_IN, "report.begin")
    return (first, Choice(labels.PROMISE, "work.when"), Choice(labels.NEED_HELP, "replies.help"))


def _when_done(mine: Desk) -> tuple[Choice, ...]:
    done = mine.done()
    return (Choice(labels.SHOW, "report.show_latest"), Choice(labels.REPLACE, "report.begin")) if done else ()


async def _without_unit(turn: Turn) -> Say:
    """An organiser or leader has no unit of their own: they get what they watch over."""
    from handlers import status  # status offers /viec to secretaries in turn

    if turn.speaker.holds(*SEES_ALL):
        return await status.show(turn)
    plan = await plan_now(turn)
    return Say(people.no_seat(plan) if plan else people.stranger())


async def calendar(turn: Turn) -> Say:
    """/lich: every deadline in order, with its weekday and last safe moment."""
    turn.person_id  # noqa: B018
    if turn.units:
        mine = await desk(turn)
        if mine.owed:
            plan = campaigns.plan_of(mine.owed[0].campaign)
            return Say(work.calendar(plan, [one.due for one in mine.owed], turn.now), (_my_work(),))
    running = await campaigns.running(turn.session)
    if not running:
        return Say(work.nothing_owed(addressee(turn).unit))
    dues = [campaigns.due_of(one) for one in await campaigns.deliverables(turn.session, running[0].id or 0)]
    return Say(work.calendar(campaigns.plan_of(running[0]), dues, turn.now))


def _my_work() -> Choice:
    return Choice(labels.MY_WORK, "work.show")


async def when(turn: Turn) -> Say:
    """'Hẹn nộp': when will it come?"""
    mine = await desk(turn)
    if not mine.open:
        return await show(turn)
    return Say(answers.promise_when(mine.open[0].due), _times(turn, mine.open[0]))


def _times(turn: Turn, owed: Owed) -> tuple[Choice, ...]:
    """Moments still ahead, read by the same reader that reads typed words."""
    now = local(turn.now)
    offered = (labels.THIS_AFTERNOON, labels.TONIGHT, labels.TOMORROW_MORNING, labels.TOMORROW_AFTERNOON)
    found = {label: promise_time(label, now) for label in offered}
    ahead = [label for label, until in found.items() if until is not None and until > now]
    return tuple(Choice(label, "work.promise", {"words": label, "obligation": owed.id}) for label in ahead[:3])


async def promise(turn: Turn, words: str, obligation: int | None = None) -> Say:
    """'Chiều nay em nộp': silence until then; the verdict does not move."""
    until = promise_time(words, local(turn.now))
    owed = await _promised(turn, obligation)
    if owed is None:
        return await show(turn)
    if until is None:
        return Say(answers.promise_when(owed.due), _times(turn, owed))
    if turn.now <= owed.due.strict < until:
        return Say(answers.promise_beyond_deadline(owed.due, until, turn.now), _times(turn, owed))
    await obligations.promise(turn.session, owed, turn.person_id, until, turn.now)
    await turn.note("promised", campaign_id=owed.campaign.id, obligation_id=owed.id, until=until.isoformat())
    return Say(answers.promise_noted(owed.due, until, turn.now), (Choice(labels.HAND_IN, "report.begin"),))


async def _promised(turn: Turn, obligation: int | None) -> Owed | None:
    """The one named by a button, else the most urgent."""
    mine = (await desk(turn)).open
    return next((one for one in mine if one.id == obligation), mine[0] if mine and obligation is None else None)
