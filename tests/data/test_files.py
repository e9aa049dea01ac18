"""Files: bytes on disk under their own hash, rows that name them, and who may have them."""

import hashlib
import resource
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from core.say import Say
from data import files
from data.files import Shelf, Stored, TooBig
from data.models import Chat, File, Person
from data.seam import watch
from tests.data.books import NOW, Books, id_of, watched
from tests.data.mail import Mail
from tests.data.scenes import a_chat, a_person

ENOUGH = 1000


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path / "var" / "files")
    made.prepare()
    return made


async def chunks(*parts: bytes, then: Exception | None = None) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
    if then is not None:
        raise then


def everything(shelf: Shelf) -> list[Path]:
    return [path for path in shelf.root.parent.rglob("*") if path.is_file()]


class TestTheShelf:
    async def test_a_file_stands_under_its_own_hash(self, shelf: Shelf) -> None:
        stored = await shelf.store(chunks(b"bao ", b"", b"cao"), ENOUGH)
        assert stored == Stored(hashlib.sha256(b"bao cao").hexdigest(), 7, head=b"bao cao")
        assert shelf.path(stored.sha256) == shelf.root / stored.sha256[:2] / stored.sha256
        assert shelf.path(stored.sha256).read_bytes() == b"bao cao"

    async def test_the_same_content_twice_is_one_file(self, shelf: Shelf) -> None:
        first = await shelf.store(chunks(b"bao cao"), ENOUGH)
        assert await shelf.store(chunks(b"bao ", b"cao"), ENOUGH) == first
        assert everything(shelf) == [shelf.path(first.sha256)]

    async def test_an_empty_file_is_a_file(self, shelf: Shelf) -> None:
        stored = await shelf.store(chunks(), ENOUGH)
        assert stored.size == 0
        assert shelf.path(stored.sha256).read_bytes() == b""

    async def test_a_large_one_is_whole(self, shelf: Shelf) -> None:
        part = bytes(range(256)) * 300
        stored = await shelf.store(chunks(*[part] * 12), 1_000_000)
        assert shelf.path(stored.sha256).read_bytes() == part * 12

    async def test_nobody_else_on_the_machine_may_look(self, shelf: Shelf) -> None:
        place = shelf.path((await shelf.store(chunks(b"bao cao"), ENOUGH)).sha256)
        assert mode(place) == 0o600
        assert {mode(folder) for folder in (place.parent, shelf.root, shelf.incoming)} == {0o700}

    async def test_preparing_twice_changes_nothing(self, shelf: Shelf) -> None:
        stored = await shelf.store(chunks(b"bao cao"), ENOUGH)
        shelf.prepare()
        assert everything(shelf) == [shelf.path(stored.sha256)]

    async def test_it_is_synced_before_it_has_its_name(self, shelf: Shelf) -> None:
        with watched() as steps:
            await shelf.store(chunks(b"bao cao"), ENOUGH)
        assert steps == ["fsync", "rename"]


class TestNothingStaysBehind:
    async def test_of_what_is_too_big(self, shelf: Shelf) -> None:
        with pytest.raises(TooBig):
            await shelf.store(chunks(b"x" * ENOUGH, b"x"), ENOUGH)
        assert everything(shelf) == []

    async def test_what_fits_exactly_is_taken(self, shelf: Shelf) -> None:
        assert (await shelf.store(chunks(b"x" * ENOUGH), ENOUGH)).size == ENOUGH

    async def test_when_the_sender_breaks_off(self, shelf: Shelf) -> None:
        with pytest.raises(ConnectionResetError):
            await shelf.store(chunks(b"bao ", then=ConnectionResetError()), ENOUGH)
        assert everything(shelf) == []

    @pytest.mark.parametrize("at", ["fsync", "rename"])
    async def test_when_the_disk_fails(self, shelf: Shelf, at: str) -> None:
        def fail(what: str) -> None:
            if what == at:
                raise OSError(at)

        watch(fail)
        try:
            with pytest.raises(OSError):
                await shelf.store(chunks(b"bao cao"), ENOUGH)
        finally:
            watch(None)
        assert everything(shelf) == []

    async def test_when_the_disk_takes_only_half(self, shelf: Shelf) -> None:
        """A nearly full disk takes less than it is given and says so only by a number."""
        with files_no_larger_than(60), pytest.raises(OSError):
            await shelf.store(chunks(b"x" * 100), ENOUGH)
        assert everything(shelf) == []


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


class TestARow:
    async def test_what_a_channel_named_is_known_until_its_bytes_come(self, books: Books) -> None:
        file = await books(files.add, NOW, name="bao-cao.docx", source={"v": 1, "file_id": "A1"}, person_id=None)
        assert (file.state, file.sha256, file.size) == ("known", None, 0)
        await books(files.arrived, id_of(file), Stored("ab" * 32, 27))
        here = await books.again(file)
        assert (here.state, here.sha256, here.size, here.source) == ("here", "ab" * 32, 27, {"v": 1, "file_id": "A1"})

    async def test_or_until_they_are_lost(self, books: Books) -> None:
        file = await books(files.add, NOW, name="bao-cao.docx", person_id=None)
        await books(files.lost, id_of(file))
        assert (await books.again(file)).state == "lost"

    async def test_what_was_uploaded_is_here_at_once(self, books: Books) -> None:
        file = await books(files.add, NOW, name="bao-cao.docx", size=27, sha256="ab" * 32, person_id=None)
        assert file.state == "here"

    async def test_files_are_found_by_their_ids(self, books: Books) -> None:
        made = [await books(files.add, NOW, name=name, person_id=None) for name in "abc"]
        found = await books.read(files.by_ids, [id_of(made[2]), id_of(made[0]), 404])
        assert [file.name for file in found] == ["a", "c"]
        assert await books.read(files.by_ids, []) == []


class TestWhoMayHaveIt:
    @pytest_asyncio.fixture(loop_scope="session")
    async def person(self, books: Books) -> Person:
        return await a_person(books, chats=["web:mai"])

    @pytest_asyncio.fixture(loop_scope="session")
    async def file(self, books: Books, person: Person) -> File:
        return await books(files.add, NOW, name="bao-cao.docx", person_id=person.id)

    async def allowed(self, books: Books, file: File, chat: Chat) -> bool:
        return await books.read(files.for_chat, id_of(file), chat) is not None

    async def test_who_sent_it_through_any_of_their_chats(self, books: Books, person: Person, file: File) -> None:
        assert await self.allowed(books, file, await a_chat(books, "telegram:mai", person))

    async def test_not_somebody_else(self, books: Books, file: File) -> None:
        await a_person(books, "Tú", chats=["web:tu"])
        _, tu = await books.all(Chat)
        assert not await self.allowed(books, file, tu)

    async def test_not_a_chat_of_nobody_even_when_nobody_is_named_as_sender(self, books: Books) -> None:
        file = await books(files.add, NOW, name="bao-cao.docx", person_id=None)
        assert not await self.allowed(books, file, await a_chat(books, "web:khach"))

    async def test_a_chat_it_was_sent_to(self, books: Books, mail: Mail, file: File, tu: Chat) -> None:
        await mail.writes("", tu, say=Say("Bài nộp của đơn vị", files=(id_of(file),)))
        assert await self.allowed(books, file, tu)

    async def test_not_a_chat_that_other_files_were_sent_to(
        self, books: Books, mail: Mail, file: File, tu: Chat
    ) -> None:
        await mail.writes("", tu, say=Say("Tệp khác", files=(id_of(file) + 1,)))
        await mail.writes("không kèm tệp", tu)
        assert not await self.allowed(books, file, tu)

    async def test_nobody_has_what_is_not_there(self, books: Books, mai: Chat) -> None:
        assert await books.read(files.for_chat, 404, mai) is None

    async def test_among_many_only_ones_own(self, books: Books, person: Person, file: File) -> None:
        other = await books(files.add, NOW, name="khac.docx", person_id=None)
        mine = await books.read(files.of_person, [id_of(file), id_of(other)], id_of(person))
        assert [one.id for one in mine] == [file.id]
