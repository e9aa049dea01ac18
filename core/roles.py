"""Who may do what. Permission is decided here and applied in the query that loads."""

from enum import StrEnum


class Role(StrEnum):
    CHIEF = "chief"  # organiser in chief: the first, who invites the others
    ORGANISER = "organiser"
    CLUSTER_HEAD = "cluster_head"
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    LEADER = "leader"

    @property
    def hands_in(self) -> bool:
        """Holds a unit's seat: gets its reminders and may hand in for it."""
        return self in (Role.SECRETARY, Role.DEPUTY, Role.CLUSTER_HEAD)


ORGANISING = frozenset({Role.CHIEF, Role.ORGANISER})
HANDING_IN = (Role.SECRETARY, Role.DEPUTY)
SEES_ALL = ORGANISING | {Role.LEADER}

# What each role finds in its menu, at most seven; everything else is a word or a button.
MENUS: dict[Role, tuple[str, ...]] = {
    Role.SECRETARY: ("nop", "viec", "lich", "giahan", "donvi", "trogiup"),
    Role.DEPUTY: ("nop", "viec", "lich", "giahan", "donvi", "trogiup"),
    Role.CLUSTER_HEAD: ("nop", "viec", "lich", "donvi", "tinhhinh", "chuanop", "trogiup"),
    Role.ORGANISER: ("kehoach", "tinhhinh", "chuanop", "duyet", "thongbao", "donvi", "trogiup"),
    Role.CHIEF: ("kehoach", "tinhhinh", "chuanop", "duyet", "thongbao", "donvi", "trogiup"),
    Role.LEADER: ("hop", "tinhhinh", "trogiup"),
}
# Whoever holds none of these sees what every private chat sees.
OWN_MENU = tuple(role for role, menu in MENUS.items() if menu != MENUS[Role.SECRETARY])
