"""The link to one's own calendar, given under /lich; another one makes the old one worthless."""

from dataclasses import replace

from core.feeds import token
from core.say import Choice, Say, units16
from core.texts import feeds as texts
from core.texts import labels
from core.texts.clauses import LIMIT
from data import feeds
from handlers.turn import Turn

PATH = "/lich/{}.ics"
_IN_PHONE = Choice(labels.PHONE_CALENDAR, "feeds.show")
_ANOTHER = Choice(labels.NEW_FEED, "feeds.renew")


async def under(turn: Turn, say: Say) -> Say:
    """The same answer with the link below it, where pages have an address and nobody else hears."""
    if turn.group or not turn.setting.web_url:
        return say
    said = f"{say.text}\n\n{texts.link(await _own(turn))}"
    if units16(said) > LIMIT:
        return replace(say, choices=(*say.choices, _IN_PHONE))
    return replace(say, text=said, choices=(*say.choices, _ANOTHER))


async def show(turn: Turn) -> Say:
    """The link alone, where there was no room for it."""
    turn.only_for_known()
    return Say(texts.link(await _own(turn)), (_ANOTHER,))


async def _own(turn: Turn) -> str:
    serial = await feeds.serial(turn.session, turn.person_id)
    return _address(turn, serial) if serial is not None else await _renewed(turn)


async def renew(turn: Turn) -> Say:
    """'Đổi liên kết lịch': whoever has the old link sees nothing more."""
    return Say(texts.renewed(await _renewed(turn)), (_ANOTHER,))


async def _renewed(turn: Turn) -> str:
    serial = turn.setting.new_link()
    await feeds.renew(turn.session, turn.person_id, serial)
    return _address(turn, serial)


def _address(turn: Turn, serial: str) -> str:
    return turn.setting.web_url + PATH.format(token(turn.person_id, serial, turn.setting.hash_code))
