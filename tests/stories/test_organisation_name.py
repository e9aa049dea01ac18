"""The organisation of a real start has no name until somebody gives it: asked once, skippable, typed at any time."""

from functools import partial
from pathlib import Path

from sqlmodel import col, update

from core.roles import Role
from core.texts.people import ORGANISATION
from data.database import Session
from data.models import Campaign, Seat, Unit
from tests.cast import World, campaign, labels


async def begin_anew(world: World, *, runs: bool = False) -> None:
    """The officer in chief of an organisation that nobody has named; its plan, if it runs, speaks in nobody's name."""

    async def change(session: Session) -> None:
        await session.exec(update(Unit).where(col(Unit.parent_id).is_(None)).values(name=ORGANISATION))
        await session.exec(update(Seat).where(col(Seat.role) == str(Role.ORGANISER)).values(role=str(Role.CHIEF)))
        values = {"issuer": "Ban Tổ chức", "speaker": "Ban Tổ chức"}
        await session.exec(update(Campaign).values(values if runs else {"closed_at": world.now}))

    await world.database.write(partial(change))


async def root(world: World) -> str:
    return next(one.name for one in await world.rows(Unit) if one.parent_id is None)


async def test_the_first_steps_ask_for_it_and_the_next_words_are_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begin_anew(world)
        await world.khoa.says("/kehoach")
        await world.khoa.hears("Ba bước để chạy đợt đầu tiên", "tên cơ quan: Quận Đoàn Bình Lâm")
        await world.khoa.says("Em đang xem")
        assert await root(world) == ORGANISATION
        await world.khoa.says("/kehoach")
        await world.khoa.says("Huyện Đoàn Vân Sơn")
        await world.khoa.hears("Đã ghi tên cơ quan: Huyện Đoàn Vân Sơn")
        assert await root(world) == "Huyện Đoàn Vân Sơn"
        await world.khoa.says("/kehoach")
        assert "Cơ quan chưa có tên" not in (await world.khoa.news())[-1].text


async def test_it_may_be_left_for_later_and_typed_at_any_time(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begin_anew(world)
        await world.khoa.says("/kehoach")
        await world.khoa.chooses("Để tên cơ quan sau")
        letter = (await world.khoa.news())[-1]
        assert "Cơ quan chưa có tên" not in letter.text
        assert "de ten co quan sau" not in labels(letter)
        for words in ("tên cơ quan: Quận Đoàn Bình Lâm", "đổi tên cơ quan thành Quận Đoàn Bình Lâm"):
            await world.khoa.says(words)
            await world.khoa.hears("Đã ghi tên cơ quan: Quận Đoàn Bình Lâm.")
            assert await root(world) == "Quận Đoàn Bình Lâm"


async def test_letters_of_a_plan_that_runs_use_it_from_then_on(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begin_anew(world, runs=True)
        await world.khoa.says("ten co quan: Huyện Đoàn Vân Sơn")
        await world.khoa.hears("Huyện Đoàn Vân Sơn")
        await world.goes_to("2021-10-05 09:00")
        await world.mai.hears("Huyện Đoàn Vân Sơn kính gửi đồng chí Mai", "của Huyện Đoàn Vân Sơn")


async def test_what_is_no_name_is_asked_for_again_and_others_may_not(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for words in ("tên cơ quan", "tên cơ quan: 123", "tên cơ quan: " + "a" * 90):
            await world.khoa.says(words)
            await world.khoa.hears("Xin gõ, ví dụ: tên cơ quan")
        await world.mai.says("tên cơ quan: Đoàn phường An Hòa")
        await world.mai.hears("Việc này dành cho vị trí khác")
        assert await root(world) == "Quận Đoàn Bình Lâm"
