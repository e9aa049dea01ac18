"""/trogiup, and leaving the present step."""

from core.say import Choice, Say
from core.texts import behalf as entering
from core.texts import broadcasts as announcements
from core.texts import help, labels, report
from data import behalf, drafts
from handlers import casting
from handlers.desk import plan_now
from handlers.turn import Turn
from handlers.watching import calls


async def show_help(turn: Turn) -> Say:
    role = turn.role
    if role is None:
        return Say(help.help_for(None))
    return Say(help.help_for(role, await plan_now(turn)), (_main(turn),))


def _main(turn: Turn) -> Choice:
    """What this person looks at first."""
    return Choice(labels.MY_WORK, "work.show") if turn.units else Choice(labels.STATUS, "status.show")


async def leave(turn: Turn) -> Say:
    """/huy only leaves the step; the draft is kept and nothing is withdrawn."""
    turn.only_for_known()
    if calls(turn) and await behalf.drop(turn.session, turn.person_id):
        return Say(entering.left(), (_main(turn),))
    if await casting.leave(turn):
        return Say(announcements.kept(), (_main(turn),))
    if turn.draft is None:
        return Say(report.nothing_to_leave(), (_main(turn),))
    await drafts.put_aside(turn.session, turn.person_id)
    go_on = Choice(labels.CONTINUE, "report.start", {"obligation": turn.draft.obligation_id, "replace": 1})
    return Say(report.left_step(), (go_on, _main(turn)))
