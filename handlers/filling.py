"""What was typed on the page of a report that only named people may read."""

from collections.abc import Mapping

from core.clock import local
from core.drafts import can_be_handed_in
from core.forms import Misread, read
from core.say import Say
from core.texts import answers
from core.texts import private as texts
from data import drafts, inbox
from handlers import private, receipts
from handlers.desk import progress_of
from handlers.drafting import Hand
from handlers.turn import Turn


async def fill(turn: Turn, obligation: int, fields: Mapping[str, str], hand_in: bool) -> Say:
    """Kept, and handed in when that was pressed and nothing required is missing. The inbox keeps none of the words."""
    owed = await turn.owed(obligation)
    await inbox.wipe(turn.session, turn.row.id)
    if owed is None or not owed.deliverable.restricted:
        return Say(answers.choice_not_yours())
    form, draft = owed.form, await private.begun(turn, owed)
    taken = {one.key: read(one, fields[one.key], local(turn.now).date()) for one in form.fields if fields.get(one.key)}
    given = drafts.answers(draft) | {key: value for key, value in taken.items() if not isinstance(value, Misread)}
    await private.keep(turn, owed, draft, fields=given)
    if hand_in and can_be_handed_in(form, given, drafts.files(draft)):
        return await receipts.hand_in(turn, Hand(owed, draft))
    filled, total = progress_of(owed, draft)
    return Say(texts.kept(owed.due, filled, total))
