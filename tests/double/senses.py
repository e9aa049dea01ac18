"""What people and tests perceive: hearing a message, seeing a screen, reading the journal."""

from collections.abc import Callable
from typing import Any

from tests.double.acts import place_of
from tests.double.world import Json, World


def words_of(message: Json) -> str:
    """All a person reads in a message: text, caption, name of the file."""
    document = message.get("document", {}).get("file_name", "")
    return "\n".join(filter(None, (message.get("text"), message.get("caption"), document)))


async def hears(world: World, part: str, timeout: float, person: Json | None = None, group: Json | None = None) -> Json:
    """The oldest message (or edit) not heard yet that contains `part`. Each is heard once, in any order."""
    chat = world.chats[person["id"]] if person and person["id"] in world.chats else place_of(world, person, group)

    def listen() -> Json | None:
        for place, message in enumerate(chat.unheard):
            if part in words_of(message):
                return chat.unheard.pop(place)
        return None

    try:
        return await chat.bell.until(listen, timeout)
    except TimeoutError:
        others = [words_of(message) for message in chat.unheard]
        raise AssertionError(f"{part!r} was not heard within {timeout} s; unheard: {others}") from None


def unheard(world: World, person: Json | None = None, group: Json | None = None) -> list[Json]:
    """What arrived and nobody listened to yet."""
    return list(place_of(world, person, group).unheard)


def screen(world: World, person: Json | None = None, group: Json | None = None) -> list[Json]:
    """The chat as it looks now: every message as last edited, without the deleted ones."""
    return list(place_of(world, person, group).messages.values())


async def answered(world: World, query: str, timeout: float) -> Json:
    """How the bot answered a tap: text, show_alert."""
    return await world.history.bell.until(lambda: world.queries[query].answer, timeout)


async def history(world: World, after: int = 0, timeout: float = 0.0) -> list[Json]:
    """The journal from one place on; waits for something new when there is nothing."""
    seen = world.history
    if timeout and len(seen.seen) <= after:
        try:
            await seen.bell.until(lambda: True if len(seen.seen) > after else None, timeout)
        except TimeoutError:
            return []
    return seen.as_rows(after)


def forgets(world: World) -> None:
    world.history.forget()


def pending(world: World) -> int:
    """Updates the bot has not confirmed."""
    return len(world.updates.waiting)


async def polled(world: World, timeout: float) -> None:
    """Wait until the bot's poller waits for something to happen."""
    await world.updates.bell.until(lambda: world.updates.is_polled or None, timeout)


def loses(world: World, count: int) -> None:
    """This many updates are lost on Telegram's side; their ids are missing."""
    world.updates.lose(count)


ACTS: dict[str, Callable[..., Any]] = {
    act.__name__: act for act in (hears, unheard, screen, answered, history, forgets, pending, polled, loses)
}
