"""Every way a Telegram update can take, on one screen."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatMemberStatus
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from core.say import Audience, Say
from core.texts import answers
from data import bound, inbox, people
from handlers import correcting, groups, joining, receiving, start, words
from handlers.acts import COMMANDS
from handlers.start import Profile
from handlers.telegram.context import Context, Passage, in_group, passage, speaker
from handlers.telegram.updates import is_edit_of, speaks_to, text_of
from handlers.turn import Turn

Callback = Callable[[Update, Context], Awaitable[None]]
Handler = BaseHandler[Update, Context, None]

SENT_AS_FILE = (
    filters.Document.ALL | filters.PHOTO | filters.VIDEO | filters.AUDIO | filters.ANIMATION | filters.VOICE
    | filters.VIDEO_NOTE
)  # fmt: skip
UNSAID = 1  # bytes, where Telegram does not say how many: it shows when they have come
EDITS = 8  # of one message, looked back over to find what it said first


def routes() -> list[Handler]:
    """In the order in which they are tried."""
    return [
        ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
        CallbackQueryHandler(press, pattern=r"^\d{1,18}\.\d{1,3}$"),
        CallbackQueryHandler(old_button),
        MessageHandler(filters.StatusUpdate.MIGRATE, migrate),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.LOCATION, ignore),  # a live one, every few seconds
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited),
        MessageHandler(filters.FORWARDED & filters.TEXT, forwarded),
        CommandHandler(["start", *COMMANDS], typed),
        MessageHandler(filters.TEXT, typed),
        MessageHandler(SENT_AS_FILE, file),
        MessageHandler(filters.Sticker.ALL, partial(explain, what=answers.sticker)),
        MessageHandler(filters.LOCATION | filters.VENUE, partial(explain, what=answers.place)),
        MessageHandler(filters.POLL, partial(explain, what=answers.poll)),
        MessageHandler(filters.CONTACT, contact),
        MessageHandler(filters.StatusUpdate.ALL, ignore),
        MessageHandler(filters.ALL, partial(explain, what=answers.unsupported)),
        TypeHandler(Update, ignore),
    ]


async def typed(update: Update, context: Context) -> None:
    """A command or free words; in a group only what is meant for the bot."""
    if not _meant(update, context):
        return
    async with context.turn(update) as turn:
        turn.say(await words.hear(turn, _text(update), _profile(update)))


async def press(update: Update, context: Context) -> None:
    """A button: the letter's id and the number of the choice."""
    assert update.callback_query is not None
    letter, number = str(update.callback_query.data).split(".")
    async with context.turn(update) as turn:
        turn.say(await words.press(turn, int(letter), int(number)))


async def old_button(update: Update, context: Context) -> None:
    """A button this bot never made, or made in a form it no longer reads."""
    async with context.turn(update) as turn:
        turn.say(Say(answers.old_choice(), audience=_audience(turn)))


async def forwarded(update: Update, context: Context) -> None:
    """Words of somebody else: they may be an answer, never a wish."""
    if not _meant(update, context):
        return
    async with context.turn(update) as turn:
        turn.say(await words.forwarded(turn, _text(update), _profile(update)))


async def file(update: Update, context: Context) -> None:
    """A document, a picture, a voice: asked for or not."""
    message = update.effective_message
    assert message is not None
    if in_group(update):
        await _file_in_group(update, context, message)
        return
    async with context.turn(update) as turn:
        turn.say(await receiving.receive(turn, **_file(message), **_beside(message)))


async def _file_in_group(update: Update, context: Context, message: Message) -> None:
    """A unit's person is answered in private; somebody unknown, with one line there. What people show each other,
    pictures and films, is no report, nor is anything in a group bound to nothing, unless it is meant for the bot."""
    now, who = passage.get(), speaker(update)
    found = await people.speaker(now.session, now.row.channel, who) if who else None
    shown = bool(message.document) and await bound.is_bound(now.session, now.row.channel, now.row.address)
    if not shown and not _meant(update, context):
        return
    hands_in = found is not None and found.person is not None and bool(found.unit_ids)
    async with context.turn(update, aside=hands_in) as turn:
        if hands_in:
            turn.say(await receiving.from_group(turn, **_file(message), **_beside(message) | {"answers_to": ""}))
        elif found is None or found.person is None:
            await groups.unknown_file(turn)
        elif _meant(update, context):
            turn.say(await receiving.receive(turn, **_file(message)))


async def edited(update: Update, context: Context) -> None:
    """An edit changes the last answer of an open draft and nothing else; a known person is told either way."""
    message = update.effective_message
    assert message is not None
    async with context.turn(update) as turn:
        if not turn.group and turn.speaker.person is not None:
            turn.say(await correcting.edited(turn, await _before(turn, message), message.text or ""))


async def _before(turn: Turn, message: Message) -> str:
    """What this message said when it was taken; "" unless it was the last thing this person said."""
    earlier = [row.raw for row in await inbox.before(turn.session, turn.row, EDITS)]
    said = next((raw for raw in earlier if not is_edit_of(raw, message.message_id)), {})
    return text_of(said, message.message_id)


async def explain(update: Update, context: Context, what: Callable[[], str]) -> None:
    """What cannot be read: one sentence, and only in private."""
    async with context.turn(update) as turn:
        if not turn.group:
            turn.say(Say(what()))


async def contact(update: Update, context: Context) -> None:
    """A telephone shared by a tap: one's own may be asked for, anybody else's is nobody's business here."""
    message, user = update.effective_message, update.effective_user
    assert message is not None
    shared = message.contact
    own = shared is not None and user is not None and shared.user_id == user.id
    async with context.turn(update) as turn:
        if not turn.group:
            phone = shared.phone_number if shared is not None and own else ""
            turn.say(await joining.contact(turn, phone))


async def membership(update: Update, context: Context) -> None:
    """The person blocked the bot or came back; a group took it in or put it out."""
    assert update.my_chat_member is not None
    before, after = update.my_chat_member.old_chat_member.status, update.my_chat_member.new_chat_member.status
    out, was_out = (one in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT) for one in (after, before))
    pins = after == ChatMemberStatus.ADMINISTRATOR and before == ChatMemberStatus.MEMBER
    async with context.turn(update) as turn:
        await people.gone(turn.session, turn.row.channel, turn.row.address, turn.now if out else None)
        await turn.note("left" if out else "returned", chat=turn.chat_id)
        if turn.group and out:
            await groups.put_out(turn)
        if turn.group and pins:
            await groups.promoted(turn)
        if turn.group and was_out and not out:
            await groups.joined(turn)
            turn.say(await start.group_greeting(turn))


async def migrate(update: Update, context: Context) -> None:
    """A group became a supergroup: both sides of the service message say so, whichever comes first."""
    message = update.effective_message
    assert message is not None
    old, new = message.migrate_from_chat_id or message.chat_id, message.migrate_to_chat_id or message.chat_id
    now = passage.get()
    await people.moved(now.session, now.row.channel, str(old), str(new))


async def ignore(update: Update, context: Context) -> None:
    """Nothing to answer; the row is closed by whoever carries the update here."""


async def failed(update: object, context: Context) -> None:
    """`Application.process_update` swallows what a callback raises; the writer must see it, to undo the turn."""
    if isinstance(context.error, Exception):
        passage.get().failure = context.error


def _text(update: Update) -> str:
    message = update.effective_message
    return (message.text if message else None) or ""


def _profile(update: Update) -> Profile:
    user, chat = update.effective_user, update.effective_chat
    return Profile(user.full_name if user else "", (chat.title or "") if chat else "")


def _meant(update: Update, context: Context) -> bool:
    """In a group the bot hears only what is meant for it."""
    return not in_group(update) or speaks_to(passage.get().row.raw, context.bot.username, context.bot.id)


def _audience(turn: Turn) -> Audience:
    return Audience.PUBLIC if turn.group else Audience.PRIVATE


# How what has no name of its own is called, and what it is when Telegram does not say.
_NAMELESS = {"photo": ("anh", "jpg", "image/jpeg"), "voice": ("ghi-am", "ogg", "audio/ogg"),
             "video": ("video", "mp4", "video/mp4"), "video_note": ("video", "mp4", "video/mp4"),
             "audio": ("am-thanh", "mp3", "audio/mpeg")}  # fmt: skip


def _file(message: Message) -> dict[str, Any]:
    """What Telegram says of a file; its bytes are fetched by an errand."""
    sort = next((one for one in _NAMELESS if getattr(message, one)), "document")
    found: Any = getattr(message, sort)
    found = found[-1] if sort == "photo" else found
    stem, ending, kind = _NAMELESS.get(sort, ("tep", "", ""))
    name = f"{stem}-{message.message_id}{ending and '.'}{ending}"
    return {
        "name": getattr(found, "file_name", None) or name,
        "kind": getattr(found, "mime_type", None) or kind,
        "size": UNSAID if found.file_size is None else found.file_size,
        "source": {"channel": "telegram", "file_id": found.file_id, "unique": found.file_unique_id},
    }


def _beside(message: Message) -> dict[str, Any]:
    """What tells which report a file is for."""
    replied = message.reply_to_message
    return {
        "album": message.media_group_id or "",
        "caption": message.caption or "",
        "answers_to": str(replied.message_id) if replied is not None else "",
        "spoken": bool(message.voice or message.video_note),
    }


async def carry(application: "Application[Any, Context, Any, Any, Any, Any]", update: Update, now: Passage) -> None:
    """Take one update through PTB's handlers inside the writer's transaction."""
    token = passage.set(now)
    try:
        await application.process_update(update)
    finally:
        passage.reset(token)
    if now.failure is not None:
        raise now.failure
    if not now.done:
        await inbox.close(now.session, now.row.id, now.machine)
