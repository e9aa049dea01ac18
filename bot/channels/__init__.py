"""The ways out: each channel draws what the core says, and tells what an attempt came to."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot says durations as timedelta
