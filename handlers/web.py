"""The web channel's way in: what its pages put into the inbox, read back as turns."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.plans.checking import DRAFT
from core.plans.talk import View
from core.say import Say
from core.texts import plan_page as texts
from data import readings
from data.files import WAITS
from data.inbox import Kept
from data.models import Chat, Reading
from handlers import filling, planning, proposals, receiving, revising, words
from handlers.turn import Turn


def typed(text: str) -> dict[str, Any]:
    return {"v": 1, "kind": "text", "text": text}


def tapped(letter: int, number: int, label: str) -> dict[str, Any]:
    """`label` only shows on the person's own page; the choice itself is read from the letter."""
    return {"v": 1, "kind": "tap", "letter": letter, "n": number, "label": label}


def uploaded(
    name: str, size: int, sha256: str, kind: str, album: str = "", sort: str = "", about: int = 0, look: bool = False
) -> dict[str, Any]:
    """`album`: the page's own word for files that were chosen together; `sort`: what its bytes say it is, where that is
    not what its name says; `about`: what it is for, if a link said so; `look`: it has to be looked into."""
    given = {"album": album, "sort": sort, "about": about, "look": int(look)}
    more = {name: value for name, value in given.items() if value}
    return {"v": 1, "kind": "file", "name": name, "size": size, "sha256": sha256, "type": kind, **more}


def planned(act: str, args: Mapping[str, Any], label: str) -> dict[str, Any]:
    """Something done on the page of a plan. Whether it can be is for the turn to say; `label` only shows."""
    return {"v": 1, "kind": "plan", "act": act, "args": dict(args), "label": label}


def filled(obligation: int, fields: Mapping[str, str], hand_in: bool) -> dict[str, Any]:
    """Typed on the page of a report that only named people may read; wiped by the turn that takes it."""
    return {"v": 1, "kind": "private", "obligation": obligation, "fields": dict(fields), "hand_in": int(hand_in)}


def meant_for(raw: dict[str, Any], chat: Chat) -> dict[str, Any]:
    """What a person did on a page opened by a link of their chat: it is said and answered there."""
    return raw | {"for": {"channel": chat.channel, "address": chat.address}}


def in_their_chat(row: Kept) -> Kept:
    """Only our own pages write `for`: no browser names a chat."""
    whose = row.raw.get("for")
    return replace(row, channel=whose["channel"], address=whose["address"]) if whose else row


async def answer(turn: Turn, row: Kept) -> Say:
    raw = row.raw
    match raw["kind"]:
        case "text":
            return await words.hear(turn, raw["text"])
        case "tap":
            return await words.press(turn, raw["letter"], raw["n"])
        case "file":
            file = {"name": raw["name"], "size": raw["size"], "sha256": raw["sha256"], "kind": raw["type"]}
            about = (int(raw["about"]),) if raw.get("about") else ()
            source = ({"sort": raw["sort"]} if raw.get("sort") else {}) | ({"look": WAITS} if raw.get("look") else {})
            return await receiving.receive(turn, album=raw.get("album", ""), about=about, source=source, **file)
        case "private":
            return await filling.fill(turn, raw["obligation"], raw["fields"], bool(raw["hand_in"]))
        case "plan":
            return await _plan(turn, raw.get("act"), raw.get("args"))
        case kind:
            raise ValueError(kind)


# -- the page of a plan -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """A turn that the page may ask for, and what it is told beside the plan's own number."""

    turn: Callable[..., Awaitable[Say]]
    args: tuple[str, ...] = ()


ACTS: Mapping[str, Act] = {
    "answer": Act(proposals.answer, ("finding", "words")),
    "apply": Act(revising.apply),
    "contact": Act(proposals.contact, ("who",)),
    "contact_typed": Act(proposals.contact_typed, ("words",)),
    "date": Act(proposals.date, ("at", "words")),
    "handed": Act(proposals.handed_typed, ("at", "words")),
    "judge": Act(planning.judge, ("choice",)),
    "label": Act(proposals.label, ("at", "words")),
    "line": Act(proposals.line, ("words",)),
    "name": Act(planning.name, ("words",)),
    "numbers": Act(proposals.numbers, ("choice",)),
    "owe": Act(proposals.owe_typed, ("at", "words")),
    "preview": Act(planning.preview),
    "settle": Act(planning.settle, ("choice", "finding")),
    "start": Act(planning.start, ("letters",)),
    "strike": Act(proposals.strike, ("at",)),
}
NUMBERS = ("at", "choice", "finding", "letters")  # other arguments are words
EVERY_REPORT = -1  # of the question who owes them
_TWO = range(2)
_DATED = ("date", "handed")


async def _plan(turn: Turn, name: object, args: object) -> Say:
    """In a chat the letter says what may be pressed. A page is asked by the browser, so here the plan itself does."""
    act = ACTS.get(name) if isinstance(name, str) else None
    if act is None or not isinstance(args, dict) or type(args.get("reading")) is not int:
        return Say(texts.too_old())
    if "words" in act.args and not args.get("words"):
        return Say(texts.nothing_typed())
    if set(args) != {"reading", *act.args} or not all(_fits(key, value) for key, value in args.items()):
        return Say(texts.too_old())
    found = await planning.opened(turn, args["reading"])
    if found is not None and not _offered(await planning.view(turn, found), str(name), args):
        return Say(texts.too_old())
    return await act.turn(turn, **args)


def _fits(key: str, value: object) -> bool:
    return type(value) is int if key in (*NUMBERS, "reading") else isinstance(value, str)


def _offered(seen: View, name: str, args: Mapping[str, Any]) -> bool:
    """Is this on the page as the plan now stands?"""
    if "finding" in args and not 0 <= args["finding"] < len(seen.kept["findings"]):
        return False
    if "at" in args and not _has_report(seen, name, args["at"]):
        return False
    if name == "settle":
        return args["choice"] in range(max(1, len(seen.kept["findings"][args["finding"]]["choices"])))
    if name == "contact":
        return all(whom(seen).get(args["who"], ("",)))
    return args.get("choice", 0) in _TWO and args.get("letters", 0) in _TWO


def _has_report(seen: View, name: str, at: int) -> bool:
    """What comes round has no date of its own to change."""
    if at == EVERY_REPORT:
        return name == "owe"
    return any(one.at == at and not (one.rhythm and name in _DATED) for one in seen.reports)


def whom(seen: View) -> dict[str, tuple[str, str]]:
    """Those who may be called without typing: name and phone."""
    return {"plan": (seen.kept["contact"]["name"], seen.kept["contact"]["phone"]), "me": seen.me}


async def shown(turn: Turn, reading: int) -> tuple[Reading, View | None] | None:
    """A person's own plan for its page: nothing where it is not theirs, no view where it is not being checked."""
    person = turn.speaker.person
    found = await readings.of_person(turn.session, reading, person.id) if person and person.id else None
    if found is None or not (turn.organises or DRAFT in found.answers):
        return None
    return found, await planning.view(turn, found) if found.state == "open" else None
