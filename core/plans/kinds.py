"""What kind of report a deadline asks for, by the words of its label."""

import re

from core.plans.plain import plain
from core.plans.proposal import Kind

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.REGISTRATION,
        re.compile(
            r"\b(?:dang ky|ho (?:va )?ten|chot so luong|so luong\b.{0,20}\b(?:tham gia|tham du|du)|"
            r"danh sach\b.{0,60}\b(?:tham gia|tham du|du|thi sinh|"
            r"dai bieu|de cu|nhan su)|phieu dang|cu nhan su|ho so\b.{0,40}\b(?:tham gia|du thi))\b"
        ),
    ),
    (Kind.REGISTRATION, re.compile(r"\bbao cao so (?:luong )?(?:dai bieu|nguoi|luong|doi|thanh vien)\b")),
    (Kind.OTHER, re.compile(r"\bbao cao (?:dien hinh|tham luan|chuyen de|thanh tich|tom tat)\b")),
    (Kind.FINAL, re.compile(r"\btong ket\b")),
    (
        Kind.INTERIM,
        re.compile(
            r"\b(?:so ket|giua (?:ky|dot|nam)|tien do|bao cao\b.{0,30}\b(?:quy|6 thang|nhanh|cap nhat|dot \d|lan \d))\b"
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
    (Kind.MONTHLY, re.compile(r"\bbao cao\b.{0,20}\bthang\b")),
    (Kind.PLAN, re.compile(r"\b(?:ke hoach|chuong trinh|noi dung\b.{0,20}\bhoat dong|lich)\b")),
    (
        Kind.OTHER,
        re.compile(r"\bdanh sach\b.{0,60}\b(?:khen|tuyen duong|de nghi|hoan canh|tang|nhan qua|ky nhan|ho|kho khan)\b"),
    ),
    (Kind.REGISTRATION, re.compile(r"\bdanh sach\b")),
    (Kind.INTERIM, re.compile(r"\bnhanh\b")),
    (Kind.FINAL, re.compile(r"\bbao cao\b")),
)
_SAYS_LITTLE = ("bao cao", "so lieu", "van ban", "ho so")


def kind_of(label: str, clause: str) -> Kind:
    said_first = (clause, plain(label)) if plain(label) in _SAYS_LITTLE else (plain(label), clause)
    for said in said_first:
        for kind, pattern in _KINDS:
            if pattern.search(said):
                return kind
    return Kind.OTHER
