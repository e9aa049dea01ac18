"""A part of the draft is changed by naming it: "sửa số người", "đổi ngày thành 5/10", "mục 2 là 3"."""

from collections.abc import Sequence
from typing import Any

from core.clock import local
from core.forms import AS_OF, BESIDE, NIL_REPORT, OF_FILES, WRITTEN, Field, Misread, counts, read
from core.pointing import asks_to_change, pointed
from core.say import Say
from core.submissions import Asks
from core.texts import fields as parts
from data import drafts
from data.models import Submission
from data.obligations import Owed
from handlers import report
from handlers.desk import Desk
from handlers.drafting import Hand, ask, ask_again, keep, onward
from handlers.turn import Turn


async def in_words(turn: Turn, hand: Hand, text: str) -> Say | None:
    """None when no part of it is named."""
    answers = drafts.answers(hand.draft)
    if NIL_REPORT in answers:
        return None
    if hand.asks is not None and hand.asks.kind in WRITTEN and asks_to_change(text):
        return await report.change(turn)
    day = (parts.as_of_field(),) if counts(hand.form, answers) else ()
    found = pointed(text, (*hand.form.fields, *day), _shown(hand))
    if found is None:
        return None
    if not found.value or found.field.kind in OF_FILES:
        return await report.change(turn, found.field.key)
    return await _changed(turn, hand, found.field, found.value)


async def handed_in(turn: Turn, mine: Desk, text: str) -> Say | None:
    """A part of what is in already: another version with everything as it was but that, to be confirmed. None when no
    part of one report alone is named, or nothing of it is shown in a chat."""
    done = [one for one in mine.done() if not one.deliverable.restricted and one.asks is not Asks.OPEN]
    named = [(one, found) for one in done if (found := pointed(text, one.form.fields, _labels(one.form.fields)))]
    last = mine.last_done()
    chosen = [each for each in named if last is not None and each[0].id == last.id] or named
    if len(chosen) != 1:
        return None
    owed, found = chosen[0]
    hand, fields, sent = await another(turn, owed, mine.versions[owed.id][-1])
    fileless = found.value and found.field.kind not in OF_FILES
    taken = read(found.field, found.value, local(turn.now).date()) if fileless else None
    if taken is not None and not isinstance(taken, Misread):
        return await report.take(turn, hand, found.field, taken, had=fields, sent=sent)
    await keep(turn, hand, fields=fields, file_ids=sent, ask=found.field.key)
    return ask(hand) if taken is None else ask_again(hand, found.field, taken, found.value)


async def another(turn: Turn, owed: Owed, last: Submission) -> tuple[Hand, dict[str, Any], list[int]]:
    """The next version of a report that is in, with what it begins with: everything as it was."""
    version, busy = owed.obligation.version, turn.draft is not None or turn.group
    draft, new = await drafts.open_for(turn.session, turn.person_id, owed.id, version, turn.now, busy=busy)
    hand = Hand(owed, draft)
    return (hand, *(_as_it_was(hand, last) if new else (drafts.answers(draft), drafts.files(draft))))


def _as_it_was(hand: Hand, last: Submission) -> tuple[dict[str, Any], list[int]]:
    """Everything that is asked for still."""
    said = last.answers.get("fields", {})
    return {key: one for key, one in said.items() if key in (AS_OF, BESIDE) or hand.form.field(key)}, last.files.get(
        "ids", []
    )


def _labels(fields: Sequence[Field]) -> list[str]:
    return [field.label for field in fields]


def _shown(hand: Hand) -> list[str]:
    """As they stand in the read-back, whatever its files are called, else as they are asked one by one."""
    if hand.asks is not None:
        return _labels(hand.form.first.fields)
    answers = drafts.answers(hand.draft)
    return [one.label for one in parts.read_back(hand.form, answers, dict.fromkeys(drafts.files(hand.draft), ""))]


async def _changed(turn: Turn, hand: Hand, field: Field, words: str) -> Say:
    """Read like any answer to it; the read-back that follows shows what became of it."""
    await drafts.save(turn.session, hand.draft, turn.now, ask=field.key)
    taken = read(field, words, local(turn.now).date())
    if isinstance(taken, Misread):
        return ask_again(hand, field, taken, words)
    return await report.answer(turn, hand, words) or await onward(turn, hand)
