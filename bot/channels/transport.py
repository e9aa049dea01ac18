"""Telegram's HTTP transport: python-telegram-bot's public `BaseRequest` over aiohttp, several times faster than httpx.

It says of every failure whether the request can have reached the other side; the courier decides by that.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from data.seam import step

Timeout = Any  # PTB passes a float, None or its own "not given"
CONNECT_SECONDS = 10.0
LARGEST_ANSWER = 64 * 1024 * 1024
FLOOD_SECONDS = 5
# These answer before the request was worked on; other faults (504 and its kin) come from gateways that waited for it.
NOT_TAKEN = {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE}


class NeverLeft(NetworkError):
    """Not a byte of the request was written, so it certainly did not arrive."""


class ServerFault(NetworkError):
    """The other side answered that it failed. `taken`: it may have done the work all the same."""

    def __init__(self, status: int) -> None:
        super().__init__(f"server fault {status}")
        self.taken = status not in NOT_TAKEN


class TooLarge(BadRequest):
    """The other side takes no request of this size."""


@dataclass(frozen=True)
class Plain:
    """Arguments that need no turning into JSON types and bring no file."""

    parameters: dict[str, Any]
    contains_files: bool = False


@dataclass
class Departure:
    """Whether a request has begun to leave."""

    begun: bool = False


class AiohttpRequest(BaseRequest):
    def __init__(self, *, connections: int = 100, proxy: str = "", read_timeout: float = 15.0) -> None:
        self._connections = connections
        self._proxy = proxy
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None
        self._over = False

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """An answer in Telegram's own form; whatever else comes is no answer, and is not printed."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or (answer.get("ok") is not False and "result" not in answer):
            raise TelegramError("not an answer of the Bot API")
        return answer

    async def initialize(self) -> None:
        if self._over:  # a call that comes after the end would open a session nobody closes
            raise NeverLeft("stopped")
        if self._session is None or self._session.closed:
            departing = aiohttp.TraceConfig()
            departing.on_request_headers_sent.append(_departs)
            self._session = aiohttp.ClientSession(
                connector=self._connector(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=False,
                trace_configs=[departing],
            )

    async def shutdown(self) -> None:
        self._over = True
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _connector(self) -> aiohttp.BaseConnector:
        if self._proxy.startswith("socks"):
            from aiohttp_socks import ProxyConnector  # only where a SOCKS proxy is set

            connector: aiohttp.BaseConnector = ProxyConnector.from_url(self._proxy, limit=self._connections)
            return connector
        return aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300)

    async def call(self, url: str, **arguments: Any) -> Any:
        """A method of the Bot API with plain arguments and a plain answer: for the one call that every letter makes,
        building python-telegram-bot's objects would cost several times the call."""
        return await self.post(url, Plain(arguments))  # type: ignore[arg-type]

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        await self.initialize()
        assert self._session is not None
        step("telegram")
        timeout = aiohttp.ClientTimeout(
            total=_seconds(read_timeout, self._read_timeout) + _seconds(write_timeout, 0.0),
            sock_connect=_seconds(connect_timeout, CONNECT_SECONDS),
        )
        proxy = self._proxy if self._proxy.startswith("http") else None
        departure = Departure()
        try:
            async with self._session.request(
                method, url, proxy=proxy, timeout=timeout, trace_request_ctx=departure, **_body(request_data)
            ) as response:
                return _understood(response.status, response.headers, await _read(response))
        except TelegramError:
            raise
        except Exception as failure:
            raise _told(failure, departure) from None  # the URL carries the token: it goes no further

    async def stream(self, url: str, seconds: float) -> AsyncIterator[bytes]:
        """A file as it comes, never whole in memory."""
        await self.initialize()
        assert self._session is not None
        step("telegram")
        proxy = self._proxy if self._proxy.startswith("http") else None
        departure = Departure()
        try:
            async with self._session.get(
                url, proxy=proxy, timeout=aiohttp.ClientTimeout(total=seconds), trace_request_ctx=departure
            ) as response:
                if response.status != HTTPStatus.OK:
                    raise ServerFault(response.status)
                async for part in response.content.iter_any():
                    yield part
        except TelegramError:
            raise
        except (aiohttp.ClientError, TimeoutError, OSError) as failure:
            raise _told(failure, departure) from None


async def _departs(_: aiohttp.ClientSession, context: SimpleNamespace, __: Any) -> None:
    """aiohttp calls this just before it writes the first byte."""
    context.trace_request_ctx.begun = True


def _told(failure: Exception, departure: Departure) -> NetworkError:
    name = type(failure).__name__
    if not departure.begun:
        return NeverLeft(name)
    return TimedOut() if isinstance(failure, TimeoutError) else NetworkError(name)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The whole answer, but no more than fits in memory without harm."""
    body = bytearray()
    async for part in response.content.iter_any():
        body += part
        if len(body) > LARGEST_ANSWER:
            raise ValueError("answer too large")
    return bytes(body)


def _understood(status: int, headers: Any, body: bytes) -> tuple[int, bytes]:
    """What python-telegram-bot would read wrongly: faults, floods without a wait, a refusal that came as 200."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ServerFault(status)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise TooLarge("request entity too large")
    if status == HTTPStatus.TOO_MANY_REQUESTS and b"retry_after" not in body:
        wait = str(headers.get("Retry-After", ""))
        raise RetryAfter(int(wait) if wait.isdecimal() else FLOOD_SECONDS)
    if status == HTTPStatus.OK and b"false" in body[:16]:
        return _refused(body), body
    return status, body


def _refused(body: bytes) -> int:
    try:
        answer = json.loads(body)
    except ValueError:
        return int(HTTPStatus.OK)
    if not isinstance(answer, dict) or answer.get("ok") is not False:
        return int(HTTPStatus.OK)
    code = answer.get("error_code")
    return code if isinstance(code, int) and code >= HTTPStatus.BAD_REQUEST else int(HTTPStatus.BAD_REQUEST)


def _seconds(given: Timeout, usual: float) -> float:
    """PTB's "not given" and None both mean: as usual."""
    value = given.value if isinstance(given, DefaultValue) else given
    return usual if value is None else float(value)


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": json.dumps(data.parameters).encode(), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(quote_fields=False)  # else people read %E1%BA%A2nh.jpg
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
