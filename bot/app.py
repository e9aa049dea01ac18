"""How it is put together: everything is made here, started in order, and stopped in reverse."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pydantic import SecretStr
from telegram.ext import Application, ContextTypes

from bot import demo
from bot.channels.telegram import TelegramCarrier
from bot.channels.telegram_door import TelegramDoor
from bot.channels.transport import AiohttpRequest
from bot.channels.web import Rings, WebCarrier
from bot.clock import Clock, machine_now
from bot.filelinks import file_link
from bot.heartbeat import heartbeats
from bot.house import House
from bot.intake import Intake
from bot.nursery import Nursery
from bot.office import Office
from bot.secrets import Hasher, kept_key, new_code, new_link
from bot.settings import Settings
from bot.terminal import qr
from core import clock as core_clock
from core import uplinks
from core.clock import Rehearsal
from core.delivery import CHANNELS
from core.roles import Role
from core.texts import report, system
from data import dispatch, errands, forwarding, invitations, marks, migrations, people, ways
from data.database import Database, Session
from data.errands import ERRANDS
from data.files import Oversize, Shelf, Stored
from data.inbox import Kept
from data.models import Chat, File
from data.outbox import LETTERS
from data.parts import Parts
from handlers import web
from handlers.telegram.context import Context
from handlers.telegram.routes import failed, routes
from handlers.turn import Setting, opened
from scheduler.cards import Cards
from scheduler.clockwork import Metronome
from scheduler.courier import Carrier, Courier
from scheduler.errands import Errands, Work
from scheduler.exporting import Exporting, Forgetting
from scheduler.fetching import Fetching
from scheduler.importing import Enrolling, Importing
from scheduler.looking import Comparing, Looking
from scheduler.planning import Planning
from scheduler.qr import Drawing
from scheduler.sharing import Sharing
from scheduler.sheets import Sheets

if TYPE_CHECKING:
    from bot.web.serving import Server

log = logging.getLogger(__name__)

CHIEF_CODE_LIFE = timedelta(days=7)
WAY_BACK = 1.5  # seconds for letters on their way to come back when the process ends
Tell = Callable[[str], None]


class App:
    """The running product: `async with App(settings, tell)` starts it, leaving stops it."""

    courier: type[Courier] = Courier
    gathers = Setting.gathers

    def __init__(self, settings: Settings, tell: Tell, *, played: bool = True, synchronous: str = "FULL") -> None:
        """`played`: in the demo, the other units hand in on their own. `synchronous`: weaker only to prove the need."""
        self.settings = settings
        self.tell = tell
        self.house: House
        self.couriers: dict[str, Courier] = {}
        self.door: TelegramDoor | None = None
        self.errands: Errands
        self._played = played
        self._synchronous = synchronous
        self._office: Office
        self._server: Server | None = None
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self._start()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Pages and letters first, side by side; then what they stood on, in reverse."""
        self.house.rings.close()
        web = [self._server.stop()] if self._server else []
        await asyncio.gather(*web, *(courier.stop(WAY_BACK) for courier in self.couriers.values()))
        await self._stack.aclose()

    async def _start(self) -> None:
        database = self._database()
        await database.open()
        self._stack.push_async_callback(database.close)
        await database.migrate(migrations.upgrade)
        nursery = Nursery()
        writer = Nursery()  # its own: what is stopped before it may still have to be written down
        self._stack.push_async_callback(writer.stop)
        writer.keep_running("writer", database.run)
        self._stack.push_async_callback(nursery.stop)
        self.house = await self._furnish(database, nursery)
        await self._recover(database)
        await database.write(self._addresses)
        if cut_off := await database.read(forwarding.cut_off):
            self.tell(system.cannot_forward([one.short for one in cut_off]))
        self._couriers(nursery)
        await self._open_channels(nursery)
        if self.settings.heartbeat_url:
            nursery.keep_running("heartbeat", partial(heartbeats, database, self.settings.heartbeat_url))
        await self._begin_office()
        await self._serve()

    def _database(self) -> Database:
        return Database(self.settings.database, synchronous=self._synchronous)

    async def _furnish(self, database: Database, nursery: Nursery) -> House:
        settings = self.settings
        shelf = Shelf(settings.var_dir.absolute() / "files")
        shelf.prepare()
        key = settings.secret_key.get_secret_value().encode() if settings.secret_key else kept_key(settings.var_dir)
        hasher = Hasher(key)
        clock = Clock(database, await self._rehearsal(database))
        setting = Setting(
            hasher.code, new_code, new_link, settings.web_url, settings.calendar, self.gathers, bool(settings.mails_by)
        )
        return House(
            settings=settings,
            database=database,
            clock=clock,
            nursery=nursery,
            hasher=hasher,
            shelf=shelf,
            parts=Parts(shelf),
            rings=Rings(),
            setting=setting,
            intake=Intake(database, clock, setting, nursery),
            calendar=settings.calendar,
        )

    async def _rehearsal(self, database: Database) -> Rehearsal | None:
        """The rehearsal clock goes on where it stood; the demo always has one."""
        wanted = self.settings.demo or self.settings.clock_start or self.settings.clock_speed != 1.0
        if not wanted:
            return None
        kept = await database.write(marks.rehearsal)
        if kept is not None:
            return kept
        machine = machine_now()
        office = self.settings.clock_start or machine
        office = office if office.tzinfo else office.replace(tzinfo=core_clock.ZONE)
        fresh = Rehearsal(machine, office.astimezone(machine.tzinfo), self.settings.clock_speed)
        await database.write(partial(marks.keep_rehearsal, clock=fresh))
        return fresh

    async def _recover(self, database: Database) -> None:
        """No other process writes here: what a dead one held in hand is free at once."""
        machine = machine_now()
        held = await database.write(partial(dispatch.release_orphans, machine=machine))
        await database.write(partial(errands.release_orphans, machine=machine))
        if held:
            log.warning("%s letters were in hand when the process last stopped", held)

    # -- the ways out -------------------------------------------------------------------------------------------

    def _couriers(self, nursery: Nursery) -> None:
        house = self.house
        make = partial(
            self.courier, house.database, now=house.clock.now, machine=machine_now, start=nursery.start,
            calendar=house.calendar,
        )  # fmt: skip
        self.couriers |= {carrier.name: make(carrier) for carrier in self._carriers()}
        if self.settings.telegram_bot_token:
            polling = AiohttpRequest(connections=1, proxy=self.settings.telegram_proxy, read_timeout=45.0)
            sending = AiohttpRequest(connections=256, proxy=self.settings.telegram_proxy)
            application = self._telegram(self.settings.telegram_bot_token, sending, polling)
            self.door = TelegramDoor(application, polling, house, self.tell, webhook_secret(self.settings))
            carrier = TelegramCarrier(application.bot, sending, self._find, partial(file_link, house))
            self.couriers["telegram"] = make(carrier, rate=self.settings.telegram_rate)
            for request in (sending, polling):
                self._stack.push_async_callback(request.shutdown)
        if self.settings.mails_by:
            from bot import mailing  # only where mail is sent
            from bot.channels.email import RATE

            post = mailing.carrier(house, self.settings.mails_by, self._find)
            self.couriers[post.name] = make(post, rate=RATE)
        works: dict[str, Work] = {
            errands.FETCH: Fetching(self._fetch, self._too_big, house.clock.now, machine_now),
            errands.READ: Planning(
                house.database, self._find, house.calendar, house.clock.now, machine_now, self.settings.web_url
            ),
            errands.ROSTER: Importing(house.database, self._find, house.clock.now, machine_now),
            errands.ENROL: Enrolling(house.database, house.clock.now, machine_now),
            errands.QR: Drawing(house.shelf, house.clock.now, machine_now),
            errands.LOOK: Looking(house.database, house.shelf, house.clock.now, machine_now),
            errands.COMPARE: Comparing(),
            errands.EXPORT: Exporting(house.database, house.shelf, house.clock.now, machine_now),
            errands.FORGET: Forgetting(house.database, house.shelf),
            errands.CARD: Cards(house.database, house.shelf, house.clock.now, machine_now),
            errands.SHARES: Sharing(house.database, self._find, house.clock.now, machine_now),
            errands.SHEET: Sheets(house.shelf, house.clock.now, machine_now),
        }
        self.errands = Errands(house.database, works, machine_now)
        house.database.listeners.append(self._committed)
        house.database.listeners.append(house.rings.committed)
        for name, courier in self.couriers.items():
            nursery.keep_running(f"courier {name}", courier.run)
        nursery.keep_running("errands", self.errands.run)

    async def _addresses(self, session: Session) -> None:
        """Whether e-mail is a way to people is a fact like others: whoever looks for one finds it there."""
        server = self.settings.mails_by
        await marks.put(session, marks.MAILS, server.sender if server else "")
        await ways.learn_addresses(session)

    def _carriers(self) -> list[Carrier]:
        """The ways out that are always there."""
        return [WebCarrier()]

    def _telegram(self, token: SecretStr, sending: AiohttpRequest, polling: AiohttpRequest) -> Any:
        api = self.settings.telegram_api_url
        builder = Application.builder().token(token.get_secret_value())
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
        builder = builder.request(sending).get_updates_request(polling)
        application = builder.updater(None).job_queue(None).context_types(ContextTypes(context=Context)).build()
        application.add_handlers(routes())
        application.add_error_handler(failed)
        return application

    def _committed(self, topics: set[str]) -> None:
        """Only what was written wakes anybody."""
        for channel, courier in self.couriers.items():
            if LETTERS + channel in topics:
                courier.wake()
        if ERRANDS in topics:
            self.errands.wake()
        for topic in topics:
            if topic.startswith("menu:telegram:") and self.door is not None:
                _, _, address, role = topic.split(":")
                self.house.nursery.start("menu", self.door.register(address, Role(role)))

    def _find(self, file: File) -> Path | None:
        path = self.house.shelf.path(file.sha256) if file.sha256 else None
        return path if path is not None and path.exists() else None

    async def _too_big(self, session: Session, chat: Chat, name: str) -> str:
        signed = uplinks.token(chat.id or 0, 0, machine_now(), self.house.hasher.code)
        link = f"{self.settings.web_url}/gui/{signed}" if self.settings.web_url else None
        return report.file_too_big(name, CHANNELS[chat.channel].fetch // 1_000_000, link)

    async def _fetch(self, args: dict[str, Any]) -> Stored | Oversize | None:
        """From whichever channel named the file."""
        doors = {self.door.name: self.door} if self.door else {}
        door = doors.get(args.get("channel", ""))
        return await door.fetch(args) if door else None

    # -- the ways in --------------------------------------------------------------------------------------------

    async def _open_channels(self, nursery: Nursery) -> None:
        await self.house.intake.open("web", self._web_way)
        if self.door is not None:
            nursery.keep_running("telegram", self.door.run)

    def _web_way(self, row: Kept) -> Callable[[Session], Any]:
        async def turn(session: Session) -> None:
            house = self.house
            heard = web.in_their_chat(row)
            turn = await opened(session, heard, house.clock.now(), machine_now(), house.setting)
            turn.say(await web.answer(turn, heard))
            await turn.finish()

        return turn

    async def _serve(self) -> None:
        """Last, when pages can be answered; imported here, so that Telegram is asked for news meanwhile."""
        from bot.web.serving import Server

        webhook = (self.door.path(), self.door.webhook) if self.door and self.settings.webhook else None
        self._server = server = Server(self.house, webhook)
        self._stack.push_async_callback(server.stop)
        self.port = await server.begin()

    # -- the office ---------------------------------------------------------------------------------------------

    async def _begin_office(self) -> None:
        self._office = Office(self.house, self.couriers)
        if self.settings.demo:
            await self._begin_demo()
        else:
            await self._chief_code()
        self._tick()

    def _tick(self) -> None:
        metronome = Metronome(self._office.beat, self._office.tidy)
        metronome.start()
        self._stack.push_async_callback(metronome.stop)

    async def _begin_demo(self) -> None:
        house = self.house
        now = house.clock.now()
        if not await house.database.read(demo.phones):
            await house.database.write(partial(demo.found, now=now, calendar=house.calendar))
        house.demo_chats.update(await house.database.read(demo.phones))
        await demo.greet(house)
        if self._played:
            self._office.actors = actors = demo.Actors(house, self._office.quiet)
            await actors.prepare()

    async def _chief_code(self) -> None:
        """Until there is an organiser in chief, each start makes a new code; earlier ones open nothing."""
        house, given = self.house, self.settings.admin_code
        code = given.get_secret_value() if given else new_code()
        link = new_link()

        async def make(session: Session) -> bool:
            if await people.chief_exists(session):
                return False
            await invitations.withdraw(session, invitations.CHIEF)
            hashes = house.hasher.code(code), house.hasher.code(link)
            await invitations.make(session, invitations.CHIEF, *hashes, machine_now(), CHIEF_CODE_LIFE)
            return True

        if await house.database.write(make):
            address = f"{self.settings.web_url}/vao/{link}"
            self.tell(system.admin_code_from_settings() if given else system.admin_code(code, address))
            self.tell(f"{address}\n{qr(address)}" if given else qr(address))


def webhook_secret(settings: Settings) -> str:
    """What Telegram must say at the webhook; made and kept when none is set. Empty: there is no webhook."""
    if not settings.webhook:
        return ""
    given = settings.webhook_secret
    return given.get_secret_value() if given else kept_key(settings.var_dir, "webhook.key").decode()
