"""The figures of one province, found by line, period, district and entry; and what a check says of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rehab.catalog.lines import lines
from rehab.workbooks.facts.rows import Row

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Finding:
    """Something that does not fit: the kind of problem, the row to report it at, what the message needs."""

    code: str
    row: Row
    values: dict[str, object]


class RowsByLine:
    """Rows with a value, by line and by (period, area, entry).

    A fact stated in two ways is left out: it is reported as such, and no check can say which of them is meant.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_line: dict[str, dict[Key, Row]] = {}
        self._rows = list(rows)
        conflicts: list[tuple[str, Key]] = []
        for row in self._rows:
            if row["value"] is None:
                continue
            line = str(row["line"])
            key = (str(row["period"]), str(row["area"]), _entry(row))
            other = self.by_line.setdefault(line, {}).setdefault(key, row)
            if other is not row and other["value"] != row["value"]:
                conflicts.append((line, key))
        for line, key in conflicts:
            self.by_line[line].pop(key, None)

    def of(self, line: str) -> dict[Key, Row]:
        """Rows of a line by (period, area, entry), in the workbook's order."""
        return self.by_line.get(line, {})

    def all_of(self, names: Iterable[str], key: Key) -> list[Row] | None:
        """The rows of several lines at one key; None unless every one of them is given (a blank is not 0)."""
        found = self.given(names, key)
        return found if len(found) == len(tuple(names)) else None

    def given(self, names: Iterable[str], key: Key) -> list[Row]:
        """The rows of several lines at one key, as many as are given."""
        return [row for name in names if (row := self.of(name).get(key)) is not None]

    def entries(self, appendix: str, table: str) -> list[Row]:
        """The first row of every entry of a list table, texts too."""
        first: dict[str, Row] = {}
        known = lines()
        for row in self._rows:
            line = known.get(str(row["line"])) if row["entry"] else None
            if line is not None and (line.appendix, line.table) == (appendix, table):
                first.setdefault(_entry(row), row)
        return list(first.values())


def _entry(row: Row) -> str:
    # Two files of one province may each number their centres from 1.
    return f"{row['file']} ! {row['entry']}" if row["entry"] else ""


def amount(row: Row) -> float:
    """The value of a row that has one."""
    value = row["value"]
    assert isinstance(value, int | float)
    return float(value)


def total(rows: Iterable[Row]) -> float:
    """The sum of rows' values, free of binary dust.

    >>> total([{"value": 0.1}, {"value": 0.2}])
    0.3
    """
    return round(sum(amount(row) for row in rows), 6)


def rounding(rows: list[Row]) -> float:
    """How far sums of these rows may be apart by rounding: half a unit each for money, nothing for counts.

    >>> rounding([{"unit": "người"}]), rounding([{"unit": "triệu đồng"}, {"unit": "triệu đồng"}])
    (0.0, 1.0)
    """
    return 0.5 * len(rows) if rows and rows[0]["unit"] == "triệu đồng" else 0.0
