"""Whom an officer means by "tam dung nhac An Hoa den 20/10": what stands after the wish, without its date."""

import re

from core.vietnamese import bare

_WISH = re.compile(
    r"^\s*(?:xin |cho |anh |chi |em )*(?:tam )?(?:dung|ngung|nhac|tiep tuc)(?: nhac)?(?: (?:lai|tiep|nho))?\b[ ,:]*",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?:cho )?(?:tat ca|toan bo|moi|het|ca)(?: cac)?(?: (?:dot|ke hoach|viec|nguoi|don vi))?", re.IGNORECASE
)


def after_wish(text: str) -> str:
    """Letter for letter as it was typed."""
    found = _WISH.match(bare(text))
    return text[found.end() :].strip() if found else text.strip()


def is_everything(text: str) -> bool:
    return _ALL.fullmatch(bare(text).strip(" .,")) is not None
