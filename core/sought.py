"""Which part of the whole somebody asks about: "cụm 3", "báo cáo sơ kết", "mọi đợt", a unit's name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.audience import GROUPS, group_in
from core.naming import alike, names_something
from core.spelling import line, spelled
from core.vietnamese import fold

# Said around what is asked about, where it names no report.
_ASKING = frozenset(
    {
        *("tinh", "hinh", "tien", "do", "danh", "sach", "ds", "ai", "may", "bao", "nhieu", "nao", "the", "sao", "ra"),
        *("roi", "chua", "con", "thieu", "no", "tre", "han", "qua", "muon", "cham", "den", "dau", "hien", "gio", "hom"),
        *("cac", "nhung", "voi", "co", "khong", "xem", "biet", "la", "nhe", "di", "chi", "tiet", "hop", "trong", "ky"),
        *("truoc", "nua", "bi", "dang", "da", "so", "luong", "ty", "le", "ti", "sang", "chieu", "toi", "thi", "dot"),
    }
)
_KIND = re.compile(r"^(?:dot|ke hoach|chien dich|chuong trinh) ")
_EVERYTHING = ("moi dot", "tat ca cac dot", "tat ca", "cac dot", "toan bo", "tinh hinh chung", "chung", "tong the")


@dataclass(frozen=True)
class Sought:
    """`reports`: the places of those whose names have the words; of several the asker chooses. `left`: words that name
    none of what was given."""

    everything: bool = False
    group: int | None = None
    reports: tuple[int, ...] = ()
    left: str = ""


def may_name_a_group(words: str) -> bool:
    return not GROUPS.isdisjoint(line(spelled(fold(words))).split())


def sought(words: str, groups: Mapping[int, str], reports: Sequence[str]) -> Sought:
    """What is named in these words; what is only said around names asks for nothing."""
    group, others = group_in(line(spelled(fold(words))).split(), groups)
    rest = " ".join(others)
    found = alike(rest, reports)
    if found:
        return Sought(group=group, reports=found)
    if any(f" {phrase} " in f" {rest} " for phrase in _EVERYTHING):
        return Sought(everything=group is None, group=group)
    found = alike(rest, reports, _ASKING)
    left = "" if found or not names_something(rest, _ASKING) else rest
    return Sought(group=group, reports=found, left=left)


def campaign_in(words: str, campaigns: Mapping[int, str], *, bare: bool = False) -> tuple[int, str]:
    """The one campaign that is named in these words, 0 for none or more, and the words without its name. `bare`: also
    without the "đợt" before it, which a report's name may have as well."""
    said = f" {_plain(words)} "
    names = {one: _plain(short) for one, short in campaigns.items()}
    found = {one: name for one, name in names.items() if f" {name} " in said}
    if not found and bare:
        found = {one: plain for one, name in names.items() if f" {(plain := _KIND.sub('', name))} " in said}
    longest = max(found.values(), key=len, default="")
    if not longest or any(name not in longest for name in found.values()) or list(found.values()).count(longest) > 1:
        return 0, words
    one, name = next((one, name) for one, name in found.items() if name == longest)
    return one, said.replace(f" {name} ", " ").strip()


def _plain(words: str) -> str:
    return " ".join(line(spelled(fold(words))).split())
