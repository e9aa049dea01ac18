"""What stands around the entries of a roster: sections, totals, the names of groups."""

import re

SECTION = re.compile(r"^(?:[IVXLC]{1,6}|[A-Z])\s*[.):/–-]+\s*(?=[^\W\d])")
GROUP_WORD = re.compile(r"(?:cum|khoi|nhom|khu vuc|cac)(?: |$)")
TOTAL = re.compile(
    r"tong (?:cong(?! ty)|so)\b|tong\s*(?:[:(\d]|$)|cong\s*(?:[:(\d]|$)|(?:danh sach (?:nay )?|ds )(?:co|gom)\b"
)
_COUNTED = re.compile(r"\s*(?:\(\s*\d{1,4}\s+[^()]{2,30}\)|[:–-]\s*\d{1,4}\s+[^()\d]{2,30})\s*$")


def group_name(text: str) -> str:
    """'I. KHỐI PHƯỜNG (12 đơn vị)' is 'Khối phường'."""
    name = _COUNTED.sub("", SECTION.sub("", text)).strip(" :.*_")
    if name.isupper() and len(name) > 3:
        return name.capitalize()
    return f"{name[:1].upper()}{name[1:]}"
