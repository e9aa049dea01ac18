"""/trogiup, and leaving the present step."""

from core.say import Choice, Say
from core.texts import help, labels, report
from data import drafts
from handlers.desk import plan_now
from handlers.turn import Turn


async def show_help(turn: Turn) -> Say:
    role = turn.role
    if role is None:
        return Say(help.help_for(None))
    main = Choice(labels.MY_WORK, "work.show") if turn.units else Choice(labels.STATUS, "status.show")
    return Say(help.help_for(role, await plan_now(turn)), (main,))


async def leave(turn: Turn) -> Say:
    """/huy only leaves the step; the draft is kept and nothing is withdrawn."""
    if await drafts.put_aside(turn.session, turn.person_id):
        return Say(report.left_step(), (Choice(labels.CONTINUE, "report.begin"), Choice(labels.MY_WORK, "work.show")))
    return Say(report.nothing_to_leave(), (Choice(labels.MY_WORK, "work.show"),))
