"""Free lines: "da to chuc 2 buoi, 150 luot, ho tro 12tr, 3 anh" becomes a card that is read back before it counts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from core.forms import NIL_REPORT, OF_FILES, Field, FieldKind, Form
from core.freeline import Item, Matched, counts_another, items, matched
from core.numbers import Ambiguous
from core.say import Arg, Choice, Say
from core.texts import answers, labels, lines
from core.texts import fields as parts
from core.texts.report import report_label
from core.texts.values import Answered
from core.understanding import understand
from core.unusual import doubt_of
from data import drafts, obligations
from data.models import Submission
from data.obligations import Owed
from data.outbox import Asked, awaits_of, choices_of
from handlers import adding, altering, attaching, private, report
from handlers.desk import Desk, desk
from handlers.drafting import Hand, in_hand, keep, onward, with_day
from handlers.turn import Turn

MOST_CHOICES = 8
_NO_WORDS = (FieldKind.NUMBER, *OF_FILES)
LONGEST = 400


async def heard(turn: Turn, text: str, hand: Hand | None) -> Say | None:
    """A line with numbers for the draft, or out of the blue; None when it says none that fit."""
    said = items(text)
    if not said or "?" in text or (hand is not None and hand.owed.deliverable.restricted):
        return None
    if hand is not None:
        return _beside(hand.owed, hand.asks, said)
    if not turn.units or not any(item.measure for item in said):
        return None
    mine = await desk(turn)
    asked = await turn.asked()
    last, just = next(iter(asked), None), _just_in(turn, mine, asked)
    fitting = _fitting(mine, said, just)
    if not fitting:
        return None
    meant = _meant(last, fitting, just, said)
    if meant is None:
        each = tuple(Choice(report_label(one.due), "lines.into", _args(one, text)) for one in fitting)
        return Say(lines.for_which(), each)
    found = matched(meant.form, said)
    changed = await _changed(turn, meant, mine.versions[meant.id][-1], found) if meant is just else None
    return changed or card(meant, found)


def _just_in(turn: Turn, mine: Desk, asked: Sequence[Asked]) -> Owed | None:
    """The report that was handed in within the hour, or of which it is asked what it does not have to tell; unless
    another was spoken of since."""
    for letter in asked:
        awaits, choices = awaits_of(letter), choices_of(letter)
        if awaits is None and turn.now - letter.made_at > attaching.TOGETHER:
            return None
        about = [one.args for one in (*choices, awaits) if one is not None]
        versions = {args["submission"] for args in about if "submission" in args}
        if versions or letter.still or any("obligation" in args for args in about):
            return next((one for one in mine.done() if mine.versions[one.id][-1].id in versions), None)
    return None


async def _changed(turn: Turn, owed: Owed, version: Submission, found: Matched) -> Say | None:
    """Clear numbers in place of those that were handed in: another version, read back."""
    values = {key: _kept(item) for key, item in found.parts.items()}
    if found.doubtful or found.unclear or found.sent or adding.adds_to(version, values):
        return None
    return await _take(turn, owed, values, ())


async def after(turn: Turn, words: str, submission: int, field: str, skipped: str) -> Say | None:
    """Typed under what is asked after the receipt. Where no words of one's own are asked for, a number may say that it
    is that of another part; under a question for files whatever is clearly meant otherwise is that: None."""
    case, said = await adding.case_of(turn, submission), items(words)
    asked = case[0].form.field(field) if case else None
    if asked is not None and asked.kind in OF_FILES and not said and not adding.skips(asked, words):
        meaning = understand(words)
        if meaning is not None and meaning.certain:
            return None
    other = _beside(case[0], asked, said) if case and said and asked and asked.kind in _NO_WORDS else None
    if case is None or asked is None or other is None:
        return await adding.answer(turn, words, submission, field, skipped)
    another = asked.kind in OF_FILES or counts_another(asked, said)
    return (await _changed(turn, *case, matched(case[0].form, said)) if another else None) or other


def _beside(owed: Owed, asked: Field | None, said: Sequence[Item]) -> Say | None:
    """Where one number is asked for, one number is its answer, unless it says that it counts what another part asks
    for; two are a line."""
    found = matched(owed.form, said)
    if found.fits < 1:
        return None
    if found.fits > 1 or asked is None or asked.kind is not FieldKind.NUMBER:
        return card(owed, found)
    if len(said) > 1 or asked.key in found.parts or not _says_so(owed.form, found):
        return None
    (item,) = said
    args = _with(owed, {asked.key: _kept(item)}, "")
    instead = Choice(lines.put_label(item.said, asked.label), "lines.put", args)
    return card(owed, found, *(() if counts_another(asked, said) else (instead,)))


def _says_so(form: Form, found: Matched) -> bool:
    """The number was typed with the very measure of its part: '160 người' where an amount is asked for."""
    kept = [(form.field(key), item) for key, item in found.parts.items()]
    return any(one is not None and one.measure is not None and one.measure.name == item.measure for one, item in kept)


def _fitting(mine: Desk, said: Sequence[Item], just: Owed | None) -> list[Owed]:
    """What is owed, and what came in and lacks one of these numbers; those that ask for most of what was said. What
    has just come in is among them if it asks for any. What only named people may read is never read back in a chat."""
    found = {one.id: matched(one.form, said) for one in mine.owed}
    asked = [*mine.open, *(one for one in mine.done() if one is just or _lacks(mine, one, found[one.id]))]
    able = [one for one in asked if not one.deliverable.restricted]
    most = max((found[one.id].fits for one in able), default=0)
    return [one for one in able if most and (found[one.id].fits == most or (one is just and found[one.id].fits))]


def _lacks(mine: Desk, owed: Owed, found: Matched) -> bool:
    given = mine.versions[owed.id][-1].answers.get("fields", {})
    return any(given.get(key) is None for key in (*found.parts, *found.doubtful))


def _meant(last: Asked | None, fitting: Sequence[Owed], just: Owed | None, said: Sequence[Item]) -> Owed | None:
    """The only one, else the one that the last letter speaks of: it reminded of it, or is its receipt. Where that asks
    for less of what was said than another does, nothing is guessed."""
    if len(fitting) == 1:
        return fitting[0]
    still = last.still.removeprefix("owed:") if last else ""
    reminded = next((one for one in fitting if still == str(one.id)), None)
    most = max(matched(one.form, said).fits for one in fitting)
    return reminded or (just if just in fitting and just and matched(just.form, said).fits == most else None)


def _args(owed: Owed, text: str) -> dict[str, Arg]:
    return {"obligation": owed.id, "words": text[:LONGEST]}


async def into(turn: Turn, obligation: int, words: str) -> Say:
    """The report to which the line belongs."""
    owed = await turn.owed(obligation)
    if owed is None:
        return Say(answers.choice_not_yours())
    return private.page(turn, owed) if owed.deliverable.restricted else card(owed, matched(owed.form, items(words)))


# -- the card -----------------------------------------------------------------------------------------------------


def card(owed: Owed, found: Matched, *more: Choice) -> Say:
    """What was understood, with the ways to say that it was not."""
    values = {key: _kept(item) for key, item in found.parts.items()}
    return _card(owed, values, found, ",".join(found.doubtful), *more)


def _kept(item: Item) -> int | str:
    assert not isinstance(item.value, Ambiguous)
    return item.value if isinstance(item.value, int) else str(item.value)


def _card(owed: Owed, values: Mapping[str, Any], found: Matched, unsure: str, *others: Choice) -> Say:
    """`unsure`: the parts that are asked for again once the others are kept."""
    form = owed.form
    understood = [
        Answered(one.label, parts.amount_said(one, values[one.key])) for one in form.fields if one.key in values
    ]
    doubtful = [Answered(one.label, found.doubtful[one.key].said) for one in form.fields if one.key in found.doubtful]
    sent = [item.said for item in found.sent]
    unclear = [item.said for item in found.unclear]
    text = lines.card(owed.due, owed.unit.name, understood, doubtful, unclear, sent)
    args = _with(owed, values, unsure)
    fixes = [_fix(form, one.key, args) for one in form.fields if one.key in values]
    puts = _puts(form, owed, values, found, unsure)
    sure = Choice(labels.SURE, "lines.yes", args)
    more = (*others, *puts, *fixes)[: MOST_CHOICES - 2]
    return Say(text, (sure, *more, Choice(labels.LATER, "lines.no")))


def _with(owed: Owed, values: Mapping[str, Any], unsure: str) -> dict[str, Arg]:
    return {"obligation": owed.id, "values": json.dumps(dict(values)), "unsure": unsure}


def _fix(form: Form, key: str, args: Mapping[str, Arg]) -> Choice:
    field, value = form.field(key), json.loads(str(args["values"]))[key]
    assert field is not None
    return Choice(lines.fix_label(parts.value_said(field, value)), "lines.fix", {**args, "field": key})


def _puts(form: Form, owed: Owed, values: Mapping[str, Any], found: Matched, unsure: str) -> list[Choice]:
    """A number without a part, beside the parts that are still empty."""
    empty = [one for one in form.fields if one.kind is FieldKind.NUMBER and one.key not in values]
    offers = []
    for item in found.unclear:
        if isinstance(item.value, Ambiguous):
            continue
        for one in empty[:2]:
            args = _with(owed, {**values, one.key: _kept(item)}, unsure)
            offers.append(Choice(lines.put_label(item.said, one.label), "lines.put", args))
    return offers


async def put(turn: Turn, obligation: int, values: str, unsure: str) -> Say:
    """One more number has its part: read back again."""
    owed = await turn.owed(obligation)
    if owed is None:
        return Say(answers.choice_not_yours())
    return _card(owed, _read(owed, values), Matched(), unsure)


def _read(owed: Owed, values: str) -> dict[str, Any]:
    """Only what the form still asks for: it may have changed since the card was shown."""
    known = {one.key for one in owed.form.fields if one.kind is FieldKind.NUMBER}
    return {key: value for key, value in json.loads(values).items() if key in known}


async def no(turn: Turn) -> Say:
    turn.only_for_known()
    return Say(lines.wrong(), (Choice(labels.MY_WORK, "work.show"),))


async def fix(turn: Turn, obligation: int, values: str, unsure: str, field: str) -> Say:
    """All but one were right: they are kept, and that one is asked for."""
    owed = await turn.owed(obligation)
    if owed is None:
        return Say(answers.choice_not_yours())
    rest = {key: value for key, value in _read(owed, values).items() if key != field}
    return await _take(turn, owed, rest, [field, *unsure.split(",")])


async def yes(turn: Turn, obligation: int, values: str, unsure: str) -> Say:
    owed = await turn.owed(obligation)
    if owed is None:
        return Say(answers.choice_not_yours())
    return await _take(turn, owed, _read(owed, values), unsure.split(","))


async def _take(turn: Turn, owed: Owed, values: Mapping[str, Any], ask: Sequence[str]) -> Say:
    """Into the draft; of a report that is in already, into its version."""
    hand = await in_hand(turn)
    if hand is None or hand.owed.id != owed.id:
        if owed.obligation.version and not owed.open:
            return await _in_version(turn, owed, values, ask)
        hand, _ = await report.taken_up(turn, owed)
    return await _into(turn, hand, drafts.answers(hand.draft), drafts.files(hand.draft), values, ask)


async def _in_version(turn: Turn, owed: Owed, values: Mapping[str, Any], ask: Sequence[str]) -> Say:
    """What was left out is added to it; what was told otherwise is another."""
    last = (await obligations.versions(turn.session, owed.id))[-1]
    if adding.adds_to(last, values):
        return await adding.add(turn, owed, last.id or 0, values)
    return await _into(turn, *await altering.another(turn, owed, last), values, ask)


async def _into(
    turn: Turn, hand: Hand, had: dict[str, Any], sent: Sequence[int], values: Mapping[str, Any], ask: Sequence[str]
) -> Say:
    """`had`, `sent`: what the draft holds, or begins with."""
    denied = bool(values) and had.pop(NIL_REPORT, None) is not None  # something happened after all
    fields = with_day(turn, hand.form, had | dict(values))
    notes, doubts = drafts.noted(hand.draft), {}
    for key in values:
        field = hand.form.field(key)
        doubt = doubt_of(hand.form, field, fields, drafts.past(hand.draft).get(key, ())) if field else None
        notes.pop(key, None)
        if doubt is not None:
            doubts[key] = doubt.to_json() | {"open": 1}
    wanted = next(iter([*doubts, *(key for key in ask if hand.form.field(key))]), "")
    other = (one for one in hand.form.fields if one.required and had.get(one.key) not in (None, fields.get(one.key)))
    anew = denied or any(other)
    await keep(turn, hand, fields=fields, file_ids=sent, ask=wanted, notes=notes | doubts, anew=anew)
    if doubts:
        return report.ask_whether(hand, wanted)
    return await onward(turn, hand, lines.kept(len(values)) if values else "")
