"""What people do, seen from inside Telegram. Every act takes and returns JSON, so that it also works across HTTP.

A person or a group comes as a profile and becomes known with the first act. LookupError = the act is impossible.
"""

import base64
from collections.abc import Callable
from typing import Any

from tests.double.entities import found_in
from tests.double.files import Stored
from tests.double.refusals import BLOCKED, DEACTIVATED
from tests.double.world import Chat, Json, Query, World


def knows_bot(world: World, person: Json) -> None:
    """The person opened the chat some time ago; the bot hears nothing of it now."""
    world.open_private(person)


def place_of(world: World, person: Json | None, group: Json | None) -> Chat:
    """The chat an act happens in: the group, where it moved to, or the person's own chat."""
    if group is None:
        return _private(world, person or {})
    chat = world.chats.get(group["id"])
    if chat is None:
        chat = world.chats[group["id"]] = Chat(group, shut=f"bot is not a member of the {group['type']} chat")
    return chat if chat.moved_to is None else world.chats[chat.moved_to]


def _private(world: World, person: Json) -> Chat:
    chat = world.open_private(person)
    if chat.shut:
        raise LookupError(f"{person['first_name']} cannot write: {chat.shut}")
    return chat


def speak(
    world: World,
    person: Json,
    group: Json | None,
    content: Json,
    thread: int | None = None,
    reply_to: int | None = None,
) -> Json:
    """One message from a person, told to the bot if it may see it."""
    chat = place_of(world, person, group)
    message = world.write(chat, person, {**content, **_context(chat, thread, reply_to)})
    if _reaches(world, chat, message):
        world.updates.add("message", chat.id, message)
    return message


def _context(chat: Chat, thread: int | None, reply_to: int | None) -> Json:
    context: Json = {}
    if thread is not None:
        chat.threads.add(thread)
        context |= {"message_thread_id": thread, "is_topic_message": True}
    if reply_to is not None:
        context["reply_to_message"] = chat.messages[reply_to]
    return context


def _reaches(world: World, chat: Chat, message: Json) -> bool:
    """In a group with privacy on: commands for this bot, mentions of it, answers to it."""
    if chat.shut:
        return False
    if not chat.is_group or chat.admin or not world.settings.privacy:
        return True
    text = message.get("text") or message.get("caption") or ""
    named = f"@{world.bot['username']}"
    commands = text.startswith("/") and ("@" not in text.split()[0] or text.split()[0].endswith(named))
    return commands or named in text or _sender(message.get("reply_to_message")) == world.bot["id"]


def _sender(message: Json | None) -> int | None:
    return message["from"]["id"] if message else None


def says(
    world: World,
    person: Json,
    text: str,
    group: Json | None = None,
    thread: int | None = None,
    reply_to: int | None = None,
) -> Json:
    entities = found_in(text)
    content = {"text": text, "entities": entities} if entities else {"text": text}
    return speak(world, person, group, content, thread, reply_to)


def corrects(world: World, person: Json, message_id: int, text: str, group: Json | None = None) -> Json:
    """A person edits what they wrote."""
    chat = place_of(world, person, group)
    message = {**chat.messages[message_id], "text": text, "edit_date": world.date()}
    chat.messages[message_id] = message
    if _reaches(world, chat, message):
        world.updates.add("edited_message", chat.id, message)
    return message


def sends_file(
    world: World,
    person: Json,
    file: Json,
    caption: str = "",
    album: str = "",
    group: Json | None = None,
    reply_to: int | None = None,
) -> Json:
    """`file`: name, kind, data (base64), sort (document, photo, voice) and maybe a size larger than its data."""
    data = base64.b64decode(file["data"])
    stored = world.files.add(data, file["name"], file["kind"], file["sort"], file.get("size"))
    shown = {"photo": Stored.photo, "voice": Stored.voice}.get(file["sort"], Stored.document)(stored)
    content: Json = {file["sort"]: shown}
    if caption:
        content["caption"] = caption
    if album:
        content["media_group_id"] = album
    return speak(world, person, group, content, reply_to=reply_to)


def sends_album(
    world: World, person: Json, files: list[Json], caption: str = "", group: Json | None = None
) -> list[Json]:
    """One message a file, the caption on the first; nothing says which is the last."""
    album = str(world.serial())
    captions = [caption] + [""] * (len(files) - 1)
    return [sends_file(world, person, file, words, album, group) for file, words in zip(files, captions, strict=True)]


def sends_contact(world: World, person: Json, phone: str, own: bool = True) -> Json:
    """`own`: the person's own card, as the contact button sends it."""
    contact = {"phone_number": phone, "first_name": person["first_name"]}
    return speak(world, person, None, {"contact": {**contact, "user_id": person["id"]} if own else contact})


def presses(world: World, person: Json, which: str | int, group: Json | None = None, on: Json | None = None) -> Json:
    """Taps a button of the last message that has any, or of `on` as it once looked.

    Returns {"query": id}, {"url": …} for a link, {"text": …} for a key of the reply keyboard.
    """
    chat = place_of(world, person, group)
    message = on or _last_with_buttons(chat)
    button = _find(_buttons(message), which) or _find([key for row in chat.keyboard for key in row], which)
    if button is None:
        labels = [shown["text"] for shown in _buttons(message)]
        raise LookupError(f"no button {which!r} among {labels}")
    if "url" in button:
        return {"url": button["url"]}
    if "callback_data" not in button:
        says(world, person, button["text"], group)
        return {"text": button["text"]}
    return {"query": _tap(world, chat, person, message or {}, button)}


def _last_with_buttons(chat: Chat) -> Json | None:
    return next((shown for shown in reversed(chat.messages.values()) if _buttons(shown)), None)


def _buttons(message: Json | None) -> list[Json]:
    rows = (message or {}).get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _find(buttons: list[Any], which: str | int) -> Json | None:
    """By place; by label; by a part of the label that only one has."""
    named = [button if isinstance(button, dict) else {"text": button} for button in buttons]
    if isinstance(which, int):
        return named[which] if -len(named) <= which < len(named) else None
    exact = [button for button in named if button["text"] == which]
    partly = [button for button in named if which in button["text"]]
    return exact[0] if exact else partly[0] if len(partly) == 1 else None


def _tap(world: World, chat: Chat, person: Json, message: Json, button: Json) -> str:
    query = Query(str(world.serial()), world.clock())
    world.queries[query.id] = query
    content = {"id": query.id, "from": person, "message": message, "chat_instance": str(chat.id)}
    world.updates.add("callback_query", chat.id, {**content, "data": button["callback_data"]})
    return query.id


def blocks(world: World, person: Json) -> None:
    _private(world, person).shut = BLOCKED
    member_update(world, world.chats[person["id"]], person, "member", "kicked")


def returns(world: World, person: Json) -> None:
    """Unblocks the bot, or starts it again."""
    chat = world.open_private(person)
    chat.shut = ""
    member_update(world, chat, person, "kicked", "member")


def deactivates(world: World, person: Json) -> None:
    """The account is gone; nobody tells the bot."""
    world.open_private(person).shut = DEACTIVATED


ADMIN_RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)


def member_update(world: World, chat: Chat, person: Json, old: str, new: str) -> None:
    """The bot's own standing in a chat has changed."""
    content = {"chat": chat.info, "from": person, "date": world.date()}
    standings = {"old_chat_member": _standing(world, old), "new_chat_member": _standing(world, new)}
    world.updates.add("my_chat_member", chat.id, {**content, **standings})


def _standing(world: World, status: str) -> Json:
    more: Json = {"until_date": 0} if status == "kicked" else {}
    if status == "administrator":
        more = dict.fromkeys(ADMIN_RIGHTS, False)
    return {"user": world.bot, "status": status, **more}


ACTS: dict[str, Callable[..., Any]] = {
    act.__name__: act
    for act in (
        *(knows_bot, says, corrects, sends_file, sends_album, sends_contact),
        *(presses, blocks, returns, deactivates),
    )
}
