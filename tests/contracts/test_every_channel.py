"""What every channel promises, whatever it can draw: one suite for each of them."""

from collections.abc import AsyncIterator
from hashlib import sha256

import pytest
import pytest_asyncio

from bot import demo_data
from core.delivery import Kind, Lane
from core.say import Audience, Choice, Say, units16
from core.texts import labels
from data import outbox
from data.outbox import Indiscreet, To
from tests.contracts.places import PLACES, Message, Place, World, world
from tests.formats.photos import SECRET, photo
from tests.seed import START

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAPER = b"%PDF-1.4 " + bytes(range(256)) * 40
LONG = "\n\n".join(f"Đoạn {n}: " + "chữ nghĩa 🌱 dài dòng " * (5 + n % 40) for n in range(90))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with world(tmp_path_factory.mktemp("contracts") / "var") as one:
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=PLACES, ids=lambda place: place.name)
async def place(request: pytest.FixtureRequest, here: World) -> Place:
    sort: type[Place] = request.param
    return sort(here)


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def nothing_unread(place: Place) -> None:
    await place.news()


async def the_one(place: Place, part: str) -> Message:
    """The one new message with this part."""
    fresh = await place.news()
    found = [message for message in fresh if part in message.text]
    assert len(found) == 1, [message.text for message in fresh]
    return found[0]


async def test_what_is_said_arrives_once_and_in_order(place: Place) -> None:
    for number in range(12):
        await place.is_told(Say(f"Tin thứ {number}"))
    assert [message.text for message in await place.news()] == [f"Tin thứ {number}" for number in range(12)]


async def test_a_long_text_comes_in_pages_none_too_long_and_no_word_lost(place: Place) -> None:
    await place.is_told(Say(LONG, (Choice("Đồng ý", "work.show"),)))
    pages = await place.news()
    assert len(pages) > 1
    assert max(units16(page.text) for page in pages) <= place.channel.text
    assert " ".join(" ".join(page.text for page in pages).split()).startswith(" ".join(LONG.split()))
    if place.channel.answers:
        assert [bool(page.choices) for page in pages] == [False] * (len(pages) - 1) + [True]


async def test_markup_is_only_text(place: Place) -> None:
    await place.is_told(Say("Chi đoàn A<B & C *đậm* _nghiêng_ [x](http://y) {0} %s"))
    assert (await place.news())[0].text == "Chi đoàn A<B & C *đậm* _nghiêng_ [x](http://y) {0} %s"


@pytest.mark.parametrize("way", ["tap", "number", "label", "label without accents"])
async def test_a_choice_can_be_taken(place: Place, way: str) -> None:
    listens(place)
    await place.is_told(Say("Đồng chí cần gì?", (Choice(labels.GUIDE, "menu.help"), Choice("Việc", "work.show"))))
    asked = await the_one(place, "cần gì")
    match way:
        case "tap" if not place.channel.buttons:
            assert f"1. {labels.GUIDE}" in asked.text
            await place.answers(asked, labels.GUIDE)
        case "tap":
            await place.taps(asked, labels.GUIDE)
        case "number":
            await place.answers(asked, labels.GUIDE)
        case "label":
            await place.says(labels.GUIDE)
        case _:
            await place.says("huong dan")
    assert any("“việc”" in message.text for message in await place.news())


def listens(place: Place) -> None:
    if not place.channel.answers:
        pytest.skip("nobody reads what is sent back")


async def test_where_nobody_reads_answers_no_choice_is_shown(place: Place) -> None:
    if place.channel.answers:
        pytest.skip("answers are heard")
    await place.is_told(Say("Đồng chí cần gì?", (Choice(labels.GUIDE, "menu.help"),)))
    assert [message.text for message in await place.news()] == ["Đồng chí cần gì?"]


async def begins_last_report(place: Place) -> None:
    await place.says("nop bao cao")
    which = await the_one(place, "chọn báo cáo")
    last = next(choice for choice in which.choices if choice.startswith(demo_data.LAST_REPORT))
    await place.answers(which, last)


async def test_a_whole_report_by_typed_words(place: Place) -> None:
    """As far as a channel without files can go: to the question for one."""
    listens(place)
    await begins_last_report(place)
    await the_one(place, demo_data.LAST_FORM.fields[0].label)
    await place.says("150 luot")
    await the_one(place, demo_data.LAST_FORM.fields[1].label)
    await place.says("Hai buổi tuyên truyền, bảy sáng kiến.")
    await the_one(place, "Xin gửi tệp")
    await place.says("để sau")
    assert await place.news()


async def test_a_file_goes_in_whole_and_comes_back_out(here: World, place: Place) -> None:
    if not place.channel.documents:
        pytest.skip("carries no files")
    listens(place)
    await place.says("nop bao cao")
    await the_one(place, f"Làm tiếp {demo_data.LAST_REPORT}")  # it was just laid aside
    await place.sends_file("Báo cáo quý.pdf", PAPER)
    summary = [message for message in await place.news() if labels.CONFIRM in message.choices][-1]
    await place.taps(summary, labels.CONFIRM)
    receipt = [message for message in await place.news() if labels.SHOW in message.choices][-1]
    digest = sha256(PAPER).hexdigest()
    assert here.app.house.shelf.path(digest).read_bytes() == PAPER
    await place.taps(receipt, labels.SHOW)
    shown = await place.news()
    assert [name for message in shown for name in message.files] == ["Báo cáo quý.pdf"]
    await a_photo_comes_out_as_a_picture_and_nothing_more(here, place, shown)


async def a_photo_comes_out_as_a_picture_and_nothing_more(here: World, place: Place, shown: list[Message]) -> None:
    """Where Telegram has the original by its id, that id is not what goes out."""
    await place.taps(next(message for message in shown if labels.REPLACE in message.choices), labels.REPLACE)
    for _ in range(2):
        (asked,) = [message for message in await place.news() if labels.LATER in message.choices]
        await place.answers(asked, asked.choices[0])
    await place.sends_file("Ảnh.jpg", photo())
    await here.app.errands.drained()
    summary = [message for message in await place.news() if labels.CONFIRM in message.choices][-1]
    await place.taps(summary, labels.CONFIRM)
    receipt = [message for message in await place.news() if labels.SHOW in message.choices][-1]
    await place.taps(receipt, labels.SHOW)
    (brought,) = [message for message in await place.news() if message.files]
    assert brought.files == ["Ảnh.jpg"]
    assert SECRET not in await place.opens(brought)


async def test_an_edit_replaces_what_was_said_or_is_left_out(place: Place) -> None:
    (first,) = await place.is_told(Say("Bảng: 1/12"))
    edits = await place.is_told(Say("Bảng: 2/12"), kind=Kind.EDIT, replaces=first, lane=Lane.NUDGE)
    shown = await place.shown()
    if place.channel.edits:
        assert shown[-1] == "Bảng: 2/12"
        assert "Bảng: 1/12" not in shown
    else:
        assert edits == []
        assert shown[-1] == "Bảng: 1/12"


async def test_what_is_private_is_never_written_to_a_group(place: Place) -> None:
    group = To(1, place.name, None, group=True)
    with pytest.raises(Indiscreet):
        outbox.letters(Say("Nguyễn Thị Mai, 0900.000.001"), group, START, START)
    assert outbox.letters(Say("1/12 đơn vị", audience=Audience.PUBLIC), group, START, START)


async def test_every_letter_is_closed_as_sent(here: World, place: Place) -> None:
    """By now all of them were carried, each once."""
    chat = await place.chat()
    rows = await here.app.house.database.read(lambda session: outbox.said_after(session, chat.id or 0, 0, 1000))
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert {row.result for row in rows} == {"sent"}
    assert not any(row.uncertain for row in rows)
