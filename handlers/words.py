"""Typed words, numbers and taps become turns: the way every flow works without a single button.

Tried in this order: a command; an answer that fits what the draft asks; the number or the label of a choice in the
last letter that has some; free text.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from core.delivery import CHANNELS
from core.say import Audience, Choice, Say
from core.texts import answers
from core.texts import report as texts
from core.texts.values import Matter
from core.understanding import Intent, Meaning, understand
from core.vietnamese import fold, tidy
from data import errands, files, outbox
from data.models import File, Letter
from handlers import menu, replies, report, start, status, units, work
from handlers.start import Profile
from handlers.turn import Turn

Act = Callable[..., Awaitable[Say]]

LONGEST = 8000
CHOICES_LIVE = timedelta(days=90)

COMMANDS: Mapping[str, Act] = {
    "nop": report.begin,
    "viec": work.show,
    "lich": work.calendar,
    "donvi": units.show,
    "tinhhinh": status.show,
    "hop": status.show,
    "chuanop": status.missing,
    "kehoach": status.campaign,
    "trogiup": menu.show_help,
    "help": menu.show_help,
    "huy": menu.leave,
}

# What a choice may do. Arguments come from the letter's own row, never from the person.
ACTIONS: Mapping[str, Act] = {
    "menu.help": menu.show_help,
    "replies.by_email": replies.by_email,
    "replies.help": replies.help_wanted,
    "replies.papers": replies.papers,
    "replies.pass_on": replies.pass_on,
    "replies.reason": replies.reason,
    "report.begin": report.begin,
    "report.change": report.change,
    "report.confirm": report.confirm,
    "report.into": report.into,
    "report.leave": menu.leave,
    "report.option": report.option,
    "report.resume": report.resume,
    "report.show": report.show,
    "report.show_latest": report.show_latest,
    "report.skip": report.skip,
    "report.start": report.start,
    "start.not_me": start.not_me,
    "status.missing": status.missing,
    "status.show": status.show,
    "units.invite": units.invite,
    "units.show": units.show,
    "work.promise": work.promise,
    "work.show": work.show,
    "work.when": work.when,
}

_CODE = re.compile(r"[A-Za-z0-9_-]{8,64}")
_COMMAND = re.compile(r"/([a-z_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


async def hear(turn: Turn, text: str, profile: Profile | None = None) -> Say:
    """Whatever a person types."""
    text = tidy(text)
    if len(text) > LONGEST:
        return Say(answers.too_long(LONGEST))
    command = _COMMAND.fullmatch(text)
    if command:
        return await _command(turn, command.group(1), command.group(2) or "", profile)
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    if turn.speaker.person is None:
        return await _stranger(turn, text, profile)
    return await _known(turn, text, profile)


async def _command(turn: Turn, name: str, rest: str, profile: Profile | None) -> Say:
    if turn.group and name not in ("tinhhinh", "hop", "chuanop"):
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    if name == "start":
        return await start.start(turn, rest, profile)
    act = COMMANDS.get(name)
    return await act(turn) if act else await replies.unknown(turn, "")


async def _stranger(turn: Turn, text: str, profile: Profile | None) -> Say:
    """Someone unknown may only come in by a code."""
    if _CODE.fullmatch(text) and any(letter.isdigit() or letter == "-" for letter in text):
        return await start.start(turn, text, profile)
    return await start.start(turn)


async def _known(turn: Turn, text: str, profile: Profile | None) -> Say:
    meaning = understand(text)
    leaving = meaning is not None and meaning.intent in (Intent.STOP, Intent.HELP) and meaning.certain
    if turn.draft is not None and not (leaving and not meaning.rest):  # type: ignore[union-attr]
        fitting = await report.answer(turn, text)
        if fitting is not None:
            return fitting
    chosen = await _choice(turn, text)
    if chosen is not None:
        return chosen
    if meaning is not None:
        return await _meant(turn, meaning, text)
    if re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", text.upper()):
        return await start.start(turn, text, profile)
    return (await report.misread(turn, text) if turn.draft else None) or await replies.unknown(turn, text)


async def _choice(turn: Turn, text: str) -> Say | None:
    """The number or the label of a choice in the last letter that has choices."""
    wanted = fold(text).rstrip(".)")
    letter = await outbox.last_with_choices(turn.session, turn.chat_id)
    if letter is None:
        return None
    for number, choice in enumerate(outbox.choices_of(letter), start=1):
        if wanted in (str(number), fold(choice.label)):
            return await _act(turn, choice)
    return None


async def press(turn: Turn, letter_id: int, number: int) -> Say:
    """A tap: the letter went to this chat, the choice is there and still open; then the action asks who presses."""
    letter = await outbox.of_chat(turn.session, letter_id, turn.chat_id)
    if letter is None:
        return Say(answers.choice_not_yours(), audience=_audience(turn))
    choices = outbox.choices_of(letter)
    if not 1 <= number <= len(choices) or _old(turn, letter):
        return Say(answers.old_choice(), audience=_audience(turn))
    return await _act(turn, choices[number - 1])


def _old(turn: Turn, letter: Letter) -> bool:
    return letter.closed_at is not None and turn.machine - letter.closed_at > CHOICES_LIVE


def _audience(turn: Turn) -> Audience:
    return Audience.PUBLIC if turn.group else Audience.PRIVATE


async def _act(turn: Turn, choice: Choice) -> Say:
    act = ACTIONS.get(choice.action)
    if act is None:
        return Say(answers.old_choice())
    return await act(turn, **choice.args)


async def _meant(turn: Turn, meaning: Meaning, text: str) -> Say:
    """Free text, understood: the plain ones at once, the others with the person's own words."""
    plain = _PLAIN.get(meaning.intent)
    if plain is not None:
        return await plain(turn)
    matter = _MATTERS.get(meaning.intent)
    if matter is not None:
        return await replies.pass_on(turn, str(matter), text)
    match meaning.intent:
        case Intent.PROMISE:
            return await work.promise(turn, text)
        case Intent.BY_EMAIL:
            return await replies.by_email(turn, text)
        case _:
            return await replies.unknown(turn, text)


_PLAIN: Mapping[Intent, Act] = {
    Intent.HAND_IN: report.begin,
    Intent.MY_WORK: work.show,
    Intent.CALENDAR: work.calendar,
    Intent.STATUS: status.show,
    Intent.MISSING: status.missing,
    Intent.CLAIMS_HANDED_IN: replies.claims,
    Intent.ASSENT: replies.assent,
    Intent.HELP: menu.show_help,
    Intent.STOP: menu.leave,
    Intent.QUIET: replies.quiet,
    Intent.UNITS: units.show,
    Intent.MEETING: status.show,
    Intent.PLAN: status.campaign,
}

_MATTERS: Mapping[Intent, Matter] = {
    Intent.EXTENSION: Matter.EXTENSION,
    Intent.NIL: Matter.NIL,
    Intent.FIX: Matter.FIX,
    Intent.PERSON: Matter.PERSON,
    Intent.PAPERS: Matter.PAPERS,
}


async def receive(turn: Turn, **file: Any) -> Say:
    """A file: kept as a row first, whatever it turns out to belong to."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    refusal = _unfit(turn, file["name"], file["size"])
    if refusal is not None:
        return refusal
    kept: File = await files.add(turn.session, turn.now, person_id=turn.person_id, **file)
    if kept.state == "known":
        args = {"file": kept.id, **kept.source}
        await errands.ask(turn.session, errands.FETCH, args, turn.now, turn.machine, turn.chat_id)
    return await report.receive(turn, kept)


def _unfit(turn: Turn, name: str, size: int) -> Say | None:
    """What the channel cannot bring here has another way; what is empty is said to be."""
    limit = CHANNELS[turn.row.channel].fetch
    if size > limit:
        return Say(texts.file_too_big(name, limit // 1_000_000, turn.setting.web_url or None))
    return Say(texts.empty_file(name)) if size == 0 else None
