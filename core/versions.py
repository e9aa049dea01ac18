"""What a new version of a report changes: field by field and file by file. Pure; the words are in texts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from core.forms import OF_FILES, Field, Form


@dataclass(frozen=True)
class Change:
    """One part that reads otherwise; None where it was not answered."""

    field: Field
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """Files are told apart by their id: the same name sent again is another file."""

    changes: tuple[Change, ...] = ()
    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.added or self.removed)


def difference(
    form: Form,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    files_before: Collection[int] = (),
    files_after: Collection[int] = (),
) -> Difference:
    """In the order of the form. What a form no longer asks for is no change."""
    asked = [field for field in form.fields if field.kind not in OF_FILES]
    changes = [Change(field, before.get(field.key), after.get(field.key)) for field in asked]
    return Difference(
        tuple(one for one in changes if one.before != one.after),
        tuple(one for one in files_after if one not in set(files_before)),
        tuple(one for one in files_before if one not in set(files_after)),
    )
