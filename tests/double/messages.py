"""Methods that write, change and remove messages."""

from collections.abc import Callable
from typing import Any

from tests.double.checks import caption_of, inline_markup_of, markup_of, text_of
from tests.double.entities import units
from tests.double.files import Stored
from tests.double.params import Params
from tests.double.refusals import NOT_MODIFIED, QUERY_TOO_OLD, bad
from tests.double.world import Chat, Json, World

CHAT_ACTIONS = (
    *("typing", "choose_sticker", "find_location", "upload_photo", "upload_video", "upload_voice"),
    *("upload_document", "upload_video_note", "record_video", "record_voice", "record_video_note"),
)
ANSWER_UNITS = 200


def send_message(world: World, params: Params) -> Json:
    chat = world.open_chat(params)
    return _send(world, chat, params, text_of(params))


def send_document(world: World, params: Params) -> Json:
    return _send_file(world, params, "document", Stored.document)


def send_photo(world: World, params: Params) -> Json:
    return _send_file(world, params, "photo", Stored.photo)


def _send_file(world: World, params: Params, sort: str, shown: Callable[[Stored], Any]) -> Json:
    chat = world.open_chat(params)
    caption = caption_of(params)
    file = world.files.from_call(params, sort, world.limits.photo)
    return _send(world, chat, params, {sort: shown(file), **caption})


def _send(world: World, chat: Chat, params: Params, content: Json) -> Json:
    """The common part: place, keyboard, pace; then it is there."""
    markup = markup_of(params)
    place = _place(chat, params)
    world.pace(chat)
    inline = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    message = world.write(chat, world.bot, {**content, **place, **inline})
    if markup and not inline:
        chat.keyboard = markup.get("keyboard", [])
    world.show(chat, message)
    return message


def _place(chat: Chat, params: Params) -> Json:
    """The thread it goes to and the message it answers; both must be there."""
    place: Json = {}
    thread = params.number("message_thread_id")
    if thread:
        if thread not in chat.threads:
            raise bad("message thread not found")
        place = {"message_thread_id": thread, "is_topic_message": True}
    reply = params.structure("reply_parameters") or {"message_id": params.number("reply_to_message_id")}
    answered = chat.messages.get(int(reply.get("message_id") or 0))
    if answered is not None:
        place["reply_to_message"] = {key: value for key, value in answered.items() if key != "reply_to_message"}
    elif reply.get("message_id") and not reply.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return place


def edit_message_text(world: World, params: Params) -> Json:
    chat = world.open_chat(params)
    message = _editable(world, chat, params)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    rest = {key: value for key, value in message.items() if key not in ("text", "entities", "reply_markup")}
    return _edit(world, chat, message, {**rest, **text_of(params), **_inline(params)}, paced=True)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    chat = world.open_chat(params)
    message = _editable(world, chat, params)
    rest = {key: value for key, value in message.items() if key != "reply_markup"}
    return _edit(world, chat, message, {**rest, **_inline(params)}, paced=False)


def _inline(params: Params) -> Json:
    """An edit without a keyboard takes the old one away."""
    markup = inline_markup_of(params)
    return {"reply_markup": markup} if markup else {}


def _editable(world: World, chat: Chat, params: Params) -> Json:
    message = _named(chat, params, "edit")
    if message["from"]["id"] != world.bot["id"]:
        raise bad("message can't be edited")
    return message


def _edit(world: World, chat: Chat, old: Json, new: Json, *, paced: bool) -> Json:
    if {**new, "edit_date": 0} == {**old, "edit_date": 0}:
        raise bad(NOT_MODIFIED)
    if paced:
        world.pace(chat)
    edited = {**new, "edit_date": world.date()}
    world.show(chat, edited)
    return edited


def _named(chat: Chat, params: Params, purpose: str) -> Json:
    message = chat.messages.get(params.number("message_id"))
    if message is None:
        raise bad(f"message to {purpose} not found")
    return message


def delete_message(world: World, params: Params) -> bool:
    chat = world.open_chat(params)
    message = _named(chat, params, "delete")
    if chat.is_group and message["from"]["id"] != world.bot["id"] and not chat.admin:
        raise bad("message can't be deleted")
    del chat.messages[message["message_id"]]
    return True


def pin_chat_message(world: World, params: Params) -> bool:
    """In a group only for an administrator."""
    chat = world.open_chat(params)
    message = _named(chat, params, "pin")
    if chat.is_group and not chat.admin:
        raise bad("not enough rights to manage pinned messages in the chat")
    chat.pinned.append(message["message_id"])
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    chat = world.open_chat(params)
    message_id = params.number("message_id") or (chat.pinned or [0])[-1]
    if message_id not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Once, and soon."""
    if units(params.text("text")) > ANSWER_UNITS:
        raise bad("MESSAGE_TOO_LONG")
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.answer is not None or world.clock() - query.tapped_at > world.settings.query_seconds:
        raise bad(QUERY_TOO_OLD)
    query.answer = {"text": params.text("text"), "show_alert": params.flag("show_alert")}
    return True


def send_chat_action(world: World, params: Params) -> bool:
    world.open_chat(params)
    if params.text("action") not in CHAT_ACTIONS:
        raise bad("wrong parameter action in request")
    return True


METHODS: dict[str, Callable[[World, Params], Any]] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "answerCallbackQuery": answer_callback_query,
}
