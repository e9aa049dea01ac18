"""A count or an amount as people write it: '20.000', '1,5tr', 'mười lăm buổi'. What has two readings is asked about."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from core.vietnamese import fold

Number = int | Decimal


@dataclass(frozen=True)
class Ambiguous:
    """More than one reading, or a figure nobody writes; `readings` are those to choose from, if there are any."""

    readings: tuple[Number, ...] = ()


_LINH, _HALF = -1, -2
_SCALES = (10**9, 10**6, 1000, 100)
_WORDS = {
    **{"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5},
    **{"sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mươi": 10, "chục": 10},
    **{"trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9},
    **{"linh": _LINH, "lẻ": _LINH, "rưỡi": _HALF, "rưởi": _HALF, "trđ": 10**6},
}
_BARE = {fold(word): value for word, value in _WORDS.items()} | {"k": 1000, "tr": 10**6}
_AFTER_ONLY = ("k", "tr", "trđ", "trd")  # a scale after a number; alone 'k' is "không"
_MONEY = ("d", "dong", "vnd")
# Figures after these name something, they do not count it: 'quý 3', 'lớp 12'.
_LABELS = ("thang", "quy", "nam", "ngay", "lop", "lan", "ky", "cum", "khoi", "thu", "dot")
# Words that may stand before a number that is written in words, and those that make it no number: 'năm nay', 'sau đó'.
_OPENINGS = (
    *("da", "a", "khoang", "tam", "gan", "hon", "tren", "duoc", "co", "tong", "cong", "so", "la", "dat", "chung"),
    *("ben", "em", "don", "vi", "to", "chuc", "tham", "gia", "thuc", "hien", "trien", "khai"),
)
_OTHER_WORDS = ("sau", "nam", "tu")  # after, year, from
_NOT_AFTER = ("nay", "ngoai", "truoc", "do", "khi", "het", "me", "ma")

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|\bk?m[23]\b|[^\W\d_]+")
_NEGATIVE = re.compile(r"^(?:[^0-9]*[\s(:=])?[-−–] ?[0-9]|\b(?:âm|am) [0-9]")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_GROUPED_AND_PART = re.compile(r"([1-9]\d{0,2}([.,])\d{3}(?:\2\d{3})*)(?!\2)[.,](\d+)")
_WITH_PART = re.compile(r"\d+[.,]\d{1,2}|0[.,]\d+")
_SPACED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?![\d.,])")
_MISTYPED = re.compile(r"(?<![\d.,])(\d{1,12})(o{1,3})(?![^\W_])")  # 'o' beside the nought on a phone: '15o'
_LONGEST = 200  # letters; a story is no number
_MOST_DIGITS = 15
Symbol = int | str  # a figure as written, or what a number word stands for


class _Token(NamedTuple):
    text: str
    glued: bool  # to the token before it, as in '1tr5'

    @property
    def is_figure(self) -> bool:
        return self.text[0] in "0123456789"

    @property
    def symbol(self) -> Symbol | None:
        """A word with accents has to have the right ones: 'sau' may be six, 'sâu' is not."""
        if self.is_figure:
            return self.text
        return (_BARE if self.text.isascii() else _WORDS).get(self.text)


def read_number(text: str) -> Number | Ambiguous | None:
    """The one number in the text, whole when it is whole. None when there is none, or a negative one."""
    said = " ".join(unicodedata.normalize("NFC", text[: _LONGEST + 1]).lower().split())
    if len(said) > _LONGEST or _NEGATIVE.search(said):
        return None
    if mistyped := _MISTYPED.search(said):
        return _noughts(mistyped)
    if spaced := _SPACED.search(said):
        joined = spaced[0].replace(" ", "")
        if not set(spaced[0].split()[1:]) <= {"000"}:
            return Ambiguous((int(joined),))
        said = said.replace(spaced[0], joined)
    tokens = [_Token(found[0], glued) for found, glued in _found(said)]
    figures = any(token.is_figure for token in tokens)
    amounts = [_amount(run) for run in (_figure_runs(tokens) if figures else _word_runs(tokens))]
    return _one(amounts)


def _noughts(mistyped: re.Match[str]) -> Ambiguous:
    return Ambiguous((int(mistyped[1] + "0" * len(mistyped[2])),))


class Written(NamedTuple):
    """A number where it stands in a text. `scale`: millions or more, which without a word are money."""

    start: int
    end: int
    value: Number | Ambiguous
    scale: bool = False


def settled(text: str) -> str:
    """The letters that `numbers_in` counts places by: composed, small, one space between words."""
    said = " ".join(unicodedata.normalize("NFC", text).lower().split())
    for spaced in _SPACED.findall(said):
        if set(spaced.split()[1:]) <= {"000"}:
            said = said.replace(spaced, spaced.replace(" ", ""))
    return said


def numbers_in(said: str, counted: Callable[[str], bool]) -> list[Written]:
    """Every number of a settled text. Number words are one only where they count something: `counted` is asked about
    what follows them."""
    found = [(match.start(), match.end(), _Token(match[0], glued)) for match, glued in _found(said)]
    tokens, at, written = [token for _, _, token in found], 0, []
    while at < len(tokens):
        token, end = tokens[at], at + 1
        if token.is_figure and not _is_label(tokens, at):
            run, end = _figure_run(tokens, at)
            mistyped = _MISTYPED.match(said, found[at][0])
            written.append(_written(found, at, end, _noughts(mistyped) if mistyped else _amount(run), run))
        elif _begins(token) and token.symbol != 0 and not _names(tokens, at):
            while end < len(tokens) and not tokens[end].is_figure and tokens[end].symbol is not None:
                end += 1
            if counted(said[found[end - 1][1] :].lstrip()):
                run = [each.symbol for each in tokens[at:end] if each.symbol is not None]
                written.append(_written(found, at, end, _worded(tokens[at:end], run), run))
        at = end
    return written


def _begins(token: _Token) -> bool:
    """A number in words may begin here."""
    return isinstance(token.symbol, int) and token.symbol >= 0 and token.text not in _AFTER_ONLY


def _names(tokens: list[_Token], at: int) -> bool:
    return at > 0 and fold(tokens[at - 1].text) in _LABELS


def _worded(tokens: list[_Token], run: list[Symbol]) -> Number | Ambiguous:
    """'sau buoi' may be six of them, or after one: words that are others without their accents are asked about."""
    amount = _amount(run)
    doubtful = len(tokens) == 1 and tokens[0].text in _OTHER_WORDS and not isinstance(amount, Ambiguous)
    return Ambiguous((amount,)) if doubtful and not isinstance(amount, Ambiguous) else amount


def _written(
    found: list[tuple[int, int, _Token]], at: int, end: int, value: Number | Ambiguous, run: list[Symbol]
) -> Written:
    return Written(found[at][0], found[end - 1][1], value, scale=any(each in (10**6, 10**9) for each in run))


def _one(amounts: list[Number | Ambiguous]) -> Number | Ambiguous | None:
    readings: list[Number] = []
    for amount in amounts:
        readings += amount.readings if isinstance(amount, Ambiguous) else (amount,)
    doubtful = any(isinstance(amount, Ambiguous) for amount in amounts)
    if doubtful or len(set(readings)) > 1:
        return Ambiguous(tuple(dict.fromkeys(readings)))
    return readings[0] if readings else None


def _found(said: str) -> Iterator[tuple[re.Match[str], bool]]:
    end = -1
    for found in _TOKEN.finditer(said):
        yield found, found.start() == end
        end = found.end()


def _figure_runs(tokens: list[_Token]) -> Iterator[list[Symbol]]:
    """Each figure with the scale it stands before: '20 nghìn', '1tr5', '1 triệu 200 nghìn'."""
    at = 0
    while at < len(tokens):
        if not tokens[at].is_figure or _is_label(tokens, at):
            at += 1
            continue
        run, at = _figure_run(tokens, at)
        yield run


def _is_label(tokens: list[_Token], at: int) -> bool:
    """'quý 3', 'A12'; but in '2x5' and '15h30' the second figure counts as well, so that it is asked about."""
    if at == 0:
        return False
    before = tokens[at - 1]
    counted = at > 1 and tokens[at - 2].is_figure and not _is_label(tokens, at - 2)  # 'trong 2 ngày 150 lượt'
    return (fold(before.text) in _LABELS and not counted) or (tokens[at].glued and not before.glued)


def _figure_run(tokens: list[_Token], start: int) -> tuple[list[Symbol], int]:
    run: list[Symbol] = [tokens[start].text]
    at = start + 1
    while at < len(tokens) and (symbol := tokens[at].symbol) is not None and _goes_on(run[-1], tokens, at):
        run.append(symbol)
        at += 1
    return run, at


def _goes_on(last: Symbol, tokens: list[_Token], at: int) -> bool:
    """After a figure a scale; after a scale also a part of it, unless that counts something else ('2 triệu 3 buổi')."""
    token = tokens[at]
    if isinstance(last, str):
        return token.symbol in (*_SCALES, 10)
    if not token.is_figure or token.glued or at + 1 == len(tokens):
        return True
    after = tokens[at + 1]
    return after.symbol in _SCALES or fold(after.text) in _MONEY


def _word_runs(tokens: list[_Token]) -> Iterator[list[Symbol]]:
    """Number words that stand together, where nothing but an opening comes before the first of them."""
    run: list[Symbol] = []
    opened = False
    for token in tokens:
        symbol = token.symbol
        if symbol is not None and (run or (symbol != 0 and token.text not in _AFTER_ONLY)):
            run.append(symbol)
            continue
        if run and fold(token.text) in _NOT_AFTER:
            return
        if run:
            yield run
            run, opened = [], True
        elif not opened and fold(token.text) not in _OPENINGS:
            return
    if run:
        yield run


def _amount(run: list[Symbol]) -> Number | Ambiguous:
    scale = next((scale for scale in _SCALES if scale in run), None)
    amount = _below_hundred(run) if scale is None else _scaled(run, scale)
    return amount if isinstance(amount, Ambiguous) else _whole(amount)


def _scaled(run: list[Symbol], scale: int) -> Number | Ambiguous:
    at = run.index(scale)
    head: Number | Ambiguous = _amount(run[:at]) if at else 1
    tail = _part(run[at + 1 :], scale)
    if isinstance(run[0], str) and _GROUPED.fullmatch(run[0]) and at == 1 and tail == 0:
        # '1.500 triệu' is written for 1500 million in documents and for 1.5 million in chats.
        return Ambiguous(tuple(_whole(value * scale) for value in (_ungrouped(run[0]), _decimal(run[0]))))
    if isinstance(head, Ambiguous) or isinstance(tail, Ambiguous):
        return Ambiguous()
    if tail >= 100 and scale >= 10**6 and 100 in run[at:] and {1000, 10**6}.isdisjoint(run[at + 1 :]):
        # Of '12 triệu 5 trăm' people leave out the thousands, of '1 tỷ 2 trăm' the millions.
        return Ambiguous(tuple(_whole(head * scale + part) for part in (tail * scale // 1000, tail)))
    if (
        tail >= scale
        or (tail and head != int(head))
        or (isinstance(run[0], str) and len(re.findall("[.,]", run[0])) > 1)
    ):
        return Ambiguous()
    return head * scale + tail


def _part(run: list[Symbol], scale: int) -> Number | Ambiguous:
    """What comes after a scale. A single digit is a tenth of it: '1tr5', 'một triệu hai', 'trăm hai'."""
    match run:
        case []:
            return 0
        case [last] if last == _HALF:
            return scale // 2
        case [int(digit)] if 0 < digit < 10:
            return digit * scale // 10
        case [str(figure)] if figure.isdigit() and len(figure) < 4:
            if scale == 1000 and len(figure) == 2:
                return Ambiguous()  # '1 nghìn 50' is 1050 or 1500
            return _whole(Decimal(figure) * scale / 10 ** len(figure))
        case [first, *rest] if first == _LINH:
            return _below_hundred(rest)
    return _amount(run)


def _below_hundred(run: list[Symbol]) -> Number | Ambiguous:
    match run:
        case [str(figure)]:
            return _figure(figure)
        case [str(figure), 10] if figure.isdigit():
            return int(figure) * 10
        case [int(ones)] if 0 <= ones <= 10:
            return ones
        case [10, int(ones)] if 0 < ones < 10:
            return 10 + ones
        case [int(tens), 10] if 0 < tens < 10:
            return tens * 10
        case [int(tens), 10, int(ones)] if 0 < tens < 10 and 0 < ones < 10:
            return tens * 10 + ones
        case [int(first), int(second)] if 0 < first < 10 and 0 < second < 10:
            return Ambiguous((first, second, first * 10 + second))  # 'hai ba buổi'
    return Ambiguous()


def _figure(figure: str) -> Number | Ambiguous:
    if sum(letter.isdigit() for letter in figure) > _MOST_DIGITS:
        return Ambiguous()
    if figure.isdigit():
        return Ambiguous() if figure[0] == "0" and len(figure) > 3 else int(figure)  # a telephone number
    if _GROUPED.fullmatch(figure):
        return _ungrouped(figure)
    if both := _GROUPED_AND_PART.fullmatch(figure):
        return _whole(Decimal(f"{_ungrouped(both[1])}.{both[3]}"))
    return _whole(_decimal(figure)) if _WITH_PART.fullmatch(figure) else Ambiguous()


def _ungrouped(figure: str) -> int:
    return int(figure.replace(".", "").replace(",", ""))


def _decimal(figure: str) -> Decimal:
    """The first mark read as the decimal one."""
    whole, part = re.split("[.,]", figure, maxsplit=1)
    return Decimal(f"{whole}.{_ungrouped(part) if not part.isdigit() else part}")


def _whole(value: Number) -> Number:
    return int(value) if value == int(value) else Decimal(value).normalize()
