"""A roster of units: read from a sheet or from lines pasted in a chat, and laid beside the units already known.

Rules, not guesses: what cannot be read for sure is a `Problem` with its row, and nothing is ever removed.
"""

from core.roster.entries import Column, Entry, Fault, Heading, Problem, Roster
from core.roster.marks import mark, marks
from core.roster.matching import (
    AddPerson,
    AddUnit,
    ChangeEmail,
    ChangeHolder,
    ChangePhone,
    Changes,
    ChangeTitle,
    Holder,
    JoinGroup,
    Known,
    Met,
    Outcome,
    Step,
    match,
)
from core.roster.pasted import is_roster_text
from core.roster.reading import read_rows, read_text
from core.roster.telling import problem_said, step_said, summary, unclear_said

__all__ = [
    "AddPerson", "AddUnit", "ChangeEmail", "ChangeHolder", "ChangePhone", "ChangeTitle", "Changes", "Column", "Entry",
    "Fault", "Heading", "Holder", "JoinGroup", "Known", "Met", "Outcome", "Problem", "Roster", "Step", "is_roster_text",
    "mark", "marks", "match", "problem_said", "read_rows", "read_text", "step_said", "summary", "unclear_said",
]  # fmt: skip
