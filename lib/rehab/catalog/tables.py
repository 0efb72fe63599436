"""The four tables of data/processed: columns, types, and frames that keep to them."""

from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, cast

import numpy as np
import pandas as pd

from rehab.catalog.files import read_rows
from rehab.catalog.review_words import told_of_review
from rehab.catalog.reviews import per_review
from rehab.catalog.rows import Row

_DTYPES = {
    "string": "string",
    "date": "string",
    "number": "float64",
    "integer": "int64",
    "boolean": "boolean",
}


@dataclass(frozen=True)
class Column:
    """One column of a processed table; `type` is string, date, number, integer or boolean."""

    table: str
    column: str
    type: str
    description_vi: str
    description_en: str


@per_review()
def columns(table: str) -> tuple[Column, ...]:
    """Columns of a processed table (`observations`, `verdicts`, `rates`, `problems`), in order.

    >>> [column.column for column in columns("problems")][:3]
    ['collection', 'province', 'file']
    """
    own = (row for row in read_rows("processed_columns.csv") if row["table"] == table)
    return tuple(Column(**{name: told_of_review(said, name[-2:]) for name, said in row.items()}) for row in own)


@cache
def table_names() -> tuple[str, ...]:
    """Names of the processed tables, in order.

    >>> table_names()
    ('observations', 'verdicts', 'rates', 'problems')
    """
    return tuple(dict.fromkeys(row["table"] for row in read_rows("processed_columns.csv")))


def conform(rows: list[dict[str, object]] | pd.DataFrame, table: str) -> pd.DataFrame:
    """Rows as a frame with exactly the table's columns and types; absent texts are empty strings.

    Dates are ISO strings. Raises KeyError when a row has a column the table has not.

    >>> conform([{"province": "67", "cell": "B2"}], "problems").loc[0, "province"]
    '67'
    """
    by_name = dict(rows.items()) if isinstance(rows, pd.DataFrame) else _by_name(rows)
    unknown = by_name.keys() - {column.column for column in columns(table)}
    if unknown:
        raise KeyError(f"{table} has no column {sorted(map(str, unknown))}")
    nothing = [None] * len(rows)
    typed = {own.column: _typed(by_name.get(own.column, nothing), own.type) for own in columns(table)}
    return pd.DataFrame(typed)


def _by_name(rows: list[dict[str, object]]) -> dict[Any, Any]:
    if not rows:
        return {}
    first = tuple(rows[0])
    if len(first) > 1 and all(row.keys() == rows[0].keys() for row in rows):
        # All rows are made alike: taken apart together, in a third of the time.
        return dict(zip(first, map(list, zip(*map(itemgetter(*first), rows), strict=True)), strict=True))
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _typed(values: Any, kind: str) -> Any:
    """A column of a type of the catalogue: of texts, without a frame in between, which takes several times as long."""
    dtype = cast(Any, _DTYPES[kind])
    if dtype != "string":
        return pd.Series(values).astype(dtype).array
    if isinstance(values, pd.Series) and values.dtype == dtype:
        return values.fillna("").array
    plain = plain_values(values) if isinstance(values, pd.Series) else values
    kinds = set(map(type, plain))
    if kinds <= {str, type(None)}:
        said = ["" if value is None else value for value in plain] if len(kinds) > 1 or str not in kinds else plain
        return pd.array(said, dtype=dtype)
    return pd.Series(values).astype(dtype).fillna("").array


def records(frame: pd.DataFrame) -> list[Row]:
    """Rows of a frame as dictionaries by column name; an absent text or truth value is None, a number NaN.

    >>> records(pd.DataFrame({"cell": ["B2"]}))
    [{'cell': 'B2'}]
    """
    # Column by column: `to_dict` goes through a frame row by row, which takes several times as long, and looking up
    # each column by its name twice as long as going through them.
    names = list(frame.columns)
    return [dict(zip(names, row, strict=True)) for row in tuples(frame)]


def tuples(frame: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    """Rows of a frame, of the columns named or of all, with values as in `records`.

    >>> tuples(pd.DataFrame({"sheet": ["1"], "cell": ["B2"]}), "cell")
    [('B2',)]
    """
    columns = [frame[name] for name in names] if names else [column for _, column in frame.items()]
    return list(zip(*map(plain_values, columns), strict=True))


def plain_values(column: pd.Series) -> list[Any]:
    """Values of a column as Python's own: an absent text or truth value is None, a number NaN.

    >>> plain_values(pd.Series(["B2", None], dtype="string"))
    ['B2', None]
    """
    is_numpy = isinstance(column.dtype, np.dtype)
    return column.tolist() if is_numpy else column.to_numpy(dtype=object, na_value=cast(Any, None)).tolist()
