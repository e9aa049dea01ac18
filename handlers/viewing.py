"""The board on the web: a link of one's own, given in private, that opens once; and the end of what it opened."""

from core.say import Audience, Choice, Say
from core.texts import answers, labels
from core.texts import viewing as texts
from core.vietnamese import fold
from data import journal, people, units, viewings
from handlers.turn import Turn

MOST = 8
CLOSE = Choice(labels.CLOSE_MY_BOARD, "viewing.close")


async def show(turn: Turn) -> Say:
    """/bang: whoever holds a seat sees what that seat may see, asked again at every look."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not turn.speaker.seats:
        return Say(answers.not_for_your_role())
    link = turn.setting.new_link()
    await viewings.offer(turn.session, turn.person_id, turn.setting.hash_code(link), turn.machine)
    opened = await viewings.opened(turn.session, turn.machine)
    mine = sum(one.person_id == turn.person_id for one in opened)
    await turn.note("board offered")
    lives = (viewings.LINK_LIVES, viewings.OPEN_FOR)
    said = texts.link(f"{turn.setting.web_url}/bang/vao/{link}", await _whose(turn), *lives, mine)
    others = turn.organises and len(opened) > mine
    close = (CLOSE,) if mine else ()
    return Say(said, (*close, *((Choice(labels.OPEN_BOARDS, "viewing.who"),) if others else ())))


async def _whose(turn: Turn) -> str:
    seen = await viewings.seen(turn.session, turn.speaker.seats)
    if seen is None:
        return texts.of_all()
    return texts.of_units(await units.names(turn.session, seen))


async def typed(turn: Turn, text: str) -> Say:
    """'Bảng trên web', 'đóng bảng'."""
    return await (close if fold(text).split()[:1] in (["dong"], ["tat"]) else show)(turn)


async def close(turn: Turn) -> Say:
    """One's own, on every device, and the link that was not opened."""
    boards = await viewings.end(turn.session, turn.person_id, turn.machine)
    await turn.note("board closed")
    return Say(texts.closed(boards))


async def who(turn: Turn) -> Say:
    """Who has one open; organisers may end it."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    opened = await viewings.opened(turn.session, turn.machine)
    people_ = {one.person_id: one for one in reversed(opened)}
    said = texts.who([(one.name, one.opened_at) for one in opened[:MOST]], turn.machine)
    return Say(said, tuple(_end_of(one.person_id, one.name) for one in list(people_.values())[-MOST:][::-1]))


def _end_of(person: int, name: str) -> Choice:
    return Choice(texts.close_of(name), "viewing.end", {"person": person})


async def end(turn: Turn, person: int) -> Say:
    if not turn.organises:
        return Say(answers.not_for_your_role())
    boards = await viewings.end(turn.session, person, turn.machine)
    await journal.note(turn.session, turn.now, "board closed", person_id=turn.person_id, of=person)
    return Say(texts.closed_of(await people.named(turn.session, person), boards))
