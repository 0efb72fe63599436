"""What a made-up province reports."""

from dataclasses import dataclass, field
from datetime import date

from rehab.catalog.provinces import Province

Series = dict[str, float]


@dataclass(frozen=True)
class Window:
    """A line's total over the review window with its two days."""

    value: float
    start: date
    end: date


@dataclass
class ProvinceFigures:
    """Everything a made-up province reports; a line or period that is missing is blank in its workbook."""

    province: Province
    report_date: date
    report_number: str
    plan_number: str
    plan_date: date
    yearly: dict[str, Series] = field(default_factory=dict)
    windows: dict[str, Window] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    documents: list[dict[str, object]] = field(default_factory=list)
    pilots: list[dict[str, object]] = field(default_factory=list)
    facilities: list[dict[str, object]] = field(default_factory=list)
    has_facility: bool = True
    assessments: dict[int, dict[str, object]] = field(default_factory=dict)
    districts: tuple[str, ...] = ()
