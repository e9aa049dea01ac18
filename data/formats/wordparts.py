"""The parts of a .docx: found by their relations, parsed without entities, in one spelling of their namespaces."""

import re
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]

from data.formats.archive import content
from data.formats.refusal import Refused, Why

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
R_ID = f"{{{_OFFICE}relationships}}id"

# "Strict Open XML" says the same under other names.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": f"{_OFFICE}relationships".encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M.strip("{}").encode(),
}
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]+)""")
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}

Element = Any  # lxml has no types of its own


class Package:
    """An archive that has passed the gate."""

    def __init__(self, path: Path) -> None:
        self._archive = ZipFile(path)
        self._names = {name.lower(): name for name in self._archive.namelist()}
        targets = [target for kind, target in self.relations("").values() if kind == "officeDocument"]
        if not targets or targets[0].lower() not in self._names:
            raise Refused(Why.BROKEN)
        self.main = targets[0]

    def close(self) -> None:
        self._archive.close()

    @property
    def has_pictures(self) -> bool:
        return any(name.startswith("word/media/") for name in self._names)

    def part(self, name: str) -> Element | None:
        """Its root, or None where the archive has no such part."""
        stored = self._names.get(name.lower())
        return None if stored is None else parsed(content(self._archive, stored))

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """By id: the last word of its type, and the part it leads to. What leads out of the file is left out."""
        place = PurePosixPath(part)
        root = self.part(str(place.parent / "_rels" / f"{place.name}.rels"))
        if root is None:
            return {}
        return {
            one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _target(place.parent, one.get("Target", "")))
            for one in root
            if isinstance(one.tag, str) and one.get("TargetMode") != "External"
        }

    def related(self, kind: str) -> Element | None:
        """The one part of this kind that the main part leads to."""
        targets = [target for its_kind, target in self.relations(self.main).values() if its_kind == kind]
        return self.part(targets[0]) if targets else None


def _target(folder: PurePosixPath, target: str) -> str:
    steps: list[str] = [] if target.startswith("/") else [step for step in folder.parts if step != "."]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def parsed(raw: bytes) -> Element:
    """No entity is resolved and nothing is fetched; a document type refuses the file in whatever encoding."""
    declared = _ENCODING.search(raw[:400])
    if declared and declared[1].lower() not in _ENCODINGS:
        raise Refused(Why.BROKEN)
    for strict, usual in _STRICT.items():
        raw = raw.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(Why.BROKEN) from error
    if root.getroottree().docinfo.doctype:
        raise Refused(Why.BOMB)
    return root


def value(parent: Element | None, name: str) -> str | None:
    """The w:val of a child, None without the child."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val", "")


def number(parent: Element | None, name: str, otherwise: int) -> int:
    said = value(parent, name)
    return int(said) if said and re.fullmatch(r"-?\d{1,9}", said) else otherwise


def is_on(parent: Element | None, name: str) -> bool | None:
    """A switch: there without a value is on. None where nothing is said."""
    said = value(parent, name)
    return None if said is None else said not in ("0", "false", "off", "none")
