"""Typed words, numbers and taps become turns: the way every flow works without a single button.

Tried in this order: a command; an answer that fits what the draft asks; the number or the label of a choice in the
draft's own last question, else in the last letter that has some; words that the last letter waits for; free text.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from core.delivery import Lane
from core.forms import OF_FILES, WRITTEN, FieldKind, says_no_file
from core.naming import named
from core.say import Audience, Choice, Say, numbered
from core.texts import answers, labels
from core.understanding import Intent, Meaning, understand, yes_no
from core.vietnamese import fold, tidy
from data import outbox
from data.outbox import Asked, awaits_of
from handlers import (
    altering,
    announcing,
    beginnings,
    behalf,
    groups,
    importing,
    joining,
    judging,
    lines,
    meanings,
    menu,
    removing,
    replies,
    replying,
    report,
    start,
)
from handlers.acts import ACTIONS, ANSWERED, CARRIED_OUT, COMMANDS, IN_GROUPS, READ_BACK, WAYS_OUT, WORDED
from handlers.awaiting import AWAITED, AWAITED_FILES, EXPECTED, LINES, NUMBERS, aside, waiting_for
from handlers.drafting import Hand, as_it_was, in_hand
from handlers.start import Profile
from handlers.turn import Turn

LONGEST = 8000
CHOICES_LIVE = timedelta(days=90)
MIDST = timedelta(hours=1)  # a draft touched since then is what the person is busy with

_CODE = re.compile(r"[A-Za-z0-9_-]{8,64}")
_CODE_AS_GIVEN = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}")
_COMMAND = re.compile(r"/([a-z_]{1,32})(?:@\w+)?(?:[\s:,.!?](.*))?", re.DOTALL | re.IGNORECASE)  # as a phone types it


async def hear(turn: Turn, text: str, profile: Profile | None = None) -> Say:
    """Whatever a person types."""
    text = tidy(text)
    if beginnings.is_page(text) and len(text) <= beginnings.LONGEST:
        page = await _page_of(turn, text)
        if page is not None:
            return page
    if len(text) > LONGEST:
        return Say(answers.too_long(LONGEST), audience=_audience(turn))
    command = _COMMAND.fullmatch(text)
    if command:
        return await _command(turn, command.group(1).lower(), (command.group(2) or "").strip(), profile)
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    if not turn.speaker.seats and not _CODE_AS_GIVEN.fullmatch(text.upper()):
        claim = await joining.open_claim(turn)
        if claim is not None:
            return await _choice(turn, text, counted=bool(claim.name)) or await joining.hear(turn, claim, text)
    if turn.speaker.person is None:
        return await _stranger(turn, text, profile)
    return await _known(turn, text, profile)


async def forwarded(turn: Turn, text: str, profile: Profile | None = None) -> Say:
    """Words of somebody else, passed on: a page, an answer to what asks for words, numbers that are read back before
    they count, else whatever may be meant by it. Never a command."""
    if text.lstrip().startswith("/"):
        return Say(answers.forwarded_command(), audience=_audience(turn))
    if turn.group or turn.speaker.person is None or beginnings.is_page(tidy(text)):
        return await hear(turn, text, profile)
    hand = await in_hand(turn)
    if hand is not None and hand.asks is not None and hand.asks.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        return await report.answer(turn, hand, tidy(text)) or await replies.unknown(turn, text)
    said = await _awaited(turn, text, None) or (report.number_of_another(hand, tidy(text)) if hand else None)
    return said or await lines.heard(turn, tidy(text), hand) or await _passed_on(turn, tidy(text))


async def _passed_on(turn: Turn, text: str) -> Say:
    if importing.is_pasted(turn, text):
        return await importing.paste(turn, text)
    return await (hear if turn.organises else replies.unknown)(turn, text)


async def _page_of(turn: Turn, text: str) -> Say | None:
    """A whole list of units; else a document, for whoever asked for one, or a plan where plans may come from. What
    begins with 'Thông báo:' is neither."""
    awaits = await waiting_for(turn) if turn.speaker.person is not None and not turn.group else None
    if importing.is_pasted(turn, text) and (awaits is None or awaits.action not in LINES):
        return await importing.paste(turn, text)
    if awaits is not None and awaits.action in AWAITED_FILES and awaits.action in AWAITED:
        return await AWAITED[awaits.action][0](turn, text, **awaits.args)
    announces = ":" in text.partition("\n")[0] and announcing.opens(turn, text)
    return await beginnings.paste(turn, text) if beginnings.is_pasted(turn, text) and not announces else None


async def _command(turn: Turn, name: str, rest: str, profile: Profile | None) -> Say:
    if turn.group and name in ("nhom", "start") and rest:
        bound = await groups.bind(turn, rest, profile.group if profile else "")
        return bound or Say(groups.refused(name == "start"), audience=Audience.PUBLIC)
    if turn.group and name not in IN_GROUPS:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    if name == "start":
        return await start.start(turn, rest, profile)
    claim = await joining.open_claim(turn)
    if claim is not None:
        return await (joining.leave if COMMANDS.get(name) is menu.leave else joining.where)(turn, claim)
    if rest and name in WORDED:
        return await WORDED[name](turn, rest)
    act = COMMANDS.get(name)
    return await act(turn) if act else await replies.unknown(turn, "")


async def _stranger(turn: Turn, text: str, profile: Profile | None) -> Say:
    """Someone unknown may only come in by a code."""
    return await start.start(turn, text if _looks_like_a_code(text) else "", profile)


def _looks_like_a_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text)) and any(letter.isdigit() or letter == "-" for letter in text)


async def _known(turn: Turn, text: str, profile: Profile | None) -> Say:
    meaning = understand(text)
    hand = await in_hand(turn)
    said = await _expected(turn, text, meaning)  # asked for since, whatever is being made meanwhile
    said = said or (await _answered(turn, hand, text, meaning) if hand else None)
    said = said or await _choice(turn, text) or await _read_back(turn, text, meaning)
    said = said or await _report_named(turn, text, meaning)
    if said is not None:
        return said
    awaited = await _awaited(turn, text, meaning)
    if awaited is not None:
        return awaited
    if hand is None and _CODE_AS_GIVEN.fullmatch(text.upper()):  # some codes read like an hour or a number
        return await start.start(turn, text, profile)
    if announcing.opens(turn, text) and (meaning is None or meaning.intent not in _OF_ANNOUNCEMENTS):
        return await announcing.typed(turn, text)
    if behalf.is_typed(turn, text):
        return await behalf.typed(turn, text)
    if judging.calls_up(turn, text):
        return await judging.typed(turn, text)
    if importing.is_pasted(turn, text):
        return await importing.paste(turn, text)
    if hand is None and _may_tell(meaning) and (card := await lines.heard(turn, text, None)) is not None:
        return card
    if meaning is not None and (meaning.certain or not _asks_for_words(hand)):
        return await meanings.follow(turn, meaning, text)
    if _CODE_AS_GIVEN.fullmatch(text.upper()):
        return await start.start(turn, text, profile)
    if hand:
        return await report.misread(turn, hand, text)
    return await replying.offered(turn, text) or await replies.unknown(turn, text)


_OF_ANNOUNCEMENTS = (Intent.SENT_BROADCAST, Intent.STOP_BROADCAST)


def _may_tell(meaning: Meaning | None) -> bool:
    """Words that may be what a report says, and are no other clear wish."""
    return meaning is None or not meaning.certain or meaning.intent in (Intent.HAND_IN, Intent.CLAIMS_HANDED_IN)


def _asks_for_words(hand: Hand | None) -> bool:
    """Then words that only may be a wish were meant as the answer."""
    asks = hand.asks if hand else None
    return asks is not None and asks.kind not in OF_FILES


async def _answered(turn: Turn, hand: Hand, text: str, meaning: Meaning | None) -> Say | None:
    """An answer that fits what the draft asks. What would fit any words is looked at twice."""
    field = hand.asks
    if field is not None and fold(text).startswith(_AS_IT_WAS) and len(text) < 40:
        kept = as_it_was(field, hand, everything=not _EVERYTHING.isdisjoint(fold(text).split()))
        if kept is not None:
            return await _act(turn, kept)
    if (altered := await altering.in_words(turn, hand, text)) is not None:
        return altered
    if (removed := await removing.in_words(turn, hand, text)) is not None:
        return removed
    if field is None:
        return await lines.heard(turn, text, hand)
    if fold(text) in _SKIPPING:
        return await report.skip(turn, field.key)
    if (listed := await _from_a_list(turn, text)) is not None:
        return listed
    written = field.kind in WRITTEN
    if (written or field.kind is FieldKind.NUMBER) and aside(meaning, text):
        return None
    card = None if written else await lines.heard(turn, text, hand)
    if card is not None:
        return card
    if written:
        chosen = await _choice(turn, text, counted=field.kind is FieldKind.LONG_TEXT)
        if chosen is not None:
            return chosen
    if field.kind in OF_FILES and says_no_file(text):
        return await report.skip(turn, field.key)
    return await report.answer(turn, hand, text, meaning)


_AS_IT_WAS = ("giu nguyen", "giu nhu", "nhu cu", "nhu lan truoc", "nhu ky truoc", "nhu ban truoc")
_EVERYTHING = frozenset({"ca", "het", "ban"})  # "tất cả", "bản trước"
_SKIPPING = ("bo qua", fold(labels.SKIP))
_LISTS = ("lines.yes", "report.change")  # what a list of parts to choose from begins with, numbered or not


async def _from_a_list(turn: Turn, text: str) -> Say | None:
    """A bare number points into the list that was shown after the question, and is no answer to the question."""
    letter = next(iter(await _open_letters(turn)), None)
    choices = outbox.choices_of(letter) if letter is not None and letter.lane == Lane.ANSWER else ()
    if letter is None or len(choices) < 2:
        return None
    at = _place(text)
    shown = choices[0].action in _LISTS or letter.text.endswith(numbered(tuple(choices)))
    return await _act(turn, choices[at - 1]) if shown and 0 < at <= len(choices) else None


def _place(text: str) -> int:
    said = fold(text).rstrip(".)")
    return int(said) if said.isdecimal() and len(said) < 4 else 0


async def _choice(turn: Turn, text: str, *, counted: bool = True) -> Say | None:
    """The number or the label of a choice that still stands open."""
    wanted = fold(text)
    for letter in await _open_letters(turn):
        numbered = counted and not _asks_a_number(letter)
        for number, choice in enumerate(outbox.choices_of(letter), start=1):
            if wanted in _spoken(choice) or (numbered and wanted.rstrip(".)") == str(number)):
                return await _act(turn, choice)
    return None


# Choices between reports or campaigns, which people call by a part of their names.
_OF_REPORTS = frozenset(
    {
        *("beginnings.copy", "closing.again", "closing.ask", "plans.show"),
        *("joining.into", "lines.into", "report.into", "report.nil", "report.start"),
    }
)


async def _report_named(turn: Turn, text: str, meaning: Meaning | None) -> Say | None:
    """What a report is called, in part, where it was asked which report."""
    for letter in (await _open_letters(turn))[:1] if _may_tell(meaning) else []:
        choices = [choice for choice in outbox.choices_of(letter) if choice.action in _OF_REPORTS]
        names = [choice.label.rpartition(" (")[0] or choice.label for choice in choices]
        place = named(text, names) if len(names) > 1 else None
        if place is not None:
            return await _act(turn, choices[place])
    return None


def _asks_a_number(letter: Asked) -> bool:
    """A number typed under it is the answer and never chooses."""
    awaits = awaits_of(letter)
    return awaits is not None and awaits.action in NUMBERS


def _spoken(choice: Choice) -> tuple[str, ...]:
    """How a choice may be typed: whole, or without what stands in brackets or after a comma."""
    label = fold(choice.label)
    return label, label.partition(" (")[0], fold(choice.label.partition(", ")[0])


async def _open_letters(turn: Turn) -> list[Asked]:
    """Where a typed number may point: to the last letter that asked something; in the midst of a draft first to what
    was last answered to this person, so that a reminder coming in between takes no answer away."""
    asked = [letter for letter in await turn.asked() if not _old(turn, letter)]
    busy = turn.draft is not None and turn.now - turn.draft.touched_at < MIDST
    answered = [letter for letter in asked if letter.lane == Lane.ANSWER] if busy else []
    return [*answered[:1], *asked[:1]]


async def _read_back(turn: Turn, text: str, meaning: Meaning | None) -> Say | None:
    """'Đúng', 'không' to a question that read something back; "nộp" to the report's own."""
    for letter in (await _open_letters(turn))[:1]:
        choices = outbox.choices_of(letter)
        first = next(iter(choices), None)
        if first is None or (meaning is not None and meaning.intent in (Intent.STOP, Intent.DISCARD)):
            return None
        if first.action in ANSWERED:
            return await ANSWERED[first.action](turn, text, meaning, choices)
        if first.action in CARRIED_OUT and turn.now - letter.made_at < MIDST:
            return await _agreed(turn, text, choices)
        if first.action not in READ_BACK:
            return None
        handing_in = meaning is not None and meaning.intent is Intent.HAND_IN and not meaning.rest
        agrees = yes_no(text)
        if agrees or (handing_in and first.action == "report.confirm"):
            return await _act(turn, first)
        return await READ_BACK[first.action](turn) if agrees is False else None
    return None


async def _agreed(turn: Turn, text: str, choices: Sequence[Choice]) -> Say | None:
    agrees = yes_no(text)
    if agrees is None:
        return None
    wanted = choices[0] if agrees else next((one for one in choices if one.label in WAYS_OUT), None)
    return await _act(turn, wanted) if wanted is not None else None


async def _expected(turn: Turn, text: str, meaning: Meaning | None) -> Say | None:
    """A part of a report that was asked for in the last letter."""
    last = next(iter(await turn.asked()), None)
    awaits = awaits_of(last) if last is not None else None
    act = EXPECTED.get(awaits.action) if awaits is not None else None
    return await act(turn, text, meaning, **awaits.args) if act is not None and awaits is not None else None


async def _awaited(turn: Turn, text: str, meaning: Meaning | None) -> Say | None:
    """Words for whoever asked for them in the last letter."""
    awaits = await waiting_for(turn)
    if awaits is None or awaits.action not in AWAITED:
        return None
    act, fits = AWAITED[awaits.action]
    return await act(turn, text, **awaits.args) if fits(meaning, text) else None


async def press(turn: Turn, letter_id: int, number: int) -> Say:
    """A tap: the letter went to this chat, the choice is there and still open; then the action asks who presses."""
    letter = await outbox.of_chat(turn.session, letter_id, turn.chat_id)
    if letter is None:
        return Say(answers.choice_not_yours(), audience=_audience(turn))
    choices = outbox.choices_of(letter)
    if not 1 <= number <= len(choices) or _old(turn, letter):
        return Say(answers.old_choice(), audience=_audience(turn))
    return await _act(turn, choices[number - 1])


def _old(turn: Turn, letter: Asked) -> bool:
    return letter.closed_at is not None and turn.machine - letter.closed_at > CHOICES_LIVE


def _audience(turn: Turn) -> Audience:
    return Audience.PUBLIC if turn.group else Audience.PRIVATE


async def _act(turn: Turn, choice: Choice) -> Say:
    act = ACTIONS.get(choice.action)
    if act is None:
        return Say(answers.old_choice())
    return await act(turn, **choice.args)
