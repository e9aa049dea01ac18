"""A picture is made anew in a process of its own: others see the picture, and nothing else that was in the file."""

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from core.likeness import alike
from data.formats import child, pictures
from data.formats.refusal import Refused, Why
from tests.formats import photos
from tests.formats.photos import PIXELS, SECRET, heic, named, photo, saved, scene

Keep = Callable[[bytes], Path]
TELLING = (SECRET, b"Exif", b"http://ns.adobe", b"ICC_PROFILE", b"An May", b"GPS")


@pytest.fixture
def remade(kept: Keep) -> Callable[[bytes], pictures.Remade]:
    """Without the process around it, for what is the same there."""
    pictures.load()
    return lambda raw: pictures.remade(kept(raw))


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


class TestInItsProcess:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        place = tmp_path / "work"
        place.mkdir()
        return place

    async def test_what_a_phone_tells_is_gone(self, kept: Keep, folder: Path) -> None:
        raw = photo(2400, 1800)
        assert all(word in raw for word in (SECRET, b"Exif"))
        made = await child.read_picture(kept(raw), folder)
        assert not any(word in made.content for word in TELLING)
        assert (opened(made.content).format, opened(made.content).size) == ("JPEG", (2000, 1500))
        assert len(made.look) == 16

    @pytest.mark.parametrize(
        ("label", "raw"),
        [
            ("more pixels than a memory holds", photos.wide_png(30_000)),
            ("so many that nobody counts them", photos.wide_png(2**31 - 1)),
            ("no picture behind the first bytes", b"\xff\xd8\xff\xe0" + bytes(300)),
            ("a document", b"PK\x03\x04"),
        ],
        ids=named,
    )
    async def test_what_nobody_should_open(self, kept: Keep, folder: Path, label: str, raw: bytes) -> None:
        with pytest.raises(Refused) as refused:
            await child.read_picture(kept(raw), folder)
        assert refused.value.why in (Why.BOMB, Why.BROKEN), label

    @pytest.mark.parametrize(
        ("label", "said"),
        [
            ("no picture", '{"look": "", "bytes": ""}\\n{"end": 1}'),
            ("a page instead of a picture", '{"look": ""}\\n{"bytes": "PGh0bWw+"}\\n{"end": 2}'),
            ("a look that is none", '{"look": "../../x"}\\n{"bytes": "/9j/4AAQ"}\\n{"end": 2}'),
            ("what is no writing of bytes", '{"look": ""}\\n{"bytes": "?"}\\n{"end": 2}'),
            ("nothing", '{"end": 0}'),
        ],
    )
    async def test_a_process_taken_over_is_not_believed(
        self, kept: Keep, folder: Path, monkeypatch: pytest.MonkeyPatch, label: str, said: str
    ) -> None:
        monkeypatch.setattr(child, "_PROGRAM", f"print('''{said}''')")
        with pytest.raises(Refused):
            await child.read_picture(kept(photo()), folder)


@pytest.mark.parametrize(
    ("label", "raw"),
    [
        ("PNG", saved(scene(), "PNG")),
        ("PNG that one can see through", saved(scene().convert("RGBA"), "PNG")),
        ("PNG of sixteen bits", saved(Image.new("I;16", (90, 60), 30_000), "PNG")),
        ("PNG with a palette", saved(scene().convert("P"), "PNG", transparency=0)),
        ("GIF", saved(scene().convert("P"), "GIF")),
        ("WEBP", saved(scene(), "WEBP", exif=photos.told())),
        ("BMP", saved(scene(), "BMP")),
        ("TIFF for print", saved(scene().convert("CMYK"), "TIFF", exif=photos.told())),
        ("grey", saved(scene().convert("L"), "JPEG")),
        ("several in one, as phones save them", saved(scene(), "MPO", save_all=True, append_images=[scene(seed=2)])),
        ("half of one", photo()[:30_000]),
        ("one pixel", saved(Image.new("RGB", (1, 1)), "PNG")),
        ("a strip", saved(Image.new("RGB", (5000, 3)), "PNG")),
    ],
    ids=named,
)
def test_every_kind_comes_out_as_a_plain_jpeg(
    remade: Callable[[bytes], pictures.Remade], label: str, raw: bytes
) -> None:
    made = remade(raw)
    picture = opened(made.content)
    assert (picture.format, picture.mode, max(picture.size) <= 2000) == ("JPEG", "RGB", True)
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not any(word in made.content for word in TELLING)
    assert remade(raw) == made  # the same each time


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(remade: Callable[[bytes], pictures.Remade], orientation: int) -> None:
    lying = orientation > 4
    picture = opened(remade(photo(800, 600, orientation=orientation)).content)
    assert picture.size == ((600, 800) if lying else (800, 600))
    assert not picture.getexif()


def test_what_can_be_seen_through_lies_on_white(remade: Callable[[bytes], pictures.Remade]) -> None:
    clear = opened(remade(saved(Image.new("RGBA", (40, 40), (200, 0, 0, 0)), "PNG")).content)
    assert clear.getpixel((20, 20)) == (255, 255, 255)


def test_a_photo_of_many_pixels_is_taken_at_a_fraction(remade: Callable[[bytes], pictures.Remade]) -> None:
    """Phones take a hundred million of them; only as many are decoded as are needed."""
    assert opened(remade(saved(Image.new("L", (12_000, 9_000)), "JPEG")).content).size == (2000, 1500)


class TestWhatItLooksLike:
    @pytest.mark.parametrize(
        ("label", "again"),
        [
            ("smaller", photo(400, 300)),
            ("saved badly", photo(quality=30)),
            ("as another kind", saved(scene(), "PNG")),
            ("darker", saved(scene().point(lambda light: light * 0.8), "JPEG")),
        ],
        ids=named,
    )
    def test_the_same_photo_again(self, remade: Callable[[bytes], pictures.Remade], label: str, again: bytes) -> None:
        assert alike(remade(photo()).look, remade(again).look)

    def test_another_photo(self, remade: Callable[[bytes], pictures.Remade]) -> None:
        assert not alike(remade(photo()).look, remade(photo(seed=3)).look)

    def test_a_sheet_of_paper_looks_like_any_other(self, remade: Callable[[bytes], pictures.Remade]) -> None:
        assert remade(saved(Image.new("L", (600, 800), 240), "JPEG")).look == ""


class TestHeic:
    """Nothing here decodes it; what tells is blanked where it lies, and the pixels stay as they are."""

    def test_only_the_pixels_stay(self, remade: Callable[[bytes], pictures.Remade]) -> None:
        raw = heic(extra=photos.box(b"uuid", SECRET))
        made = remade(raw).content
        assert len(made) == len(raw)
        assert SECRET not in made
        assert PIXELS in made

    @pytest.mark.parametrize(
        ("label", "raw"),
        [
            ("no list of items", photos.box(b"ftyp", b"heic", bytes(4)) + photos.box(b"mdat", SECRET)),
            ("cut off", heic()[:120]),
            ("items that lie outside", heic(offset=10**6)),
            ("a box that is larger than the file", heic() + photos.box(b"free", size=10**6)),
            ("a box that never moves on", heic() + photos.box(b"free", size=4)),
        ],
        ids=named,
    )
    def test_what_cannot_be_walked_goes_to_nobody(
        self, remade: Callable[[bytes], pictures.Remade], label: str, raw: bytes
    ) -> None:
        with pytest.raises(Refused):
            remade(raw)

    @pytest.mark.parametrize("at", range(0, 260, 3))
    def test_whatever_is_wrong_with_it_nothing_else_happens(
        self, remade: Callable[[bytes], pictures.Remade], at: int
    ) -> None:
        raw = bytearray(heic())
        raw[at % len(raw)] ^= 0xFF
        raw[4:12] = b"ftypheic"
        with suppress(Refused):
            assert len(remade(bytes(raw)).content) == len(raw)
