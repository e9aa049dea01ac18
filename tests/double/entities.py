"""Lengths as Telegram counts them, and the marks inside a text."""

import re
from html.parser import HTMLParser
from typing import Any

from tests.double.refusals import bad

COMMAND_OR_MENTION = re.compile(r"(?<![\w/@])(?:/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?|@\w{4,32})(?!\w)")
TAGS = {
    **{"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline"},
    **{"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough"},
    **{"code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler"},
}


def units(text: str) -> int:
    """Length in UTF-16 units: an emoji is 2."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def found_in(text: str) -> list[dict[str, Any]]:
    """The commands and mentions that Telegram marks by itself."""
    return [
        {
            "type": "bot_command" if match[0].startswith("/") else "mention",
            "offset": units(text[: match.start()]),
            "length": units(match[0]),
        }
        for match in COMMAND_OR_MENTION.finditer(text)
    ]


class _Html(HTMLParser):
    """Telegram's small HTML; anything else in it is an error, not a guess."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self._open: list[tuple[str, dict[str, Any]]] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        entity: dict[str, Any] = {"type": TAGS[tag], "offset": units(self.text)}
        if tag == "a":
            entity["url"] = dict(attrs).get("href") or ""
        self._open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise bad("can't parse entities: Unmatched end tag")
        entity = self._open.pop()[1]
        length = units(self.text) - entity["offset"]
        if length:
            self.entities.append({**entity, "length": length})

    def finish(self) -> None:
        self.close()
        if self._open:
            raise bad(f"can't parse entities: Can't find end tag corresponding to start tag {self._open[-1][0]}")


def from_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its tags, and what they mark."""
    parser = _Html()
    parser.feed(text)
    parser.finish()
    return parser.text, sorted(parser.entities, key=lambda entity: int(entity["offset"]))
