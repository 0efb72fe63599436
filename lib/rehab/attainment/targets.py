"""Targets and baselines: the catalogue's, or those a province's own plan sets."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rehab.catalog.formulas import FormulaError, parse_formula
from rehab.catalog.indicators import Indicator, Part, indicators
from rehab.catalog.lines import lines
from rehab.catalog.provinces import provinces
from rehab.catalog.settings import SettingsError, read_settings


class TargetsError(SettingsError):
    """A targets file says something that cannot be; the message names file, place and remedy."""


@dataclass(frozen=True)
class Override:
    """What one province's plan sets for one part; None keeps the catalogue's."""

    province: str
    part: str
    source: str
    target: float | None = None
    baseline: float | None = None
    baseline_kind: str | None = None
    numerator: str | None = None
    denominator: str | None = None


@dataclass(frozen=True)
class Targets:
    """All overrides of a collection, by province and part."""

    overrides: dict[tuple[str, str], Override] = field(default_factory=dict)

    def override(self, province: str, part: str) -> Override | None:
        """The province's own target for a part, if its plan sets one."""
        return self.overrides.get((province, part))

    def part(self, province: str, part: Part) -> Part:
        """The part with the province's own target and formula."""
        own = self.override(province, part.id)
        if own is None:
            return part
        changed = replace(part, target=own.target if own.target is not None else part.target)
        if not (own.numerator or own.denominator):
            return changed
        # A formula of the plan's own is the definition; the catalogue's others do not apply.
        return replace(
            changed,
            numerator=parse_formula(own.numerator) if own.numerator else part.numerator,
            denominator=parse_formula(own.denominator) if own.denominator else part.denominator,
            definitions=(),
            definition=f"{part.id}-plan" if part.definitions else "",
        )

    def baseline(self, province: str, indicator: Indicator, part: str) -> tuple[float | None, str]:
        """Baseline in percent and its kind, `plan` or `measured`."""
        own = self.override(province, part)
        if own is not None and own.baseline is not None:
            return own.baseline, own.baseline_kind or "plan"
        return indicator.baseline, indicator.baseline_kind


def load_targets(path: Path) -> Targets:
    """Targets of a collection from its `targets.toml`; none where there is no such file.

    Raises TargetsError naming file, place and what to do.
    """
    tree = read_settings(path, _schema(), TargetsError)
    parts = {part.id for indicator in indicators().values() for part in indicator.parts}
    overrides: dict[tuple[str, str], Override] = {}
    for index, entry in enumerate(tree.get("target", ())):
        place = f"target.{index}"
        if entry["part"] not in parts:
            known = ", ".join(sorted(parts))
            raise TargetsError(path, place, f"chọn một trong {known}", f"choose one of {known}")
        _check_formulas(path, place, entry)
        own = Override(**entry)
        if (own.province, own.part) in overrides:
            raise TargetsError(path, place, "ghi hai lần; xóa một", "given twice; delete one")
        overrides[own.province, own.part] = own
    return Targets(overrides)


def _schema() -> dict[str, Any]:
    """The JSON schema of `targets.toml`, for the provinces of the review."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "target": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["province", "part", "source"],
                    "properties": {
                        "province": {"enum": list(provinces())},
                        "part": {"type": "string"},
                        "target": {"type": "number", "exclusiveMinimum": 0},
                        "baseline": {"type": "number", "minimum": 0},
                        "baseline_kind": {"enum": ["plan", "measured"]},
                        "numerator": {"type": "string"},
                        "denominator": {"type": "string"},
                        "source": {"type": "string", "minLength": 1},
                    },
                },
            }
        },
    }


def _check_formulas(path: Path, place: str, entry: dict[str, Any]) -> None:
    for side in ("numerator", "denominator"):
        if side not in entry:
            continue
        try:
            formula = parse_formula(entry[side])
        except FormulaError as error:
            raise TargetsError(path, f"{place}.{side}", f"sửa công thức: {error}", str(error)) from error
        for name in formula.lines:
            if name not in lines():
                vi, en = (
                    f"không có dòng “{name}”; xem appendix_lines.csv",
                    f"no line “{name}”; see appendix_lines.csv",
                )
                raise TargetsError(path, f"{place}.{side}", vi, en)
