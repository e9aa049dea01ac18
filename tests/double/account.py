"""Methods about the bot itself: who it is, how it gets its updates and files, what its menu shows."""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.double.entities import units
from tests.double.params import Params
from tests.double.refusals import bad
from tests.double.webhook import MOST_CONNECTIONS, Address
from tests.double.world import Json, World

COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"|[a-z]{2}")
COMMANDS, COMMAND_DESCRIPTION = 100, 256
SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
PROFILE = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, _: Params) -> Json:
    flags = {"can_join_groups": True, "can_read_all_group_messages": not world.settings.privacy}
    return {**world.bot, **flags, "supports_inline_queries": False}


async def get_updates(world: World, params: Params) -> list[Json]:
    _remember_allowed(world, params)
    return await world.updates.poll(params.number("offset"), params.number("limit", 100), params.number("timeout"))


def _remember_allowed(world: World, params: Params) -> None:
    """The last list given stays in force; an empty one means the default."""
    if "allowed_updates" in params:
        world.updates.allowed = list(params.structure("allowed_updates") or [])


def set_webhook(world: World, params: Params) -> bool:
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    connections = min(max(params.number("max_connections", 40), 1), MOST_CONNECTIONS)
    address = Address(url, params.text("secret_token"), connections)
    address.check()
    _remember_allowed(world, params)
    _drop_pending(world, params)
    world.webhook.set(address)
    return True


def delete_webhook(world: World, params: Params) -> bool:
    world.webhook.delete()
    _drop_pending(world, params)
    return True


def _drop_pending(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.waiting.clear()


def get_webhook_info(world: World, _: Params) -> Json:
    return world.webhook.info()


def get_file(world: World, params: Params) -> Json:
    """Any file up to 20 MB."""
    file = world.files.find(params.text("file_id"))
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if file.size > world.limits.download:
        raise bad("file is too big")
    path = world.files.link(file, world.clock())
    return {"file_id": file.id, "file_unique_id": file.unique, "file_size": file.size, "file_path": path}


def get_chat(world: World, params: Params) -> Json:
    chat = world.open_chat(params)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
    pinned = [chat.messages[number] for number in chat.pinned if number in chat.messages]
    return {**chat.info, **more, **({"pinned_message": pinned[-1]} if pinned else {})}


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.structure("commands") or []
    if len(commands) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.menus[_menu(world, params)] = [_command(command) for command in commands]
    return True


def _command(command: Json) -> Json:
    name, description = str(command.get("command", "")), str(command.get("description", ""))
    if not COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not description.strip():
        raise bad("command description must be non-empty")
    if units(description) > COMMAND_DESCRIPTION:
        raise bad(f"command description length must not exceed {COMMAND_DESCRIPTION}")
    return {"command": name.removeprefix("/"), "description": description}


def delete_my_commands(world: World, params: Params) -> bool:
    world.menus.pop(_menu(world, params), None)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.menus.get(_menu(world, params), [])


def _menu(world: World, params: Params) -> tuple[str, str]:
    """Which menu a call means: its scope and language."""
    scope = params.structure("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in CHAT_SCOPES:
        world.open_chat(Params(scope))
    elif kind not in SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    return language


def _setter(field: str) -> Callable[[World, Params], bool]:
    def set_field(world: World, params: Params) -> bool:
        text = params.text(field)
        if units(text) > PROFILE[field]:
            raise bad(f"bot {field.replace('_', ' ')} is too long")
        world.profile[field, _language(params)] = text
        return True

    return set_field


def _getter(field: str) -> Callable[[World, Params], Json]:
    def get_field(world: World, params: Params) -> Json:
        """In the language asked for, else in the one for everybody."""
        profile = world.profile
        return {field: profile.get((field, _language(params))) or profile.get((field, ""), "")}

    return get_field


METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
    "getChat": get_chat,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
