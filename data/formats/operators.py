"""What a PDF's page says to draw, token by token. The library's own tokenizer takes five times as long for it."""

import re
from binascii import unhexlify
from collections.abc import Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import LIT

_BLANK, _END = rb"\x00\t\n\x0b\x0c\r ", rb"\x00\t\n\x0b\x0c\r /%\[\]()<>{}"
# Nothing in it can be tried in two ways, and it fits everywhere: a page is gone through once, whatever it holds.
_TOKEN = re.compile(
    rb"(?:[" + _BLANK + rb"]++|%[^\r\n]*+)*+(?:"
    rb"([-+]?(?:\d++(?:\.\d*+)?|\.\d++))"  # 1: a number
    rb"|/([^" + _END + rb"]*+)"  # 2: a name
    rb"|\(([^()\\]*+)\)"  # 3: a string without anything special in it
    rb"|<([0-9A-Fa-f" + _BLANK + rb"]*+)>"  # 4: a string in hexadecimal digits
    rb"|([A-Za-z'\"][^" + _END + rb"]*+)"  # 5: an operator
    rb"|(<<|>>|.)"  # 6: a bracket
    rb"|\Z)",
    re.DOTALL,
)
_NUMBER, _NAME, _STRING, _HEX, _OPERATOR, _BRACKET = range(1, 7)
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\r": b"", b"\n": b""}
_END_OF_IMAGE = re.compile(rb"[" + _BLANK + rb"]EI(?=[" + _BLANK + rb"]|\Z)|~>[" + _BLANK + rb"]*+EI\b")

# Only what moves, writes, rules lines or chooses the ink. The others are passed over.
_OPERATORS = {name.encode(): f"do_{name}" for name in (
    "q", "Q", "cm", "m", "l", "c", "v", "y", "h", "re", "S", "s", "f", "B", "b", "n", "cs", "g", "rg", "k", "sc", "scn",
    "BT", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "Tj", "TJ", "Do",
)}  # fmt: skip
_OPERATORS |= {b"F": "do_f", b"f*": "do_f_a", b"B*": "do_B_a", b"b*": "do_b_a", b"T*": "do_T_a"}
_OPERATORS |= {b"'": "do__q", b'"': "do__w"}


class Interpreter(PDFPageInterpreter):
    def execute(self, streams: Sequence[object]) -> None:
        """Together, for a token may end in the next stream's first line. One that is being drawn is not drawn again
        within itself."""
        found = [stream_value(stream) for stream in streams]
        fresh = [one for one in found if one.objid is not None and one.objid not in self.parent_stream_ids]
        self.stream_ids = {one.objid for one in fresh if one.objid is not None}
        self._stack: list[Any] = []
        self._outside: list[list[Any]] = []  # of the brackets that are open
        data = b"\n".join(map(_data, fresh))
        at = 0
        while at < len(data):
            at = self._run(data, at)

    def do_TJ(self, seq: Any) -> None:
        """Without a copy of the whole state for each string: the device keeps nothing of it."""
        if self.textstate.font is not None and isinstance(seq, list):
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)

    def _run(self, data: bytes, start: int) -> int:
        """Up to the end, or to something that is no token; it returns where to go on."""
        for found in _TOKEN.finditer(data, start):
            kind = found.lastindex
            if kind == _NUMBER:
                self._stack.append(float(found[_NUMBER]))
            elif kind == _HEX:
                self._stack.append(_unhexed(found[_HEX]))
            elif kind == _STRING:
                self._stack.append(found[_STRING])
            elif kind == _OPERATOR:
                if found[_OPERATOR] == b"ID":
                    return self._image(data, found.end())
                self._operate(found[_OPERATOR])
            elif kind == _NAME:
                self._stack.append(LIT(_name(found[_NAME])))
            elif found[_BRACKET] == b"(":
                said, end = _string(data, found.end())
                self._stack.append(said)
                return end
            elif kind == _BRACKET:
                self._bracket(found[_BRACKET])
        return len(data)

    def _operate(self, name: bytes) -> None:
        """An operator within an open bracket shows that its other end is missing."""
        if name not in _CALLS:
            self._stack = self._stack if self._outside else []
            return
        call, takes = _CALLS[name]
        self._outside.clear()
        stack, self._stack = self._stack, []
        self.argstack = stack
        if takes == 0:
            call(self)
        elif len(stack) >= takes:
            call(self, *stack[-takes:])

    def _bracket(self, bracket: bytes) -> None:
        if bracket in (b"[", b"<<"):
            self._outside.append(self._stack)
            self._stack = []
        elif bracket in (b"]", b">>") and self._outside:
            inside, self._stack = self._stack, self._outside.pop()
            self._stack.append(inside if bracket == b"]" else {})

    def _image(self, data: bytes, start: int) -> int:
        """A picture whose bytes stand between the operators."""
        self.device.render_image("", PDFStream({}, b""))
        self._stack = []
        end = _END_OF_IMAGE.search(data, start)
        return end.end() if end else len(data)


_CALLS: dict[bytes, tuple[Any, int]] = {
    name: (call, call.__code__.co_argcount - 1)
    for name, call in ((name, getattr(Interpreter, its)) for name, its in _OPERATORS.items())
}


def _data(stream: PDFStream) -> bytes:
    return stream.get_data()


def _name(raw: bytes) -> str:
    said = _HASH.sub(lambda found: bytes((int(found[1], 16),)), raw) if b"#" in raw else raw
    try:
        return said.decode()
    except UnicodeDecodeError:
        return str(said)  # as the library names fonts and drawings


def _unhexed(digits: bytes) -> bytes:
    try:
        return unhexlify(digits)
    except ValueError:
        digits = digits.translate(None, b"\0\t\n\x0b\x0c\r ")
        return unhexlify(digits + b"0" * (len(digits) % 2))


def _string(data: bytes, start: int) -> tuple[bytes, int]:
    """One with brackets or with escapes in it, from behind its first bracket; and where it ends."""
    depth = 1
    for found in _IN_STRING.finditer(data, start):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return _ESCAPE.sub(_escaped, data[start : found.start()]), found.end()
    return b"", len(data)


def _escaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes((int(found[1], 8) & 0xFF,))
    return _ESCAPED.get(found[2], found[2])
