"""People in centres: who came, who left and who is there, within a period, from one to the next, over the window."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, product

from rehab.catalog.periods import calendar
from rehab.catalog.relations import line_relations
from rehab.catalog.reviews import per_review
from rehab.workbooks.clerk.figures import Finding, Key, RowsByLine, amount, total
from rehab.workbooks.clerk.words import Pair, added, cited, heading, label_of, number, period_words, place, places
from rehab.workbooks.facts.rows import Row

# What the outline leaves open: counted in the balance of a centre or not.
_READINGS: dict[str, Pair] = {
    "received_other_province": ("cộng người của tỉnh khác", "with people of other provinces"),
    "sent_other_province": ("trừ người gửi tỉnh khác", "less those sent to other provinces"),
    "no_residence_to_compulsory": (
        "trừ người chuyển sang bắt buộc đã tính hai lần",
        "less those moved to compulsory, counted twice",
    ),
}
_OTHER_LEAVERS = ("left_escaped", "left_died", "left_transferred", "left_suspended")


@dataclass(frozen=True)
class Balance:
    """Lines of the centres' balance in a review; all empty where it has none."""

    opening: str = ""
    admitted: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    optional: Mapping[str, tuple[int, Pair]] = field(default_factory=dict)


@per_review()
def balance() -> Balance:
    """The centres' balance of the review that is worked on, from `relations.csv`.

    >>> balance().opening
    'centre_opening'
    """
    relation = line_relations().get("centre_balance")
    if relation is None:
        return Balance()
    return Balance(
        opening=relation.lesser[0].line,
        admitted=tuple(term.line for term in relation.lesser[1:] if term.sign > 0 and not term.is_optional),
        left=tuple(term.line for term in relation.lesser if term.sign < 0 and not term.is_optional),
        present=tuple(term.line for term in relation.greater),
        optional={t.line: (t.sign, _READINGS[t.line]) for t in relation.lesser if t.is_optional},
    )


def unbalanced_periods(figures: RowsByLine) -> Iterator[Finding]:
    """Years and half-years whose opening number, admissions and leavers do not make those present at the end.

    opening + admitted (compulsory, voluntary, without residence) - completed - left - returned home = present.
    The outline does not say how to count people of other provinces or moved within a centre; each of these
    readings, alone or together, is accepted:

    - `received_other_province` is added, or left out;
    - `sent_other_province` (admitted, but held elsewhere) is subtracted, or left in;
    - `no_residence_to_compulsory` is subtracted, being admitted once as without residence and once as
      compulsory, or left in, being admitted once.

    Judged only where every one of these terms is given.
    """
    for key, opening in figures.of(balance().opening).items():
        if key[0] not in calendar().columns:
            continue
        admitted, left = figures.all_of(balance().admitted, key), figures.all_of(balance().left, key)
        present, optional = figures.all_of(balance().present, key), figures.all_of(balance().optional, key)
        if admitted is None or left is None or present is None or optional is None:
            continue
        plain = amount(opening) + total(admitted) - total(left)
        used, expected = nearest_reading(plain, optional, total(present))
        difference = abs(expected - total(present))
        if difference < 1e-6:
            continue
        yield Finding(
            "balance_off",
            opening,
            {
                "period": heading(key[0]),
                "opening": cited(opening, opening),
                "admitted": number(total(admitted)),
                "admitted_cells": places(admitted, opening),
                "left": number(total(left)),
                "left_cells": places(left, opening),
                "reading": _reading_words(used, opening),
                "expected": number(expected),
                "present": added(present, opening),
                "difference": number(difference),
            },
        )


def nearest_reading(plain: float, optional: list[Row], present: float) -> tuple[list[Row], float]:
    """The rows of the accepted reading that comes nearest, and what it expects; the plainest of equals."""
    readings: list[tuple[list[Row], float]] = []
    for choice in product((False, True), repeat=len(optional)):
        used = [row for row, is_used in zip(optional, choice, strict=True) if is_used]
        readings.append((used, plain + sum(balance().optional[str(row["line"])][0] * amount(row) for row in used)))
    return min(readings, key=lambda reading: (abs(reading[1] - present), len(reading[0])))


def _reading_words(used: list[Row], home: Row) -> Pair:
    vi, en = "", ""
    for row in used:
        words, value = balance().optional[str(row["line"])][1], cited(row, home)
        vi, en = f"{vi}, {words[0]} {value[0]}", f"{en}, {words[1]} {value[1]}"
    return vi, en


def differing_openings(figures: RowsByLine) -> Iterator[Finding]:
    """Openings that are not what the year before closed with, where all of both is given."""
    for before, after in pairwise(calendar().columns):
        for key, opening in figures.of(balance().opening).items():
            if key[0] != after:
                continue
            closing = figures.all_of(balance().present, (before, *key[1:]))
            if closing is None or abs(total(closing) - amount(opening)) < 1e-6:
                continue
            values: dict[str, object] = {
                "period": heading(after),
                "opening": cited(opening, opening),
                "before": period_words(before),
                "closing": added(closing, opening),
            }
            yield Finding("opening_differs", opening, values)


def unexplained_cohort(figures: RowsByLine) -> Iterator[Finding]:
    """People admitted over the window, less those who completed or left otherwise, should be those present.

    Where the opening number or some of the other leavers are not given and some of those admitted are missing, that
    cannot be judged: a remark that names what is not given, and nothing that is. More people than were admitted can
    only have been there before: that is asked, whatever else is not given.
    """
    admitted, completed, present = (
        _window_row(figures, line) for line in ("admitted_compulsory", "completed_compulsory", "in_compulsory")
    )
    if admitted is None or completed is None or present is None:
        return
    left = [row for line in _OTHER_LEAVERS if (row := _window_row(figures, line)) is not None]
    has_opening = bool(figures.of("centre_opening"))
    silent = [line for line in _OTHER_LEAVERS if not figures.of(line)]
    explained = amount(completed) + amount(present) + total(left)
    opening = _opening_row(figures, admitted)
    excess = explained - amount(admitted) - (amount(opening) if opening is not None else 0.0)
    if excess <= 0 and ((has_opening and not silent) or explained == amount(admitted)):
        return
    ends = {str(row["period_end"]) for row in (admitted, present)}
    differ = (", và ngày chốt số khác nhau", ", and the days differ") if len(ends) > 1 else ("", "")
    yield Finding(
        "balance_exceeds" if excess > 0 else "balance_unexplained",
        admitted,
        {
            "opening": _opening_words(opening, admitted),
            "admitted": number(amount(admitted)),
            "admitted_cell": place(admitted, admitted),
            "completed": number(amount(completed)),
            "completed_cell": place(completed, admitted),
            "left": _left_words(left, admitted),
            "present": number(amount(present)),
            "present_cell": place(present, admitted),
            "sum": number(explained),
            "difference": number(excess if excess > 0 else abs(amount(admitted) - explained)),
            "unknown": _unknown_words(has_opening, silent),
            "days": differ,
        },
    )


def _opening_row(figures: RowsByLine, admitted: Row) -> Row | None:
    """Those present on the day from which admissions are counted, where that is given."""
    rows = figures.of(balance().opening).values()
    return next((row for row in rows if row["period_start"] == admitted["period_start"]), None)


def _opening_words(opening: Row | None, home: Row) -> Pair:
    """Those present at the start, `, cộng 20 có mặt đầu kỳ (J11)`; nothing where they are not given."""
    if opening is None:
        return "", ""
    count, cell = number(amount(opening)), place(opening, home)
    return f", đầu kỳ có mặt {count[0]} ({cell})", f", {count[1]} were there at the start ({cell})"


def _left_words(left: list[Row], home: Row) -> Pair:
    """The other leavers that are given, `, 3 giảm khác (J21, J22)`."""
    if not left:
        return "", ""
    count, cells = number(total(left)), places(left, home)
    return f", {count[0]} giảm khác ({cells})", f", {count[1]} left otherwise ({cells})"


def _unknown_words(has_opening: bool, silent: list[str]) -> Pair:
    """What the workbook does not give: the opening number, the other leavers or those of them that it leaves out."""
    vi, en = ([], []) if has_opening else (["số có mặt đầu kỳ"], ["the opening number"])
    if len(silent) == len(_OTHER_LEAVERS):
        vi.append("số giảm khác")
        en.append("the other leavers")
    elif silent:
        labels = label_of(silent)
        vi.append(f"số giảm khác ({labels[0]})")
        en.append(f"other leavers ({labels[1]})")
    return " và ".join(vi), f"{' and '.join(en)} {'is' if en == ['the opening number'] else 'are'}"


def _window_row(figures: RowsByLine, line: str) -> Row | None:
    found: list[tuple[Key, Row]] = [(key, row) for key, row in figures.of(line).items() if "/" in key[0]]
    return found[0][1] if len(found) == 1 else None
