"""What the parts of the process share. Made once at start, handed to whoever needs it; no globals."""

from dataclasses import dataclass, field
from typing import Any

from bot.channels.web import Rings
from bot.clock import Clock
from bot.intake import Intake
from bot.nursery import Nursery
from bot.secrets import Hasher
from bot.settings import Settings
from core.calendar import Calendar
from data.database import Database
from data.files import Shelf
from data.parts import Parts
from handlers.turn import Setting


@dataclass
class House:
    settings: Settings
    database: Database
    clock: Clock
    nursery: Nursery
    hasher: Hasher
    shelf: Shelf
    parts: Parts
    rings: Rings
    setting: Setting
    intake: Intake
    calendar: Calendar
    demo_chats: dict[str, int] = field(default_factory=dict)
    """In the demo: the three phones, by role."""
    clock_shown: dict[str, Any] = field(default_factory=dict)
    """In the demo: what the panels were last told of the clock."""
    leaping: bool = False
    """In the demo: somebody pressed for the clock to go on, and it has not arrived."""
