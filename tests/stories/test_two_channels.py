"""One person on two channels: a code typed on the other one joins it, both work, letters go where one wants them."""

from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, update

from core.forms import Check, Field, FieldKind, Form
from data import people
from data.models import Attempt, Chat, Claim, Invitation, Person
from tests.cast import FIRST, Actor, World, campaign, labels


async def code_of(actor: Actor, words: str = "liên kết") -> str:
    await actor.says(words)
    letter = await actor.hears("Ở kênh kia, xin gửi mã ", "trong 10 phút", "Mã dùng một lần")
    return letter.text.partition("gửi mã ")[2].split()[0]


async def joined(world: World, actor: Actor, address: str = "mai-on-zalo") -> Actor:
    code, other = await code_of(actor), world.actor("zalo", address)
    await other.says(code)
    await other.hears("Đã liên kết: ")
    return other


async def of(world: World, actor: Actor) -> str:
    found = await world.database.read(partial(people.speaker, channel=actor.channel, address=actor.address))
    assert found is not None
    return found.person.name if found.person else ""


# -- joining ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["liên kết", "lien ket kenh", "liên kết Zalo", "Liên kết kênh khác"])
async def test_a_code_typed_on_the_other_channel_joins_it(tmp_path: Path, words: str) -> None:
    async with campaign(tmp_path) as world:
        if words == "Liên kết kênh khác":
            await world.mai.says("của tôi")
        zalo = world.actor("zalo", "mai-on-zalo")
        code = await code_of(world.mai, words)
        await zalo.says("chào")
        await zalo.hears("Xin gửi mã")
        await zalo.says(code)
        await zalo.hears("Đã liên kết: Zalo và trang web cùng là của đồng chí Mai.", "Nhận ở Zalo")
        notice = await world.mai.hears("Zalo vừa được liên kết với đồng chí bằng mã đã cấp")
        assert labels(notice) == ["bo kenh vua them"]
        assert await of(world, zalo) == "Nguyễn Thị Mai"
        await zalo.says("viec")
        await zalo.hears(FIRST)
        await world.mai.says("viec")
        await world.mai.hears(FIRST)


async def test_the_code_opens_once_and_for_ten_minutes(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code = await code_of(world.mai)
        await world.actor("zalo", "one").says(code)
        other = world.actor("zalo", "two")
        await other.says(code)
        await other.hears("mã vừa gửi không dùng được")
        await code_of(world.mai)
        row = next(one for one in reversed(await world.rows(Invitation)) if one.kind == "link")
        assert (row.expires_at - row.made_at).total_seconds() == 600
        assert code not in (row.code_hash, row.link_hash)
        assert len([one for one in await world.rows(Attempt) if one.who == "zalo:two"]) == 1


async def test_a_newer_code_makes_the_older_one_worthless(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        first = await code_of(world.mai)
        second = await code_of(world.mai)
        other = world.actor("zalo", "one")
        await other.says(first)
        await other.hears("mã vừa gửi không dùng được")
        await other.says(second)
        await other.hears("Đã liên kết")


async def test_a_code_that_reads_like_an_hour_is_a_code(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for code in ("8GH-T6C-NOP", "HEN-9GX-TH5", "15H-30P-NOP"):
            assert "mã" in (await world.would_answer(world.mai, code))[0].lower(), code


async def test_one_cannot_join_what_is_ones_own(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code = await code_of(world.mai)
        await world.mai.says(code)
        await world.mai.hears_only("Kênh này đã là của đồng chí")
        zalo = world.actor("zalo", "one")
        await zalo.says(code)  # it still opens where it was meant to
        await zalo.hears("Đã liên kết")


async def test_a_chat_somebody_else_works_with_is_not_taken(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code, other = await code_of(world.mai), world.unit("AB")
        await other.news()
        await other.says(code)
        said = await other.hears_only("kênh này đang gắn với một người phụ trách khác", "Đã báo cán bộ phụ trách")
        assert "Mai" not in said.text
        await world.khoa.hears(
            "mã liên kết của đồng chí Mai, Bí thư Đoàn phường An Hòa được gõ ở trang web đang là của "
            "đồng chí Huy, Bí thư Đoàn phường An Bình"
        )
        assert await of(world, other) == "Phạm Quốc Huy"
        await other.says(code)
        await other.hears("mã vừa gửi không dùng được")


async def test_somebody_who_waits_to_be_confirmed_and_is_known_already_waits_no_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("đơn vị")
        await world.khoa.presses("Lấy liên kết chung")
        link = next(word for word in (await world.khoa.news())[-1].text.split() if "/vao/" in word)
        zalo = world.actor("zalo", "one")
        await zalo.says(f"/start {link.rsplit('/', 1)[1]}")
        await zalo.hears("Đồng chí phụ trách ở đơn vị nào?")
        await zalo.says(await code_of(world.mai))
        await zalo.hears("Đã liên kết")
        assert [claim.decided_at is not None for claim in await world.rows(Claim)] == [True]
        await zalo.says("viec")
        await zalo.hears(FIRST)


async def test_an_officers_board_and_menu_follow(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        zalo = await joined(world, world.khoa, "khoa-on-zalo")
        await zalo.says("tình hình")
        await zalo.hears("đã nộp 0/12 đơn vị")


# -- one person ---------------------------------------------------------------------------------------------------


async def test_a_draft_begun_on_one_channel_goes_on_with_on_the_other(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        zalo = await joined(world, world.mai)
        await world.mai.says("nop")
        await world.mai.says("1")
        await world.mai.says("Mỗi chi đoàn một sáng kiến")
        await zalo.says("nộp")
        await zalo.hears("Văn bản đăng ký")
        await world.mai.sends_file("dang-ky.docx")
        await zalo.says("nộp")
        await zalo.hears("Xin xem lại", "Mỗi chi đoàn một sáng kiến", "dang-ky.docx")
        await zalo.says("nộp")
        await zalo.hears("Đã nhận", "AH-01")


async def test_from_part_to_part_on_either_channel(tmp_path: Path) -> None:
    """The question that is open is the draft's, wherever it was asked; a yes counts where it was read back."""
    form = Form(
        (
            Field("tep", "Báo cáo", FieldKind.FILES),
            Field("luot", "Số lượt tham gia", FieldKind.NUMBER, "lượt"),
            Field("nguoi", "Số người tham gia", FieldKind.NUMBER, "người"),
            Field("cach", "Hình thức", FieldKind.CHOICE, options=("Trực tiếp", "Trực tuyến")),
        ),
        checks=(Check("nguoi", "luot"),),
    )
    async with campaign(tmp_path) as world:
        await world.asks(form)
        mai, zalo = world.mai, await joined(world, world.mai)
        await zalo.says("nộp")
        await zalo.says("1")
        await mai.sends_file("bao-cao.docx")
        await mai.hears("Còn thiếu: Số lượt tham gia; Số người tham gia; Hình thức")
        await zalo.says("150")
        await zalo.hears("Xin gõ một con số (người)")
        await mai.says("160")
        await mai.hears("Số người tham gia (160 người) nhiều hơn Số lượt tham gia (150 lượt): đúng không?")
        await zalo.says("không")
        await zalo.says("140")
        await zalo.hears("Xin chọn một mục: Hình thức", "2. Trực tuyến")
        await mai.says("trực tuyến")
        await mai.hears("Xin xem lại", "140 người", "Trực tuyến")
        await zalo.news()
        await zalo.says("đúng")
        await zalo.hears_only("Xin xem lại", "bao-cao.docx", "140 người")
        await zalo.says("đúng")
        await zalo.hears("Đã nhận", "AH-01")


async def test_letters_go_where_one_wants_them_and_elsewhere_when_that_is_gone(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        zalo = await joined(world, world.mai)
        await world.only("AH")
        await zalo.says("nhận tin ở trang web")
        await zalo.hears("Từ nay tin gửi tới trang web trước")
        assert (await world.person(world.mai)).prefers == "web"
        await world.mai.says("Của tôi")
        await world.mai.hears("2. Kênh đang dùng: Zalo, trang web; tin gửi tới trang web trước.")
        await world.mai.presses("Nhận ở Zalo")
        await world.mai.hears("Từ nay tin gửi tới Zalo trước")
        assert (await world.person(world.mai)).prefers == "zalo"
        await world.goes_to("2021-10-05 08:15")
        assert await zalo.nudges() == ["05/10 08:15"]
        assert await world.mai.nudges() == []
        await world._does(update(Chat).where(col(Chat.channel) == "zalo").values(gone_at=world.now))
        await world.goes_to("2021-10-07 14:00")
        assert await world.mai.nudges() == ["07/10 14:00"]


async def test_a_channel_that_is_not_ones_own_cannot_be_preferred(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("nhận tin ở Telegram")
        letter = await world.mai.hears_only("Hệ thống chưa biết Telegram của đồng chí")
        assert labels(letter) == ["lien ket kenh khac"]
        assert (await world.person(world.mai)).prefers == ""


async def test_whoever_did_not_do_it_takes_the_channel_away_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        zalo = await joined(world, world.mai)
        await world.mai.presses("Bỏ kênh vừa thêm")
        await world.mai.hears("Đã bỏ Zalo")
        await world.mai.presses("Bỏ kênh vừa thêm")
        await world.mai.hears("Lựa chọn này không còn dùng được. Gõ “việc”")
        await zalo.says("viec")
        await zalo.hears("Xin gửi mã")
        assert len([row for row in await world.rows(Person) if row.name == "Nguyễn Thị Mai"]) == 1


async def test_what_is_ones_own_is_shown_in_private_only(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("cua toi")
        letter = await world.mai.hears_only(
            "Của đồng chí Mai, Bí thư Đoàn phường An Hòa:",
            "1. Giờ nhắc: 8 giờ 15, như thường lệ.",
            "2. Kênh đang dùng: trang web.",
            "số điện thoại 0914.000.301",
            ".ics",
        )
        assert labels(letter)[:2] == ["doi gio nhac", "lien ket kenh khac"]
        await world.hanh.says("của tôi")
        assert "doi gio nhac" not in labels(await world.hanh.hears_only("Của đồng chí Hạnh"))
