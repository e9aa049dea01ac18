"""Column types with one meaning on SQLite and PostgreSQL."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.sqlite import JSON as SqliteJSON
from sqlalchemy.types import TypeDecorator

BigId = BigInteger().with_variant(Integer(), "sqlite")


class _Text(SqliteJSON):
    """Kept as text by SQLite, and read in one step: there are eight in a row of what a unit owes."""

    def adapt(self, cls: Any, **kw: Any) -> Any:
        return self  # SQLAlchemy would put its own in its place

    def bind_processor(self, dialect: Dialect) -> Any:
        usual: Any = super().bind_processor(dialect)  # type: ignore[no-untyped-call]
        return lambda document: "{}" if document == {} else usual(document)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _read


def _read(document: str | None) -> Any:
    return {} if document == "{}" else None if document is None else json.loads(document)


Document = JSON().with_variant(JSONB(), "postgresql").with_variant(_Text(), "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. SQLite drops zones, so UTC is given back on the way out and anything naive is refused at the door.

    The whole of the way is here: to call the underlying type for each value of each row would cost more than the value.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        return _as_text if dialect.name == "sqlite" else _utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _from_text if dialect.name == "sqlite" else _utc


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"naive moment: {moment!r}")
    return moment.astimezone(UTC)


# Ten thousand rows of one tick bear the same few moments; read once they are the same objects, too.


@lru_cache(maxsize=1024)
def _as_text(moment: datetime | None) -> str | None:
    utc = _utc(moment)
    return None if utc is None else utc.strftime("%Y-%m-%d %H:%M:%S.%f")


@lru_cache(maxsize=1024)
def _from_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


class Amount(TypeDecorator[Decimal]):
    """An exact number of at most three decimals, kept as thousandths: whole numbers add up alike on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else thousandths(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else of_thousandths(value)


def thousandths(value: Decimal) -> int:
    return round(value * 1000)


def of_thousandths(value: Any) -> Decimal:
    """Of a sum too, which SQLite gives as a fraction and PostgreSQL as a decimal."""
    whole = Decimal(round(value)) / 1000
    return Decimal(int(whole)) if whole == int(whole) else whole.normalize()
