"""Quotes found again in the document they were read from, however it spaces its words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as any_

from core.plans.evidence import Cited, Piece, marked


def quoted(lines: list[str], *quotes: str) -> list[str]:
    """What is marked of each line where anything is."""
    found = marked(lines, [Cited("f", quotes)])
    return [piece.text for line in found for piece in line if piece.fields]


@pytest.mark.parametrize(
    ("what", "lines", "quote", "marks"),
    [
        ("a whole line", ["Kính gửi", "hạn 15/4"], "hạn 15/4", ["hạn 15/4"]),
        ("part of a line", ["gửi trước ngày 15/4 nhé"], "trước ngày 15/4", ["trước ngày 15/4"]),
        ("other spaces", ["gửi  trước\u00a0ngày\t15/4"], "gửi trước ngày 15/4", ["gửi  trước\u00a0ngày\t15/4"]),
        ("spaces around", ["  hạn 15/4  "], "hạn 15/4", ["hạn 15/4"]),
        ("over two lines", ["gửi trước", "ngày 15/4."], "gửi trước ngày 15/4", ["gửi trước", "ngày 15/4"]),
        ("a letter that is not seen", ["hạn\u200b 15/4"], "hạn 15/4", ["hạn\u200b 15/4"]),
        ("not inside a number", ["115/4", "hạn 15/4"], "15/4", ["15/4"]),
        ("not inside a word", ["banhạn", "hạn 5"], "hạn", ["hạn"]),
        ("the first of two", ["hạn 15/4", "hạn 15/4"], "hạn 15/4", ["hạn 15/4"]),
        ("nowhere", ["hạn 15/4"], "hạn 16/4", []),
        ("nothing", ["hạn 15/4"], " ", []),
        ("no document", [], "hạn 15/4", []),
    ],
)
def test_a_quote_is_marked_where_it_stands(what: str, lines: list[str], quote: str, marks: list[str]) -> None:
    assert quoted(lines, quote) == marks


def test_a_quote_given_twice_is_marked_in_two_places() -> None:
    found = marked(["hạn 15/4", "và", "hạn 15/4"], [Cited("f", ("hạn 15/4", "hạn 15/4", "hạn 15/4"))])
    assert [bool(line[0].fields) for line in found] == [True, False, True]


def test_quotes_that_overlap_are_cut_where_each_begins_and_ends() -> None:
    found = marked(["a b c d"], [Cited("one", ("a b c",)), Cited("two", ("b c d",))])
    assert found == [
        [
            Piece("a ", ("one",), ("one",)),
            Piece("b c", ("one", "two"), ("two",)),
            Piece(" d", ("two",)),
        ]
    ]


@settings(max_examples=100, deadline=None)
@given(any_.lists(any_.text(max_size=30), max_size=6), any_.lists(any_.text(max_size=10), max_size=4))
def test_no_letter_of_the_document_is_lost_whatever_is_quoted(lines: list[str], quotes: list[str]) -> None:
    found = marked(lines, [Cited(str(at), (quote,)) for at, quote in enumerate(quotes)])
    assert ["".join(piece.text for piece in line) for line in found] == lines
    begun = [field for line in found for piece in line for field in piece.begins]
    assert len(begun) == len(set(begun))
