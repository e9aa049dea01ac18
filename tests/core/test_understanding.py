"""What people type, and what it means."""

import time
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.understanding import Intent, promise_time, understand, yes_no

# One block for each meaning; one message on a line.
EXAMPLES = {
    Intent.ON_SCHEDULE: """
        dung lich
        Đúng lịch
        dạ đúng lịch ạ
        van dung lich nhe
        vẫn theo lịch cũ
        hoat dong dung lich
        """,
    Intent.NEW_DAY: """
        đổi ngày hoạt động Ngày hội sang 29/5
        dat ngay hoat dong
        doi ngay
        Đổi ngày
        doi sang 25/5
        đổi sang thứ sáu ạ
        chuyen ngay sang 26/5
        doi lich
        lui sang 2/6
        hoan den 26/5
        """,
    Intent.PUT_OFF: """
        hoan
        Hoãn
        hoan chua ro ngay
        hoãn lại chưa có ngày
        tam hoan
        hoan vi mua bao
        xin hoan hoat dong
        """,
    Intent.TOOK_PART: """
        da tham gia
        Đúng, đã tham gia
        dạ đã tham gia đủ ạ
        """,
    Intent.HAND_IN: """
        nop bc
        nop b/c
        gui bc
        gui bao cao
        nộp bài
        nopp
        e gui bc a
        nop bao cao thang 10
        bc ket qua
        nop so ket
        nop tong ket
        nop kh
        nộp
        Nộp ngay
        NỘP BÁO CÁO
        Dạ em gửi báo cáo ạ
        dạ nộp bc ạ
        da em nop bc a
        cho em nop bc
        em muon nop bao cao
        e nộp file ạ
        nop danh sach
        gui minh chung
        b/c ket qua thang 10
        chị ơi em nộp bc
        chị Mai ơi em nộp báo cáo
        đ/c Mai ơi nộp bcao
        gửi chị Mai báo cáo
        bao cao
        nop bc dot xuat
        gui anh chi bao cao thang 9
        nop ns
        """,
    Intent.MY_WORK: """
        viec
        viec cua toi
        con thieu gi
        con no gi
        em chua nop gi
        phai nop gi
        han nao
        bao gio nop
        tuan nay co gi
        Việc
        còn gì nữa không ạ
        em còn phải nộp gì
        em cần nộp gì ạ
        hạn bao giờ
        khi nao nop bc
        han nop la ngay nao
        deadline
        thang nay co gi
        con may ngay nua
        ngay nao nop
        e còn nợ j ko
        """,
    Intent.CALENDAR: """
        lich
        lịch nộp
        xem lịch
        lich han nop
        lịch tháng này
        """,
    Intent.STATUS: """
        tinh hinh
        tinh hinh nop bc
        tien do
        bao nhieu dv nop r
        nop dc may r
        tong hop nhanh
        t/h
        tình hình nộp báo cáo thế nào rồi
        tinhhinh
        tinh hinh cum 3
        tình hình báo cáo sơ kết
        bao nhiêu đơn vị nộp rồi
        may don vi nop roi
        nộp được bao nhiêu rồi
        ai nop roi
        dv nao da nop
        ty le nop
        an hoa nop chua
        bn dv nop r
        """,
    Intent.IN_CHARGE: """
        ai phụ trách luật bảo hiểm xã hội
        ai phu trach an hoa
        cho hỏi ai phụ trách cụm 3
        ai la nguoi phu trach ngay hoi
        người phụ trách Tân Lập
        don vi nao phu trach hoi thao
        ai chu tri toa dam
        """,
    Intent.GROUPS: """
        nhóm
        nhom chat
        gắn nhóm
        gan nhom chat cum 1
        them he thong vao nhom
        các nhóm chat
        """,
    Intent.LATE: """
        tre han
        trễ hạn
        sau hạn
        nhung don vi tre
        don vi nao tre han
        các đơn vị trễ
        ai tre han
        ds tre han
        don vi nao nop muon
        đơn vị nào quá hạn
        """,
    Intent.MISSING: """
        ai hẹn nộp
        ai da hen roi
        don vi nao hen nop
        chua nop
        chuanop
        ai chua nop
        dv nao chua nop
        ds chua nop
        con ai
        con thieu ai
        em chưa nộp
        em chua nop a
        đơn vị nào chưa nộp
        bao nhiêu đơn vị chưa nộp
        con may don vi chua nop
        ai con no bc
        danh sách chưa nộp
        em chưa làm xong
        cv nao chua nop
        ai chx nop
        """,
    Intent.PROMISE: """
        chieu nay
        chiu nay
        sang mai
        mai nop
        toi nay
        lat nua
        cuoi tuan
        thu 6 em nop
        t6
        mốt
        chiều nay em nộp
        Dạ chiều nay em gửi ạ
        da chieu nay e nop a
        em chưa nộp, chiều nay em nộp
        hen chieu nay
        hẹn
        15h em nop
        trước 16h em gửi
        nop truoc t6
        tối nay e nộp nhé
        mai em gửi lại
        đầu tuần sau em nộp
        ngày 5/11 em nộp
        em dang lam
        sắp xong rồi ạ
        em nộp sau
        ngày kia em nộp
        hnay e nop
        chiều nay em gửi mail
        nop bc chieu nay
        thứ sáu nộp ạ
        """,
    Intent.EXTENSION: """
        gia han
        xin gia han den t6
        xin lui han
        cho em them 2 ngay
        xin nop tre
        khong kip
        xin gia hạn
        xin gh
        em ko kịp ạ
        cho em xin lùi hạn nộp
        cho e đến thứ 6
        cho em nộp muộn 1 ngày
        không kịp, mai em nộp
        em xin thêm 2 hôm nữa
        đã xin gia hạn rồi
        """,
    Intent.NIL: """
        ko co
        k co
        khong co hd
        bên em ko có hoạt động
        khong phat sinh
        ko ps
        không triển khai
        bên em ko có hđ
        kh co
        kg co
        hok co
        0 co hd
        dạ không có ạ
        da k co a
        đơn vị em không có hoạt động
        không có hoạt động nào
        tháng này ko phát sinh
        khong to chuc dc
        không có gì
        """,
    Intent.BY_EMAIL: """
        da gui mail roi a
        gui mail r
        gửi qua email hôm qua
        em gui gmail r
        mail roi
        da gui cho c Hoa roi
        đã gửi mail
        hôm qua em gửi mail
        đã nộp báo cáo qua mail
        sáng nay em gửi mail rồi
        da gui e-mail
        gui zalo roi
        đã nộp bản giấy
        em gửi thư điện tử rồi
        đã gửi cho đ/c Khoa
        em gui cho chi Mai roi
        đã gửi vào hộp thư hôm qua
        """,
    Intent.CLAIMS_HANDED_IN: """
        da nop
        nop roi
        nop r ma
        gui rui
        da gui roi sao con nhac
        đã nộp ạ
        dạ nộp rồi ạ
        em nop bc roi
        em vua nop
        đã gửi nhé
        da nop r nhe
        hôm qua em nộp
        sao vẫn nhắc
        em gửi báo cáo tháng 10 rồi
        chị nhận được chưa
        xong roi
        nop xong
        đã nộp rồi đừng nhắc nữa
        đơn vị em đã nộp rồi
        """,
    Intent.ASSENT: """
        da
        vang
        ok
        ok dc
        r a
        da ro
        nhat tri
        rồi ạ
        ok đ/c
        Dạ
        dạ vâng ạ
        da vang
        Đã nhận
        đã nhận thông báo
        okê
        oki
        dạ em cảm ơn
        tks
        👍
        vâng ạ
        dạ vâng chị
        em biết rồi ạ
        đồng ý
        da a
        được ạ
        đã nhận được kế hoạch
        """,
    Intent.GREETING: """
        xin chào
        chào em
        chào chị
        alo
        Alo ai đó ạ
        chao anh chi a
        dạ em chào anh Khoa ạ
        hello
        chào bot
        xin chào, em muốn hỏi chút
        """,
    Intent.FIX: """
        gui nham
        nham file
        gui lai
        sua
        sai so lieu
        thay file
        gửi nhầm file
        em gửi nhầm rồi
        sửa số liệu
        cho em sửa lại
        nộp lại
        nhầm số liệu
        em nộp sai file
        đính chính
        đã nộp nhầm
        sai so luong
        """,
    Intent.PERSON: """
        doi nguoi
        em nghi r
        em ko lam bi thu nua
        em la bi thu moi
        ban giao
        nham nguoi
        sai so
        Không phải tôi
        khong phai em
        không phải e
        nhầm số rồi
        em chuyển công tác rồi
        gửi nhầm người rồi
        đổi người phụ trách
        em không phụ trách nữa
        """,
    Intent.NOT_OURS: """
        ko thuoc dv em
        báo cáo này không thuộc đơn vị em
        không thuộc phần việc của đơn vị
        khong phai viec cua don vi em
        khong phai phan cua ben em
        ko thuoc trach nhiem ben em a
        """,
    Intent.PAPERS: """
        xin mau
        mau bc
        de cuong
        xin kh
        gui lai kh
        kh so may
        file dau
        Xin mẫu
        cho em xin mẫu
        theo mẫu nào
        có mẫu không ạ
        gửi lại kế hoạch
        em xin lại cái file mẫu
        đề cương báo cáo
        kế hoạch số mấy
        gửi lại mẫu
        gửi lại file
        gui lai file mau cho em
        cho em xin lai file
        xin cv
        """,
    Intent.HELP: """
        trogiup
        huong dan
        giup
        help
        ?
        ???
        lam sao nop
        nop o dau
        goi ai
        sdt
        lien he
        hướng dẫn
        giúp em với
        nop bc o dau
        nộp kiểu gì
        em không biết nộp
        làm sao để gửi file
        hd
        link này thật không
        gửi qua mail được không
        gui mail nao
        em gửi rồi mà bị lỗi
        nộp cho ai
        em không gửi được
        cho em hỏi chút
        Cần hỗ trợ
        """,
    Intent.DISCARD: """
        bỏ bản nháp
        xoá bản nháp này đi
        huy ban nhap
        hủy bỏ bản nháp
        huỷ bỏ báo cáo này
        bo bao cao nay
        xóa báo cáo này
        """,
    Intent.STOP: """
        huy
        thoi
        de sau
        stop
        Huỷ
        hủy
        thôi ạ
        thôi không nộp nữa
        """,
    Intent.QUIET: """
        dung nhan
        phien qua
        dừng nhận tin
        đừng nhắc nữa
        phiền quá
        nhắc hoài
        """,
    Intent.UNITS: """
        don vi
        ai chua vao
        đơn vị nào chưa vào
        danh sách đơn vị
        mời đơn vị chưa vào
        moi
        """,
    Intent.MEETING: """
        so với kỳ trước
        so voi nam ngoai the nao
        hop
        họp
        hop nhanh
        hop giao ban
        """,
    Intent.PLAN: "ke hoach | lịch nhắc | đóng",
    Intent.MAILBOX: "hop thu nhan bao cao | hộp thư nộp báo cáo | hop thu gui bao cao la gi",
    Intent.PAUSE: "tam dung nhac | tạm dừng | tạm ngưng nhắc | dừng nhắc",
    Intent.RESUME: "nhac tiep | nhắc tiếp | tiếp tục nhắc",
    Intent.REQUESTS: "de nghi dang cho | yêu cầu còn chờ",
    Intent.NEW_PLAN: "tao ke hoach | lập kế hoạch mới | kế hoạch mới | mở đợt",
    Intent.COPY_PLAN: "nhan ban | nhan ban ke hoach | nhân bản đợt thi đua",
    Intent.CHECK_DRAFT: "kiem tra giup du thao | Kiểm tra giúp dự thảo | xem giúp dự thảo | dự thảo",
    Intent.REVIEW: "duyet | duyệt | can duyet | duyệt AH-27 | duyệt hết | nhận hết | nhan tat ca bao cao",
    Intent.UNDO: "hoàn tác | hoan tac | bỏ nhận AH-27 | rút kết luận AH-27 | bấm nhầm rồi | nhận nhầm",
    Intent.WITHDRAW: "rut lai | rút báo cáo | rut bc | cho em rút lại báo cáo | em muốn rút bản vừa nộp | rút",
    Intent.RULING: "ghi nhan dung han AH-27 vi mat mang | Ghi nhận đúng hạn AH-27 | sửa giờ nhận AH-27"
    " | bỏ ghi nhận đúng hạn AH-27 | ghi nhan sau han ah-27 vi ghi nham | đổi giờ nhận AH-27 thành 9h hôm qua",
    Intent.BROADCAST: "thong bao | gửi thông báo | soạn thông báo | nhan cho cac don vi | báo cho tất cả đơn vị",
    Intent.STOP_BROADCAST: "dung thong bao | dừng thông báo | ngưng gửi thông báo | huỷ thông báo",
    Intent.CALLS: "goi | gọi lần lượt | gọi Mai",
    Intent.REMIND: "nhac | nhắc tôi 14g | nhắc 12 đơn vị",
    Intent.TARGETS: "chi tieu | chỉ tiêu | chi tieu the nao | đạt bao nhiêu lượt | chỉ tiêu 2 là 25.000 | bỏ chỉ tiêu 3"
    " | thêm chỉ tiêu: 500 suất quà | sua chi tieu 1 thanh 300 | giao chỉ tiêu 1 | dat duoc bao nhieu luot roi",
    Intent.SENT_BROADCAST: "thu hoi thong bao | đính chính thông báo | ai chua da nhan | ai chưa xác nhận"
    " | thong bao da gui | ai chưa đọc thông báo | cac thong bao",
    Intent.PARTS: "theo cụm | tình hình theo cụm | tinh hinh tung cum | từng báo cáo | tinh hinh tung bao cao",
    Intent.POINTS: "diem | điểm thi đua | diem cua don vi em | điểm đợt hè | bật điểm đợt hè | "
    "vi sao 8,5 | vì sao An Hòa 8,5 điểm | chốt điểm | bảng điểm"
    " | danh sách khen thưởng | cộng 1 điểm An Hòa vì sáng kiến được chọn"
    " | trừ 0,5 điểm Điện lực vì nộp nhầm | cách tính điểm | mở lại điểm",
    Intent.EXPORT: "xuat | tai ve | excel | xuất file",
    Intent.PLANS: "cac dot | các đợt | đợt cũ | dot cu | ke hoach cu | xem đợt cũ",
    Intent.CLOSE_PLAN: "dong dot nay | đóng đợt | đóng kế hoạch | ket thuc dot thi dua | đóng đợt thi đua",
    Intent.REOPEN_PLAN: "mo lai | mở lại | mở lại đợt thi đua | mo lai ke hoach",
    Intent.WEB_BOARD: "bảng trên web | bang tren web | xem tren may tinh | xem bang | mở bảng tình hình | dong bang",
    Intent.MINE: "cua toi | dữ liệu của tôi | giờ nhắc",
    Intent.ON_BEHALF: "nhận hộ | nop ho | nhan ho cho An Hoa | nhận hộ An Hòa | nhap ho | nhập hộ An Hòa",
    Intent.LINK: "liên kết | lien ket kenh | liên kết Telegram | thêm kênh",
    Intent.PREFER: "nhận tin ở Telegram | nhan tin qua zalo | nhận tin trên trang web",
    Intent.RELAY: "nhắn hộ | nhan ho | ban nhan | bản nhắn | cần nhắn hộ | nhắn hộ An Hòa",
    Intent.MORNING_ON: "bat diem tin | bật điểm tin sáng | nhan diem tin",
    Intent.MORNING_OFF: "tat diem tin | tắt điểm tin ạ | thôi điểm tin",
    Intent.INTERNAL: "hạn nội bộ 20/10 17g | han noi bo bao cao 3 den 20/10 | bỏ hạn nội bộ | dat han noi bo",
    Intent.ORGANISATION: "tên cơ quan: Quận Đoàn Bình Lâm | ten co quan la Huyen Doan Van Son | đổi tên cơ quan",
    Intent.CHECK_MAIL: "doi chieu | đối chiếu email | ai bao gui mail | đơn vị nào đã gửi email",
    Intent.SPARE: "mien nop An Hoa | miễn báo cáo kết quả cho cụm 1 | xin miễn nộp | em xin mien nop ky nay",
}
ROWS = [
    (intent, message.strip())
    for intent, block in EXAMPLES.items()
    for message in block.replace("|", "\n").strip().splitlines()
]


@pytest.mark.parametrize(("intent", "message"), ROWS, ids=[f"{intent}-{message}" for intent, message in ROWS])
def test_the_message_means(intent: Intent, message: str) -> None:
    meaning = understand(message)
    assert meaning is not None
    assert meaning.intent is intent


NOT_COMMANDS = """
    An Hòa
    phường An Hòa
    150
    2
    tỉnh
    không sao
    b/c
    - Thường trực Thành Đoàn (b/c); - Lưu VP
    da to chuc 2 buoi, 150 luot, ho tro 12tr, 3 anh
    hôm nay chị họp không
    sinh hoạt chi đoàn chủ điểm tháng 10
    """
REPORT = "Tình hình thanh niên trên địa bàn phường trong tháng 10 cơ bản ổn định, tư tưởng đoàn viên vững vàng"
LETTER = "Dạ em gửi báo cáo kết quả công tác đoàn và phong trào thanh thiếu nhi tháng 10 của đoàn phường An Hòa ạ"


@pytest.mark.parametrize("message", [*(line.strip() for line in NOT_COMMANDS.strip().splitlines()), REPORT, "", "…"])
def test_free_text_is_left_alone(message: str) -> None:
    assert understand(message) is None


def test_a_long_message_that_opens_with_a_clear_command_is_asked_about() -> None:
    meaning = understand(LETTER)
    assert meaning is not None
    assert (meaning.intent, meaning.certain) == (Intent.HAND_IN, False)


@pytest.mark.parametrize(
    "message",
    ["nop bc", "ai chua nop", "em chua nop gi", "da nop", "xin gia han den t6", "chieu nay em nop", "mai nop", "ok dc"],
)
def test_a_clear_command_is_certain(message: str) -> None:
    meaning = understand(message)
    assert meaning is not None
    assert meaning.certain


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("t6", "Friday or June"),
        ("thu t6 em nop", "Friday or June"),
        ("nop bc t6", "Friday or June"),
        ("toi nay", "tonight or I"),
        ("Mai", "tomorrow or a name"),
        ("mot", "the day after tomorrow or one"),
        ("chua nop", "asks or admits"),
        ("bc", "the report or a word before it"),
        ("10-12", "a day or a range"),
        ("thứ 6 nộp được không ạ", "asks leave"),
        ("em dang lam", "no time said"),
    ],
)
def test_what_could_mean_something_else_is_not_certain(message: str, why: str) -> None:
    meaning = understand(message)
    assert meaning is not None
    assert not meaning.certain, why


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("nộp báo cáo tháng 10", "tháng 10"),
        ("e nop bc thang 10 a", "thang 10"),
        ("nhắc tôi 14g", "tôi 14g"),
        ("gọi Mai", "Mai"),
        ("nhận hộ cho An Hòa", "An Hòa"),
        ("nop", ""),
        ("?", ""),
    ],
)
def test_the_rest_is_kept_as_it_was_typed(message: str, rest: str) -> None:
    meaning = understand(message)
    assert meaning is not None
    assert meaning.rest == rest


ZONE = timezone(timedelta(hours=7))
WEDNESDAY = datetime(2021, 10, 27, 9, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("message", "moment"),
    [
        ("chieu nay", "27/10 17:00"),
        ("chiu nay e nop", "27/10 17:00"),
        ("sang mai", "28/10 11:00"),
        ("toi nay", "27/10 20:00"),
        ("tối nay", "27/10 20:00"),
        ("mai", "28/10 17:00"),
        ("mai nop", "28/10 17:00"),
        ("mốt", "29/10 17:00"),
        ("mot", "29/10 17:00"),
        ("ngay kia", "29/10 17:00"),
        ("thu 6", "29/10 17:00"),
        ("t6", "29/10 17:00"),
        ("thứ sáu em nộp", "29/10 17:00"),
        ("thứ 6 tuần sau", "05/11 17:00"),
        ("t2", "01/11 17:00"),
        ("sáng thứ 6", "29/10 11:00"),
        ("cuoi tuan", "29/10 17:00"),
        ("đầu tuần sau", "01/11 17:00"),
        ("lat nua", "27/10 11:30"),
        ("30p nữa", "27/10 10:00"),
        ("nửa tiếng nữa", "27/10 10:00"),
        ("2 hôm nữa", "29/10 17:00"),
        ("15h", "27/10 15:00"),
        ("15g30", "27/10 15:30"),
        ("15:30", "27/10 15:30"),
        ("15 gio", "27/10 15:00"),
        ("15 giờ 30", "27/10 15:30"),
        ("truoc 16h", "27/10 16:00"),
        ("3h chiều", "27/10 15:00"),
        ("3h", "27/10 15:00"),
        ("8h sáng mai", "28/10 08:00"),
        ("8h tối", "27/10 20:00"),
        ("8h", "27/10 20:00"),
        ("9h rưỡi mai", "28/10 09:30"),
        ("24h", "28/10 00:00"),
        ("ngày 5/11", "05/11 17:00"),
        ("mùng 5", "05/11 17:00"),
        ("ngày 28", "28/10 17:00"),
        ("xin gia hạn đến ngày 5 tháng 11", "05/11 17:00"),
        ("chua nop, chieu nay em nop", "27/10 17:00"),
    ],
)
def test_the_promised_moment(message: str, moment: str) -> None:
    promised = promise_time(message, WEDNESDAY)
    assert promised is not None
    assert f"{promised:%d/%m %H:%M}" == moment


@pytest.mark.parametrize(
    "message",
    [
        "em nộp",
        "tôi nộp báo cáo",
        "gửi cho tôi",
        "đối chiếu",
        "bc tháng 6",
        "nop bc t6",
        "25h",
        "15h75",
        "31/13",
        "hôm qua",
        "26/10",
        "sáng tạo",
        "nộp tối đa 5 ảnh",
        "cho em them 2 ngay",
        "chị Mai ơi",
        "c Mai",
        "",
    ],
)
def test_no_moment_is_promised(message: str) -> None:
    assert promise_time(message, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("message", "day", "hour", "moment"),
    [
        ("chieu nay", 27, 17, "27/10 18:00"),
        ("hom nay", 27, 18, "27/10 22:00"),
        ("chieu nay", 27, 18, None),
        ("t6", 29, 9, "29/10 17:00"),
        ("t6", 29, 17, "05/11 17:00"),
        ("cuối tuần", 29, 18, "31/10 17:00"),
        ("15h", 27, 16, None),
    ],
)
def test_a_moment_that_has_gone_is_the_next_or_none(message: str, day: int, hour: int, moment: str | None) -> None:
    promised = promise_time(message, datetime(2021, 10, day, hour, tzinfo=ZONE))
    assert (f"{promised:%d/%m %H:%M}" if promised else None) == moment


def test_the_fifth_of_january_said_in_december_is_next_years() -> None:
    assert promise_time("5/1", datetime(2021, 12, 28, tzinfo=ZONE)) == datetime(2022, 1, 5, 17, tzinfo=ZONE)


@pytest.mark.parametrize(
    "message",
    [
        "có",
        "dạ có ạ",
        "đúng rồi",
        "dung",
        "ok",
        "vâng",
        "phải",
        "được",
        "dc a",
        "r a",
        "👍",
        "ghi đi",
        "ok ghi đi",
        "đồng ý ghi",
        "ghi luôn nhé",
        "ừ cứ ghi",
    ],
)
def test_yes(message: str) -> None:
    assert yes_no(message) is True


@pytest.mark.parametrize(
    "message", ["không", "ko", "k a", "dạ không", "da k", "không phải", "chua", "sai rồi", "ko đúng"]
)
def test_no(message: str) -> None:
    assert yes_no(message) is False


@pytest.mark.parametrize(
    "message", ["được không", "có không?", "đúng chưa", "An Hòa", "nop bc", "150", "không sao", ""]
)
def test_neither_yes_nor_no(message: str) -> None:
    assert yes_no(message) is None


ALPHABET = "nopguibaochưạđ k/?0156h.:-  \n"
WORDS = " ".join(message for _, message in ROWS).split()
anything = st.text() | st.text(ALPHABET) | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


@settings(max_examples=100)
@given(anything)
def test_no_text_is_too_strange_to_read(text: str) -> None:
    understand(text)
    yes_no(text)
    promise_time(text, WEDNESDAY)


@settings(max_examples=100)
@given(anything, st.integers(0, 5_000_000))
def test_a_promise_is_always_in_the_future(text: str, minutes: int) -> None:
    now = WEDNESDAY + timedelta(minutes=minutes)
    promised = promise_time(text, now)
    assert promised is None or promised > now


@pytest.mark.parametrize(
    "piece", ["nop ", "da gui cho ", "a", "khong ", "bao nhieu nop ", "ngay 1 ", "1/", "con ", "👍"]
)
@pytest.mark.parametrize("letters", [400, 10_000])
def test_a_long_text_is_read_in_no_time(piece: str, letters: int) -> None:
    text = (piece * letters)[:letters]
    began = time.process_time()
    understand(text)
    yes_no(text)
    promise_time(text, WEDNESDAY)
    assert time.process_time() - began < 0.05


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ghi nhận đúng hạn AH-01 vì chờ gia đình cháu ký giấy đồng ý nên nộp chậm một ngày", Intent.RULING),
        ("tạm dừng nhắc An Hòa, Tân Lập, Phú Hậu, Chi đoàn Điện lực, Chi đoàn Bệnh viện đến hết 20/10", Intent.PAUSE),
        ("tên cơ quan: Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh Quận Bình Lâm", Intent.ORGANISATION),
        ("hạn nội bộ báo cáo kết quả thực hiện nội dung hoạt động trọng tâm đợt thi đua đến 20/10", Intent.INTERNAL),
    ],
)
def test_a_command_is_clear_however_long_what_follows(text: str, intent: Intent) -> None:
    meaning = understand(text)
    assert meaning is not None
    assert (meaning.intent, meaning.certain) == (intent, True)
