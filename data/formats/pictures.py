"""A picture made anew for others to see: upright, no larger than a screen shows, and nothing in it but its pixels.

Where it was taken, with what and by whom stays in the original, as do colour profiles and comments. The same bytes in
give the same bytes out.
"""

from importlib import import_module
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.formats import heif
from data.formats.refusal import Refused, Why

if TYPE_CHECKING:
    from PIL.Image import Image

EDGE = 2000  # pixels of the longer side
QUALITY = 82
MOST_PIXELS = 40_000_000  # that are ever decoded
MOST_DECLARED = 250_000_000  # of a JPEG, which can be decoded at a fraction of its size
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
LOOK_ROWS, LOOK_COLUMNS = 8, 9
FLAT = 24  # of 255: with less between its lightest and its darkest part a picture looks like any sheet of paper

_PLUGINS = ("Jpeg", "Mpo", "Png", "Gif", "WebP", "Bmp", "Tiff", "Avif")  # Mpo: what many phones call JPEG
_ORIENTATION = 0x0112
_PLAIN = ("L", "LA", "RGB", "RGBA", "CMYK")


class Remade(NamedTuple):
    """`look`: 64 bits in hex that change little when a picture is scaled or saved again; "" where they say nothing."""

    content: bytes
    look: str


def load() -> None:
    """All that decoding needs; later nothing can be loaded."""
    from PIL import Image, ImageFile

    for name in _PLUGINS:
        import_module(f"PIL.{name}ImagePlugin")
    Image.MAX_IMAGE_PIXELS = MOST_DECLARED // 2  # it refuses from twice as many
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # a line that broke leaves half a picture, which is shown all the same


def remade(path: Path) -> Remade:
    with path.open("rb") as file:
        head = file.read(heif.HEAD)
    if heif.is_heif(head):
        return Remade(heif.blanked(path.read_bytes()), "")
    return _decoded(path)


def _decoded(path: Path) -> Remade:
    from PIL import Image

    try:
        with Image.open(path, formats=FORMATS) as picture:
            turned = _turned(picture)
            picture.draft("RGB", _within(picture.size))
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(Why.BOMB)
            clean = _clean(picture, turned)
    except Image.DecompressionBombError as bomb:
        raise Refused(Why.BOMB) from bomb
    kept = BytesIO()
    clean.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Remade(kept.getvalue(), look_of(clean))


def _within(size: tuple[int, int]) -> tuple[int, int]:
    longest = max(size)
    return max(1, size[0] * EDGE // longest), max(1, size[1] * EDGE // longest)


def _turned(picture: "Image") -> int | None:
    """How it has to be turned to stand upright. What says so may be broken like anything else."""
    from PIL.Image import Transpose as By

    turns = {
        2: By.FLIP_LEFT_RIGHT, 3: By.ROTATE_180, 4: By.FLIP_TOP_BOTTOM, 5: By.TRANSPOSE, 6: By.ROTATE_270,
        7: By.TRANSVERSE, 8: By.ROTATE_90,
    }  # fmt: skip
    try:
        return turns.get(picture.getexif().get(_ORIENTATION, 1))
    except Exception:
        return None


def _clean(picture: "Image", turned: int | None) -> "Image":
    """The pixels alone, on white: a new image, for whatever stood beside them would be saved along."""
    from PIL.Image import Resampling, Transpose, new

    if picture.mode.startswith("I"):  # sixteen bits of grey
        picture = picture.convert("I").point(lambda light: light / 256).convert("L")
    if picture.mode not in _PLAIN or "transparency" in picture.info:
        picture = picture.convert("RGBA" if "transparency" in picture.info or "A" in picture.mode else "RGB")
    picture.thumbnail((EDGE, EDGE), Resampling.LANCZOS, reducing_gap=2.0)
    clean = new("RGB", picture.size, "white")
    if picture.mode in ("RGBA", "LA"):
        whole = picture.convert("RGBA")
        clean.paste(whole, mask=whole)
    else:
        clean.paste(picture.convert("RGB"))
    return clean.transpose(Transpose(turned)) if turned is not None else clean


def look_of(picture: "Image") -> str:
    """Whether each part of a tiny copy is darker than the one beside it."""
    from PIL.Image import Resampling

    tiny = picture.convert("L").resize((LOOK_COLUMNS, LOOK_ROWS), Resampling.BOX).tobytes()
    if max(tiny) - min(tiny) < FLAT:
        return ""
    rows = [tiny[start : start + LOOK_COLUMNS] for start in range(0, len(tiny), LOOK_COLUMNS)]
    bits = "".join(str(int(dark < light)) for row in rows for dark, light in pairwise(row))
    return f"{int(bits, 2):016x}"
