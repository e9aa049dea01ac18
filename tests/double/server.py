"""The double itself: a Bot API on a port of this machine."""

import asyncio
import inspect
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

from aiohttp import web

from tests.double import account, acts, groups, messages, senses
from tests.double.faults import ACCEPTED_ALL_THE_SAME, Fault, Faults
from tests.double.history import ACCEPTED, Seen
from tests.double.limits import Limits
from tests.double.params import ROOM_FOR_FIELDS, Params, read_params
from tests.double.people import PATIENCE, Stage
from tests.double.refusals import Refusal, flooded, not_found, unauthorized
from tests.double.world import Json, Settings, World

TOKEN = "4242:double"
METHODS = {name.lower(): (name, method) for name, method in {**account.METHODS, **messages.METHODS}.items()}
ACTS = {**acts.ACTS, **groups.ACTS, **senses.ACTS}
GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


class Double(Stage):
    """`async with Double() as telegram:` then give `telegram.url` and `telegram.token` to a bot.

    Keyword settings: see world.Settings. `control_port`: a second listener that stays up while the double is down.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        limits: Limits | None = None,
        faults: Faults | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        control_port: int | None = None,
        **settings: Any,
    ) -> None:
        self.token = token
        self.host, self.port, self.control_port = host, port, control_port
        self.faults = faults or Faults()
        self.world = World(token, Settings(limits or Limits(), **settings))
        self.history = self.world.history.seen
        self._acts: dict[str, Callable[..., Any]] = {name: self._bound(act) for name, act in ACTS.items()}
        self._acts |= {"script": self.faults.next, "weather": self._set_weather}
        self._acts |= {"goes_down": self._go_down, "comes_back": self._come_back}

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def control_url(self) -> str:
        return f"http://{self.host}:{self.control_port or self.port}"

    @property
    def delivered(self) -> int:
        """Sends accepted so far."""
        return self.world.history.delivered

    async def __aenter__(self) -> Self:
        self._closing = asyncio.Event()
        self._server = web.Server(self._answer, request_factory=self._request, access_log=None)
        self._runner = web.ServerRunner(self._server, shutdown_timeout=0.1)
        await self._runner.setup()
        await self.world.webhook.start()
        await self._come_back()
        if self.control_port is not None:
            await web.TCPSite(self._runner, self.host, self.control_port).start()
            self.control_port = self._runner.addresses[-1][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        self.world.updates.end_poll()
        await self.world.webhook.stop()
        await self._runner.cleanup()

    async def act(self, act: str, **details: Any) -> Any:
        result = self._acts[act](**details)
        return await result if inspect.isawaitable(result) else result

    async def until(self, happened: Callable[[], object], timeout: float = PATIENCE) -> None:
        await self.world.history.bell.until(lambda: True if happened() else None, timeout)

    def _bound(self, act: Callable[..., Any]) -> Callable[..., Any]:
        return lambda **details: act(self.world, **details)

    def _set_weather(self, rates: dict[str, float], delay: float, jitter: float) -> None:
        self.faults.rates = {Fault(kind): rate for kind, rate in rates.items()}
        self.faults.delay, self.faults.jitter = delay, jitter

    async def _come_back(self) -> None:
        self._site = web.TCPSite(self._runner, self.host, self.port)
        await self._site.start()
        self.port = self.port or self._runner.addresses[0][1]

    async def _go_down(self) -> None:
        """No listener any more, and every connection to the Bot API's port is cut."""
        await self._site.stop()
        self.world.updates.end_poll()
        for connection in self._server.connections:
            transport = connection.transport
            if transport is not None and transport.get_extra_info("sockname")[1] == self.port:
                transport.abort()

    def _request(self, message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
        """aiohttp alone would stop at 1 MB."""
        largest = self.world.limits.upload + ROOM_FOR_FIELDS
        loop = asyncio.get_running_loop()
        return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=largest)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """The doors: methods, files, control."""
        path = request.path
        try:
            if path.startswith(f"/bot{self.token}/"):
                return await self._call(request, path.rpartition("/")[2])
            if path.startswith(f"/file/bot{self.token}/"):
                return await self._download(request, path.removeprefix(f"/file/bot{self.token}/"))
            if path.startswith("/control/"):
                return await self._control(request, path.removeprefix("/control/"))
            raise unauthorized() if path.startswith(("/bot", "/file/bot")) else not_found()
        except Refusal as refusal:
            return _refused(refusal)

    async def _call(self, request: web.BaseRequest, called: str) -> web.StreamResponse:
        """One method: there, the fault or the work, and back."""
        trip = self.faults.round_trip()
        name, method = METHODS.get(called.lower(), (called, _unknown))
        params = await self._params(request, name)
        if trip:
            await asyncio.sleep(trip / 2)
        fault = self.faults.draw(called.lower())
        if fault is not None and fault not in ACCEPTED_ALL_THE_SAME:
            self._note(name, params, fault, fault)
            return await self._fail(request, fault)
        response = await self._perform(name, method, params, fault)
        if trip:
            await asyncio.sleep(trip / 2)
        return response if fault is None else await self._fail(request, fault)

    async def _params(self, request: web.BaseRequest, name: str) -> Params:
        try:
            return await read_params(request, self.world.limits.upload)
        except Refusal as refusal:
            self._note(name, Params({}), str(refusal.code), description=refusal.description)
            raise

    async def _perform(
        self, name: str, method: Callable[[World, Params], Any], params: Params, fault: Fault | None
    ) -> web.Response:
        try:
            result = method(self.world, params)
            if inspect.iscoroutine(result):
                result = await result
        except Refusal as refusal:
            self._note(name, params, str(refusal.code), description=refusal.description)
            return _refused(refusal)
        message_id = result.get("message_id") if isinstance(result, dict) else None
        self._note(name, params, ACCEPTED, fault or "", message_id)
        return _json({"ok": True, "result": result})

    def _note(
        self,
        name: str,
        params: Params,
        outcome: str,
        fault: str = "",
        message_id: int | None = None,
        description: str = "",
    ) -> None:
        call = Seen(self.world.clock(), name, params.recorded(), str(outcome), str(fault), message_id, description)
        self.world.history.add(call)

    async def _fail(self, request: web.BaseRequest, fault: Fault) -> web.StreamResponse:
        """The answer, or the silence, of a call that went wrong."""
        match fault:
            case Fault.ERROR:
                return _refused(Refusal(500, "Internal Server Error"))
            case Fault.BAD_GATEWAY:
                return web.Response(status=502, text=GATEWAY_PAGE, content_type="text/html")
            case Fault.FLOOD:
                return _refused(flooded(self.faults.retry_after()))
            case Fault.GARBAGE:
                return web.Response(text='{"ok": tr', content_type="application/json")
            case Fault.HANG_BEFORE | Fault.HANG_AFTER:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), self.faults.hang)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _download(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """A file's bytes; may fail by script under the name "download"."""
        fault = self.faults.draw("download")
        if fault is not None:
            return await self._fail(request, fault)
        await asyncio.sleep(self.faults.round_trip())
        return web.Response(body=self.world.files.fetch(path, self.world.clock()).data)

    async def _control(self, request: web.BaseRequest, act: str) -> web.Response:
        """People's acts, for a test in another process."""
        if act not in self._acts:
            raise not_found()
        try:
            return _json({"ok": True, "result": await self.act(act, **json.loads(await request.read() or b"{}"))})
        except (LookupError, AssertionError, TimeoutError) as error:
            return _json({"ok": False, "error": type(error).__name__, "description": str(error)}, 409)


def _unknown(_world: World, _params: Params) -> Any:
    raise not_found()


def _json(body: Json, status: int = 200) -> web.Response:
    return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")


def _refused(refusal: Refusal) -> web.Response:
    return _json(refusal.body(), refusal.code)
