"""In which unit a figure stands: that of its row, label and column, of its section, of the table."""

from dataclasses import dataclass

from rehab.catalog.lines import Line
from rehab.workbooks.grids.spellings import per_teaching
from rehab.workbooks.grids.units import MONEY, count_factor, declared_parts, is_spelled_unit, money_factor

# A table that declares persons may hold teams and files too; attendances and shares are never persons.
_NEVER_MEANT = ("%", "lượt người")


@dataclass(frozen=True)
class Written:
    """Units as written: of the row, in its label, in the column's heading; of the section; of the whole table."""

    row: str = ""
    label: str = ""
    column: str = ""
    section: str = ""
    table: str = ""

    @property
    def near(self) -> tuple[str, ...]:
        """Units that can only be the figure's own."""
        return tuple(unit for unit in (self.row, self.label, self.column) if unit)

    @property
    def all(self) -> tuple[str, ...]:
        """All units that speak of the figure; a section's silences the table's."""
        far = self.section or self.table
        return (*self.near, far) if far else self.near


@dataclass(frozen=True)
class Factor:
    """What turns a figure into the line's unit; None where it is not to be read, with the kind of problem."""

    value: float | None = 1.0
    code: str = ""
    unit: str = ""


def factor_of(line: Line, written: Written) -> Factor:
    """The factor of a line's figures.

    >>> from rehab.catalog.lines import lines
    >>> factor_of(lines()["adults_total"], Written(row="1.000 người")).value
    1000.0
    >>> factor_of(lines()["relapsed"], Written(table="%")).code
    'unit_differs'
    """
    if not line.is_number or not line.unit:
        return Factor()
    return _of_unit(line.unit, written)


@per_teaching(maxsize=4096)
def _of_unit(unit: str, written: Written) -> Factor:
    return _of_money(written) if unit == MONEY else _of_count(unit, written)


def _of_money(written: Written) -> Factor:
    strange = next((unit for unit in written.near if money_factor(unit) is None), "")
    if strange:
        return Factor(None, "unit_differs", strange)
    parts = [part for unit in written.all for part in declared_parts(unit)]
    factors = {factor: part for part in reversed(parts) if (factor := money_factor(part)) is not None}
    if len(factors) == 1:
        [(value, unit)] = factors.items()
        return Factor(value, "", unit)
    return Factor(None, "unit_conflict" if factors else "unit_missing", "; ".join(dict.fromkeys(written.all)))


def _of_count(unit: str, written: Written) -> Factor:
    near = {own: count_factor(own, unit) for own in written.near}
    strange = next((own for own, factor in near.items() if factor is None), "")
    if strange:
        return Factor(None, "unit_differs", strange)
    far = written.section or written.table
    declared = _declared(unit, far) if far else None
    factors = set(near.values()) | ({declared} if declared else set())
    if far and declared is None and not near:
        return Factor(None, "unit_differs", far)
    if len(factors) > 1:
        return Factor(None, "unit_conflict", "; ".join(dict.fromkeys(written.all)))
    value = factors.pop() if factors else 1.0
    return Factor(value, "", next(iter(written.all), "") if value != 1.0 else "")


def _declared(unit: str, written: str) -> float | None:
    """The factor of a unit declared for many lines; 0 where it does not speak of this line, None where it forbids."""
    parts = declared_parts(written)
    fitting = [factor for part in parts if (factor := count_factor(part, unit))]
    if fitting:
        return fitting[0]
    if any(money_factor(part) is not None for part in parts):
        return 0.0
    plain = all(is_spelled_unit(part) and any(count_factor(part, known) == 1.0 for known in _PLAIN) for part in parts)
    return 0.0 if plain else None


_PLAIN = ("người", "lớp", "đơn vị", "tổ", "hồ sơ", "quyết định", "cơ sở", "điểm", "tổ chức", "mô hình")
