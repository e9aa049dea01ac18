"""Coming in by a code: once, for one seat; whoever guesses gets nowhere."""

from datetime import timedelta
from pathlib import Path

from bot.clock import machine_now
from bot.secrets import new_link
from data import invitations
from data.database import Session
from data.models import Attempt
from tests.cast import Actor, World, all_at_once, campaign

WRONG = "mã vừa gửi không dùng được"


async def invited(world: World, unit: str = "Chi đoàn Điện lực") -> str:
    """Khoa takes the invitation of a unit that is not in yet, and passes it on: the code in it."""
    await world.khoa.says("/donvi")
    await world.khoa.hears("11/12 đơn vị đã vào hệ thống", f"Chưa vào: {unit}")
    await world.khoa.chooses(f"Mời Bí thư {unit}")
    _, invitation = await world.khoa.news()
    assert "Mở liên kết rồi bấm “Vào nhận việc”: http" in invitation.text
    assert "đồng chí Khoa, 0912.000.118" in invitation.text
    return invitation.text.partition("gửi mã ")[2].split()[0]


def stranger(world: World, name: str) -> Actor:
    return world.actor("zalo", f"new:{name}")


async def test_a_code_takes_the_seat_it_was_made_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        anh = stranger(world, "anh")
        await anh.says("chào em, link này thật không?")
        await anh.hears_only("Xin gửi mã, hoặc mở liên kết")
        code = await invited(world)
        await anh.says(f"/start {code.lower().replace('-', ' ')}")
        await anh.hears_only(
            "Kính chào đồng chí Anh, Bí thư Chi đoàn Điện lực", "Đơn vị có 2 báo cáo phải gửi", "“Không phải tôi”"
        )
        await anh.chooses("Việc của đơn vị")
        await anh.hears_only("Đề nghị đồng chí gửi 2 báo cáo của Chi đoàn Điện lực")
        await anh.says(f"/start {code}")
        await anh.hears_only(WRONG)
        await world.khoa.says("don vi")
        await world.khoa.hears_only("12/12 đơn vị đã vào hệ thống")


async def test_a_code_used_by_two_at_once_lets_one_in(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code = await invited(world)
        both = [stranger(world, "anh"), stranger(world, "bao")]
        await all_at_once([(one, code) for one in both])
        heard = [(await one.news())[0].text for one in both]
        assert sorted(WRONG in text for text in heard) == [False, True]
        assert sum("Kính chào đồng chí Anh" in text for text in heard) == 1


async def test_not_me_gives_the_chat_back_and_tells_the_officer(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        anh = stranger(world, "anh")
        await anh.says(await invited(world))
        await anh.hears("Kính chào đồng chí Anh")
        await anh.says("không phải tôi")
        await anh.hears_only("Đã ghi nhận và báo đồng chí Khoa, 0912.000.118 kiểm tra lại")
        await world.khoa.hears_only("người dùng vị trí của đồng chí Anh, Bí thư Chi đoàn Điện lực", "“Không phải tôi”")
        await anh.says("viec")
        await anh.hears_only("Xin gửi mã")
        await world.goes_to("2021-10-05 08:15")
        await anh.hears_nothing()


async def test_a_new_invitation_closes_the_one_before(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        first, second = await invited(world), await invited(world)
        anh = stranger(world, "anh")
        await anh.says(first)
        await anh.hears_only(WRONG)
        await anh.says(second)
        await anh.hears_only("Kính chào đồng chí Anh")


async def test_wrong_codes_are_counted_and_an_expired_one_is_wrong(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code = await invited(world)
        await made_expired(world, "ABC-DEF-GH2")
        anh = stranger(world, "anh")
        for wrong in ("AAA-BBB-CC2", "ABC-DEF-GH2", "AAA-BBB-CC4", "AAA-BBB-CC5", "AAA-BBB-CC6"):
            await anh.says(wrong)
            await anh.hears_only(WRONG)
        await anh.says(code)
        await anh.hears_only("Xin thử lại sau một giờ")
        bao = stranger(world, "bao")
        await bao.says(code)
        await bao.hears_only("Kính chào đồng chí Anh")


async def test_fifty_wrong_codes_in_an_hour_close_the_door_for_everybody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code, now = await invited(world), machine_now()
        anh, bao = stranger(world, "anh"), stranger(world, "bao")

        async def tried(session: Session) -> None:
            """By forty-nine others; and once long ago."""
            ago = timedelta(minutes=50)
            session.add_all(Attempt(at=now - ago, who=f"telegram:{n}") for n in range(49))
            session.add(Attempt(at=now - timedelta(minutes=61), who="telegram:1"))

        await world.database.write(tried)
        await bao.says("AAA-BBB-CC2")
        await bao.hears_only(WRONG)
        await anh.says(code)
        await anh.hears_only("Xin thử lại sau một giờ")


async def made_expired(world: World, code: str) -> None:
    hasher, now = world.app.house.hasher, machine_now()

    async def make(session: Session) -> None:
        hashes = hasher.code(code), hasher.code(new_link())
        await invitations.make(session, invitations.SEAT, *hashes, now - timedelta(days=8), timedelta(days=7))

    await world.database.write(make)


async def test_a_stranger_hears_the_way_in_and_nobodys_name(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        anh = stranger(world, "anh")
        for text in ("viec", "1", "nộp bc", "/tinhhinh", "/huy", "/nop", "?", "😀", "/donvi", "/trogiup", "ABCDEFGH"):
            (said,) = await world.would_answer(anh, text)
            assert "Xin gửi mã, hoặc mở liên kết" in said, text
            assert "Khoa" not in said, text
        await anh.sends_file()
        await anh.hears_only("Xin gửi mã")
