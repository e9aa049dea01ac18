"""`python -m bot plan FILE [--json]`: what is read from a plan document, without a database or a bot."""

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from core.clock import ZONE
from core.plans.form import as_form
from core.plans.reader import NoPlan, read
from core.texts import plans as texts
from data.formats import child
from data.formats.gate import Refused

BAD_INPUT = 2


def main(arguments: Sequence[str]) -> int:
    files = [argument for argument in arguments if not argument.startswith("--")]
    if len(files) != 1 or not {*arguments} - {*files} <= {"--json"}:
        return _refuse(texts.usage())
    path = Path(files[0])
    if not path.is_file():
        return _refuse(texts.no_such_file(path.name))
    try:
        with tempfile.TemporaryDirectory() as folder:
            lines = asyncio.run(child.read(path, path.name, Path(folder)))
        plan = read(lines, datetime.now(ZONE).date())
    except Refused as refused:
        return _refuse(texts.refused(str(refused.why)))
    except NoPlan:
        return _refuse(texts.no_plan())
    shown = json.dumps(as_form(plan), ensure_ascii=False, indent=2) if "--json" in arguments else texts.table(plan)
    sys.stdout.write(f"{shown}\n")
    return 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return BAD_INPUT
