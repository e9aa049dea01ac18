"""The signed link to one file of one letter, for what its channel cannot carry: it opens that file and nothing else."""

import hmac
from datetime import timedelta

from bot.house import House
from data.dispatch import Claimed
from data.models import File

FILES_OPEN = timedelta(days=30)
_PATH = "thu"


def file_link(house: House, claimed: Claimed, file: File) -> str:
    """ "" where the bot has no address."""
    letter, number = claimed.letter.id or 0, file.id or 0
    known = house.setting.web_url
    return f"{known}/{_PATH}/{letter}/{number}/{token(house, letter, number)}" if known else ""


def token(house: House, letter: int, file: int) -> str:
    """Nothing else makes it but our key."""
    return house.hasher.mark(f"file {file} of letter {letter}")[:22]


def opens(house: House, letter: int, file: int, given: str) -> bool:
    return hmac.compare_digest(token(house, letter, file), given)
