"""The four tables of data/processed: columns, types, and frames that keep to them."""

from dataclasses import dataclass
from functools import cache
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
    order = columns(table)
    frame = pd.DataFrame(rows)
    unknown = set(frame.columns) - {column.column for column in order}
    if unknown:
        raise KeyError(f"{table} has no column {sorted(unknown)}")
    series = {}
    for column in order:
        values = frame[column.column] if column.column in frame else pd.Series([None] * len(frame), dtype=object)
        if column.type in ("string", "date"):
            values = values.astype("string").fillna("")
        series[column.column] = values.astype(cast(Any, _DTYPES[column.type]))
    return pd.DataFrame(series).reset_index(drop=True)


def records(frame: pd.DataFrame) -> list[Row]:
    """Rows of a frame as dictionaries by column name; an absent text or truth value is None, a number NaN.

    >>> records(pd.DataFrame({"cell": ["B2"]}))
    [{'cell': 'B2'}]
    """
    # Column by column: `to_dict` goes through a frame row by row, which takes several times as long, and looking up
    # each column by its name twice as long as going through them.
    names = list(frame.columns)
    by_column = (_values(column) for _, column in frame.items())
    return [dict(zip(names, row, strict=True)) for row in zip(*by_column, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    is_numpy = isinstance(column.dtype, np.dtype)
    return column.tolist() if is_numpy else column.to_numpy(dtype=object, na_value=cast(Any, None)).tolist()
