"""`python -m data.migrations "what changes"`: write the next step from what data.models has and the steps have not."""

import re
import sys
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from data.migrations import HERE, config

VERSIONS = HERE / "versions"


def write_next(message: str) -> Path:
    """Compare the models with a database made by the steps there are; HEAD then names the new step."""
    newest = max((int(step.name[:4]) for step in VERSIONS.glob("[0-9]*.py")), default=0)
    number = f"{newest + 1:04}"
    with create_engine("sqlite://").connect() as connection:
        settings = config(connection)
        command.upgrade(settings, "head")
        command.revision(settings, message, autogenerate=True, rev_id=number)
    module = HERE / "__init__.py"
    module.write_text(re.sub(r'^HEAD = "\d*"', f'HEAD = "{number}"', module.read_text(), flags=re.MULTILINE))
    return next(VERSIONS.glob(f"{number}_*.py"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('usage: python -m data.migrations "what changes"')
    sys.stdout.write(f"{write_next(sys.argv[1])} is written. Read it, then run `make check`.\n")
