"""What the two databases spell differently."""

from functools import cache
from typing import Any

from sqlalchemy import Boolean, Float, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.forms import NIL_REPORT

# Words by which SQLite may choose a partial index. Bound, they have a statement planned anew at each run, which takes
# longer than the run.
NOTHING: Any = literal_column("''")
OPEN: Any = literal_column("'open'")
ASIDE: Any = literal_column("'aside'")
DONE: Any = literal_column("'done'")
BEING_WRITTEN: Any = literal_column("'draft'")
CHANNEL_DOWN: Any = literal_column("'channel down'")


def insert_or_ignore(session: AsyncSession, table: type[SQLModel]) -> Any:
    """INSERT that leaves alone what is already there: uniqueness in the database is the guard against doubles."""
    if _postgres(session):
        return _ignoring(postgresql, table)
    return _ignoring(sqlite, table)


def insert_or_replace(session: AsyncSession, table: type[SQLModel]) -> Any:
    """INSERT that takes the place of the row with the same key, whoever wrote that one."""
    return _replacing(postgresql if _postgres(session) else sqlite, table)


@cache
def _ignoring(dialect: Any, table: type[SQLModel]) -> Any:
    """Built once: building a statement costs more than running it."""
    return dialect.insert(table.__table__).on_conflict_do_nothing()  # type: ignore[attr-defined]


@cache
def _replacing(dialect: Any, table: type[SQLModel]) -> Any:
    columns = table.__table__.columns  # type: ignore[attr-defined]
    made = dialect.insert(table.__table__)  # type: ignore[attr-defined]
    return made.on_conflict_do_update(
        index_elements=[column for column in columns if column.primary_key],
        set_={column.name: made.excluded[column.name] for column in columns if not column.primary_key},
    )


class among(FunctionElement[bool]):
    """among(document, value): the id is one of the document's `ids`."""

    type = Boolean()
    inherit_cache = True


@compiles(among, "sqlite")
def _among_in_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    document, value = (compiler.process(one, **kw) for one in element.clauses)
    ids = f"json_each({document}, '$.ids')"
    return " ".join(("EXISTS (SELECT 1 FROM", ids, "AS listed WHERE listed.value =", value, ")"))


@compiles(among, "postgresql")
def _among_in_postgres(element: Any, compiler: Any, **kw: Any) -> str:
    document, value = (compiler.process(one, **kw) for one in element.clauses)
    return f"COALESCE(({document}) -> 'ids' @> to_jsonb(CAST({value} AS BIGINT)), false)"


class figure(FunctionElement[float]):
    """figure(answers, field): the number given there in thousandths, "yes" being one; null for none, and for "nothing
    to count". No field: one for a report that came and does not say that there was nothing to report."""

    type = Float()
    inherit_cache = True


@compiles(figure, "sqlite")
def _figure_in_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    """In fractions, for they never overflow however much is added."""
    answers, field = (compiler.process(one, **kw) for one in element.clauses)
    place = f"""'$.fields."' || {field} || '"'"""
    value = f"json_extract({answers}, {place})"
    return (
        f"CASE WHEN {field} = '' THEN "
        f"CASE WHEN {answers} IS NOT NULL AND json_type({answers}, '$.fields.{NIL_REPORT}') IS NULL THEN 1000.0 END "
        f"ELSE CASE json_type({answers}, {place}) WHEN 'integer' THEN {value} * 1000.0 WHEN 'true' THEN 1000.0 "
        f"WHEN 'false' THEN 0.0 WHEN 'text' THEN CASE WHEN {value} GLOB '[0-9]*' "
        f"THEN ROUND(CAST({value} AS REAL) * 1000) END END END"
    )


@compiles(figure, "postgresql")
def _figure_in_postgres(element: Any, compiler: Any, **kw: Any) -> str:
    answers, field = (compiler.process(one, **kw) for one in element.clauses)
    fields = f"(({answers}) -> 'fields')"
    value = f"({fields} ->> {field})"
    return (
        f"CASE WHEN {field} = '' THEN CASE WHEN {answers} IS NOT NULL AND {fields} -> '{NIL_REPORT}' IS NULL "
        f"THEN 1000 END "
        f"ELSE CASE jsonb_typeof({fields} -> {field}) WHEN 'number' THEN CAST({value} AS NUMERIC) * 1000 "
        f"WHEN 'boolean' THEN CASE WHEN {value} = 'true' THEN 1000 ELSE 0 END "
        f"WHEN 'string' THEN CASE WHEN {value} ~ '^[0-9]+([.][0-9]+)?$' "
        f"THEN ROUND(CAST({value} AS NUMERIC) * 1000) END END END"
    )


class listed(FunctionElement[bool]):
    """listed(value, document): the same where the document is given and the rows are many: it is taken apart once."""

    type = Boolean()
    inherit_cache = True


@compiles(listed, "sqlite")
def _listed_in_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    value, document = (compiler.process(one, **kw) for one in element.clauses)
    return " ".join((value, "IN (SELECT given.value FROM", f"json_each({document}, '$.ids')", "AS given)"))


@compiles(listed, "postgresql")
def _listed_in_postgres(element: Any, compiler: Any, **kw: Any) -> str:
    value, document = (compiler.process(one, **kw) for one in element.clauses)
    given = f"jsonb_array_elements_text(({document}) -> 'ids')"
    return " ".join((value, "IN (SELECT CAST(given.value AS BIGINT) FROM", given, "AS given(value))"))


async def in_line(session: AsyncSession, table: Any, ids: Any) -> None:
    """Until this transaction ends, whoever else gives out the next number of these rows waits. On SQLite only one
    transaction writes at a time anyway; on PostgreSQL two could take the same number. `ids`: a list, or a SELECT of
    them."""
    if _postgres(session):
        rows = select(table.id).where(col(table.id).in_(ids)).order_by(table.id)  # one order for all: no deadlock
        await session.exec(rows.with_for_update(key_share=True))


async def as_it_is(session: AsyncSession, row: SQLModel) -> None:
    """A row that was read before this transaction was in line, as it is now and until the end of it. On SQLite nobody
    can have changed it."""
    if _postgres(session):
        await session.refresh(row, with_for_update={"key_share": True})


async def one_at_a_time(session: AsyncSession, what: str) -> None:
    """Whoever else is at `what` waits until this transaction ends. As `in_line`, where there are no rows yet."""
    if _postgres(session):
        await session.exec(select(func.pg_advisory_xact_lock(func.hashtext(what))))


def _postgres(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"
