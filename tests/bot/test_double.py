"""The double of the Bot API keeps what Telegram keeps, refuses what it refuses, and can be driven by real clients."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update, error
from telegram.ext import CommandHandler, ContextTypes
from telegram.request import HTTPXRequest

from tests.double import Double, Faults, Limits, Person, Remote

Json = dict[str, Any]
Call = Callable[..., Any]


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Client:
    """The barest client there can be: one POST of JSON a call."""

    def __init__(self, double: Double, session: aiohttp.ClientSession) -> None:
        self.double, self.session = double, session

    async def raw(self, method: str, **params: Any) -> aiohttp.ClientResponse:
        url = f"{self.double.url}/bot{self.double.token}/{method}"
        response = await self.session.post(url, json=params)
        await response.read()
        return response

    async def __call__(self, method: str, **params: Any) -> Json:
        body: Json = await (await self.raw(method, **params)).json()
        return body

    async def result(self, method: str, **params: Any) -> Any:
        body = await self(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        body = await self(method, **params)
        return body["error_code"], body["description"]


def real_client(double: Double, token: str = "") -> Bot:
    """Without certificates: reading them takes longer than a whole test."""
    calls, polls = (HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2))
    return Bot(token or double.token, f"{double.url}/bot", f"{double.url}/file/bot", calls, polls)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def double(clock: Clock) -> AsyncIterator[Double]:
    async with Double(limits=Limits.off(), clock=clock) as double:
        yield double


@pytest.fixture
def call(double: Double, session: aiohttp.ClientSession) -> Client:
    return Client(double, session)


@pytest.fixture
async def an(double: Double) -> Person:
    person = double.person(11, first_name="An")
    await person.knows_bot()
    return person


@pytest.fixture
async def bot(double: Double) -> AsyncIterator[Bot]:
    async with real_client(double) as bot:
        yield bot


def keyboard(*buttons: Json) -> Json:
    return {"inline_keyboard": [[button] for button in buttons]}


def tap(label: str, data: str = "1") -> Json:
    return {"text": label, "callback_data": data}


NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
SUPERGROUP = -1000000000005
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


class TestRefusals:
    @pytest.mark.parametrize(
        ("why", "params", "description"),
        [
            ("no text", {"text": ""}, "message text is empty"),
            ("only blanks", {"text": " \n "}, "message text is empty"),
            ("4097 letters", {"text": "a" * 4097}, "message is too long"),
            ("2049 emoji are 4098 units", {"text": "😀" * 2049}, "message is too long"),
            ("unknown chat", {"chat_id": 99, "text": "a"}, "chat not found"),
            ("no chat", {"chat_id": "", "text": "a"}, "chat_id is empty"),
            ("data of 65 bytes", {"reply_markup": keyboard(tap("a", "ế" * 21 + "ab"))}, "BUTTON_DATA_INVALID"),
            ("two actions", {"reply_markup": keyboard(tap("a") | {"url": "https://a.vn"})}, "BUTTON_TYPE_INVALID"),
            (
                "no action",
                {"reply_markup": keyboard({"text": "a"})},
                "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            ),
            (
                "a link to localhost",
                {"reply_markup": keyboard({"text": "a", "url": "http://localhost:8080/"})},
                "inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL",
            ),
            ("unknown reply", {"reply_parameters": {"message_id": 77}}, "message to be replied not found"),
            ("unknown thread", {"message_thread_id": 5}, "message thread not found"),
            ("half a letter", {"text": "\ud83d"}, "text must be encoded in UTF-8"),
            (
                "open tag",
                {"text": "<b>a", "parse_mode": "HTML"},
                "can't parse entities: Can't find end tag corresponding to start tag b",
            ),
        ],
    )
    async def test_a_message_telegram_would_not_take(
        self, call: Client, an: Person, double: Double, why: str, params: Json, description: str
    ) -> None:
        assert await call.refusal("sendMessage", **{"chat_id": an.id, "text": "a"} | params) == (
            400,
            f"Bad Request: {description}",
        ), why
        assert double.sent() == []

    @pytest.mark.parametrize(
        "params",
        [
            {"text": "😀" * 2048},
            {"text": "a", "reply_markup": keyboard(tap("a", "ế" * 21 + "a"))},
            {"text": "a", "reply_parameters": {"message_id": 77, "allow_sending_without_reply": True}},
            {"text": "&lt;" * 4096, "parse_mode": "HTML"},
        ],
    )
    async def test_the_longest_that_passes(self, call: Client, an: Person, params: Json) -> None:
        assert (await call("sendMessage", chat_id=an.id, **params))["ok"]

    async def test_a_caption_has_1024_units(self, call: Client, an: Person) -> None:
        assert await call.refusal("sendDocument", chat_id=an.id, document="x", caption="a" * 1025) == (
            400,
            "Bad Request: message caption is too long",
        )

    async def test_a_wrong_token(self, double: Double, session: aiohttp.ClientSession) -> None:
        async with session.post(f"{double.url}/bot1:wrong/getMe") as response:
            assert response.status == 401
            assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}

    async def test_an_unknown_method(self, call: Client) -> None:
        assert await call.refusal("sendTelegram") == (404, "Not Found")

    async def test_method_names_do_not_care_for_capitals(self, call: Client) -> None:
        assert (await call("GETME"))["ok"]

    async def test_an_edit_that_changes_nothing(self, call: Client, an: Person) -> None:
        sent = await call.result("sendMessage", chat_id=an.id, text="a", reply_markup=keyboard(tap("b")))
        edit = {"chat_id": an.id, "message_id": sent["message_id"], "text": "a"}
        assert await call.refusal("editMessageText", **edit, reply_markup=keyboard(tap("b"))) == (400, NOT_MODIFIED)
        assert "reply_markup" not in await call.result("editMessageText", **edit)
        assert await call.refusal("editMessageReplyMarkup", **edit) == (400, NOT_MODIFIED)

    async def test_an_edit_of_nothing(self, call: Client, an: Person) -> None:
        refusal = await call.refusal("editMessageText", chat_id=an.id, message_id=9, text="a")
        assert refusal == (400, "Bad Request: message to edit not found")

    async def test_an_edit_of_what_a_person_wrote(self, call: Client, an: Person) -> None:
        said = await an.says("a")
        refusal = await call.refusal("editMessageText", chat_id=an.id, message_id=said.id, text="b")
        assert refusal == (400, "Bad Request: message can't be edited")

    async def test_a_tap_is_answered_once(self, call: Client, an: Person) -> None:
        await call("sendMessage", chat_id=an.id, text="a", reply_markup=keyboard(tap("b")))
        query = await an.presses("b")
        assert await call.result("answerCallbackQuery", callback_query_id=query, text="c")
        assert await an.answered(query) == {"text": "c", "show_alert": False}
        assert await call.refusal("answerCallbackQuery", callback_query_id=query) == (400, TOO_OLD)

    async def test_a_tap_grows_old_after_15_seconds(self, call: Client, an: Person, clock: Clock) -> None:
        await call("sendMessage", chat_id=an.id, text="a", reply_markup=keyboard(tap("b")))
        query = await an.presses(0)
        clock.now += 15.1
        assert await call.refusal("answerCallbackQuery", callback_query_id=query) == (400, TOO_OLD)

    async def test_after_a_block_nothing_arrives_until_the_person_returns(self, call: Client, an: Person) -> None:
        await an.blocks()
        refusal = await call.refusal("sendMessage", chat_id=an.id, text="a")
        assert refusal == (403, "Forbidden: bot was blocked by the user")
        await an.returns()
        assert (await call("sendMessage", chat_id=an.id, text="a"))["ok"]

    @pytest.mark.parametrize(
        ("command", "description"),
        [
            ({"command": "nộp", "description": "a"}, "BOT_COMMAND_INVALID"),
            ({"command": "a" * 33, "description": "a"}, "BOT_COMMAND_INVALID"),
            ({"command": "nop", "description": ""}, "command description must be non-empty"),
            ({"command": "nop", "description": "a" * 257}, "command description length must not exceed 256"),
        ],
    )
    async def test_a_menu_telegram_would_not_take(self, call: Client, command: Json, description: str) -> None:
        assert await call.refusal("setMyCommands", commands=[command]) == (400, f"Bad Request: {description}")

    async def test_a_menu_has_100_commands(self, call: Client) -> None:
        commands = [{"command": f"a{n}", "description": "a"} for n in range(101)]
        assert await call.refusal("setMyCommands", commands=commands) == (400, "Bad Request: BOT_COMMANDS_TOO_MUCH")

    async def test_every_refusal_is_in_the_history(self, call: Client, double: Double) -> None:
        await call("sendMessage", chat_id=99, text="a")
        (seen,) = double.history
        assert (seen.method, seen.outcome, seen.description) == (
            "sendMessage",
            "400",
            "Bad Request: chat not found",
        )
        assert double.refused(400) == [seen]
        assert double.refused(429) == []


class TestLimits:
    async def codes(self, call: Client, clock: Clock, moments: list[tuple[float, int]]) -> list[int]:
        """What a send to a chat at each moment is answered with."""
        codes = []
        for moment, chat_id in moments:
            clock.now = 1000 + moment
            codes.append((await call.raw("sendMessage", chat_id=chat_id, text="a")).status)
        return codes

    @pytest.mark.parametrize(
        ("what", "limits", "moments", "expected"),
        [
            ("one a second to a chat", Limits(), [(0, 1), (0.99, 1), (1, 1), (1.5, 1)], [200, 429, 200, 429]),
            ("a burst of two", Limits(burst=1), [(0, 1), (0, 1), (1, 1), (2, 1)], [200, 200, 429, 200]),
            ("two a second overall", Limits(per_second=2), [(0, 1), (0.5, 2), (0.9, 3), (1, 4)], [200, 200, 429, 200]),
            (
                "a bucket fills drop by drop",
                Limits(per_second=2, accounting="bucket"),
                [(0, 1), (0, 2), (0.4, 3), (0.5, 4), (0.9, 5), (1, 6)],
                [200, 200, 429, 200, 429, 200],
            ),
            (
                "a flood makes its own wait longer",
                Limits(punish=True),
                [(0, 1), (0.5, 1), (1.2, 1), (2.3, 1), (3.5, 1)],
                [200, 429, 429, 200, 200],
            ),
            ("no limits", Limits.off(), [(0, 1)] * 4, [200] * 4),
        ],
    )
    async def test_the_pace(
        self,
        clock: Clock,
        session: aiohttp.ClientSession,
        what: str,
        limits: Limits,
        moments: list[tuple[float, int]],
        expected: list[int],
    ) -> None:
        async with Double(limits=limits, clock=clock, anyone=True) as double:
            assert await self.codes(Client(double, session), clock, moments) == expected, what

    async def test_a_group_gets_20_a_minute(self, clock: Clock, session: aiohttp.ClientSession) -> None:
        async with Double(clock=clock) as double:
            await double.group(-5, "Lớp 12A").adds_bot()
            call = Client(double, session)
            assert await self.codes(call, clock, [(2 * n, -5) for n in range(20)]) == [200] * 20
            clock.now = 1000 + 50
            refused = await call("sendMessage", chat_id=-5, text="a")
            assert refused["parameters"] == {"retry_after": 10}
            assert refused["description"] == "Too Many Requests: retry after 10"

    async def test_edits_count_but_answers_and_keyboards_do_not(
        self, clock: Clock, session: aiohttp.ClientSession
    ) -> None:
        async with Double(clock=clock, anyone=True) as double:
            call = Client(double, session)
            sent = await call.result("sendMessage", chat_id=1, text="a", reply_markup=keyboard(tap("b")))
            edit = {"chat_id": 1, "message_id": sent["message_id"]}
            assert (await call.refusal("editMessageText", **edit, text="b"))[0] == 429
            assert (await call("editMessageReplyMarkup", **edit))["ok"]
            assert (await call("sendChatAction", chat_id=1, action="typing"))["ok"]


class TestUpdates:
    async def test_updates_wait_until_a_later_offset_confirms_them(self, call: Client, an: Person) -> None:
        await an.says("a")
        await an.says("b")
        first, second = await call.result("getUpdates")
        assert first["update_id"] < second["update_id"]
        assert len(await call.result("getUpdates", offset=first["update_id"])) == 2
        assert await call.result("getUpdates", offset=second["update_id"]) == [second]
        assert await call.result("getUpdates", offset=second["update_id"] + 1) == []

    async def test_a_negative_offset_keeps_only_the_last(self, call: Client, an: Person) -> None:
        for text in "abc":
            await an.says(text)
        (last,) = await call.result("getUpdates", offset=-1)
        assert last["message"]["text"] == "c"
        assert len(await call.result("getUpdates")) == 1

    async def test_a_limit(self, call: Client, an: Person) -> None:
        for text in "abc":
            await an.says(text)
        assert len(await call.result("getUpdates", limit=2)) == 2

    async def test_a_long_poll_ends_with_the_first_update(self, call: Client, an: Person, double: Double) -> None:
        async with asyncio.TaskGroup() as tasks:
            polled = tasks.create_task(call.result("getUpdates", timeout=30))
            await double.polled()
            await an.says("a")
        assert [update["message"]["text"] for update in polled.result()] == ["a"]

    async def test_a_second_poller_ends_the_first(self, call: Client, an: Person, double: Double) -> None:
        async with asyncio.TaskGroup() as tasks:
            first = tasks.create_task(call("getUpdates", timeout=30))
            await double.polled()
            second = tasks.create_task(call("getUpdates", timeout=30))
            await double.until(lambda: double.refused(409))
            await an.says("a")
        assert first.result()["description"].startswith("Conflict: terminated by other getUpdates request; make sure")
        assert len(second.result()["result"]) == 1

    async def test_no_polling_beside_a_webhook(self, call: Client) -> None:
        await call.result("setWebhook", url="http://127.0.0.1:9/hook")
        assert (await call.refusal("getUpdates"))[0] == 409
        await call.result("deleteWebhook")
        assert await call.result("getUpdates") == []

    async def test_allowed_updates_are_remembered(self, call: Client, an: Person, double: Double) -> None:
        await call("getUpdates", allowed_updates=["message"])
        await an.blocks()
        await an.returns()
        assert await double.pending() == 0
        await call("getUpdates", allowed_updates=[])
        await an.blocks()
        (update,) = await call.result("getUpdates")
        assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"

    async def test_lost_updates_leave_a_gap(self, call: Client, an: Person, double: Double) -> None:
        await an.says("a")
        await double.loses(3)
        await an.says("b")
        first, second = await call.result("getUpdates")
        assert second["update_id"] - first["update_id"] == 4


class Hook:
    """A bot's webhook that refuses the first posts it gets."""

    def __init__(self, refuse: int) -> None:
        self.refuse = refuse
        self.posts: list[tuple[str, str]] = []
        self.got: asyncio.Queue[str] = asyncio.Queue()

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        text = (await request.json())["message"]["text"]
        self.posts.append((text, request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")))
        if len(self.posts) <= self.refuse:
            return web.Response(status=500)
        self.got.put_nowait(text)
        return web.Response()


@pytest.fixture
async def hook() -> AsyncIterator[tuple[Hook, str]]:
    hook = Hook(refuse=1)
    runner = web.ServerRunner(web.Server(hook), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield hook, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


class TestWebhook:
    async def test_updates_are_posted_with_the_secret_until_taken(
        self, call: Client, an: Person, hook: tuple[Hook, str]
    ) -> None:
        bot, url = hook
        await an.says("a")
        await call.result("setWebhook", url=url, secret_token="s3cret")
        await an.says("b")
        assert [await bot.got.get(), await bot.got.get()] == ["a", "b"]
        assert bot.posts == [("a", "s3cret"), ("a", "s3cret"), ("b", "s3cret")]
        info = await call.result("getWebhookInfo")
        assert (info["url"], info["last_error_message"]) == (
            url,
            "Wrong response from the webhook: 500 Internal Server Error",
        )

    async def test_what_a_removed_webhook_did_not_take_waits_again(self, call: Client, an: Person) -> None:
        await call.result("setWebhook", url="http://127.0.0.1:9/nobody")
        await an.says("a")
        assert (await call.result("getWebhookInfo"))["pending_update_count"] == 1
        await call.result("deleteWebhook")
        assert [update["message"]["text"] for update in await call.result("getUpdates", timeout=5)] == ["a"]

    @pytest.mark.parametrize(
        ("url", "secret", "description"),
        [
            ("http://bot.example.vn/hook", "", "bad webhook: An HTTPS URL must be provided for webhook"),
            (
                "https://bot.example.vn:8080/hook",
                "",
                "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
            ),
            ("https://bot.example.vn/hook", "a b", "secret token contains unallowed characters"),
            ("https://bot.example.vn/hook", "a" * 257, "secret token is too long"),
        ],
    )
    async def test_a_webhook_telegram_would_not_take(
        self, call: Client, url: str, secret: str, description: str
    ) -> None:
        refusal = await call.refusal("setWebhook", url=url, secret_token=secret)
        assert refusal == (400, f"Bad Request: {description}")


class TestFaults:
    @pytest.mark.parametrize(("kind", "status"), [("500", 500), ("502", 502), ("429", 429)])
    async def test_an_error_accepts_nothing(
        self, call: Client, an: Person, double: Double, kind: str, status: int
    ) -> None:
        await double.script("sendMessage", kind)
        assert (await call.raw("sendMessage", chat_id=an.id, text="a")).status == status
        assert (double.sent(), double.history[0].outcome) == ([], kind)
        assert (await call("sendMessage", chat_id=an.id, text="a"))["ok"]

    @pytest.mark.parametrize(("kind", "texts"), [("cut_before", []), ("cut_after", ["a"])])
    async def test_a_cut_connection(
        self, call: Client, an: Person, double: Double, kind: str, texts: list[str]
    ) -> None:
        await double.script("sendMessage", kind)
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await call("sendMessage", chat_id=an.id, text="a")
        assert double.texts(an.id) == texts
        assert double.history[0].fault == kind

    @pytest.mark.parametrize(("kind", "texts"), [("hang_before", []), ("hang_after", ["a"])])
    async def test_no_answer(self, call: Client, an: Person, double: Double, kind: str, texts: list[str]) -> None:
        await double.script("*", kind)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await call("sendMessage", chat_id=an.id, text="a")
        assert double.texts(an.id) == texts

    async def test_an_answer_that_is_no_json(self, call: Client, an: Person, double: Double) -> None:
        await double.script("sendMessage", "garbage")
        response = await call.raw("sendMessage", chat_id=an.id, text="a")
        assert (response.status, await response.text()) == (200, '{"ok": tr')
        assert double.texts(an.id) == ["a"]

    async def test_a_round_trip(self, call: Client, double: Double) -> None:
        await double.weather(delay=0.03)
        began = asyncio.get_running_loop().time()
        await call("getMe")
        assert asyncio.get_running_loop().time() - began >= 0.03

    def test_the_same_seed_draws_the_same_faults(self) -> None:
        def drawn(seed: int) -> list[str | None]:
            faults = Faults({"500": 0.2, "cut_after": 0.2}, seed=seed)
            return [faults.draw("sendmessage") for _ in range(50)]

        assert drawn(1) == drawn(1) != drawn(2)
        assert set(drawn(1)) == {None, "500", "cut_after"}

    def test_drawn_faults_spare_everything_but_sends_and_edits(self) -> None:
        assert Faults({"500": 1.0}).draw("getupdates") is None

    async def test_down_refuses_connections_and_cuts_the_poll(self, call: Client, an: Person, double: Double) -> None:
        async def fall() -> None:
            await double.polled()
            await double.goes_down()

        poll, _ = await asyncio.gather(call.raw("getUpdates", timeout=30), fall(), return_exceptions=True)
        assert isinstance(poll, aiohttp.ServerDisconnectedError)
        with pytest.raises(aiohttp.ClientConnectorError):
            await call("getMe")
        await an.says("a")
        await double.comes_back()
        assert len(await call.result("getUpdates")) == 1


class TestPeople:
    async def test_a_person_hears_what_is_written_whenever_it_comes(self, call: Client, an: Person) -> None:
        async with asyncio.TaskGroup() as tasks:
            heard = tasks.create_task(an.hears("xin chào"))
            await call("sendMessage", chat_id=an.id, text="khác")
            await call("sendMessage", chat_id=an.id, text="A, xin chào!")
        assert heard.result().text == "A, xin chào!"
        assert [other.text for other in await an.unheard()] == ["khác"]

    async def test_what_never_comes_is_told_with_what_came(self, call: Client, an: Person) -> None:
        await call("sendMessage", chat_id=an.id, text="khác")
        with pytest.raises(AssertionError, match=r"xin chào.*khác"):
            await an.hears("xin chào", timeout=0.01)

    async def test_an_edit_is_heard_and_carries_its_new_keyboard(self, call: Client, an: Person) -> None:
        sent = await call.result("sendMessage", chat_id=an.id, text="a", reply_markup=keyboard(tap("b")))
        edit = {"chat_id": an.id, "message_id": sent["message_id"], "text": "c"}
        await call("editMessageText", **edit, reply_markup=keyboard(tap("d")))
        assert [(heard.text, heard.buttons) for heard in await an.unheard()] == [("a", ["b"]), ("c", ["d"])]
        assert [(shown.text, shown.buttons) for shown in await an.screen()] == [("c", ["d"])]

    async def test_a_tap_tells_the_message_and_the_data(self, call: Client, an: Person) -> None:
        await call("sendMessage", chat_id=an.id, text="a", reply_markup=keyboard(tap("Có", "5.0"), tap("Không", "5.1")))
        for which in ("Không", "Khô", 1, -1):
            await an.presses(which)
        queries = [update["callback_query"] for update in await call.result("getUpdates")]
        assert {query["data"] for query in queries} == {"5.1"}
        assert queries[0]["message"]["text"] == "a"

    async def test_a_button_taken_away_can_only_be_tapped_on_an_old_screen(self, call: Client, an: Person) -> None:
        sent = await call.result("sendMessage", chat_id=an.id, text="a", reply_markup=keyboard(tap("b")))
        old = await an.hears("a")
        await call("editMessageReplyMarkup", chat_id=an.id, message_id=sent["message_id"])
        with pytest.raises(LookupError, match="no button 'b'"):
            await an.presses("b")
        assert await an.presses("b", on=old)

    async def test_a_key_of_the_reply_keyboard_says_its_words(self, call: Client, an: Person) -> None:
        await call("sendMessage", chat_id=an.id, text="a", reply_markup={"keyboard": [["Nộp"], [{"text": "Xem"}]]})
        assert await an.presses("Xem") == "Xem"
        assert (await call.result("getUpdates"))[0]["message"]["text"] == "Xem"

    async def test_a_command_is_marked_in_utf16_units(self, call: Client, an: Person) -> None:
        await an.says("😀 /nop@double_bot 5/6")
        (update,) = await call.result("getUpdates")
        assert update["message"]["entities"] == [{"type": "bot_command", "offset": 3, "length": 15}]

    async def test_an_album_is_one_update_a_file_with_one_caption(self, call: Client, an: Person) -> None:
        await an.sends_album([("a.pdf", b"a"), ("b.pdf", b"b")], caption="hai tờ")
        first, second = [update["message"] for update in await call.result("getUpdates")]
        assert first["media_group_id"] == second["media_group_id"]
        assert (first["caption"], "caption" in second) == ("hai tờ", False)

    async def test_a_contact(self, call: Client, an: Person) -> None:
        await an.sends_contact("0900000001")
        (update,) = await call.result("getUpdates")
        assert update["message"]["contact"] == {"phone_number": "0900000001", "first_name": "An", "user_id": an.id}

    async def test_somebody_who_never_wrote_cannot_be_written_to(self, call: Client, double: Double) -> None:
        binh = double.person(12, "Bình")
        assert (await call.refusal("sendMessage", chat_id=binh.id, text="a"))[1] == "Bad Request: chat not found"
        await binh.says("/start")
        assert (await call("sendMessage", chat_id=binh.id, text="a"))["ok"]


class TestGroups:
    async def test_with_privacy_on_the_bot_sees_only_what_is_meant_for_it(
        self, call: Client, an: Person, double: Double
    ) -> None:
        group = double.group(-5, "Lớp 12A")
        await group.adds_bot(an)
        sent = await call.result("sendMessage", chat_id=-5, text="chào lớp")
        for text in ("tán gẫu", "/nop", "/nop@other_bot", "hỏi @double_bot"):
            await an.says_in(group, text)
        await an.says_in(group, "trả lời", reply_to=sent["message_id"])
        texts = [update["message"].get("text") for update in await call.result("getUpdates") if "message" in update]
        assert texts == [None, "/nop", "hỏi @double_bot", "trả lời"]

    async def test_an_administrator_sees_everything_and_may_pin(self, call: Client, an: Person, double: Double) -> None:
        group = double.group(-5, "Lớp 12A")
        await group.adds_bot(an)
        pin = {"chat_id": -5, "message_id": (await call.result("sendMessage", chat_id=-5, text="a"))["message_id"]}
        assert (await call.refusal("pinChatMessage", **pin))[1].startswith("Bad Request: not enough rights")
        await group.promotes_bot(an)
        assert await call.result("pinChatMessage", **pin)
        await an.says_in(group, "tán gẫu")
        assert (await call.result("getUpdates"))[-1]["message"]["text"] == "tán gẫu"

    async def test_a_group_without_the_bot_cannot_be_written_to(self, call: Client, an: Person, double: Double) -> None:
        group = double.group(-5, "Lớp 12A")
        await group.adds_bot(an)
        await group.removes_bot(an)
        refusal = await call.refusal("sendMessage", chat_id=-5, text="a")
        assert refusal == (403, "Forbidden: bot was kicked from the group chat")

    async def test_a_group_that_moved_names_its_new_id(self, call: Client, an: Person, double: Double) -> None:
        group = double.group(-5, "Lớp 12A")
        await group.adds_bot(an)
        moved_to = await group.migrates(an)
        refused = await call("sendMessage", chat_id=-5, text="a")
        assert (refused["error_code"], refused["parameters"]) == (400, {"migrate_to_chat_id": moved_to})
        assert (await call.result("sendMessage", chat_id=moved_to, text="a"))["message_id"] == 2
        assert (await group.hears("a")).raw["chat"]["type"] == "supergroup"
        notices = [update["message"] for update in (await call.result("getUpdates"))[-2:]]
        assert (notices[0]["migrate_to_chat_id"], notices[1]["migrate_from_chat_id"]) == (moved_to, -5)

    async def test_a_forum_thread_is_known_once_somebody_wrote_in_it(
        self, call: Client, an: Person, double: Double
    ) -> None:
        group = double.group(-1005, "Diễn đàn", kind="supergroup")
        await group.adds_bot(an)
        await an.says_in(group, "/nop", thread=7)
        assert (await call.result("sendMessage", chat_id=-1005, text="a", message_thread_id=7))["is_topic_message"]


class TestFiles:
    async def test_a_form_is_read_like_json(self, double: Double, an: Person, session: aiohttp.ClientSession) -> None:
        url = f"{double.url}/bot{double.token}/sendMessage"
        async with session.post(
            url, data={"chat_id": "11", "text": "a", "reply_markup": '{"force_reply": true}'}
        ) as response:
            assert (await response.json())["ok"]

    async def test_uploads_have_a_limit(self, an: Person, session: aiohttp.ClientSession) -> None:
        async with Double(limits=Limits(0, 0, 0, upload=10), anyone=True) as double:
            for size in (11, 200_000):
                form = aiohttp.FormData({"chat_id": "11"})
                form.add_field("document", b"a" * size, filename="a.pdf")
                async with session.post(f"{double.url}/bot{double.token}/sendDocument", data=form) as response:
                    assert response.status == 413
                    assert (await response.json())["description"] == "Request Entity Too Large"

    async def test_two_megabytes_pass(self, bot: Bot, an: Person) -> None:
        sent = await bot.send_document(an.id, b"a" * 2_000_000, filename="a.pdf")
        assert sent.document is not None
        assert sent.document.file_size == 2_000_000

    async def test_a_file_of_21_megabytes_arrives_but_cannot_be_fetched(self, call: Client, an: Person) -> None:
        sent = await an.sends_file("to.pdf", b"a", size=21 * 1024 * 1024)
        assert await call.refusal("getFile", file_id=sent.file_id) == (400, "Bad Request: file is too big")

    async def test_an_unknown_file(self, call: Client) -> None:
        refusal = await call.refusal("getFile", file_id="x")
        assert refusal == (400, "Bad Request: wrong file_id or the file is temporarily unavailable")

    async def test_a_link_works_for_an_hour(
        self, call: Client, an: Person, double: Double, clock: Clock, session: aiohttp.ClientSession
    ) -> None:
        sent = await an.sends_photo(b"\xff\xd8")
        path = (await call.result("getFile", file_id=sent.file_id))["file_path"]
        url = f"{double.url}/file/bot{double.token}/{path}"
        async with session.get(url) as response:
            assert await response.read() == b"\xff\xd8"
        clock.now += 3601
        async with session.get(url) as response:
            assert response.status == 404

    async def test_a_photo_cannot_be_sent_as_a_document(self, call: Client, an: Person) -> None:
        sent = await an.sends_photo(b"a")
        refusal = await call.refusal("sendDocument", chat_id=an.id, document=sent.file_id)
        assert refusal == (400, "Bad Request: can't use file of type Photo as Document")


class TestRealClient:
    """python-telegram-bot's own Bot, with its own transport."""

    async def test_it_writes_edits_and_deletes(self, bot: Bot, an: Person) -> None:
        buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="1")]])
        sent = await bot.send_message(an.id, "Nộp <chưa>?", reply_markup=buttons)
        assert (sent.chat.id, sent.text, sent.from_user) == (an.id, "Nộp <chưa>?", bot.bot)
        edited = await sent.edit_text("Đã nhận")
        assert isinstance(edited, type(sent))
        assert edited.reply_markup is None
        assert await sent.delete()
        assert await an.screen() == []

    async def test_it_reads_updates_so_that_a_command_handler_matches(self, bot: Bot, an: Person) -> None:
        async def nothing(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None: ...

        await an.says("/nop 3")
        (update,) = await bot.get_updates()
        assert CommandHandler("nop", nothing).check_update(update) == (["3"], True)

    async def test_it_understands_every_kind_of_update(self, bot: Bot, an: Person, double: Double) -> None:
        group = double.group(-5, "Lớp 12A")
        await group.adds_bot(an, admin=True)
        await an.sends_file("a.pdf", b"a", caption="tờ trình")
        await an.sends_photo(b"a")
        await bot.send_message(an.id, "a", reply_markup=InlineKeyboardMarkup.from_button(_button()))
        await bot.answer_callback_query(await an.presses(0))
        await an.corrects(await an.says("b"), "c")
        await group.migrates(an, SUPERGROUP)
        await an.blocks()
        seen = [_inside(update) for update in await bot.get_updates()]
        assert seen == [
            "administrator",
            (bot.bot,),
            "a.pdf",
            1280,
            "1",
            "b",
            "c",
            SUPERGROUP,
            group.id,
            "kicked",
        ]

    async def test_it_uploads_resends_and_fetches_files(self, bot: Bot, an: Person) -> None:
        sent = await bot.send_document(an.id, b"%PDF", filename="a.pdf", caption="tờ trình")
        assert sent.document is not None
        again = await bot.send_document(an.id, sent.document.file_id)
        assert again.document == sent.document
        file = await bot.get_file(sent.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"%PDF"
        assert (await bot.send_photo(an.id, b"jpg")).photo[-1].file_size == 3
        assert (await an.hears("a.pdf")).text == "tờ trình\na.pdf"

    async def test_its_menus_are_kept_by_scope_and_language(self, bot: Bot) -> None:
        await bot.set_my_commands([BotCommand("nop", "Nộp báo cáo")], language_code="vi")
        assert await bot.get_my_commands(language_code="vi") == (BotCommand("nop", "Nộp báo cáo"),)
        assert await bot.get_my_commands() == ()
        assert await bot.delete_my_commands(language_code="vi")
        assert await bot.get_my_commands(language_code="vi") == ()

    async def test_its_profile_is_kept(self, bot: Bot, an: Person) -> None:
        await bot.set_my_name("Đúng Hạn")
        await bot.set_my_description("Nhắc hạn", language_code="vi")
        await bot.set_my_short_description("Nhắc")
        assert (await bot.get_my_name()).name == "Đúng Hạn"
        assert (await bot.get_my_description("vi")).description == "Nhắc hạn"
        assert (await bot.get_chat(an.id)).first_name == "An"

    async def test_it_raises_what_telegram_would_make_it_raise(self, bot: Bot, an: Person, double: Double) -> None:
        with pytest.raises(error.BadRequest, match="Chat not found"):
            await bot.send_message(99, "a")
        group = double.group(-5, "Lớp 12A")
        await group.adds_bot(an)
        moved_to = await group.migrates(an)
        with pytest.raises(error.ChatMigrated) as migrated:
            await bot.send_message(-5, "a")
        assert migrated.value.new_chat_id == moved_to
        await an.blocks()
        with pytest.raises(error.Forbidden, match="blocked"):
            await bot.send_message(an.id, "a")
        await bot.set_webhook("https://bot.example.vn/hook")
        with pytest.raises(error.Conflict, match="webhook"):
            await bot.get_updates()

    async def test_it_raises_the_wait_of_a_flood(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PTB_TIMEDELTA", "true")
        async with Double(anyone=True) as double, real_client(double) as bot:
            await bot.send_message(1, "a")
            with pytest.raises(error.RetryAfter, match="Retry in 0:00:01"):
                await bot.send_message(1, "b")

    @pytest.mark.parametrize(
        ("kind", "raised"),
        [("500", error.NetworkError), ("502", error.NetworkError), ("cut_after", error.NetworkError)],
    )
    async def test_it_raises_a_network_error_for_a_fault(
        self, bot: Bot, an: Person, double: Double, kind: str, raised: type[Exception]
    ) -> None:
        await double.script("sendMessage", kind)
        with pytest.raises(raised):
            await bot.send_message(an.id, "a")

    async def test_it_refuses_a_wrong_token(self, double: Double) -> None:
        bot = real_client(double, "1:wrong")
        with pytest.raises(error.InvalidToken):
            await bot.initialize()
        await bot.shutdown()

    async def test_nothing_is_logged_above_info(self, bot: Bot, an: Person, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING):
            await bot.send_message(an.id, "a")
        assert caplog.records == []


def _inside(update: Update) -> object:
    """What matters in an update, whatever its kind."""
    if update.my_chat_member:
        return update.my_chat_member.new_chat_member.status
    if update.callback_query:
        return update.callback_query.data
    message = update.effective_message
    assert message is not None
    if message.document:
        return message.document.file_name
    if message.photo:
        return message.photo[-1].width
    moved = message.migrate_to_chat_id or message.migrate_from_chat_id
    return message.text or message.new_chat_members or moved


def _button() -> InlineKeyboardButton:
    return InlineKeyboardButton("Có", callback_data="1")


class TestElsewhere:
    """The double in a process of its own, driven through its control port."""

    @pytest.mark.process
    async def test_people_act_alike_across_processes(self, session: aiohttp.ClientSession) -> None:
        arguments = ("-m", "tests.double", "--port", "0", "--control-port", "0", "--no-limits")
        process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        try:
            async with Remote((await process.stdout.readline()).decode().strip()) as telegram:
                await self.play(telegram, url, session)
        finally:
            process.terminate()
        assert await process.wait() == 0

    async def play(self, telegram: Remote, url: str, session: aiohttp.ClientSession) -> None:
        an = telegram.person(11)
        await an.says("/start")
        message = {"chat_id": 11, "text": "chào", "reply_markup": keyboard(tap("Có"))}
        async with session.post(f"{url}/bot4242:double/sendMessage", json=message) as response:
            assert response.status == 200
        assert (await an.hears("chào")).buttons == ["Có"]
        with pytest.raises(LookupError, match="no button"):
            await an.presses("Không")
        with pytest.raises(AssertionError, match="was not heard"):
            await an.hears("chào", timeout=0.01)
        await telegram.until(lambda: telegram.texts(11) == ["chào"])
        await telegram.goes_down()
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.post(f"{url}/bot4242:double/getMe")
        await telegram.comes_back()
        assert await telegram.pending() == 1
