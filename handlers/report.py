"""Handing in: /nop, a file out of the blue, and the answers one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from core.clock import local
from core.forms import (
    BESIDE,
    NIL_REPORT,
    OF_FILES,
    Field,
    FieldKind,
    Misread,
    Reason,
    counts,
    is_filled,
    read,
)
from core.freeline import counts_another, items
from core.naming import named
from core.say import Choice, Say
from core.spelling import line, spelled
from core.submissions import Asks
from core.texts import answers, closing, labels, report, turnouts
from core.texts import fields as parts
from core.texts.values import NIL
from core.understanding import Intent, Meaning, reason_in, yes_no
from core.unusual import Doubt, doubt_of
from core.vietnamese import fold
from data import campaigns, drafts, entries, obligations
from data.activities import WITH
from data.models import Submission
from data.obligations import Owed
from data.outbox import choices_of
from handlers import private, work
from handlers.desk import Desk, desk, progress_of, receipt_of
from handlers.drafting import Hand, ask, ask_again, ask_sure, in_hand, keep, onward, summary, with_day
from handlers.refilling import refill
from handlers.turn import Turn

LONGEST_REASON = 300


# -- which report -------------------------------------------------------------------------------------------------


async def begin(turn: Turn, words: str = "") -> Say:
    """/nop: go on with the open draft, else the report that was named with it, else ask which report, else offer to
    replace what was handed in."""
    turn.only_for_known()
    if turn.draft is not None:
        return await resume(turn)
    if turn.sees_all and not turn.units:
        return Say(answers.not_for_your_role())
    mine = await desk(turn)
    offers = mine.offers(turn.now)
    wanted = offers[0] if len(offers) == 1 else the_one_named(offers, words) or await _just_left(turn, offers)
    if wanted is not None:
        return await _open(turn, wanted)
    if offers:
        return Say(report.which_report(), _each(offers))
    return await replace_which(turn, mine)


async def _just_left(turn: Turn, owed: Sequence[Owed]) -> Owed | None:
    """The report that the last letter offers to go on with: 'muốn làm tiếp, gõ “nộp”'."""
    last = next(iter(await turn.asked()), None)
    first = next(iter(choices_of(last)), None) if last else None
    if first is None or first.label != labels.CONTINUE or first.action != "report.start":
        return None
    return next((one for one in owed if one.id == first.args["obligation"]), None)


def the_one_named(owed: Sequence[Owed], words: str) -> Owed | None:
    place = named(words, [one.due.name for one in owed])
    return owed[place] if place is not None else None


async def replace_which(turn: Turn, mine: Desk, *more: Choice) -> Say:
    """Everything is in: what was handed in last, and the way to put another in its place."""
    last = mine.last_done()
    if last is None:
        return await work.show(turn)
    done = mine.done()
    offers = tuple(_replacing(one, len(done) > 1) for one in done)
    return Say(report.already_handed_in(mine.receipt(last)), (*offers, *more))


def _replacing(owed: Owed, named: bool) -> Choice:
    label = report.replace_label(owed.due) if named else labels.REPLACE
    return Choice(label, "report.start", {"obligation": owed.id, "replace": 1})


def _each(owed: Sequence[Owed]) -> tuple[Choice, ...]:
    return tuple(Choice(report.report_label(one.due), "report.start", {"obligation": one.id}) for one in owed)


async def start(turn: Turn, obligation: int, replace: int = 0) -> Say:
    """The report was chosen. One that came in meanwhile is replaced only when that is what was chosen."""
    owed = await turn.owed(obligation)
    if owed is None:
        return Say(answers.choice_not_yours())
    if owed.campaign.closed_at is not None:
        return Say(closing.over_for_unit(campaigns.plan_of(owed.campaign), owed.due.name))
    if owed.obligation.part == WITH:
        return Say(turnouts.settled(owed.due), (Choice(labels.MY_WORK, "work.show"),))
    if owed.asks is Asks.OPEN and not owed.open and not replace:
        following = await entries.next_of(turn.session, owed)
        owed = (await turn.owed(following) if following is not None else None) or owed
    if not owed.open and not replace:
        return await _settled(turn, owed)
    return await _open(turn, owed)


async def _settled(turn: Turn, owed: Owed) -> Say:
    """What came in, to be replaced; of what was taken back, or never asked for, nothing stands."""
    versions = await obligations.versions(turn.session, owed.id)
    if not versions:
        return await work.show(turn)
    got = receipt_of(owed, versions[-1], versions[0])
    return Say(report.already_handed_in(got), (_replacing(owed, named=False),))


async def _open(turn: Turn, owed: Owed) -> Say:
    """What was begun before is taken up where it was left."""
    if owed.deliverable.restricted:
        return await private.opened(turn, owed)
    hand, new = await taken_up(turn, owed)
    return await onward(turn, hand) if new else await _resumed(turn, hand)


async def taken_up(turn: Turn, owed: Owed) -> tuple[Hand, bool]:
    """A new one brings along what the unit answered before, to be kept or not; where a part is wanted again, or it was
    withdrawn, all that stays is in it already."""
    busy, version = turn.draft is not None or turn.group, owed.obligation.version
    draft, new = await drafts.open_for(turn.session, turn.person_id, owed.id, version, turn.now, busy=busy)
    if version and owed.open:
        await refill(turn, Hand(owed, draft), new=new)
    elif new and (version or owed.deliverable.rhythm):
        earlier = await obligations.before(turn.session, owed)
        if earlier:
            sent = earlier[0].files.get("ids", ()) if version else ()
            await drafts.remember(turn.session, draft, *_of_before(owed, earlier), sent)
    return Hand(owed, draft), new


def _of_before(owed: Owed, earlier: Sequence[Submission]) -> tuple[dict[str, object], dict[str, list[object]]]:
    """The last answers, and each number as it was in all of them. Of another period its days are no answer here."""
    form, last = owed.form, earlier[0].answers.get("fields", {})
    same = owed.obligation.version > 0
    taken = [field for field in form.fields if same or (field.kind not in (*OF_FILES, FieldKind.DATE))]
    keys = [*(field.key for field in taken), *((BESIDE,) if same else ())]
    kept = {key: last[key] for key in keys if last.get(key) is not None}
    numbers = [field.key for field in form.fields if field.kind is FieldKind.NUMBER]
    said = [one.answers.get("fields", {}) for one in earlier]
    past = {key: [one[key] for one in said if one.get(key) not in (None, NIL)] for key in numbers}
    return kept, {key: each for key, each in past.items() if each and not same}


async def resume(turn: Turn) -> Say:
    """Go on where the draft stands; one that belongs to nothing this person may still hand in is laid aside."""
    hand = await in_hand(turn)
    if hand is not None:
        return await _resumed(turn, hand)
    if turn.draft is not None:
        await drafts.put_aside(turn.session, turn.person_id)
    return await work.show(turn)


async def _resumed(turn: Turn, hand: Hand) -> Say:
    if drafts.asking(hand.draft) and hand.chosen is None:  # it is not asked for any more
        await drafts.save(turn.session, hand.draft, turn.now, ask="")
    filled, total = progress_of(hand.owed, hand.draft)
    head = report.draft_resumed(hand.owed.due, filled, total, turn.now) if filled else ""
    return await onward(turn, hand, head)


# -- the answers --------------------------------------------------------------------------------------------------

# An answer all the same: to ask again helps more than to read it as a wish.
_MEANT = (Reason.AMBIGUOUS_NUMBER, Reason.NIL_OR_ZERO, Reason.TOO_SMALL, Reason.TOO_BIG, Reason.NOT_WHOLE)


async def answer(turn: Turn, hand: Hand, text: str, meaning: Meaning | None = None) -> Say | None:
    """Typed words while a draft is open. None when they do not fit what is asked."""
    field = hand.asks
    if field is None or field.kind in OF_FILES:
        return None
    if field.key in _open_doubts(hand) and (agrees := yes_no(text)) is not None:
        return await surely(turn, field.key) if agrees else ask(hand)
    if field.kind is FieldKind.LONG_TEXT and meaning is not None and meaning.intent is Intent.ASSENT:
        return ask(hand)  # "dạ", "ok" agree to write it
    if field.kind is FieldKind.NUMBER and line(spelled(text)) == fold(labels.NIL):
        return await take(turn, hand, field, NIL)
    taken = read(field, text, local(turn.now).date())
    if field.kind is FieldKind.NUMBER and not isinstance(taken, Misread) and counts_another(field, items(text)):
        taken = _doubtful(taken)
    if not isinstance(taken, Misread):
        return await take(turn, hand, field, taken)
    return ask_again(hand, field, taken, text) if taken.reason in _MEANT else None


def number_of_another(hand: Hand, text: str) -> Say | None:
    """The number that is asked for, in words that somebody else wrote: it counts when this person says so."""
    field = hand.asks
    if field is None or field.kind is not FieldKind.NUMBER or len(items(text)) > 1:
        return None
    taken = read(field, text)
    why = taken if isinstance(taken, Misread) else _doubtful(taken)
    return ask_again(hand, field, why, text) if why.reason in _MEANT else None


def _doubtful(value: object) -> Misread:
    return Misread(Reason.AMBIGUOUS_NUMBER, (value if isinstance(value, int) else Decimal(str(value)),))


async def misread(turn: Turn, hand: Hand, text: str) -> Say:
    """What was typed fits nothing else either: say what the open question needs."""
    field = hand.asks
    taken = read(field, text, local(turn.now).date()) if field else None
    if field is None:
        say = await summary(turn, hand)
        if yes_no(text):  # to a read-back of another channel, or of long ago
            return say
        return replace(say, text=f"{parts.not_understood(text)}\n{say.text}")
    if not isinstance(taken, Misread):
        return await onward(turn, hand)
    return ask_again(hand, field, taken, text)


async def option(turn: Turn, field: str, words: str, before: int = 0) -> Say:
    """A choice under a question; one of an earlier question is old. `before`: the answer of last time, as it was."""
    hand = await in_hand(turn)
    asked = hand.asks if hand else None
    if hand is None or asked is None or asked.key != field:
        return await resume(turn)
    if words == NIL:
        return await take(turn, hand, asked, NIL)
    if before and field in drafts.before(hand.draft):
        return await take(turn, hand, asked, drafts.before(hand.draft)[field])
    return await answer(turn, hand, words) or await onward(turn, hand)


async def take(
    turn: Turn,
    hand: Hand,
    field: Field,
    value: object,
    *,
    had: Mapping[str, Any] | None = None,
    sent: Sequence[int] | None = None,
) -> Say:
    """Kept as it comes. What is unlike the numbers before is asked about once; said again it is meant. `had`, `sent`:
    what the draft is to begin with, where it has nothing yet."""
    had = drafts.answers(hand.draft) if had is None else dict(had)
    fields = with_day(turn, hand.form, had | {field.key: value})
    notes = drafts.noted(hand.draft)
    doubt = doubt_of(hand.form, field, fields, drafts.past(hand.draft).get(field.key, ()))
    sure = doubt is None or (field.key in _open_doubts(hand) and had.get(field.key) == value)
    kept = {key: note for key, note in notes.items() if key != field.key}
    if doubt is not None:
        kept[field.key] = doubt.to_json() | ({} if sure else {"open": 1})
    await keep(
        turn, hand, fields=fields, file_ids=sent, skips=drafts.skipped(hand.draft) - {field.key}, notes=kept,
        ask="" if sure else field.key, anew=field.required and had.get(field.key) not in (None, value),
    )  # fmt: skip
    if doubt is not None and not sure:
        return ask_sure(hand, field, value, doubt)
    return await onward(turn, hand)


def _open_doubts(hand: Hand) -> set[str]:
    """Of parts that are still asked."""
    noted = drafts.noted(hand.draft).items()
    return {key for key, note in noted if note.get("open") and hand.form.field(key) is not None}


async def surely(turn: Turn, field: str) -> Say:
    """The number is meant as it stands; the reviewer sees that it was asked about."""
    hand = await in_hand(turn)
    if hand is None or field not in _open_doubts(hand):
        return await resume(turn)
    notes = drafts.noted(hand.draft)
    notes[field] = {key: value for key, value in notes[field].items() if key != "open"}
    rest = sorted(_open_doubts(hand) - {field})
    await keep(turn, hand, notes=notes, ask=rest[0] if rest else "")
    return ask_whether(hand, rest[0]) if rest else await onward(turn, hand)


def ask_whether(hand: Hand, key: str) -> Say:
    """The question about a number that is kept already."""
    field = hand.form.field(key)
    assert field is not None
    return ask_sure(hand, field, drafts.answers(hand.draft)[key], Doubt.from_json(drafts.noted(hand.draft)[key]))


async def skip(turn: Turn, field: str) -> Say:
    """Leave out what is not required."""
    hand = await in_hand(turn)
    asked = hand.asks if hand else None
    if hand is None or asked is None or field != asked.key:
        return await resume(turn)
    if asked.required:
        return await onward(turn, hand, parts.cannot_skip())
    await keep(turn, hand, skips=drafts.skipped(hand.draft) | {asked.key})
    return await onward(turn, hand)


async def change(turn: Turn, field: str = "") -> Say:
    """Answer one part again, from the summary; until then the answer stands."""
    hand = await in_hand(turn)
    if hand is None:
        return await begin(turn)
    if NIL_REPORT in drafts.answers(hand.draft):
        return await _after_all(turn, hand, field)
    day = (parts.as_of_field(),) if counts(hand.form, drafts.answers(hand.draft)) else ()
    asked = (*hand.form.fields, *day)
    if all(one.key != field for one in asked):
        each = tuple(Choice(one.label, "report.change", {"field": one.key}) for one in asked)
        return Say(parts.which_part(), (*each, Choice(labels.LATER, "report.leave")))
    await drafts.save(turn.session, hand.draft, turn.now, ask=field)
    return ask(hand)


async def _after_all(turn: Turn, hand: Hand, field: str) -> Say:
    """Something happened: what was answered before it was denied stands again."""
    if field != NIL_REPORT:
        something = Choice(labels.SOMETHING, "report.change", {"field": NIL_REPORT})
        return Say(report.change_nil(), (something, Choice(labels.LATER, "report.leave")))
    fields = drafts.answers(hand.draft)
    fields.pop(NIL_REPORT)
    await keep(turn, hand, fields=fields, anew=True)
    return await onward(turn, hand)


async def keep_it(turn: Turn, field: str) -> Say:
    """The part that was to be answered again stays as it is."""
    hand = await in_hand(turn)
    if hand is None:
        return await resume(turn)
    if drafts.asking(hand.draft) == field:
        await drafts.save(turn.session, hand.draft, turn.now, ask="")
    return await onward(turn, hand)


async def keep_all(turn: Turn, obligation: int) -> Say:
    """Everything as it was last time, to be looked at part by part in the read-back."""
    hand = await in_hand(turn)
    if hand is None or hand.owed.id != obligation:
        return await resume(turn)
    before = {key: value for key, value in drafts.before(hand.draft).items() if _of_form(hand, key)}
    fields = with_day(turn, hand.form, before | drafts.answers(hand.draft))
    sent = [*drafts.earlier_files(hand.draft), *drafts.files(hand.draft)]
    await keep(turn, hand, fields=fields, file_ids=list(dict.fromkeys(sent)))
    return await onward(turn, hand)


def _of_form(hand: Hand, key: str) -> bool:
    return key == BESIDE or hand.form.field(key) is not None


async def back(turn: Turn) -> Say:
    """'Quay lại': the part before the one that is asked, answered again; its answer stands until then."""
    hand = await in_hand(turn)
    if hand is None:
        return await resume(turn)
    asked, first = hand.asks, hand.form.first.fields
    at = next((n for n, field in enumerate(first) if asked is not None and field.key == asked.key), len(first))
    said, sent = drafts.answers(hand.draft), drafts.files(hand.draft)
    done = [field for field in first[:at] if is_filled(hand.form, field, said, sent)]
    if not done:
        return await onward(turn, hand, parts.nothing_before())
    await drafts.save(turn.session, hand.draft, turn.now, ask=done[-1].key)
    return ask(hand)


# -- nothing happened ---------------------------------------------------------------------------------------------


async def nil(turn: Turn, words: str) -> Say | None:
    """'Không phát sinh' is a report where the form says so, with a reason; None where only the officer can say."""
    hand = await in_hand(turn)
    mine = None if hand else await desk(turn)
    owed = [hand.owed] if hand else mine.open if mine else []
    taking = [one for one in owed if one.form.nil]
    if not taking:
        return None
    reason = reason_in(words)
    if len(taking) > 1:
        each = (Choice(report.report_label(one.due), "report.nil", _nil(one, reason)) for one in taking)
        return Say(report.nil_for_which(), tuple(each))
    return await nil_of(turn, taking[0].id, reason)


def _nil(owed: Owed, reason: str) -> dict[str, str | int]:
    return {"obligation": owed.id, "words": reason}


async def nil_of(turn: Turn, obligation: int, words: str) -> Say:
    """The reason is asked for once; then it is read back like any report."""
    owed = await turn.owed(obligation)
    if owed is None or not owed.form.nil:
        return Say(answers.choice_not_yours())
    if owed.deliverable.restricted:
        return await private.opened(turn, owed)
    if not words:
        awaits = Choice("", "report.nil_because", {"obligation": obligation})
        return Say(report.ask_nil_reason(owed.due), (Choice(labels.LATER, "report.leave"),), awaits=awaits)
    hand, _ = await taken_up(turn, owed)
    await keep(turn, hand, fields=drafts.answers(hand.draft) | {NIL_REPORT: words})
    return await summary(turn, hand)


async def nil_because(turn: Turn, words: str, obligation: int) -> Say:
    return await nil_of(turn, obligation, words[:LONGEST_REASON].strip())
