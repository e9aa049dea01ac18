"""What a short message asks for: the words people type, read without accents, with their abbreviations spelled out.

The tables come first; the matcher at the end is small. A phrase is whole words; `a,b` is either word, `*` up to four
words in between, `^` the start of the message and `$` its end. The first row that fits wins, so a row stands above
every row whose phrases are part of its own ("ai chua nop" above "chua nop" above "nop").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from core.promises import promised, without_time
from core.spelling import Word, line, plain, spelled, tokens_of


class Intent(StrEnum):
    HAND_IN = "hand_in"
    MY_WORK = "my_work"
    CALENDAR = "calendar"
    STATUS = "status"
    IN_CHARGE = "in_charge"  # who carries what is named
    GROUPS = "groups"  # which are bound, and how another is
    LATE = "late"  # whose report is past its date
    MISSING = "missing"  # from a secretary it admits, it does not ask
    PROMISE = "promise"
    EXTENSION = "extension"
    SPARE = "spare"  # nothing is to be asked of some
    NIL = "nil"
    NOT_OURS = "not_ours"
    BY_EMAIL = "by_email"  # sent some other way than here: by mail, by Zalo, on paper, to a person
    CLAIMS_HANDED_IN = "claims_handed_in"  # to be looked up: the word alone hands nothing in
    ASSENT = "assent"
    GREETING = "greeting"  # and nothing else
    FIX = "fix"
    PERSON = "person"
    PAPERS = "papers"
    HELP = "help"
    STOP = "stop"  # leaves the present step
    DISCARD = "discard"  # the unfinished report is wanted no more
    BACK = "back"  # to the question before
    QUIET = "quiet"  # too many letters
    UNITS = "units"
    MEETING = "meeting"
    PARTS = "parts"  # by cluster, by report
    PLAN = "plan"
    REVIEW = "review"
    UNDO = "undo"  # of a reviewer, what was accepted by a slip; of a unit, what it handed in
    BROADCAST = "broadcast"
    STOP_BROADCAST = "stop_broadcast"
    SENT_BROADCAST = "sent_broadcast"  # how it went, taken back, put right
    CALLS = "calls"
    REMIND = "remind"
    TARGETS = "targets"
    EXPORT = "export"
    POINTS = "points"
    MINE = "mine"  # one's own data, hour of reminders
    LINK = "link"  # one's own other channel
    PREFER = "prefer"  # which of them is written to first
    MAILBOX = "mailbox"  # where reports go by e-mail
    RELAY = "relay"  # to pass on by hand what no channel carries
    ON_BEHALF = "on_behalf"
    CHECK_MAIL = "check_mail"
    CHECK_DRAFT = "check_draft"
    PAUSE = "pause"
    RESUME = "resume"
    REQUESTS = "requests"
    NEW_PLAN = "new_plan"
    COPY_PLAN = "copy_plan"
    MORNING_ON = "morning_on"  # a leader's numbers each morning
    MORNING_OFF = "morning_off"
    ORGANISATION = "organisation"  # its name
    INTERNAL = "internal"  # units are asked before the level above
    ON_SCHEDULE = "on_schedule"  # of an activity: it goes as planned
    NEW_DAY = "new_day"
    PUT_OFF = "put_off"
    TOOK_PART = "took_part"
    WITHDRAW = "withdraw"  # takes back a report that was handed in
    WEB_BOARD = "web_board"
    PLANS = "plans"  # all campaigns, or those that are over
    CLOSE_PLAN = "close_plan"
    REOPEN_PLAN = "reopen_plan"
    RULING = "ruling"  # puts a verdict on time right


@dataclass(frozen=True)
class Meaning:
    """`rest` is what was not part of the command, as it was typed. Not `certain`: ask before acting on it."""

    intent: Intent
    certain: bool
    rest: str = ""


SURE, GUESS = True, False
Rows = tuple[tuple[Intent, bool, str], ...]

# fmt: off
ROWS: Rows = (
    (Intent.SENT_BROADCAST, SURE, "^ thong bao da gui,phat | ^ cac,xem,danh thong bao | ^ danh sach thong bao"
                                  " | ^ thu hoi * thong bao | ^ rut thong bao | ^ dinh chinh thong bao"
                                  " | ^ sua thong bao | ai,vi * chua da nhan $ | chua xac nhan thong bao"
                                  " | ai,vi chua xac nhan $ | ai,vi chua doc | chua doc,tra * thong bao"
                                  " | ai,vi chua tra loi"),
    (Intent.POINTS, SURE, "^ diem $ | ^ diem thi,cua,don,cum,dot | ^ bang diem | ^ cach tinh diem"
                          " | ^ bat,tat cham diem | ^ bat,tat diem thi,dot | ^ bat,tat diem $"
                          " | ^ chot diem | ^ mo lai diem | ^ xuat diem | danh sach khen thuong | ^ khen thuong $"
                          " | ^ cong,tru,bot * diem | ^ vi sao * diem | ^ vi sao | ^ may,bao diem | duoc may,bao diem"),
    (Intent.TARGETS, SURE, "^ chi tieu | ^ xem,bo,xoa,huy,sua,doi,them,tao,giao,chia chi tieu | ^ phan bo chi tieu"
                          " | chi tieu * nao,sao,may,dau,nhieu | dat bao nhieu luot,nguoi,suat,cong,phan,roi"
                          " | ^ dat bao nhieu | dat duoc bao nhieu"),
    (Intent.CHECK_DRAFT, SURE, "^ kiem tra * du thao | xem,soat,ra giup,ho * du thao | ^ du thao $ | ^ ra soat du thao"
                              " | ^ kiem tra giup,ho * ke hoach"),
    (Intent.NEW_PLAN, SURE, "^ tao,lap,soan,them ke hoach | ^ tao,lap,mo dot | ^ ke hoach moi | ^ dot moi"),
    (Intent.COPY_PLAN, SURE, "^ nhan ban"),
    (Intent.MORNING_ON, SURE, "bat,mo,nhan diem tin"),
    (Intent.MORNING_OFF, SURE, "tat,thoi,ngung,dung,bo diem tin"),
    (Intent.ORGANISATION, SURE, "^ ten co quan | ^ doi ten co quan"),
    (Intent.INTERNAL, SURE, "han noi bo"),
    (Intent.MAILBOX, SURE, "^ mail nhan bao cao | ^ mail nop bao cao | ^ mail gui bao cao la,nao,dau"),
    (Intent.PAUSE, SURE, "^ tam dung,ngung | ^ ngung nhac"),
    (Intent.RESUME, SURE, "^ nhac tiep,lai | ^ tiep tuc nhac"),
    (Intent.PLANS, SURE, "^ cac dot | ^ dot cu | ^ xem,tim dot cu | ^ ke hoach cu | ^ cac ke hoach"),
    (Intent.CLOSE_PLAN, SURE, "^ dong dot | ^ dong ke hoach | ^ ket thuc dot | ^ ket thuc ke hoach"),
    (Intent.REOPEN_PLAN, SURE, "^ mo lai $ | ^ mo lai dot,ke"),
    (Intent.WEB_BOARD, SURE, "bang tren web,may,man | ^ bang web $ | ^ bang $ | ^ xem,mo tren web,may,man"
                            " | ^ xem,mo bang $ | ^ xem,mo bang tinh,web | ^ xem tinh hinh tren web,may,man"
                            " | ^ dong,tat bang"),
    (Intent.REQUESTS, SURE, "^ de nghi $ | ^ yeu cau $ | nghi,cau dang,con cho"),
    (Intent.ON_SCHEDULE, SURE, "^ dung lich | ^ van dung lich | ^ van theo lich | ^ theo dung lich"
                              " | ^ hoat dong dung lich | ^ khong doi lich"),
    (Intent.TOOK_PART, SURE, "^ da tham gia | ^ dung * da tham gia | ^ co tham gia"),
    (Intent.NEW_DAY, SURE, "^ doi,chuyen,dat,lui ngay hoat dong"),
    (Intent.NEW_DAY, SURE, "^ doi ngay $ | ^ doi,chuyen,doi,lui,hoan sang | ^ doi,chuyen ngay sang,qua"
                          " | ^ doi,chuyen lich | ^ hoan den"),
    (Intent.PUT_OFF, SURE, "^ hoan $ | ^ hoan chua | ^ hoan lai | ^ tam hoan | ^ hoan to,hoat,vi,do"
                          " | ^ xin hoan to,hoat"),
    (Intent.SPARE, SURE, "^ mien nop,bao,cho,gui | mien nop,bao,gui | ^ xin mien $ | ^ xin mien cho"),
    (Intent.RULING, SURE, "^ ghi nhan,lai dung,sau,tre han | ^ tinh dung,sau,tre han | ^ sua,doi gio nhan"
                          " | ^ bo ghi nhan dung han | ^ bo,rut dung han"),
    (Intent.UNDO, SURE, "^ hoan tac | ^ bo nhan | ^ rut ket luan | ^ bam,nhan nham $ | ^ bam,nhan nham roi,ban,bao"),
    (Intent.QUIET, SURE, "phien qua | qua phien | lam phien | spam | nhac hoai | nhac nhieu"),
    (Intent.HELP, SURE, "bi loi | bao loi | loi roi | mail nao | dia chi mail"
                       " | mail,zalo,giay,cung khong $ | nop,gui * kieu,bang gi"),
    (Intent.MINE, SURE, "du lieu cua toi,minh | thong tin cua toi,minh | ^ cua toi $ | xoa du lieu | gio nhac"),
    (Intent.LINK, SURE, "^ lien ket $ | lien ket kenh | lien ket * telegram,zalo,web,trang | ^ noi kenh | ^ them kenh"),
    (Intent.MINE, GUESS, "^ lien ket"),
    (Intent.PREFER, SURE, "nhan tin o,qua,tren,ben,bang telegram,tele,zalo,web,trang,mail | doi kenh nhan"
                          " | ^ nhan o,qua,tren telegram,tele,zalo,web,trang,mail"),
    (Intent.CHECK_MAIL, SURE, "doi chieu mail | ^ doi chieu | ^ ai * gui,nop,bao * mail"
                              " | ^ don vi nao * gui,nop,bao * mail"),
    (Intent.RELAY, SURE, "nhan tin ho | ^ nhan ho $ | ^ ban nhan | ^ can,danh,xem * nhan ho $"),
    (Intent.ON_BEHALF, SURE, "nhan,nop,gui ho $ | nhan,nop,gui ho cho | nhan,nhap ho"),
    (Intent.PERSON, SURE, "nham nguoi"),
    (Intent.FIX, SURE, "gui,nop,up,dinh,tai nham | nham file,bao,ban,anh,mau | gui,nop sai | sai file,mau"
                       " | sai,nham so lieu,luong,luot,nguoi"),
    (Intent.WITHDRAW, SURE, "^ rut $ | rut lai | rut * bao cao | rut ban | xin,can,muon rut"),
    (Intent.FIX, SURE, "thay,doi file | thay ban,bao | dinh chinh | gui,nop thieu"),
    (Intent.FIX, SURE, "^ sua | can,xin,muon,cho sua | sua lai,so,file | sua bao cao | bo sung so lieu"),
    (Intent.FIX, GUESS, "nham roi | ^ nham $"),
    (Intent.NOT_OURS, SURE, "khong thuoc don,ben,phan,trach,nhiem | khong phai viec,bao,phan * don,ben,minh,em,cua"),
    (Intent.PERSON, SURE, "doi,thay nguoi | nham so,may | sai so $ | sai so roi | sai so dien thoai | ban giao"),
    (Intent.IN_CHARGE, SURE, "^ ai phu trach | ^ ai dang,la phu trach,nguoi | ai phu trach | ai la nguoi phu trach"
                             " | nguoi phu trach | don vi nao phu trach,chu,dam | ai chu tri | ai dam nhan,trach"
                             " | ai la dau,cum | ai dau moi"),
    (Intent.PERSON, SURE, "nghi roi,viec,huu | chuyen cong tac | khong phai toi,minh,em,anh,chi | bi thu moi"),
    (Intent.PERSON, SURE, "khong lam * nua | khong lam bi,can | khong con lam | khong * phu trach | thoi lam"),
    (Intent.PERSON, GUESS, "^ khong phai $ | ^ nguoi moi | la nguoi moi | khong thuoc"),
    (Intent.EXTENSION, SURE, "gia han | lui * han | doi han | doi ngay nop | xin lui,hoan,cham | khat | khong kip"),
    (Intent.EXTENSION, SURE, "cho,xin them * ngay,hom,buoi,tuan,gio,tieng | xin,cho * nop,gui tre,muon,cham"),
    (Intent.EXTENSION, SURE, "xin,cho den mai,het,ngay,thu,sang,chieu,buoi,cuoi,dau,tuan,t2,t3,t4,t5,t6,t7"),
    (Intent.EXTENSION, GUESS, "^ nop,gui tre,muon,cham"),
    (Intent.PAPERS, SURE, "xin,gui,tai mau | mau bao cao | mau nao,dau | mau o dau | co mau | bieu mau | de cuong"),
    (Intent.PAPERS, SURE, "xin,xem,tai ke hoach | gui lai ke,mau,van,cong,de,link | gui lai file $"
                         " | gui lai file ke,mau,cho | cho,xin lai file | ke hoach so may | ke hoach * dau"),
    (Intent.PAPERS, SURE, "file dau,mau | file o dau | xin file,link,cv | xin van,cong ban,van | cv so may"),
    (Intent.PAPERS, GUESS, "gui lai cho | phu luc dau | ^ mau $"),
    (Intent.GROUPS, SURE, "^ nhom $ | ^ nhom chat | ^ gan,them,ket nhom | ^ bo gan | ^ cac nhom | ket noi nhom"
                          " | gan nhom chat | he thong vao nhom"),
    (Intent.UNITS, SURE, "chua vao | chua dang ky | danh sach don vi | ds don vi | them,moi don vi | ^ don vi $"),
    (Intent.UNITS, GUESS, "^ moi $ | ma moi"),
    (Intent.MISSING, SURE, "^ ai * hen | ^ don vi nao * hen | ^ may don vi * hen"),
    (Intent.MISSING, SURE, "ai * chua | nao * chua | danh sach chua | ds * chua | con ai"
                          " | con thieu,no ai | ai con no"),
    (Intent.MISSING, SURE, "thieu * don vi | con don vi nao | con may don vi | bao nhieu * chua | may don vi chua"),
    (Intent.LATE, SURE, "^ tre han | ^ sau han $ | ^ qua han $ | ^ tre | ds,sach,nhung,cac * tre,muon | ai tre"
                        " | ai * tre,muon han | nao * tre,muon | don vi tre,muon"
                        " | nao * qua,sau han | don vi qua,sau han"),
    (Intent.PARTS, SURE, "^ theo,tung cum,khoi $ | ^ tung bao cao $ | tinh hinh theo,tung,cac cum,khoi $"
                         " | tinh hinh theo,tung,cac bao cao $"),
    (Intent.MEETING, SURE, "^ so ky,nam,thang,quy,lan truoc,ngoai"),
    (Intent.STATUS, SURE, "^ tinh hinh | tinh hinh nop | tinh hinh bao cao | ^ tien do | tien do nop | ^ t/h"),
    (Intent.STATUS, SURE, "bao nhieu * nop,gui | bao nhieu don vi | nop,gui * bao nhieu | nop,gui * may roi,don"
                          " | den dau roi"),
    (Intent.STATUS, SURE, "may don vi | may * nop roi | ai,nao * nop,gui roi | ai,nao da nop,gui | ti,ty le"
                          " | so * ky truoc | tong hop nhanh"),
    (Intent.STATUS, GUESS, "nop,gui,duyet chua $ | nop,gui bao cao chua $ | ^ tong hop $ | ^ danh sach $"),
    (Intent.CLAIMS_HANDED_IN, GUESS, "nhan * chua $"),
    (Intent.CALENDAR, SURE, "^ lich $ | ^ xem lich | lich nop,han | lich bao cao | lich thang,tuan,quy,nam"),
    (Intent.MY_WORK, SURE, "^ viec $ | ^ viec cua,can,phai | ^ xem viec | ^ cong viec | cv cua"
                          " | con gi | con * gi $ | thieu,no gi"),
    (Intent.MY_WORK, SURE, "nop * gi $ | chua nop * gi | phai,can nop,gui,lam * gi | phai nop may | con may ngay"),
    (Intent.MY_WORK, SURE, "han nao,nop,cuoi,chot | han * bao,khi gio,nao | han ngay nao | het,den han"
                          " | ^ han $ | ^ han * khong $"),
    (Intent.MY_WORK, SURE, "bao,khi gio,nao * nop,gui,het | ngay nao * nop,gui | nop ngay nao | nop khi,bao nao,gio"),
    (Intent.MY_WORK, SURE, "tuan,thang,hom nay * co gi | mai co gi | co gi * khong $ | co viec gi | qua han chua"),
    (Intent.HELP, SURE, "huong dan | tro giup | ^ help | ^ giup | giup toi,minh | can,nho giup | can,xin,nho ho tro"
                        " | ^ ho tro $"),
    (Intent.HELP, SURE, "lam sao | lam the nao | nop,gui * o dau | nop,gui * vao dau | nop,gui dau | nop,gui * the nao"
                        " | cach nop,gui"),
    (Intent.HELP, SURE, "nop,gui cho ai | nop sao | goi,hoi,gap ai | sdt"
                       " | so dien thoai | lien he"),
    (Intent.HELP, SURE, "khong biet,hieu,ro | link dau,nao,that | link o dau | that khong | cho * hoi | co cau hoi"),
    (Intent.HELP, SURE, "^ vuong | gap,bi vuong | can trao doi | khong vao,mo,tai"),
    (Intent.ASSENT, SURE, "^ da nhan ke,van,cong,mail,file,giay | ^ dung,phai roi $"),
    (Intent.PROMISE, GUESS, "sap,gan xong | dang lam | dang hoan"),
    (Intent.BY_EMAIL, SURE, "da,vua,moi gui,nop,chuyen * mail,zalo | mail * roi | zalo * roi | hom,toi,sang,chieu"
                            " qua,truoc * mail,zalo | mail,zalo * hom,toi,sang,chieu qua,truoc"),
    (Intent.BY_EMAIL, SURE, "da gui,nop,chuyen cho | gui,nop,chuyen cho * roi | ban giay,cung | buu dien"
                            " | nop truc tiep"),
    (Intent.CLAIMS_HANDED_IN, SURE, "da,vua,moi nop,gui | nop,gui * roi | nop,gui xong | da bao cao"),
    (Intent.CLAIMS_HANDED_IN, SURE, "nop,gui * hom,toi,chieu,sang qua,truoc | hom,toi,chieu,sang qua,truoc * nop,gui"
                                    " | sao * con,van nhac"),
    (Intent.CLAIMS_HANDED_IN, GUESS, "da xong | xong roi | bao cao roi | hoan thanh roi"),
    (Intent.STOP_BROADCAST, SURE, "^ ngung,dung,huy,thoi thong bao | ^ ngung,dung gui thong bao"),
    (Intent.QUIET, SURE, "ngung,dung,thoi nhan,nhac | khong * nhan,nhac * nua | dung gui nua | tat thong bao"),
    (Intent.DISCARD, SURE, "^ bo,xoa,huy ban nhap | ^ huy,xoa bo ban nhap | ^ bo,xoa,huy bao cao nay"
                          " | ^ huy,xoa bo bao cao nay | ^ bo,xoa,huy bao cao dang"),
    (Intent.STOP, SURE, "^ huy $ | ^ huy bo,viec | ^ thoi $ | ^ thoi khong | ^ de sau $ | ^ stop"
                       " | ^ ngung $ | ^ bo qua $"),
    (Intent.BACK, SURE, "^ quay lai $ | ^ tro lai $ | ^ lui lai $ | ^ quay lai cau,muc,buoc | ^ muc,cau,buoc truoc $"),
    (Intent.NIL, SURE, "khong co $ | khong co hoat dong | khong co gi | khong hoat dong | khong * phat sinh"),
    (Intent.NIL, SURE, "khong trien khai | khong to chuc | khong thuc hien"),
    (Intent.REMIND, SURE, "^ nhac"),
    (Intent.PROMISE, SURE, "^ hen | xin,cho hen | hen nop,gui"),
)
# A promised moment stands here: "chieu nay nop" before "nop", "chua nop, chieu nay nop" before "chua nop".
ROWS_AFTER_PROMISES: Rows = (
    (Intent.PROMISE, GUESS, "nop,gui sau | se nop,gui,co"),
    (Intent.FIX, SURE, "gui,nop lai"),
    (Intent.MISSING, GUESS, "chua nop,gui,bao,xong,lam,kip,co,hoan"),
    (Intent.HELP, GUESS, "khong nop,gui,nhan | nop,gui khong $ | khong can,phai nop,gui"),
    (Intent.NIL, GUESS, "^ khong co | ben,vi khong co"),
    (Intent.MEETING, SURE, "^ hop $ | ^ hop nhanh,giao | ^ chuan bi hop | ^ sap,vao hop"),
    (Intent.MEETING, GUESS, "^ hop"),
    (Intent.PLAN, SURE, "^ ke hoach $ | ^ mo dot,ke | ^ dong $ | lich nhac"),
    (Intent.REVIEW, SURE, "^ duyet | can,cho duyet | ^ xem bao cao | ^ nhan het $ | ^ nhan tat ca $"
                       " | ^ nhan het,tat,moi,toan * bao,ban"),
    (Intent.BROADCAST, SURE, "^ thong bao | gui,soan thong bao | ^ bao cho cac,tat,moi,toan"
                             " | ^ nhan tin cho cac,tat,moi,toan,cum | ^ nhan,bao cho cac,tat,moi,toan"),
    (Intent.TARGETS, SURE, "chi tieu"),
    (Intent.EXPORT, SURE, "^ xuat | ^ tai ve | ^ excel | ^ file excel $ | ^ tai file,excel,bao,danh"),
    (Intent.CALLS, SURE, "^ goi | goi lan luot | can goi"),
    (Intent.HAND_IN, SURE, "^ nop $ | nop,gui * bao cao | nop,gui bai | nop,gui * so,tong ket | nop,gui ke hoach"
                           " | ^ bao cao ket qua | nop ngay,lien,luon"),
    (Intent.HAND_IN, SURE, "nop,gui * file,hinh,anh"
                           " | nop,gui * noi,so,ho,danh,san,minh,phu dung,lieu,so,sach,pham,chung,luc"),
    (Intent.HAND_IN, GUESS, "nop | ^ gui | ^ bao cao | ^ so,tong ket"),
    (Intent.UNITS, GUESS, "^ don vi"),
)
# Commands that stay clear at the head of a long message; anything else that long is free text.
# Opens with what is wished, and goes on with names, a day or a reason of any length.
_COMMANDS = {Intent.POINTS, Intent.TARGETS, Intent.RULING, Intent.SPARE, Intent.PAUSE, Intent.RESUME,
             Intent.ORGANISATION, Intent.INTERNAL}
LONG = {Intent.HAND_IN, Intent.CLAIMS_HANDED_IN, Intent.BY_EMAIL, Intent.EXTENSION, Intent.NIL, Intent.PERSON,
        Intent.NOT_OURS, Intent.FIX, Intent.PAPERS, *_COMMANDS}
# fmt: on


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ASSENTS = _words("da vang ok roi ro u uh um uhm yes y tri cam nhan biet hieu tiep chuan")
_WITH_ASSENT = _words("nhat dong on thu anh chi minh toi ben nhieu rat thong bao tin ghi xac")
_GREETS = _words("chao alo lo helo hi hey")
_WITH_GREETING = _words(
    "da xin a e em anh chi c co chu bac ban dc dong moi nguoi ca nha thay sep ad admin bot he thong"
    " oi ai do day khong ko k ah nhe nha buoi sang trua chieu toi ngay minh cho can muon hoi chut ti"
)
_CALLED = _words("anh a chi c em e dc chu bac")
# Said under what is read back before it is entered.
_URGED = ("ghi di", "ghi luon", "ghi nhan di", "ghi nhan luon", "cu ghi")
_YES = _words("co phai dung ok vang da duoc dc roi chuan chac yes y u uh um nhat tri dong xac nhan chu")
_NO = _words("khong chua sai thoi no")
_MERELY_POLITE = _words("da vang ok u uh um")
_PROMISED = _words("nop gui xong hen sung hoan chuyen")
_WITH_PROMISE = _words("se de thi la cho nhat co luc khi ok vang da chac chan anh chi minh toi ben ung bao cao")
_DOUBTFUL = _words("t2 t3 t4 t5 t6 t7 mot toi tôi mai")  # a month, "one", "I", a name: read back

_LONGEST = 400  # letters; nothing longer is a command
_SHORT = 12  # words
_HEAD = 3
_STRAY = 8  # words beside a command before it becomes doubtful


def understand(text: str) -> Meaning | None:
    """What the message asks for; None for free text."""
    if len(text) > _LONGEST:
        return None
    if text.strip() and not text.strip(" ?"):
        return Meaning(Intent.HELP, certain=True)
    words = spelled(text)
    if _is_assent(text, words):
        return Meaning(Intent.ASSENT, certain=True)
    if _is_greeting(text):
        return Meaning(Intent.GREETING, certain=True)
    first, last = _patterns()
    return _matched(first, words) or _promise(words) or _matched(last, words)


def promise_time(text: str, now_local: datetime) -> datetime | None:
    """The moment that the message names, after `now_local` and in its zone; None when it names none."""
    return promised(line(spelled(text[:_LONGEST])), now_local)


def hour_named(text: str) -> time | None:
    """The hour of a day that the message names, whatever day."""
    named = promise_time(text, datetime(2000, 1, 3, tzinfo=UTC))
    return named.time().replace(microsecond=0) if named else None


def yes_no(text: str) -> bool | None:
    """The answer to a question that was asked; None when it is neither, or asks back ('được không?')."""
    if len(text) > _LONGEST:
        return None
    words = line(spelled(text)).split()
    typed = [plain(token) for token in tokens_of(text)]
    if any(" ".join(words).endswith(one) for one in _URGED) and set(words[:-2]) <= _YES | _WITH_ASSENT:
        return True
    if not set(words) <= _YES | _NO | _WITH_ASSENT:
        return None
    if not _NO.isdisjoint(words):
        asks_back = words[-1] in _NO and not (_YES - _MERELY_POLITE).isdisjoint(typed[:-1])
        return None if asks_back else False
    return True if not _YES.isdisjoint([*words, *typed]) or _is_thumb(text) else None


_BECAUSE = re.compile(r"(?<!\w)(?:vì|do|bởi|tại|vi|lý do|ly do)(?!\w)[ :]*(\S.{2,})", re.IGNORECASE | re.DOTALL)


def reason_in(text: str) -> str:
    """The reason that was given at once: 'không phát sinh vì mưa lũ'."""
    found = _BECAUSE.search(text[:_LONGEST])
    return found[1].strip(" .") if found else ""


def _is_assent(text: str, words: list[Word]) -> bool:
    """Nothing but agreement: 'dạ', 'ok đc', 'đã nhận thông báo', a raised thumb."""
    said = set(line(words).split())
    if said:
        return said <= _ASSENTS | _WITH_ASSENT and not said.isdisjoint(_ASSENTS)
    return any(plain(word.typed) in ("da", "duoc", "dc") for word in words) or _is_thumb(text)


def _is_greeting(text: str) -> bool:
    """'Xin chào', 'alo', 'chào anh Khoa ạ': nothing is asked for yet. Saluting the flag is an activity."""
    tokens = [plain(token) for token in tokens_of(text)]
    others = [at for at, one in enumerate(tokens) if one not in _GREETS | _WITH_GREETING]
    named = len(others) == 1 and others[0] > 1 and tokens[others[0] - 1] in _CALLED and tokens[others[0]].isalpha()
    return not _GREETS.isdisjoint(tokens) and (not others or named) and "cờ" not in text.lower()


def _is_thumb(text: str) -> bool:
    return not tokens_of(text) and not set(text).isdisjoint("👍👌🙏❤")


def _promise(words: list[Word]) -> Meaning | None:
    """A time to come, beside a word of handing in or with nothing but fillers."""
    left = without_time(line(words))
    if left is None or _is_long(words):
        return None
    asks = left.endswith("khong")
    said = left.removesuffix("khong").split()
    if "khong" in said or (_PROMISED.isdisjoint(said) and not set(said) <= _WITH_PROMISE):
        return None
    named = any(len(word.typed) > 1 and word.typed.isalpha() for word in words)
    return Meaning(Intent.PROMISE, named and not asks and not _doubtful(words, said))


def _doubtful(words: list[Word], left: list[str]) -> bool:
    """'t6' may be June and 'toi nay' may be 'I'; 'mai' and 'mot' are clear beside a word of handing in."""
    typed = {word.typed.lower() for word in words} & _DOUBTFUL
    return bool(typed if _PROMISED.isdisjoint(left) else typed - {"mai", "mot"})


def _is_long(words: list[Word]) -> bool:
    return sum(len(word.words) for word in words) > _SHORT


def _matched(rows: "list[_Row]", words: list[Word]) -> Meaning | None:
    said, long = line(words) + " ", _is_long(words)
    for row in rows:
        found = row.pattern.search(said)
        if found is None or (long and not _leads(row, found)):
            continue
        rest = _rest(words, said[: found.start()].count(" "), said[: found.end()].count(" "))
        month = row.intent is Intent.HAND_IN and not _DOUBTFUL.isdisjoint(rest.lower().split())
        clear = (not long and rest.count(" ") < _STRAY) or _opens_with_a_wish(row, found)
        return Meaning(row.intent, row.certain and clear and not month, rest)
    return None


def _opens_with_a_wish(row: "_Row", found: re.Match[str]) -> bool:
    """ "Xin gia hạn" at the very start is clear however long the reason that follows."""
    return row.intent in {Intent.EXTENSION, *_COMMANDS} and found.string[: found.start()] in (
        "",
        "xin ",
        "cho ",
        "em xin ",
    )


def _leads(row: "_Row", found: re.Match[str]) -> bool:
    """In a long message only a clear command near its start counts."""
    return row.intent in LONG and row.certain and found.string[: found.start()].count(" ") < _HEAD


def _rest(words: list[Word], start: int, end: int) -> str:
    """The typed words outside the matched words `start` to `end`, politeness left out."""
    kept, at = [], 0
    for word in words:
        if word.words and not (at < end and at + len(word.words) > start):
            kept.append(word.typed)
        at += len(word.words)
    return " ".join(kept)


class _Row(NamedTuple):
    intent: Intent
    certain: bool
    pattern: re.Pattern[str]


@cache
def _patterns() -> tuple[list[_Row], list[_Row]]:
    """Made when first needed: no start waits for them."""
    return _compiled(ROWS), _compiled(ROWS_AFTER_PROMISES)


def _compiled(rows: Rows) -> list[_Row]:
    """Gaps are bounded and every piece is a whole word, so that no message can make the search slow."""
    return [_Row(intent, certain, re.compile("|".join(_phrases(phrases)))) for intent, certain, phrases in rows]


def _phrases(phrases: str) -> Iterator[str]:
    for phrase in phrases.split(" | "):
        yield r"(?<!\S)" + "".join(_piece(word) for word in phrase.split())


def _piece(word: str) -> str:
    if word in "^$":
        return word
    return r"(?:\S+ ){0,4}?" if word == "*" else f"(?:{'|'.join(map(re.escape, word.split(',')))}) "
