"""The people a test plays. The same classes drive a double in this process and one behind HTTP."""

import base64
import mimetypes
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.double.history import Queries
from tests.double.senses import words_of

Json = dict[str, Any]
PATIENCE = 15.0
OWNER = 1


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the bot as a person sees it."""

    raw: Json

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        return words_of(self.raw)

    @property
    def buttons(self) -> list[str]:
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    @property
    def file_id(self) -> str:
        """Of the document or of the picture's largest size; empty when there is none."""
        files = [self.raw.get("document"), *self.raw.get("photo", [])]
        return str(([file for file in files if file] or [{"file_id": ""}])[-1]["file_id"])


class Stage(ABC, Queries):
    """Where people act: a running double, here or elsewhere."""

    @abstractmethod
    async def act(self, act: str, **details: Any) -> Any:
        """Do one act by its name."""

    @abstractmethod
    async def until(self, happened: Callable[[], object], timeout: float = PATIENCE) -> None:
        """Wait until `happened()` is true; asked again whenever the history grows."""

    def person(self, id: int, first_name: str = "An", last_name: str = "", username: str = "") -> "Person":
        profile = {"id": id, "is_bot": False, "first_name": first_name, "language_code": "vi"}
        more = {"last_name": last_name, "username": username}
        return Person(self, profile | {key: value for key, value in more.items() if value})

    def group(self, id: int, title: str, kind: str = "group") -> "Group":
        """`kind`: group or supergroup; the id is negative."""
        return Group(self, {"id": id, "title": title, "type": kind})

    async def script(self, method: str, kind: str, times: int = 1) -> None:
        """The next calls of this method ("*" = any) fail like this: see faults.Fault."""
        await self.act("script", method=method, kind=kind, times=times)

    async def weather(self, rates: dict[str, float] | None = None, delay: float = 0.0, jitter: float = 0.0) -> None:
        """From now on: this share of sends fails like this, each call takes this long."""
        await self.act("weather", rates=rates or {}, delay=delay, jitter=jitter)

    async def goes_down(self) -> None:
        """Connections are refused, open ones are cut."""
        await self.act("goes_down")

    async def comes_back(self) -> None:
        await self.act("comes_back")

    async def pending(self) -> int:
        return int(await self.act("pending"))

    async def polled(self, timeout: float = PATIENCE) -> None:
        """Wait until the bot has handled what there was and polls for more."""
        await self.act("polled", timeout=timeout)

    async def forgets(self) -> None:
        """A new page in the history: nothing seen, nothing delivered."""
        await self.act("forgets")

    async def loses(self, count: int) -> None:
        await self.act("loses", count=count)


@dataclass(frozen=True)
class Listener:
    """Somebody, or some group, in whose chat the bot writes."""

    stage: Stage
    profile: Json

    @property
    def id(self) -> int:
        return int(self.profile["id"])

    def _who(self) -> Json:
        return {"person": self.profile}

    async def hears(self, part: str = "", timeout: float = PATIENCE) -> Heard:
        """Waits for a message that contains `part`. Each message is heard once; an edit can be heard anew."""
        return Heard(await self.stage.act("hears", part=part, timeout=timeout, **self._who()))

    async def unheard(self) -> list[Heard]:
        return [Heard(message) for message in await self.stage.act("unheard", **self._who())]

    async def screen(self) -> list[Heard]:
        """All messages there now, the person's own as well, as last edited."""
        return [Heard(message) for message in await self.stage.act("screen", **self._who())]


class Group(Listener):
    def _who(self) -> Json:
        return {"group": self.profile}

    async def adds_bot(self, by: "Person | None" = None, admin: bool = False) -> None:
        await self._happens("adds_bot", by, admin=admin)

    async def promotes_bot(self, by: "Person | None" = None) -> None:
        await self._happens("promotes_bot", by)

    async def removes_bot(self, by: "Person | None" = None) -> None:
        await self._happens("removes_bot", by)

    async def migrates(self, by: "Person | None" = None, new_id: int | None = None) -> int:
        """Returns the new id; this object goes on meaning the same group."""
        return int(await self._happens("migrates", by, new_id=new_id))

    async def _happens(self, act: str, by: "Person | None", **details: Any) -> Any:
        """By somebody; where nobody is named, by the group's owner."""
        person = by or self.stage.person(OWNER, "Owner")
        return await self.stage.act(act, person=person.profile, **self._who(), **details)


class Person(Listener):
    """Acts in their own chat with the bot, or in a group where one is given."""

    async def _acts(self, act: str, group: Group | None = None, **details: Any) -> Any:
        place = {"group": group.profile} if group is not None else {}
        return await self.stage.act(act, person=self.profile, **place, **details)

    async def knows_bot(self) -> None:
        """Has opened the chat before; the bot may write."""
        await self._acts("knows_bot")

    async def says(self, text: str, reply_to: int | None = None) -> Heard:
        return Heard(await self._acts("says", text=text, reply_to=reply_to))

    async def says_in(self, group: Group, text: str, thread: int | None = None, reply_to: int | None = None) -> Heard:
        return Heard(await self._acts("says", group, text=text, thread=thread, reply_to=reply_to))

    async def corrects(self, said: Heard, text: str, group: Group | None = None) -> Heard:
        return Heard(await self._acts("corrects", group, message_id=said.id, text=text))

    async def presses(self, which: str | int, group: Group | None = None, on: Heard | None = None) -> str:
        """Taps a button by label, part of a label, or place, on the last message with buttons or on `on`.

        Returns the query's id (for `answered`), a link's address, or the words of a reply keyboard's key.
        """
        tapped = await self._acts("presses", group, which=which, on=on.raw if on else None)
        return str(next(iter(tapped.values())))

    async def answered(self, query: str, timeout: float = PATIENCE) -> Json:
        """What the bot answered to a tap: text, show_alert."""
        answer: Json = await self.stage.act("answered", query=query, timeout=timeout)
        return answer

    async def sends_file(
        self,
        name: str,
        data: bytes,
        caption: str = "",
        size: int | None = None,
        group: Group | None = None,
        reply_to: int | None = None,
    ) -> Heard:
        """`size`: what Telegram says of it, to play a file larger than `data`."""
        file = _file(name, data, "document") | ({"size": size} if size else {})
        return Heard(await self._acts("sends_file", group, file=file, caption=caption, reply_to=reply_to))

    async def sends_voice(self, data: bytes) -> Heard:
        return Heard(await self._acts("sends_file", file=_file("voice.ogg", data, "voice")))

    async def sends_photo(self, data: bytes, caption: str = "", group: Group | None = None) -> Heard:
        return Heard(await self._acts("sends_file", group, file=_file("photo.jpg", data, "photo"), caption=caption))

    async def sends_album(
        self,
        files: Sequence[tuple[str, bytes]],
        caption: str = "",
        sort: str = "document",
        group: Group | None = None,
    ) -> list[Heard]:
        listed = [_file(name, data, sort) for name, data in files]
        return [Heard(sent) for sent in await self._acts("sends_album", group, files=listed, caption=caption)]

    async def sends_contact(self, phone: str, own: bool = True) -> Heard:
        return Heard(await self._acts("sends_contact", phone=phone, own=own))

    async def blocks(self) -> None:
        await self._acts("blocks")

    async def returns(self) -> None:
        await self._acts("returns")

    async def deactivates(self) -> None:
        await self._acts("deactivates")


def _file(name: str, data: bytes, sort: str) -> Json:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {"name": name, "kind": kind, "sort": sort, "data": base64.b64encode(data).decode()}
