"""The hostile corpus: archives, Word documents, PDFs and plain texts, all of them made by code."""

from pathlib import Path

from tests.formats.bad_archives import bad_archives
from tests.formats.bad_pdfs import bad_pdfs
from tests.formats.bad_texts import bad_texts
from tests.formats.bad_words import bad_words

CORPUS = (*bad_archives(), *bad_words(), *bad_pdfs(), *bad_texts())


def resident() -> int:
    """Bytes of memory this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
