"""What holds for every route: who may change something, which host is meant, and the headers of every answer."""

from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import Message

from bot.web.guard import HEADERS
from bot.web.server import build, routes
from tests.web import site as sites
from tests.web.site import Site, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG = "/" + "a" * 900
SAFE = {"GET", "HEAD"}


def filled(path: str) -> str:
    for name in ("chat:int", "file:int", "reading:int", "token"):
        path = path.replace(f"{{{name}}}", "1")
    return path


ALL = sorted((method, filled(r.path)) for r in routes() if isinstance(r, Route) for method in r.methods or ())
UNSAFE = [(method, path) for method, path in ALL if method not in SAFE]
FOREIGN = {
    "none": None,
    "null": "null",
    "another site": "https://evil.example",
    "another port": "http://127.0.0.1:1",
    "https of the same name": "https://127.0.0.1",
    "a name that begins alike": "{home}.evil.example",
    "two": "{home} {home}",
    "with a path": "{home}/",
    "broken": "http://[",
    "empty": "",
}


async def test_the_table_has_every_way_to_change_something() -> None:
    assert len(UNSAFE) >= 9
    assert all(isinstance(route, Route | Mount) for route in routes())


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize(("method", "path"), UNSAFE)
async def test_nothing_is_changed_from_another_origin(
    real_site: Site, stranger: Visitor, method: str, path: str, name: str
) -> None:
    origin = FOREIGN[name]
    given = origin.replace("{home}", stranger.home) if origin is not None else None
    assert (await stranger.asks(method, path, origin=given)).status == 403
    assert (await stranger.asks(method, path)).status != 403


@pytest.mark.parametrize("path", ["/c/1/say", "/vao", "/nowhere"])
async def test_a_host_that_holds_a_path_does_not_open_telegrams_door(stranger: Visitor, path: str) -> None:
    """An address put together from the Host header would begin with the path of the webhook."""
    strange = {"Host": "127.0.0.1/telegram/?"}
    assert (await stranger.post(path, origin=None, headers=strange)).status == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [*ALL, *[("GET", path) for path in ("/static/chat.js", "/static/nothing", "/nowhere", LONG)], ("DELETE", "/")],
)
async def test_every_answer_carries_the_security_headers(stranger: Visitor, method: str, path: str) -> None:
    for origin in ("own", None):
        answer = await stranger.asks(method, path, origin=origin)
        assert {name: answer.headers.getall(name) for name in HEADERS} == {n: [v] for n, v in HEADERS.items()}
        caching = {"static": "no-cache", "lich": "private, no-cache"}.get(path.split("/")[1], "no-store")
        assert answer.headers.getall("Cache-Control") == [caching]
        assert "Server" not in answer.headers


async def test_pages_hold_no_script_and_no_style_of_their_own(real_site: Site, visitor: Visitor) -> None:
    await real_site.come_in(visitor)
    for path in ("/chat", "/nowhere", "/vao/x"):
        page = (await visitor.get(path)).text
        inline = [part for part in page.split("<script")[1:] if "src=" not in part.split(">")[0]]
        assert all(part.startswith(' type="application/json"') for part in inline)
        assert not any(sign in page for sign in (" style=", "<style", " onclick", " onload", "javascript:"))


async def test_what_failed_inside_says_nothing_of_it(
    real_site: Site, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret-of-the-house in /work")

    monkeypatch.setattr("data.sessions.find", broken)
    async with real_site.visitor(cookies={"phien": "x"}) as cursed:
        for path in ("/chat", "/c/1/lines"):
            answer = await cursed.get(path)
            assert answer.status == 500
            assert "secret-of-the-house" not in answer.text
            assert answer.headers["Content-Security-Policy"] == HEADERS["content-security-policy"]


@pytest.mark.parametrize("path", ["/demo/advance", "/demo/speed"])
async def test_outside_the_demo_nobody_moves_the_clock(real_site: Site, visitor: Visitor, path: str) -> None:
    before = real_site.house.clock.now()
    await real_site.come_in(visitor)
    assert (await visitor.post(path, json={"to": "day", "speed": 60})).status == 404
    assert real_site.house.clock.now() == before
    assert "demo.js" not in (await visitor.get("/")).text


@pytest.mark.parametrize("path", ["/static/../server.py", "/static/%2e%2e/server.py", "/static/..%2fserver.py"])
async def test_static_files_are_those_of_the_folder(stranger: Visitor, path: str) -> None:
    from yarl import URL

    asked = stranger.client.get(URL(f"{stranger.home}{path}", encoded=True))
    async with asked as answer:
        assert answer.status == 404


# -- with a public address ------------------------------------------------------------------------------------------


@pytest.mark.asyncio(loop_scope="function")
async def test_with_a_public_address_only_its_name_and_this_machines_are_answered(tmp_path: Path) -> None:
    public = "https://Dunghan.example.vn:443"
    async with sites.real_site(tmp_path, public_url=public) as site, site.visitor() as visitor:
        hosts = {
            "dunghan.example.vn": 200,
            "dunghan.example.vn:443": 200,
            f"127.0.0.1:{site.app.port}": 200,
            "localhost": 200,
            "evil.example": 400,
            "dunghan.example.vn.evil.example": 400,
            "dunghan.example.vn@evil.example": 400,
            "evil.example/dunghan.example.vn": 400,
            "[::1": 400,
        }
        found = {host: (await visitor.get("/", headers={"Host": host})).status for host in hosts}
        assert found == hosts
        assert (await visitor.post("/vao", data={}, origin="https://dunghan.example.vn")).status == 422
        assert (await visitor.post("/vao", data={})).status == 403  # from http://127.0.0.1, which is not the address
        assert "max-age" in (await visitor.get("/")).headers["Strict-Transport-Security"]


@pytest.mark.asyncio(loop_scope="function")
async def test_telegrams_door_needs_no_origin_but_everything_beside_it_does(real_site: Site) -> None:
    """Its own secret is asked for behind it; here only that this guard lets it through."""

    async def door(_: object) -> Response:
        return Response("kept")

    app = build(real_site.house, ("path-of-the-bot", door))

    async def status(path: str) -> int:
        seen: list[int] = []

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.append(message["status"])

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"",
                 "headers": [(b"host", b"x")], "root_path": "", "scheme": "http", "server": ("x", 80)}  # fmt: skip
        await app(scope, receive, send)
        return seen[0]

    assert [await status(path) for path in ("/telegram/path-of-the-bot", "/telegram/guess", "/vao")] == [200, 404, 403]
