"""The page of a plan that is being checked. What is done on it goes the way of everything a person says: into the
inbox, through a turn, answered in the chat; the page waits for that and shows how the plan stands then."""

import asyncio
import hashlib
import json
import re
from collections import OrderedDict
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.clock import machine_now
from bot.house import House
from bot.web.bodies import form
from bot.web.browser import chat_of, house
from bot.web.chat import ANSWER_SECONDS, BIGGEST_ID, good_key, keep
from bot.web.lines import fresh_key
from bot.web.pages import page
from bot.web.plan_fields import page_values
from core.plans import talk
from core.plans.talk import View
from core.texts import labels
from core.texts import plan_page as texts
from core.texts import planning as said
from core.vietnamese import tidy
from data import inbox, readings
from data.database import Session
from data.inbox import Kept
from data.models import Chat, Incoming, Reading
from handlers import web
from handlers.turn import opened

LONGEST = 4000  # letters typed into one box
REMEMBERED = 50  # things done on pages of plans
CHANGES_NOTHING = ("preview", "start", "apply")
SAID_WHOLE = ("preview", "line")
_WHOLE = re.compile(r"-?\d{1,9}")


@dataclass(frozen=True)
class Seen:
    """A plan as its page sees it; `view` only while it is being checked."""

    reading: Reading
    view: View | None

    @property
    def stands(self) -> tuple[Any, ...]:
        """Equal as long as nothing was changed."""
        one = self.reading
        return one.kept, one.answers, one.short, one.state


# -- shown --------------------------------------------------------------------------------------------------------


async def show(request: Request) -> Response:
    """GET /c/{chat}/plan/{reading}: for whoever sent it; to anybody else there is no such page."""
    chat = await chat_of(request)
    seen = await _seen(request, chat)
    notice = await _notice(request, chat, seen)
    back = f"/#phone-{chat.id}" if house(request).settings.demo else "/chat"
    shared: dict[str, Any] = {"p": texts, "l": labels, "back": back, "notice": notice}
    shared |= {"chat": chat.id, "reading": seen.reading.id}
    if seen.view is None:
        title, message = texts.CLOSED[seen.reading.state]
        return page(request, "plan_closed.html", **shared, title=title, message=message)
    values = page_values(seen.reading, seen.view)
    if notice and notice["field"] not in values["places"]:
        notice["field"] = "top"  # of a report that was dropped
    return page(request, "plan.html", **shared, key=fresh_key(), **values)


async def _seen(request: Request, chat: Chat) -> Seen:
    reading = int(request.path_params["reading"])
    home = house(request)
    found = None
    if reading <= BIGGEST_ID:
        found = await home.database.read(partial(_look, home=home, chat=chat, reading=reading))
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return found


async def _look(session: Session, home: House, chat: Chat, reading: int) -> Seen | None:
    """As a turn of this chat would see it; nothing is said and nothing kept."""
    now = home.clock.now()
    row = Kept(0, chat.channel, "", chat.address, {}, now)
    turn = await opened(session, row, now, machine_now(), home.setting)
    found = await web.shown(turn, reading)
    return Seen(*found) if found else None


# -- changed ------------------------------------------------------------------------------------------------------


async def change(request: Request) -> Response:
    """POST: one thing done on the page. Back to the page once it is handled, or after a few seconds without."""
    chat = await chat_of(request)
    before = await _seen(request, chat)
    given = await form(request)
    act, args = given.get("act", ""), _args(given, before.reading.id or 0)
    raw = web.planned(act, args, _label(before, act, args))
    key = _key(good_key(given.get("key")), act, args)
    stood = _stood.before(f"{chat.id}:{key}", before.stands)
    row = await _handled(request, chat, key, raw)
    after = await _seen(request, chat)
    again = "&again=1" if act not in CHANGES_NOTHING and after.stands == stood else ""
    address = f"/c/{chat.id}/plan/{before.reading.id}?row={row}{again}#{_field(act, args)}"
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


class _Stood:
    """How a plan stood before each of the last things done: of two presses the second may look after the first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[Any, ...]] = OrderedDict()

    def before(self, key: str, stands: tuple[Any, ...]) -> tuple[Any, ...]:
        first = self._kept.setdefault(key, stands)
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
        return first


_stood = _Stood()


def _args(given: dict[str, str], reading: int) -> dict[str, Any]:
    """What stands in the form, numbers as numbers; whether it makes sense is for the turn to say."""
    args: dict[str, Any] = {name: value for name, value in given.items() if name not in ("act", "key", "reading")}
    for name in args:
        if name in web.NUMBERS and _WHOLE.fullmatch(args[name]):
            args[name] = int(args[name])
        elif len(args[name]) > LONGEST:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            args[name] = tidy(args[name])
    return {**args, "reading": reading}


def _key(key: str, act: str, args: dict[str, Any]) -> str:
    """Pressed twice on one page is done once; other words on the same page, gone back to, are another act."""
    whole = json.dumps([key, act, args], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:48]


def _label(seen: Seen, act: str, args: dict[str, Any]) -> str:
    """As the person's own line in the chat: what they typed, or what stood on the button."""
    return texts.told(act, str(args.get("words", "")) or _pressed(seen, act, args)) if act in texts.ACTS else ""


def _pressed(seen: Seen, act: str, args: dict[str, Any]) -> str:
    choice = args.get("choice", args.get("letters"))
    buttons: dict[str, tuple[str, ...]] = {
        "judge": (labels.ON_TIME, labels.LATE),
        "numbers": (labels.ASK_NUMBERS, labels.FILE_ONLY),
        "start": (labels.START_SILENTLY, labels.START_WITH_LETTERS),
    }
    if act == "settle" and seen.view:
        buttons[act] = _choices(seen.view, args.get("finding"))
    if act == "contact" and seen.view:
        return said.person(*web.whom(seen.view).get(str(args.get("who")), ("", ""))).strip(", ")
    known = buttons.get(act, ())
    return known[choice] if isinstance(choice, int) and 0 <= choice < len(known) else ""


def _choices(view: View, finding: object) -> tuple[str, ...]:
    found = view.kept["findings"]
    if not isinstance(finding, int) or not 0 <= finding < len(found):
        return ()
    return tuple(choice["label"] for choice in found[finding]["choices"]) or (labels.LEAVE,)


async def _handled(request: Request, chat: Chat, key: str, raw: dict[str, Any]) -> int:
    """Kept, and its answer told, as far as patience goes. What was kept before is not waited for long: it is told."""
    home = house(request)
    update_id = f"{chat.id}:{key}"
    told = home.nursery.start("plan page", _told(home, chat, update_id))
    try:
        row = await keep(request, chat, key, raw)
        if not await home.database.read(partial(_is_told, chat=chat, update_id=update_id)):
            await asyncio.wait({told}, timeout=ANSWER_SECONDS)
    finally:
        told.cancel()
    return row


async def _told(home: House, chat: Chat, update_id: str) -> None:
    """Listens before anything is kept, so no ring is missed."""
    async with aclosing(home.rings.listen([chat.id or 0])) as rings:
        async for _ in rings:
            if await home.database.read(partial(_is_told, chat=chat, update_id=update_id)):
                return


async def _is_told(session: Session, chat: Chat, update_id: str) -> bool:
    row_id = await inbox.by_key(session, chat.channel, update_id)
    row = await readings.done_on_page(session, row_id, chat) if row_id else None
    return row is not None and await readings.answer_to(session, row, chat.id or 0) is not None


# -- what came of it ----------------------------------------------------------------------------------------------


async def _notice(request: Request, chat: Chat, seen: Seen) -> dict[str, Any] | None:
    """Beside the field in which it was done: what was answered. `again`: nothing was changed, so the words stay."""
    number = request.query_params.get("row", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    found = await house(request).database.read(partial(_done, chat=chat, row_id=int(number)))
    if found is None or found[0].raw.get("args", {}).get("reading") != seen.reading.id:
        return None
    row, answer = found
    act, args = str(row.raw["act"]), row.raw["args"]
    return {
        "act": act,
        "field": _field(act, args),
        "said": texts.WAITING if answer is None else _said(seen, act, answer),
        "again": request.query_params.get("again") == "1",
        "words": str(args.get("words", "")),
    }


async def _done(session: Session, chat: Chat, row_id: int) -> tuple[Incoming, str | None] | None:
    row = await readings.done_on_page(session, row_id, chat)
    if row is None:
        return None
    letter = await readings.answer_to(session, row, chat.id or 0)
    return row, letter.text if letter else None


def _said(seen: Seen, act: str, answer: str) -> str:
    """The answer without the question that follows it in the chat: here that has its own field."""
    following = (talk.onward(seen.view).text if seen.view else "", said.ask_report())
    own = answer
    for question in following:
        own = own.removesuffix(question).rstrip()
    if not own:
        return texts.NOTED
    return own if act in SAID_WHOLE else own.partition("\n")[0]


def _field(act: str, args: dict[str, Any]) -> str:
    """Where on the page it was done."""
    if act in ("settle", "answer"):
        return f"f-{args.get('finding')}" if isinstance(args.get("finding"), int) else "top"
    if isinstance(args.get("at"), int):
        return "owners" if args["at"] < 0 else f"r-{args['at']}"
    places = {"line": "more", "judge": "grace", "numbers": "numbers", "contact": "contact", "contact_typed": "contact"}
    begins = {"start": "begin", "preview": "begin", "apply": "begin", "name": "name"}
    return (places | begins).get(act, "top")
