"""What happens to groups: the bot joins, is made administrator, is removed; the group becomes a supergroup."""

from collections.abc import Callable
from typing import Any

from tests.double.acts import member_update, place_of
from tests.double.world import Chat, Json, World

SUPERGROUPS = -(10**12)


def adds_bot(world: World, group: Json, person: Json, admin: bool = False) -> None:
    chat = place_of(world, person, group)
    chat.shut = ""
    chat.admin = admin
    member_update(world, chat, person, "left", "administrator" if admin else "member")
    _notice(world, chat, person, {"new_chat_members": [world.bot]})


def promotes_bot(world: World, group: Json, person: Json) -> None:
    chat = place_of(world, person, group)
    chat.admin = True
    member_update(world, chat, person, "member", "administrator")


def removes_bot(world: World, group: Json, person: Json) -> None:
    chat = place_of(world, person, group)
    chat.shut = f"bot was kicked from the {chat.kind} chat"
    member_update(world, chat, person, "member", "kicked" if chat.kind == "supergroup" else "left")


def migrates(world: World, group: Json, person: Json, new_id: int | None = None) -> int:
    """The group becomes a supergroup with another id, its messages numbered anew; both chats carry a notice."""
    old = place_of(world, person, group)
    moved_to = new_id or SUPERGROUPS - abs(old.id)
    new = Chat({**old.info, "id": moved_to, "type": "supergroup"}, old.shut, admin=old.admin)
    new.unheard, new.bell = old.unheard, old.bell  # who listens in the group goes on listening
    world.chats[moved_to] = new
    _notice(world, old, person, {"migrate_to_chat_id": moved_to})
    old.moved_to = moved_to
    _notice(world, new, person, {"migrate_from_chat_id": old.id})
    return moved_to


def _notice(world: World, chat: Chat, person: Json, content: Json) -> None:
    """A service message; the bot sees it whatever its privacy."""
    message = world.write(chat, person, content)
    if not chat.shut:
        world.updates.add("message", chat.id, message)


ACTS: dict[str, Callable[..., Any]] = {act.__name__: act for act in (adds_bot, promotes_bot, removes_bot, migrates)}
