"""What kind of report a deadline asks for, by the words of its label."""

import re

from core.plans.plain import plain
from core.plans.proposal import Kind

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PLAN, re.compile(r"^(?:bao cao )?ke hoach\b")),
    (Kind.OTHER, re.compile(r"^(?:khieu nai|phan anh)\b")),
    (
        Kind.OTHER,
        re.compile(
            r"^(?:\d+ )?(?:tac pham|bai (?:viet|thi|thu hoach|du thi)|san pham|anh|hinh anh|video|clip|kich ban|"
            r"tranh|y tuong|chung tu|don xin|bien ban|minh chung)\b(?!.*\b(?:dang ky|danh sach)\b)"
        ),
    ),
    (
        Kind.REGISTRATION,
        re.compile(
            r"^so luong$|\bxac nhan (?:tham|du|lai)|"
            r"(?<!can )\bcu (?:\d+|hoc vien|can bo|doan vien|giao vien|nhan su|dai bieu|thanh vien|nguoi|doi)\b|"
            r"\b(?:dang ky|ho (?:va )?ten|chot so luong|so luong\b.{0,20}\b(?:tham gia|tham du|du)|"
            r"danh sach\b.{0,60}\b(?:tham gia|tham du|du|thi sinh|"
            r"dai bieu|de cu|nhan su)|phieu dang|cu nhan su|ho so\b.{0,40}\b(?:tham gia|du thi))\b"
        ),
    ),
    (
        Kind.REGISTRATION,
        re.compile(
            r"\bbao cao so (?:luong )?(?:dai bieu|nguoi|luong|doi|thanh vien|doan vien|hoc sinh)\b"
            r"(?! mau| tac| bai| san| y| cong)"
        ),
    ),
    (Kind.OTHER, re.compile(r"\bbao cao (?:dien hinh|tham luan|chuyen de|thanh tich|tom tat)\b")),
    (Kind.FINAL, re.compile(r"\btong ket\b")),
    (
        Kind.INTERIM,
        re.compile(
            r"\b(?:so ket|giua (?:ky|dot|nam)|tien do|bao cao\b.{0,30}\b(?:quy|(?:6|sau) thang|nhanh|cap nhat|"
            r"nhanh)\b|bao cao\b.{0,70}\b(?:dot|lan|buoc|giai doan|vong|tuan) \d)\b"
        ),
    ),
    (
        Kind.FINAL,
        re.compile(
            r"\b(?:bao cao\b.{0,30}\bket qua|ket qua|ket thuc|tong hop ket qua|"
            r"bao cao nam|cuoi nam)\b"
        ),
    ),
    (Kind.INTERIM, re.compile(r"\b6 thang\b")),
    (Kind.MONTHLY, re.compile(r"\b(?:bao cao|tong hop|so lieu)\b.{0,20}\bthang\b")),
    (Kind.PLAN, re.compile(r"\b(?:ke hoach|chuong trinh|noi dung\b.{0,20}\bhoat dong|lich)\b")),
    (
        Kind.OTHER,
        re.compile(
            r"\bdanh sach\b.{0,60}\b(?:khen|tuyen duong|de nghi|hoan canh|tang|nhan qua|ky nhan|ho|kho khan|hoc bong|"
            r"do tuoi|mang thai|dat|vi pham)\b"
        ),
    ),
    (Kind.REGISTRATION, re.compile(r"\bdanh sach\b")),
    (Kind.INTERIM, re.compile(r"\bnhanh\b")),
    (Kind.FINAL, re.compile(r"\bbao cao\b")),
)
_OF_A_BODY = re.compile(r"\b(?:phong|so|ban)\s+ke hoach\b|\bke hoach (?:nay|so\b\S*)|\bban hanh ke hoach\b")
_IN_PARTS = re.compile(r"\b(?:lan|dot) [1-3i]\W*(?:(?:truoc|cham nhat|den het|vao)\W*)?$")
_OF_CONTESTANTS = re.compile(r"\b(?:doi thi|du thi|dang ky)\b")
_OF_THE_NEEDY = re.compile(r"\b(?:tang qua|hoc bong|ho tro|khen thuong|tuyen duong|hoan canh|ho ngheo)\b")
_SAYS_LITTLE = ("bao cao", "so lieu", "van ban", "ho so")


def kind_of(label: str, clause: str, context: str = "") -> Kind:
    """`context`: what is written over and before it, which tells of files and lists what they are for."""
    kind = _kind_of(label, clause)
    said = plain(label)
    if re.match(r"ho so(?: \(|$)", said) and kind is Kind.OTHER and _OF_CONTESTANTS.search(context):
        return Kind.REGISTRATION
    if (
        re.match(r"danh sach(?: trich ngang)?(?: \(|$)", said)
        and kind is Kind.REGISTRATION
        and _OF_THE_NEEDY.search(context)
    ):
        return Kind.OTHER
    return kind


def _kind_of(label: str, clause: str) -> Kind:
    clause = _OF_A_BODY.sub(" ", clause)
    said_first = (clause, plain(label)) if plain(label) in _SAYS_LITTLE else (plain(label), clause)
    for said in said_first:
        for kind, pattern in _KINDS:
            if pattern.search(said):
                return Kind.INTERIM if kind is Kind.FINAL and _IN_PARTS.search(clause) else kind
    return Kind.OTHER
