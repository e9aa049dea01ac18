"""Rows of several tables read as plain records: the same names as the model's, nothing to write back.

For the reads that every turn makes; loading entities would cost more than the whole statement.
"""

from collections import namedtuple
from collections.abc import Iterable
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from data.database import run


def select_all(*models: type[SQLModel]) -> Any:
    """SELECT every column of these tables, in the order in which `fetch` reads them. The joins are the caller's."""
    return select(*columns(*models))


def columns(*models: type[SQLModel]) -> list[Any]:
    """Every column of these tables, in the order in which `fetch` reads them."""
    return [column for model in models for column in _table(model).columns]


async def fetch(session: AsyncSession, statement: Any, models: tuple[type[SQLModel], ...], values: Any) -> list[Any]:
    """A list of tuples, a record for each table; None where an outer join found nothing."""
    return split((await run(session, statement, values)).all(), models)


def split(rows: Iterable[Any], models: tuple[type[SQLModel], ...]) -> list[Any]:
    """The records in such rows; what stands after them in a row is the caller's own."""
    shapes = _shapes(models)
    return [tuple(_record(shape, row[start:end]) for shape, start, end in shapes) for row in rows]


def records(rows: Iterable[Any], model: type[SQLModel]) -> list[Any]:
    """Whole rows of one table, however they were asked for."""
    shape = _shape(model)
    return [shape(*row) for row in rows]


def _record(shape: Any, values: Any) -> Any:
    return None if values[0] is None else shape(*values)


@cache
def _shapes(models: tuple[type[SQLModel], ...]) -> list[tuple[Any, int, int]]:
    """Each table's record and where its columns stand in a row. The first column is the key: never null in a row."""
    ends = accumulate((len(_table(model).columns) for model in models), initial=0)
    return [(_shape(model), start, end) for model, (start, end) in zip(models, pairwise(ends), strict=True)]


@cache
def _shape(model: type[SQLModel]) -> Any:
    return namedtuple(model.__name__, [column.name for column in _table(model).columns])


def tables(*models: type[SQLModel]) -> list[Any]:
    return [_table(model) for model in models]


def _table(model: type[SQLModel]) -> Any:
    return model.__table__  # type: ignore[attr-defined]
