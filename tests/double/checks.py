"""What a message must be before Telegram takes it: its text, its caption, its buttons."""

from typing import Any
from urllib.parse import urlsplit

from tests.double.entities import from_html, units
from tests.double.params import Params
from tests.double.refusals import bad

TEXT, CAPTION, ENTITIES = 4096, 1024, 100
CALLBACK_BYTES, BUTTONS, ROW = 64, 100, 8
ACTIONS = (
    *("url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat"),
    *("switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"),
)
OTHER_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")
Written = dict[str, Any]  # the fields that a text or a caption gives to its message


def text_of(params: Params) -> Written:
    """`text` and `entities` of a message; never empty, at most 4096 units once parsed."""
    text, entities = _parsed(params, "text", "entities")
    if not text:
        raise bad("message text is empty")
    if units(text) > TEXT:
        raise bad("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(params: Params) -> Written:
    """`caption` and its entities; may be missing, at most 1024 units."""
    caption, entities = _parsed(params, "caption", "caption_entities")
    if units(caption) > CAPTION:
        raise bad("message caption is too long")
    written = {"caption": caption} if caption else {}
    return {**written, "caption_entities": entities} if entities else written


def _parsed(params: Params, name: str, marks: str) -> tuple[str, list[dict[str, Any]]]:
    text = params.text(name)
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = from_html(text)
    elif mode:
        raise bad("unsupported parse_mode")  # Markdown too: nothing here writes it
    else:
        entities = params.structure(marks) or []
    stripped = text if entities else text.strip()
    _check_marks(stripped, entities)
    return stripped if stripped.strip() else "", entities


def _check_marks(text: str, entities: list[dict[str, Any]]) -> None:
    if len(entities) > ENTITIES:
        raise bad("ENTITIES_TOO_LONG")
    length = units(text) if entities else 0
    if any(mark["offset"] < 0 or mark["offset"] + mark["length"] > length for mark in entities):
        raise bad("ENTITY_BOUNDS_INVALID")


def markup_of(params: Params) -> dict[str, Any] | None:
    """The keyboard, checked; None when there is none or it is empty."""
    markup = params.structure("reply_markup")
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if not any(kind in markup for kind in OTHER_KEYBOARDS):
        raise bad("object expected as reply markup")
    return markup


def inline_markup_of(params: Params) -> dict[str, Any] | None:
    """For edits: only inline keyboards can be put on a message that is there."""
    markup = markup_of(params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def _inline(rows: Any) -> dict[str, Any] | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" must be an Array of Arrays')
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > BUTTONS or any(len(row) > ROW for row in rows):
        raise bad("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    actions = [name for name in ACTIONS if button.get(name) not in (None, "")]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("BUTTON_TYPE_INVALID")
    if len(str(button.get("callback_data", "")).encode()) > CALLBACK_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in actions:
        _check_url(button["url"])


def _check_url(url: str) -> None:
    """A name without a dot ("localhost") is no address to Telegram."""
    parts = urlsplit(url)
    if parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in (parts.hostname or "")):
        return
    raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
