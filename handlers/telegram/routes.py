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
from data import inbox, people
from handlers import joining, start, words
from handlers.start import Profile
from handlers.telegram.context import Context, Passage, passage
from handlers.turn import Turn

Callback = Callable[[Update, Context], Awaitable[None]]
Handler = BaseHandler[Update, Context, None]

SENT_AS_FILE = filters.Document.ALL | filters.PHOTO | filters.VIDEO | filters.AUDIO


def routes() -> list[Handler]:
    """In the order in which they are tried."""
    return [
        ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
        CallbackQueryHandler(press, pattern=r"^\d{1,18}\.\d{1,3}$"),
        CallbackQueryHandler(old_button),
        MessageHandler(filters.StatusUpdate.MIGRATE, migrate),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited),
        CommandHandler(["start", *words.COMMANDS], typed),
        MessageHandler(filters.TEXT, typed),
        MessageHandler(SENT_AS_FILE, file),
        MessageHandler(filters.VOICE | filters.VIDEO_NOTE, partial(explain, what=answers.voice)),
        MessageHandler(filters.Sticker.ALL, partial(explain, what=answers.sticker)),
        MessageHandler(filters.CONTACT, contact),
        MessageHandler(filters.StatusUpdate.ALL, ignore),
        MessageHandler(filters.ALL, partial(explain, what=answers.unsupported)),
        TypeHandler(Update, ignore),
    ]


async def typed(update: Update, context: Context) -> None:
    """A command or free words."""
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


async def file(update: Update, context: Context) -> None:
    """A document or a picture, asked for or not."""
    async with context.turn(update) as turn:
        turn.say(await words.receive(turn, **_file(update.effective_message)))


async def edited(update: Update, context: Context) -> None:
    """An edit changes nothing that was taken; a known person is told so."""
    async with context.turn(update) as turn:
        if not turn.group and turn.speaker.person is not None:
            turn.say(Say(answers.edited()))


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
    status = update.my_chat_member.new_chat_member.status
    out = status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    was_out = update.my_chat_member.old_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    async with context.turn(update) as turn:
        await people.gone(turn.session, turn.row.channel, turn.row.address, turn.now if out else None)
        await turn.note("left" if out else "returned", chat=turn.chat_id)
        if turn.group and was_out and not out:
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
    user = update.effective_user
    return Profile(user.full_name if user else "")


def _audience(turn: Turn) -> Audience:
    return Audience.PUBLIC if turn.group else Audience.PRIVATE


def _file(message: Message | None) -> dict[str, Any]:
    """What Telegram says of a file; its bytes are fetched by an errand."""
    assert message is not None
    found: Any = message.document or message.video or message.audio or (message.photo[-1] if message.photo else None)
    kind = getattr(found, "mime_type", None) or ("image/jpeg" if message.photo else "")
    name = getattr(found, "file_name", None) or f"{'anh' if message.photo else 'tep'}-{message.message_id}"
    return {
        "name": name if "." in name or not message.photo else f"{name}.jpg",
        "kind": kind,
        "size": found.file_size or 0,
        "source": {"channel": "telegram", "file_id": found.file_id, "unique": found.file_unique_id},
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
