"""A list of units: sent as a spreadsheet or pasted, shown before anything is written, written by one press."""

from core.roster import is_roster_text
from core.roster.cells import phones_taken
from core.say import Choice, Say
from core.texts import answers, labels
from core.texts import roster as texts
from data import errands, roster
from data.models import File, RosterImport
from handlers import beginnings
from handlers.turn import Turn

LONGEST = 200_000  # letters of a pasted list
_SAMPLE = 60  # lines that tell a list from anything else
_SHEETS = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv")
_TEXTS = (*_SHEETS, "txt")
_SHEET_KINDS = ("spreadsheet", "ms-excel", "text/csv")
AT_ONCE = 8  # points shown in one letter


async def ask(turn: Turn) -> Say:
    """'Nhập danh sách đơn vị': the next file or lines are it."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    return Say(texts.how(), awaits=Choice("", "importing.typed"))


# -- what is sent -------------------------------------------------------------------------------------------------


def is_sheet(file: File) -> bool:
    """A spreadsheet from an organiser is a list of units; a plan is a document."""
    return _ending(file) in _SHEETS or any(kind in file.kind for kind in _SHEET_KINDS)


def _ending(file: File) -> str:
    return file.name.rpartition(".")[2].lower()


async def receive(turn: Turn, file: File) -> Say:
    waiting = await roster.add(turn.session, file.id, turn.chat_id, turn.person_id, turn.now)
    if file.state == "here":
        await _read(turn, {"import": waiting.id})
    return Say(texts.reading(file.name))


async def sent(turn: Turn, file: File) -> Say:
    """A file sent after it was asked for. A document is a plan even then."""
    listed = is_sheet(file) or _ending(file) in _TEXTS
    return await (receive if turn.organises and listed else beginnings.receive)(turn, file)


def is_pasted(turn: Turn, text: str) -> bool:
    """Lines such as 'An Hòa – Mai – 0912…' from an organiser."""
    if not turn.organises or turn.units or turn.group or text.count("\n") < 2:
        return False
    return is_roster_text("\n".join(text.split("\n", _SAMPLE)[:_SAMPLE]))


def is_list(text: str) -> bool:
    """As much as is needed where a list was asked for: two lines, or a telephone."""
    return "\n" in text or bool(phones_taken(text[: _SAMPLE * 10])[1].good)


async def paste(turn: Turn, text: str) -> Say:
    waiting = await roster.add(turn.session, None, turn.chat_id, turn.person_id, turn.now)
    await _read(turn, {"import": waiting.id, "text": text})
    return Say(texts.reading_text())


async def typed(turn: Turn, words: str) -> Say:
    """Lines that were asked for."""
    return await (paste(turn, words) if turn.organises and is_list(words) else ask(turn))


async def _read(turn: Turn, args: dict[str, object]) -> None:
    await errands.ask(turn.session, errands.ROSTER, args, turn.now, turn.machine, turn.chat_id)


# -- what is decided ----------------------------------------------------------------------------------------------


async def _waiting(turn: Turn, imported: int) -> RosterImport | None:
    """The organiser's own, while nothing is decided."""
    found = await roster.of_person(turn.session, imported, turn.person_id) if turn.organises else None
    return found if found is not None and found.state == "open" else None


async def write(turn: Turn, imported: int) -> Say:
    """An errand writes it: a long list would keep everybody else waiting."""
    if await _waiting(turn, imported) is None or not await roster.moves(turn.session, imported, "open", "writing"):
        return Say(texts.gone())
    await errands.ask(turn.session, errands.ENROL, {"import": imported}, turn.now, turn.machine, turn.chat_id)
    await turn.note("list of units", imported=imported)
    return Say(texts.writing())


async def points(turn: Turn, imported: int, at: int) -> Say:
    """What is to be looked at again, and every change, some at a time."""
    found = await _waiting(turn, imported)
    if found is None:
        return Say(texts.gone())
    said = found.kept["points"]
    at = at if 0 <= at < len(said) else 0
    shown = said[at : at + AT_ONCE]
    args = {"imported": imported}
    more = (Choice(labels.MORE_POINTS, "importing.points", {**args, "at": at + AT_ONCE}),)
    keep = Choice(labels.WRITE_LIST, "importing.write", args)
    text = texts.points(shown, at + 1, len(said), "" if at else found.kept["columns"])
    drop = Choice(labels.DROP_LIST, "importing.drop", args)
    return Say(text, (*(more if at + AT_ONCE < len(said) else ()), keep, drop))


async def drop(turn: Turn, imported: int) -> Say:
    if await _waiting(turn, imported) is None:
        return Say(texts.gone())
    await roster.moves(turn.session, imported, "open", "dropped", kept={})
    return Say(texts.dropped())
