"""What can be read off a raw update before anything is known of it."""

from typing import Any

from core.delivery import TOPIC
from data.inbox import Arrival

_PARTS = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post", "edited_channel_post")
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]


def arrival(raw: dict[str, Any]) -> Arrival:
    return Arrival(update_id=str(raw["update_id"]), address=_address(raw), raw=raw)


def from_group(raw: dict[str, Any]) -> bool:
    """Whether others read there too. What belongs to no chat is treated alike: nobody is answered."""
    return bool(_chat(raw).get("type") != "private")


def _address(raw: dict[str, Any]) -> str:
    """The chat it came from, a topic of a group being one of its own; empty for what belongs to no chat."""
    message, chat = _message(raw), str(_chat(raw).get("id", ""))
    return f"{chat}{TOPIC}{message['message_thread_id']}" if message.get("is_topic_message") else chat


def _chat(raw: dict[str, Any]) -> dict[str, Any]:
    chat: dict[str, Any] = _message(raw).get("chat") or {}
    return chat


def _message(raw: dict[str, Any]) -> dict[str, Any]:
    """Of a tap, the message it was on."""
    part: dict[str, Any] = next((raw[name] for name in _PARTS if name in raw), {})
    message: dict[str, Any] = part if "chat" in part else part.get("message") or {}
    return message


def speaks_to(raw: dict[str, Any], bot: str, bot_id: int) -> bool:
    """Whether a message in a group is meant for this bot: a command that is not another bot's, its name, or an answer
    to what it said. Between people it says nothing."""
    message = _message(raw)
    words = str(message.get("text") or message.get("caption") or "")
    if words.startswith("/"):
        _, at, name = words.split()[0].partition("@")
        return not at or name.lower() == bot.lower()
    answered: dict[str, Any] = message.get("reply_to_message") or {}
    return f"@{bot}".lower() in words.lower() or (answered.get("from") or {}).get("id") == bot_id


def pressed(raw: dict[str, Any]) -> tuple[str, str | None, int | None] | None:
    """A tap to be acknowledged: its id, and the message whose old keyboard goes away."""
    query = raw.get("callback_query")
    if query is None:
        return None
    message = query.get("message") or {}
    chat = message.get("chat", {}).get("id")
    return query["id"], str(chat) if chat is not None else None, message.get("message_id")


def is_edit_of(raw: dict[str, Any], message: int) -> bool:
    return bool(raw.get("edited_message", {}).get("message_id") == message)


def text_of(raw: dict[str, Any], message: int) -> str:
    """The words of this message, if this update brought it."""
    found: dict[str, Any] = raw.get("message", {})
    return str(found.get("text", "")) if found.get("message_id") == message else ""
