"""Where the same person could sit: the web, Telegram, a channel that carries words only; and an e-mail address."""

import secrets
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot.app import App
from bot.clock import machine_now
from bot.settings import Settings
from bot.web.lines import page_lines
from core.delivery import CHANNELS, Channel, Outcome, Sent
from core.filekinds import look
from core.say import Say
from data import files, outbox, people, ways
from data.database import Session
from data.dispatch import Claimed
from data.inbox import Arrival, Kept
from data.models import Chat, File, Letter
from data.outbox import To, choices_of
from handlers import web
from handlers.turn import opened
from scheduler.courier import Courier
from tests import seed
from tests.bot.bots import TOKEN
from tests.bot.postoffice import PostOffice, post_office
from tests.double import Double, Heard, Limits, Person

LAST = 2**60  # a person's own lines are not looked at


@dataclass
class Message:
    """One message as the person has it before them."""

    text: str
    choices: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    raw: Any = None


class Place(ABC):
    """A person's chat on one channel."""

    name: str
    address: str

    def __init__(self, world: "World") -> None:
        self.world = world

    @property
    def channel(self) -> Channel:
        return CHANNELS[self.name]

    @abstractmethod
    async def says(self, text: str) -> None: ...

    @abstractmethod
    async def sends_file(self, name: str, content: bytes) -> None: ...

    @abstractmethod
    async def taps(self, message: Message, label: str) -> None: ...

    async def opens(self, message: Message) -> bytes:
        """The file it brought, as this person gets it."""
        raise AssertionError("no files here")

    @abstractmethod
    async def news(self) -> list[Message]:
        """What came since the last look, in the order in which it came."""

    @abstractmethod
    async def shown(self) -> list[str]:
        """Every text there now, as last edited, oldest first."""

    async def answers(self, message: Message, label: str) -> None:
        """The same choice, typed: by its number."""
        await self.says(str(message.choices.index(label) + 1))

    async def chat(self) -> Chat:
        return await self.world.chat(self.name, self.address)

    async def is_told(self, say: Say, **more: Any) -> list[int]:
        """Write its letters as a turn would; their ids."""
        chat = await self.chat()
        to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
        before = await self.world.last_letter()
        await self.world.write(partial(_post, say=say, to=to, world=self.world, more=more))
        await self.world.settled()
        return await self.world.letters_after(before, chat.id or 0)


async def _post(session: Session, say: Say, to: To, world: "World", more: dict[str, Any]) -> None:
    now, machine = world.app.house.clock.now(), machine_now()
    await outbox.post(session, outbox.letters(say, to, now, machine, **more))


class Web(Place):
    name, address = "web", "demo:unit-TL"
    seen = 0

    async def says(self, text: str) -> None:
        await self._sends(web.typed(text))

    async def sends_file(self, name: str, content: bytes) -> None:
        stored = await self.world.app.house.shelf.store(_chunks(content), self.channel.fetch)
        await self._sends(web.uploaded(name, stored.size, stored.sha256, "", look=look(stored.head, name).looked_into))

    async def opens(self, message: Message) -> bytes:
        find = partial(_carried, channel=self.name, address=self.address, file=message.raw["files"][0]["id"])
        file = await self.world.app.house.database.read(find)
        return self.world.app.house.shelf.path(file.sha256 or "").read_bytes()

    async def taps(self, message: Message, label: str) -> None:
        (number,) = [choice["n"] for choice in message.raw["choices"] if choice["label"] == label]
        await self._sends(web.tapped(message.raw["id"], number, label))

    async def _sends(self, raw: dict[str, Any]) -> None:
        await self.world.keeps(self.name, self.address, raw)

    async def news(self) -> list[Message]:
        page = await self._page(self.seen)
        self.seen = page["seq"]
        return [_web_message(letter) for letter in page["letters"]]

    async def shown(self) -> list[str]:
        texts: dict[int, str] = {}
        for letter in (await self._page(0))["letters"]:
            texts[letter["replaces"] or letter["id"]] = letter["text"]
        return list(texts.values())

    async def _page(self, after: int) -> dict[str, Any]:
        chat = await self.chat()
        return await self.world.app.house.database.read(partial(page_lines, chat=chat, after=after, mine=LAST))


def _web_message(letter: dict[str, Any]) -> Message:
    labels, names = [one["label"] for one in letter["choices"]], [one["name"] for one in letter["files"]]
    return Message(letter["text"], labels, names, letter)


class Telegram(Place):
    name, address = "telegram", str(seed.HUY)

    @property
    def person(self) -> Person:
        return self.world.telegram.person(int(self.address), "Huy")

    async def says(self, text: str) -> None:
        await self.person.says(text)
        await self._taken()

    async def sends_file(self, name: str, content: bytes) -> None:
        await self.person.sends_file(name, content)
        await self._taken()

    async def taps(self, message: Message, label: str) -> None:
        await self.person.answered(await self.person.presses(label, on=message.raw))
        await self._taken()

    async def opens(self, message: Message) -> bytes:
        stored = self.world.telegram.world.files.find(message.raw.file_id)
        assert stored is not None
        return stored.data

    async def _taken(self) -> None:
        await self.world.telegram.polled()
        await self.world.settled()

    async def news(self) -> list[Message]:
        chat = self.world.telegram.world.chats[self.person.id]
        fresh = [Heard(message) for message in chat.unheard]
        chat.unheard.clear()
        return [_telegram_message(heard) for heard in fresh]

    async def shown(self) -> list[str]:
        return [heard.text for heard in await self.person.screen() if heard.raw["from"]["is_bot"]]


async def _carried(session: Session, channel: str, address: str, file: int) -> File:
    """To somebody who did not send it."""
    found = await people.speaker(session, channel, address)
    assert found is not None
    got = await files.for_chat(session, file, found.chat._replace(person_id=None))  # type: ignore[attr-defined]
    assert got is not None
    return got


def _telegram_message(heard: Heard) -> Message:
    document = heard.raw.get("document")
    return Message(heard.raw.get("text", ""), heard.buttons, [document["file_name"]] if document else [], heard)


class Recorder:
    """A channel that can carry words only, such as Zalo. It keeps what it carried."""

    name = "zalo"

    def __init__(self) -> None:
        self.carried: list[Letter] = []

    async def send(self, claimed: Claimed) -> Outcome:
        self.carried.append(claimed.letter)
        return Sent(str(len(self.carried)))


class Words(Place):
    name, address = "zalo", "19-chu-so"
    seen = 0

    async def says(self, text: str) -> None:
        await self.world.keeps(self.name, self.address, web.typed(text))

    async def sends_file(self, name: str, content: bytes) -> None:
        raise AssertionError("no files here")

    async def taps(self, message: Message, label: str) -> None:
        raise AssertionError("no buttons here")

    async def news(self) -> list[Message]:
        fresh, self.seen = self.world.recorder.carried[self.seen :], len(self.world.recorder.carried)
        return [Message(letter.text, [choice.label for choice in choices_of(letter)]) for letter in fresh]

    async def shown(self) -> list[str]:
        return [letter.text for letter in self.world.recorder.carried]


class Mail(Place):
    name, address = "email", "donvi@example.vn"
    seen = 0

    async def says(self, text: str) -> None:
        raise AssertionError("nobody reads what is sent back")

    async def sends_file(self, name: str, content: bytes) -> None:
        raise AssertionError("nobody reads what is sent back")

    async def taps(self, message: Message, label: str) -> None:
        raise AssertionError("no buttons here")

    async def news(self) -> list[Message]:
        mails = self.world.office.to(self.address)
        fresh, self.world.read = mails[self.world.read :], len(mails)
        return [_mail_message(mail) for mail in fresh]

    async def shown(self) -> list[str]:
        return [_mail_message(mail).text for mail in self.world.office.to(self.address)]


def _mail_message(mail: EmailMessage) -> Message:
    """Without the line under each, which says that nobody reads answers."""
    part = mail.get_body()
    assert part is not None
    text, foot, _ = part.get_content().rpartition("\n\nHộp thư này không nhận trả lời")
    assert foot
    return Message(text, [], [one.get_filename() or "" for one in mail.iter_attachments()], mail)


PLACES: tuple[type[Place], ...] = (Web, Telegram, Words, Mail)


@dataclass
class World:
    app: App
    telegram: Double
    recorder: Recorder
    office: PostOffice
    read: int = 0
    """Mails that were looked at."""

    async def write(self, work: Callable[[Session], Any]) -> Any:
        return await self.app.house.database.write(work)

    async def keeps(self, channel: str, address: str, raw: dict[str, Any]) -> None:
        await self.app.house.intake.keep(channel, [Arrival(f"{address}:{secrets.token_hex(8)}", address, raw)])
        await self.settled()

    async def settled(self) -> None:
        await self.app.house.intake.settled()
        for courier in self.app.couriers.values():
            await courier.drained()

    async def chat(self, channel: str, address: str) -> Chat:
        found = select(Chat).where(Chat.channel == channel, Chat.address == address)

        async def one(session: Session) -> Chat:
            return (await session.exec(found)).one()

        return await self.app.house.database.read(one)

    async def last_letter(self) -> int:
        async def newest(session: Session) -> int:
            return (await session.exec(select(Letter.id).order_by(col(Letter.id).desc()).limit(1))).first() or 0

        return await self.app.house.database.read(newest)

    async def letters_after(self, before: int, chat: int) -> list[int]:
        async def ids(session: Session) -> list[int]:
            since = select(Letter.id).where(col(Letter.id) > before, Letter.chat_id == chat).order_by(col(Letter.id))
            return [one or 0 for one in (await session.exec(since)).all()]

        return await self.app.house.database.read(ids)


@asynccontextmanager
async def world(var: Path) -> AsyncIterator[World]:
    """The real product on all three channels, on a clock that stands still."""
    await seed.campaign(var)
    async with Double(TOKEN, limits=Limits.off()) as telegram, post_office() as office:
        settings = Settings(
            _env_file=None, var_dir=var, web_port=0, telegram_bot_token=TOKEN, telegram_api_url=telegram.url,
            telegram_rate=0, clock_start=seed.START, clock_speed=0.0, admin_code="KHOA-2026-BTC", smtp_url=office.url,
        )  # fmt: skip
        async with App(settings, lambda _: None) as app:
            one = World(app, telegram, Recorder(), office)
            await _open_words(one)
            app.couriers["email"].pace.rate = 0
            await one.write(partial(ways.place_of, address=Mail.address))
            await telegram.person(seed.HUY).knows_bot()
            await telegram.polled()
            yield one


async def _open_words(world: World) -> None:
    """The door and the courier of the channel that carries words only; a secretary of a third unit sits there."""
    house = world.app.house

    async def sit(session: Session) -> None:
        mover = select(Chat.person_id).where(Chat.address == "demo:unit-PH")
        session.add(Chat(channel="zalo", address=Words.address, person_id=(await session.exec(mover)).one()))

    def way(row: Kept) -> Callable[[Session], Any]:
        async def turn(session: Session) -> None:
            turn = await opened(session, row, house.clock.now(), machine_now(), house.setting)
            turn.say(await web.answer(turn, row))
            await turn.finish()

        return turn

    await world.write(sit)
    courier = Courier(
        house.database, world.recorder, now=house.clock.now, machine=machine_now, start=house.nursery.start
    )
    world.app.couriers["zalo"] = courier
    house.nursery.keep_running("courier zalo", courier.run)
    await house.intake.open("zalo", way)


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content
