"""A report that only named people may read is not made in the chat: its page is opened by a link, and what was sent in
the chat all the same is moved there and wiped from what the bot keeps of the chat."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from core.drafts import can_be_handed_in
from core.filesorts import sort_of
from core.forms import Field, FieldKind, Misread, Sent, placed
from core.say import Choice, Say
from core.texts import answers, labels
from core.texts import private as texts
from core.texts.report import report_label
from core.vietnamese import tidy
from data import drafts, files, inbox, obligations, outbox, private
from data.models import Draft, File
from data.obligations import Owed
from handlers.drafting import Hand
from handlers.refilling import refill
from handlers.turn import Turn

MOST = 4  # of them on buttons
MIDST = timedelta(hours=1)  # how long words may wait for the page that they were for
MOVED = "private.moved"
LATELY = 20  # lines of a chat between a file and the choice of its report
TYPED = "private.typed"


async def opened(turn: Turn, owed: Owed) -> Say:
    """Of what is wanted again the page shows what is here already."""
    if owed.obligation.version and owed.open:
        await begun(turn, owed)
    moved = await _said_before(turn, owed)
    return replace(page(turn, owed), text=moved.text) if moved is not None else page(turn, owed)


def page(turn: Turn, owed: Owed) -> Say:
    link = turn.uplink(owed.id)
    if not link:
        return Say(texts.no_page(owed.due))
    return Say(texts.page(owed.due, link), awaits=_listens(owed))


def _listens(owed: Owed) -> Choice:
    """Words typed under the link were meant for the page."""
    return Choice("", TYPED, {"obligation": owed.id})


async def put(turn: Turn, owed: Owed, sent: Sequence[File]) -> Say:
    """Files, from the chat or from the page."""
    draft = await begun(turn, owed)
    kept = drafts.files(draft)
    fresh = [file for file in sent if file.id is not None and file.id not in kept and file.state not in files.GONE]
    new = [Sent(one.id or 0, sort_of(one.name), one.size) for one in fresh]
    ids = [*kept, *(one.id for one in new)]
    await keep(turn, owed, draft, fields=placed(owed.form, drafts.answers(draft), new), file_ids=ids)
    await _wipe(turn, [file.name for file in sent])
    return Say(texts.files_moved(owed.due, len(sent), turn.uplink(owed.id)), awaits=_listens(owed))


async def _wipe(turn: Turn, names: Sequence[str]) -> None:
    """What brought them, and what was said of them by name before it was known where they belong."""
    await inbox.wipe(turn.session, turn.row.id)
    for row in await inbox.before(turn.session, turn.row, LATELY):
        if any(name in str(row.raw) for name in names):
            await inbox.wipe(turn.session, row.id)
    for name in names:
        await outbox.unsay(turn.session, turn.chat_id, name)


async def typed(turn: Turn, text: str, obligation: int) -> Say:
    """Words that belong on the page: into the first part that takes words."""
    owed = await turn.owed(obligation)
    if owed is None or not owed.deliverable.restricted:
        return Say(answers.choice_not_yours())
    await inbox.wipe(turn.session, turn.row.id)
    link = turn.uplink(owed.id)
    field = next((one for one in owed.form.fields if one.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT)), None)
    if field is None:
        return Say(texts.words_not_kept(owed.due, link), awaits=_listens(owed))
    draft = await begun(turn, owed)
    before = drafts.answers(draft)
    said = "\n".join(one for one in (before.get(field.key), tidy(text)) if one)
    await keep(turn, owed, draft, fields=before | {field.key: said})
    return Say(texts.words_moved(owed.due, link), awaits=_listens(owed))


# -- said before it was known what it was about --------------------------------------------------------------------


async def theirs(turn: Turn) -> list[Owed]:
    """Such reports of this person's units: words that mean nothing else may be about one of them, so no letter carries
    them before somebody says where they belong."""
    return [one for one in await obligations.of_units(turn.session, turn.units) if one.deliverable.restricted]


def where(turn: Turn, those: Sequence[Owed]) -> tuple[Choice, ...]:
    """To the page of one of them, or to those who may read it. The words stay in the row that brought them."""
    row = turn.row.id
    still = [one for one in those if one.open][:MOST]
    move = (Choice(report_label(one.due), MOVED, {"row": row, "obligation": one.id}) for one in still)
    return *move, Choice(labels.PASS_ON, "replies.pass_on_line", {"row": row})


async def moved(turn: Turn, row: int, obligation: int) -> Say:
    """'Một nội dung riêng …' under words that were not understood."""
    owed = await turn.owed(obligation)
    if owed is None or not owed.deliverable.restricted:
        return Say(answers.choice_not_yours())
    return await _moved(turn, owed, row) or page(turn, owed)


async def _moved(turn: Turn, owed: Owed, row: int) -> Say | None:
    words = await inbox.words_of(turn.session, row, turn.row)
    if not words:
        return None
    await inbox.wipe(turn.session, row)
    return await typed(turn, words, owed.id)


async def _said_before(turn: Turn, owed: Owed) -> Say | None:
    """The page is opened right after words that nobody understood: they were for it."""
    lately = [letter for letter in await turn.asked() if turn.now - letter.made_at < MIDST]
    waits = [one for letter in lately for one in outbox.choices_of(letter) if one.action == MOVED]
    row = next((int(one.args["row"]) for one in waits if one.args["obligation"] == owed.id), 0)
    return await _moved(turn, owed, row) if row else None


async def answered(turn: Turn, owed: Owed, field: Field, value: object) -> Say:
    """The one part that was asked for, typed under the letter: it is on the page now, and not read back here."""
    await inbox.wipe(turn.session, turn.row.id)
    link = turn.uplink(owed.id)
    if isinstance(value, Misread):
        return Say(texts.words_not_kept(owed.due, link), awaits=_listens(owed))
    draft = await begun(turn, owed)
    await keep(turn, owed, draft, fields=drafts.answers(draft) | {field.key: value})
    return Say(texts.words_moved(owed.due, link), awaits=_listens(owed))


async def unwritten(turn: Turn, owed: Owed) -> int:
    """What was typed about such a report is in no inbox. Its number, under which what is said of it is erased; 0 for
    every other report."""
    if owed.deliverable.restricted:
        await inbox.wipe(turn.session, turn.row.id)
    return hidden(owed)


def hidden(owed: Owed) -> int:
    return owed.id if owed.deliverable.restricted else 0


async def begun(turn: Turn, owed: Owed) -> Draft:
    """What was handed in and is wanted again is in it."""
    draft, new = await private.draft(turn.session, turn.person_id, owed.id, owed.obligation.version, turn.now)
    await refill(turn, Hand(owed, draft), new=new)
    return draft


async def keep(
    turn: Turn, owed: Owed, draft: Draft, *, fields: dict[str, object] | None = None, file_ids: list[int] | None = None
) -> None:
    given = drafts.answers(draft) if fields is None else fields
    whole = can_be_handed_in(owed.form, given, drafts.files(draft) if file_ids is None else file_ids)
    complete_at = (draft.complete_at or turn.sent_at) if whole else None
    await drafts.save(turn.session, draft, turn.now, fields=fields, file_ids=file_ids, complete_at=complete_at)
