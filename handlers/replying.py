"""What an organiser types right under a unit's question, without pressing 'Trả lời', is read back as the answer it may
be."""

from datetime import timedelta

from core.say import Arg, Choice, Say
from core.texts import answers, labels
from core.vietnamese import tidy
from data import outbox, requests, reviews
from handlers.turn import Turn

LATELY = timedelta(hours=8)
LONGEST = 300  # of what is sent as it stands
_WAYS = ("requests.reply", "returning.reply")


async def offered(turn: Turn, text: str) -> Say | None:
    """To the newest question that waits, while nobody has answered it. What only named people may read is answered by
    its own button alone, for these words are kept in a letter until somebody agrees to them."""
    words = tidy(text)
    if not turn.organises or turn.group or not words or len(words) > LONGEST:
        return None
    asked = [letter for letter in await turn.asked() if turn.now - letter.made_at < LATELY]
    ways = [choice for letter in asked for choice in outbox.choices_of(letter) if choice.action in _WAYS]
    return await _offer(turn, ways[0], words) if ways else None


async def _offer(turn: Turn, way: Choice, words: str) -> Say | None:
    to = await (_of_request if "request" in way.args else _of_report)(turn, int(next(iter(way.args.values()))))
    if not to:
        return None
    args: dict[str, Arg] = {**way.args, "words": words}
    send, back = ("requests.carried", Choice(labels.NOT_SENT_YET, "requests.show"))
    if "request" not in args:
        send, back = "returning.answered", Choice(labels.NOT_SENT_YET, "reviewing.one", way.args)
    return Say(answers.send_as_reply(to, words), (Choice(labels.SEND_REPLY, send, args), back))


async def _of_request(turn: Turn, request: int) -> str:
    case = await requests.one(turn.session, request)
    open_ = case is not None and case.request.answered_at is None
    private = case is not None and case.deliverable is not None and case.deliverable.restricted
    return case.unit.name if case is not None and open_ and not private else ""


async def _of_report(turn: Turn, submission: int) -> str:
    """While the part is wanted still."""
    case = await reviews.one(turn.session, turn.person_id, submission)
    wanted = case is not None and case.newest and bool(case.asked) and not case.owed.deliverable.restricted
    return case.owed.unit.name if case is not None and wanted else ""
