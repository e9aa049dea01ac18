"""'Của tôi': the hour of one's reminders, one's channels, one's calendar, what is kept of oneself."""

from datetime import timedelta

from core.calendar import minutes_of
from core.delivery import CHANNELS
from core.roles import HANDING_IN
from core.say import Audience, Choice, Say
from core.texts import answers, labels
from core.texts import mine as texts
from core.understanding import hour_named
from core.vietnamese import fold
from data import claims, invitations, marks, outbox, people
from data.invitations import Way
from data.models import Chat
from data.outbox import To
from handlers import feeds
from handlers.desk import addressee, organisers, plan_now
from handlers.turn import Turn

CODE_LIFE = timedelta(minutes=10)
_SPOKEN = {
    "telegram": ("telegram", "tele"), "zalo": ("zalo", "zl"), "web": ("web", "trang"), "email": ("mail", "thu")
}  # fmt: skip
MAIL = "email"


async def show(turn: Turn) -> Say:
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    person, me = turn.person_id, turn.speaker.person
    assert me is not None
    ways = _ways(await people.chats(turn.session, person), me.email)
    usual = minutes_of(turn.setting.calendar.morning)
    said = texts.summary(addressee(turn), me.phone, me.hour, usual, ways, me.prefers, await plan_now(turn))
    hours = (Choice(labels.OTHER_HOUR, "mine.hours"),) if turn.units else ()
    other = tuple(_prefer(one) for one in dict.fromkeys(ways) if one != me.prefers) if len(set(ways)) > 1 else ()
    return await feeds.under(turn, Say(said, (*hours, Choice(labels.LINK_CHANNEL, "mine.link"), *other)))


def _ways(chats: list[Chat], email: str) -> list[str]:
    return [*(chat.channel for chat in chats), *([MAIL] if email and MAIL in CHANNELS else [])]


def _prefer(channel: str) -> Choice:
    return Choice(texts.prefer_label(channel), "mine.prefer", {"channel": channel})


async def typed(turn: Turn, text: str) -> Say:
    """'Giờ nhắc 14h', 'nhắc giờ như cũ', or only what is one's own."""
    line = fold(text)
    if "nhu cu" in line or "binh thuong" in line:
        return await usual_hour(turn)
    if "gio" in line.split() and "nhac" in line and hour_named(text) is None:
        return await hours(turn)
    return await (hour(turn, text) if hour_named(text) is not None else show(turn))


def asks_for_an_hour(text: str) -> bool:
    """'Nhắc tôi lúc 9 giờ', not 'nhắc 12 đơn vị'."""
    words = fold(text).split()
    own = not {"toi", "minh", "em", "gio"}.isdisjoint(words[1:4])
    return own and ("nhu cu" in fold(text) or hour_named(text) is not None)


# -- the hour -----------------------------------------------------------------------------------------------------


async def hours(turn: Turn) -> Say:
    turn.only_for_known()
    return Say(texts.ask_hour(), awaits=Choice("", "mine.hour_typed"))


async def hour_typed(turn: Turn, words: str) -> Say:
    return await (usual_hour(turn) if "cu" in fold(words).split() else hour(turn, words))


async def hour(turn: Turn, words: str) -> Say:
    """Within the hours in which anybody is reminded; lunch is put off to its end."""
    person, calendar, named = turn.person_id, turn.setting.calendar, hour_named(words)
    if not any(seat.role in HANDING_IN for seat in turn.speaker.seats):
        return Say(answers.not_for_your_role())
    if named is None:
        return await hours(turn)
    own = calendar.own_hour(named)
    if own is None:
        return Say(texts.hour_refused(*calendar.hours_open), awaits=Choice("", "mine.hour_typed"))
    await people.change(turn.session, person, hour=own)
    await turn.note("own hour", minutes=own)
    return Say(texts.hour_set(own, minutes_of(calendar.morning), moved=own != minutes_of(named)))


async def usual_hour(turn: Turn) -> Say:
    await people.change(turn.session, turn.person_id, hour=None)
    await turn.note("own hour", minutes=None)
    return Say(texts.hour_usual(minutes_of(turn.setting.calendar.morning)))


# -- another channel ----------------------------------------------------------------------------------------------


async def link(turn: Turn) -> Say:
    """A code for ten minutes; an earlier one opens nothing any more."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    person, setting = turn.person_id, turn.setting
    code, token = setting.new_code(), setting.new_link()
    await invitations.withdraw(turn.session, invitations.LINK, person_id=person)
    hashes = setting.hash_code(code), setting.hash_code(token)
    await invitations.make(turn.session, invitations.LINK, *hashes, turn.machine, CODE_LIFE, person_id=person)
    await turn.note("channel code")
    bot = await marks.get(turn.session, marks.TELEGRAM_NAME)
    telegram = f"https://t.me/{bot}?start={token}" if bot else ""
    minutes = int(CODE_LIFE.total_seconds() // 60)
    return Say(texts.link_code(code, minutes, f"{setting.web_url}/vao/{token}", telegram))


async def refused(turn: Turn, way: Way) -> Say | None:
    """A channel that is one's own already, or with which somebody else works: then the organiser is asked."""
    chat = turn.speaker.chat
    if chat.person_id == way.person_id:
        return Say(texts.linked_already())
    if not turn.speaker.seats:
        return None
    await invitations.use(turn.session, way.id, turn.machine)
    asking = await people.known(turn.session, way.person_id or 0)
    said = texts.asks_organiser(asking, addressee(turn), chat.channel)
    turn.tell(await organisers(turn), lambda _: Say(said))
    await turn.note("channel refused", person=way.person_id)
    return Say(texts.of_somebody_else(await plan_now(turn)))


async def linked(turn: Turn) -> Say:
    """Both work from now on; those that were there before are told, for it may have been somebody else."""
    chats = await people.chats(turn.session, turn.person_id)
    notice = Say(
        texts.linked_notice(turn.speaker.chat.channel, turn.now),
        (Choice(labels.DROP_CHANNEL, "mine.unlink", {"chat": turn.chat_id}),),
    )
    for one in chats:
        if one.id != turn.chat_id:
            to = To(one.id or 0, one.channel, one.person_id)
            turn.said += outbox.letters(notice, to, turn.now, turn.machine)
    ways = [one.channel for one in chats]
    offers = tuple(_prefer(one) for one in dict.fromkeys(ways)) if len(set(ways)) > 1 else ()
    return Say(texts.linked(turn.name, ways), offers)


async def let_go(turn: Turn) -> None:
    """What somebody began to claim in a chat that turns out to be of a person already known is theirs."""
    claim = await claims.open_of(turn.session, [turn.chat_id])
    if claim is not None:
        await claims.withdraw(turn.session, claim, turn.now)


async def unlink(turn: Turn, chat: int) -> Say:
    """One of one's own channels, not the one in hand."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    mine = await people.chats(turn.session, turn.person_id)
    found = next((one for one in mine if one.id == chat and one.id != turn.chat_id), None)
    if found is None:
        return Say(answers.old_choice())
    await people.unbind(turn.session, chat)
    await turn.note("channel dropped", chat=chat)
    return Say(texts.unlinked(found.channel), (Choice(labels.MINE, "mine.show"),))


async def prefer(turn: Turn, channel: str) -> Say:
    """Where letters go first."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    person, me = turn.person_id, turn.speaker.person
    ways = _ways(await people.chats(turn.session, person), me.email if me else "")
    if channel not in ways:
        return Say(texts.not_linked(channel), (Choice(labels.LINK_CHANNEL, "mine.link"),))
    await people.change(turn.session, person, prefers=channel)
    await turn.note("prefers", channel=channel)
    return Say(texts.preferred(channel))


async def prefer_typed(turn: Turn, text: str) -> Say:
    """'Nhận tin ở Telegram'."""
    words = fold(text).replace("-", " ").split()
    named = next((channel for channel, spoken in _SPOKEN.items() if not set(spoken).isdisjoint(words)), None)
    if named is not None:
        return await prefer(turn, named)
    me = turn.speaker.person
    ways = _ways(await people.chats(turn.session, turn.person_id), me.email if me else "")
    return Say(texts.which_channel(ways), tuple(_prefer(one) for one in dict.fromkeys(ways)))
