"""The words people type, from each seat: every one gets a right and helpful answer."""

import pytest
import pytest_asyncio

from tests.cast import FIRST, Actor, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

# The words of one row, separated by " · ", and what the answer says. As a secretary's reply to a reminder.
TO_A_REMINDER = {
    "bc ket qua · nop bc ket qua": "của Báo cáo kết quả",
    "nop bc · nop b/c · gui bc · gui bao cao · nộp bài · nopp · e gui bc a · nop bao cao thang 10"
    " · nop so ket · nop tong ket · nop kh": "Xin chọn báo cáo cần nộp",
    "viec · viec cua toi · con thieu gi · con no gi · em chua nop gi · phai nop gi · han nao · bao gio nop"
    " · tuan nay co gi": "Đề nghị đồng chí gửi 2 báo cáo của Đoàn phường An Hòa",
    "tinh hinh · tinh hinh nop bc · tien do · bao nhieu dv nop r · nop dc may r · tong hop nhanh"
    " · t/h": "Đề nghị đồng chí gửi 2 báo cáo của Đoàn phường An Hòa",
    "chua nop · ai chua nop · dv nao chua nop · ds chua nop · con ai"
    " · con thieu ai": "Đề nghị đồng chí gửi 2 báo cáo của Đoàn phường An Hòa",
    "chieu nay · chiu nay · mai nop · lat nua · cuoi tuan · thu 6 em nop · mốt": "Đã ghi hẹn gửi",
    "sang mai · toi nay · t6": "Xin xác nhận: đồng chí hẹn gửi",
    "gia han · xin gia han den t6 · xin lui han · cho em them 2 ngay · xin nop tre"
    " · khong kip": "Đã chuyển đề nghị gia hạn",
    "ko co · k co · khong co hd · bên em ko có hoạt động · khong phat sinh · ko ps"
    " · không triển khai": "thêm một dòng lý do",
    "da gui mail roi a · gui mail r · gửi qua email hôm qua · em gui gmail r · mail roi"
    " · da gui cho c Hoa roi": "Xin cho biết đã gửi",
    "da nop · nop roi · nop r ma · gui rui · da gui roi sao con nhac": "hệ thống chưa nhận được",
    "da · vang · ok · ok dc · r a · da ro · nhat tri · 👍": "vẫn chưa có ở hệ thống",
    "gui nham · nham file · gui lai · sua · sai so lieu · thay file": "chưa có gì phải sửa",
    "doi nguoi · em nghi r · em ko lam bi thu nua · em la bi thu moi · nham nguoi"
    " · sai so": "Đã chuyển thông tin thay đổi người phụ trách",
    "xin mau · mau bc · de cuong · xin kh · gui lai kh · kh so may · file dau": "Đã chuyển đề nghị xin tài liệu",
    "huong dan · giup · help · ? · lam sao nop · nop o dau · goi ai · sdt"
    " · lien he": "Đồng chí gửi tệp báo cáo vào đây",
    "dung nhan · phien qua": "trước giờ đó hệ thống không nhắc",
    "huy · thoi · de sau · stop": "Không có việc gì đang làm dở",
    "kế hoạch · lịch": "Lịch hạn nộp của đợt thi đua",
    "đơn vị": "Đoàn phường An Hòa:",
    "họp": "Đề nghị đồng chí gửi 2 báo cáo",
    "chi tieu": "Lượt người tham gia",
    "thong bao": "Thông báo chung do cán bộ phụ trách gửi",
    "nhắc tôi 14g": "Từ nay tin nhắc đến đồng chí lúc 14 giờ 00",
    "rut lai · rút báo cáo": "Chưa có báo cáo nào đã nộp để rút",
    "/sua": "chưa có gì phải sửa",
    "ghi nhan dung han AH-01": "Việc này dành cho vị trí khác",
    "duyet · xem bao cao": "Đề nghị đồng chí gửi 2 báo cáo",
    "xuat excel · /xuat": "Việc này dành cho vị trí khác",
    "/bang · bảng trên web": "xem bảng tình hình của Đoàn phường An Hòa",
    "đóng bảng": "Không có bảng nào của đồng chí đang mở",
    "asdf qwer · xyz": "Hệ thống chưa hiểu tin vừa rồi",
}

# The same seat, another moment, or words that look like others.
BEWARE = {
    "danh sách nhận b/c": "Hệ thống chưa hiểu",
    "t6 em nop": "Xin xác nhận: đồng chí hẹn gửi",
    "toi da nop": "hệ thống chưa nhận được",
    "em chua nop a": "Đề nghị đồng chí gửi 2 báo cáo",
    "tinh": "Hệ thống chưa hiểu",
    "nop bc t6": "Xin chọn báo cáo cần nộp",
    "ngày 20/10 nộp": "sau hạn của Nội dung hoạt động trọng tâm",
    "không phải tôi": "Đã ghi nhận và báo đồng chí Khoa",
    "sắp xong rồi ạ": "Xin cho biết giờ gửi",
    "khong phai": "hệ thống chuyển đến đồng chí Khoa",
    "a" * 8001: "Xin rút gọn còn dưới 8000 ký tự",
    "😀": "Hệ thống chưa hiểu",
    "😀🎉 nop bc": "Xin chọn báo cáo cần nộp",
    "/khongco": "Hệ thống chưa hiểu",
    "/start": "Kính chào đồng chí Mai, Bí thư Đoàn phường An Hòa",
}

OF_A_LEADER = {
    "? · hop · họp · tinh hinh · t/h · tien do · /hop · /tinhhinh · viec · da nop · so ky truoc": "đã nộp 0/12 đơn vị",
    "goi ai · ai chua nop · chua nop · ds chua nop · goi · /goi · /chuanop": "Danh sách này chỉ gửi riêng cho đồng chí",
    "help · huong dan · /trogiup · sdt": "Đồng chí gõ “họp” để có năm dòng",
    "nop bc · /nop": "Việc này dành cho vị trí khác",
    "chi tieu": "Lượt người tham gia",
    "xuat · tai ve · /xuat": "chưa có báo cáo nào",
    "xem tren may tinh · xem bảng · /bang": "xem bảng tình hình của mọi đơn vị",
    "lich · /lich": "Lịch hạn nộp của đợt thi đua",
    "ke hoach · /kehoach": "Kế hoạch số 41-KH/ĐTN",
    "don vi · /donvi": "11/12 đơn vị đã vào hệ thống",
    "ok · da": "Cảm ơn đồng chí!",
    "xin gia han · chieu nay nop · da gui mail roi · asdf": "Đồng chí gõ “họp” để có năm dòng",
    "/huy": "Không có việc gì đang làm dở",
}

OF_AN_ORGANISER = {
    "tinh hinh · hop · ? · viec": "đã nộp 0/12 đơn vị",
    "goi · gọi lần lượt · /goi": "1/12. Chi đoàn Bệnh viện",
    "nhac · nhac ngay · nhắc 12 đơn vị · nhắc các đơn vị chưa nộp · /nhac": "nhắc về Nội dung hoạt động trọng tâm",
    "chua nop · ai chua nop · goi ai · /chuanop": "Danh sách này chỉ gửi riêng cho đồng chí",
    "don vi · ai chua vao · moi · /donvi": "Chọn một đơn vị để lấy bản mời",
    "ke hoach · /kehoach": "Kế hoạch số 41-KH/ĐTN",
    "lich · /lich": "Lịch hạn nộp của đợt thi đua",
    "huong dan · /trogiup": "“kế hoạch”: các hạn nộp, tiến độ, sửa",
    "nop bc · /nop": "Việc này dành cho vị trí khác",
    "duyet · can duyet · xem bao cao · /duyet": "Không còn báo cáo nào chờ xem",
    "thong bao · /thongbao · nhan cho cac don vi": "Xin gõ nội dung thông báo",
    "dung thong bao": "Không có thông báo nào đang gửi",
    "xuat excel · tai ve · xuất file · /xuat": "chưa có báo cáo nào",
    "sua · asdf": "Đồng chí gõ “tình hình”, “chưa nộp”",
    "xin gia han · khong kip · gia han": "Gia hạn báo cáo nào?",
    "doi chieu mail · đối chiếu email": "Không có đơn vị nào đang báo đã gửi email",
    "nhập hộ · nhap ho · nhận hộ": "cách gửi và giờ nhận",
}


def rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(typed, answer) for words, answer in table.items() for typed in words.split(" · ")]


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def mai(world: World) -> Actor:
    """Reminded at T-3: Tuesday 05/10/2021, 8 giờ 15; on the channel of words alone. Whoever speaks speaks on that day,
    whichever test comes first."""
    mai = await world.moves_to_plain(world.mai)
    await world.goes_to("2021-10-05 09:00")
    return mai


@pytest.mark.parametrize(("typed", "answer"), rows(TO_A_REMINDER))
async def test_a_secretary_answers_a_reminder_with(world: World, mai: Actor, typed: str, answer: str) -> None:
    assert answer in (await world.would_answer(mai, typed))[0]


@pytest.mark.parametrize(("typed", "answer"), rows(BEWARE))
async def test_words_that_look_like_others(world: World, mai: Actor, typed: str, answer: str) -> None:
    assert answer in (await world.would_answer(mai, typed))[0]


@pytest.mark.parametrize(("typed", "answer"), rows(OF_A_LEADER))
async def test_a_leader_says(world: World, typed: str, answer: str) -> None:
    assert answer in (await world.would_answer(world.hanh, typed))[0]


@pytest.mark.parametrize(("typed", "answer"), rows(OF_AN_ORGANISER))
async def test_an_organiser_says(world: World, typed: str, answer: str) -> None:
    assert answer in (await world.would_answer(world.khoa, typed))[0]


async def test_the_first_report_is_meant_where_none_is_named(world: World, mai: Actor) -> None:
    assert FIRST in (await world.would_answer(mai, "chieu nay em nop"))[0]


async def test_what_bothers_an_officer_is_written_to_the_officer(world: World, mai: Actor) -> None:
    notice = next(one for one in await world.would_answer(mai, "xin gia han den t6") if "Cần đồng chí" in one)
    assert "đề nghị gia hạn (Nội dung hoạt động trọng tâm)" in notice
    assert "Đồng chí Mai, Bí thư Đoàn phường An Hòa, 0914.000.301" in notice
    assert "“xin gia han den t6”" in notice


@pytest.mark.parametrize("typed", ["phiền quá", "dạ", "viec", "chua nop", "t6", "nop roi"])
async def test_an_officer_is_not_bothered_by(world: World, mai: Actor, typed: str) -> None:
    assert len(await world.would_answer(mai, typed)) == 1
