"""The picture of a meeting: every letter of Vietnamese, names of any length, nothing outside the paper."""

import unicodedata
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from core.cards import Card, Cell, Line, Mark
from data.formats import card as drawing
from data.formats.card import FONT, Sheet
from tests.bench.card import card

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]


def test_the_font_has_every_vietnamese_letter_and_its_licence_beside_it() -> None:
    font = ImageFont.truetype(str(FONT), 40)
    none = font.getmask("\uffff").getbbox(), bytes(font.getmask("\uffff"))
    for letter in [one for each in LETTERS for one in (each, each.upper())] + list("0123456789.,%/–…“”+()·"):
        mask = font.getmask(letter)
        assert (mask.getbbox(), bytes(mask)) != none, letter
    assert "SIL OPEN FONT LICENSE" in FONT.with_name("OFL.txt").read_text()
    assert FONT.stat().st_size < 100_000


@pytest.mark.parametrize("units", [0, 1, 12, 43, 300])
def test_a_card_of_any_size(tmp_path: Path, units: int) -> None:
    drawing.draw(card(units), tmp_path / "card.png")
    with Image.open(tmp_path / "card.png") as picture:
        assert picture.format == "PNG"
        assert 1080 <= picture.width <= 3600
        assert picture.height <= 4000
        assert 0.4 < picture.width / picture.height < 2.7
        assert _edge_is_blank(picture.convert("RGB"))


def _edge_is_blank(picture: Image.Image) -> bool:
    """Nothing was drawn past the paper's margin."""
    wide, high = picture.size
    strips = ((0, 0, wide, 20), (0, high - 20, wide, high), (0, 0, 20, high), (wide - 20, 0, wide, high))
    return all(min(picture.crop(strip).convert("L").tobytes()) >= 248 for strip in strips)


def test_words_of_any_length_stay_on_the_paper(tmp_path: Path) -> None:
    long = "Đoàn cơ sở " + "Khu chế xuất " * 40
    one = card(2)
    lines = tuple(Line(long, "X" * 60, long, line.cells) for line in one.lines)
    bars = tuple(type(bar)(long, bar.said, 9.0, 0.0, 3.0) for bar in one.bars)
    reports = tuple(type(report)(long, report.said) for report in one.reports)
    drawing.draw(Card(long, (long,), reports, lines, bars, one.letters, one.unseen, one.due), tmp_path / "card.png")
    with Image.open(tmp_path / "card.png") as picture:
        assert _edge_is_blank(picture.convert("RGB"))


def test_no_two_marks_look_alike_in_grey() -> None:
    """Shape and letter tell them apart where colour does not."""
    sheet = Sheet(card(1))
    cells = [Cell(mark) for mark in Mark] + [Cell(Mark.ON_TIME, unseen=True), Cell(Mark.LATE, unseen=True)]
    grey = [sheet._tile(cell).convert("1").tobytes() for cell in cells]
    assert len(set(grey)) == len(cells)
