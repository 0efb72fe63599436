"""The identities of `relations.csv` in every year, window and entry of a province: figures in them, and blanks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import combinations, product

from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar, last_period, year_period
from rehab.catalog.relations import AT_START, BEFORE, IDENTITY, LineRelation, SignedTerm, relations_of
from rehab.catalog.reviews import per_review
from rehab.disclosure.blanks import Blank, OpenSum
from rehab.disclosure.constraints import Id
from rehab.disclosure.places import DAYS_APART, Places

_LIST_APPENDIX = "3"
# The year before the first that the form asks for.
_EARLIER = "before"
Named = Id | Blank
OpenTerms = list[tuple[Named, float]]
Find = Callable[[SignedTerm], list[Named]]


@dataclass(frozen=True)
class Balance:
    """An identity somewhere: `fixed` terms, and by line those that readings differ on; all add up to 0."""

    fixed: OpenTerms
    optional: dict[str, OpenTerms]

    def readings(self) -> Iterator[tuple[frozenset[str], OpenTerms]]:
        """Every reading: the lines counted of those that readings differ on, and all terms."""
        for size in range(len(self.optional) + 1):
            for chosen in combinations(self.optional, size):
                yield frozenset(chosen), [*self.fixed, *(term for line in chosen for term in self.optional[line])]


def balances(places: Places) -> Iterator[Balance]:
    """The balances of years, of the half-year and of the windows that flows state, alike; and those of lists."""
    for relation in relations_of(IDENTITY):
        in_list = [lines()[line].appendix == _LIST_APPENDIX for line in relation.lines]
        areas = sorted({area for _, area, _ in places.keys(relation.lines)})
        if all(in_list):
            for key in places.keys(relation.lines):
                yield _balance(relation, partial(_in_entry, places, key))
        elif any(in_list):
            yield _balance(relation, partial(_listed, places))
        else:
            for area, period in product(areas, calendar().columns):
                yield _balance(relation, partial(_in_column, places, period, area))
            for area in areas:
                for start, end in places.windows(relation.lines, area):
                    yield _balance(relation, partial(_in_window, places, start, end, area))


def open_sums(places: Places) -> list[OpenSum]:
    """The balances in which something is blank, in every reading, and the windows that make up years with a blank."""
    found = [OpenSum(tuple(terms)) for terms in _window_sums(places)]
    for balance in balances(places):
        found += [OpenSum(tuple(terms), reading) for reading, terms in balance.readings()]
    return [own for own in found if own.given and own.blanks]


def _balance(relation: LineRelation, find: Find) -> Balance:
    fixed: OpenTerms = []
    optional: dict[str, OpenTerms] = {}
    for side, sign in ((relation.lesser, 1.0), (relation.greater, -1.0)):
        for term in side:
            terms = [(name, sign * term.sign) for name in find(term)]
            if term.is_optional:
                optional[term.line] = terms
            else:
                fixed += terms
    return Balance(fixed, optional)


def _or_blank(name: Id | None, line: str, period: str, area: str) -> list[Named]:
    return [Blank(line, period, area) if name is None else name]


def _in_entry(places: Places, key: tuple[str, str, str], term: SignedTerm) -> list[Named]:
    return _or_blank(places.first(term.line, *key), term.line, "/".join((key[0], key[2])), key[1])


def _listed(places: Places, term: SignedTerm) -> list[Named]:
    """All centres of a list together, beside the half-year's figure."""
    if lines()[term.line].appendix != _LIST_APPENDIX:
        return _in_column(places, calendar().columns[-1], "", term)
    given: list[Named] = [name for name in places.of_line.get(term.line, []) if not places.cells[name].area]
    entries = {
        cell.entry for cell in places.cells.values() if cell.line and lines()[cell.line].appendix == _LIST_APPENDIX
    }
    is_whole = len(given) >= len(entries - {""})
    return given if is_whole else [*given, Blank(term.line, calendar().columns[-1], "")]


def _in_column(places: Places, period: str, area: str, term: SignedTerm) -> list[Named]:
    if term.mark != BEFORE:
        return _or_blank(places.in_column(term.line, period, area), term.line, period, area)
    index = calendar().columns.index(period)
    if not index:
        return [Blank(term.line, _EARLIER, area)]
    earlier = calendar().columns[index - 1]
    return _or_blank(places.in_column(term.line, earlier, area), term.line, earlier, area)


def _in_window(places: Places, start: str, end: str, area: str, term: SignedTerm) -> list[Named]:
    line = term.line
    if term.mark == BEFORE:
        return _or_blank(places.before(line, start, area), line, _column_of(int(start[:4]) - 1), area)
    if term.mark == AT_START:
        return _or_blank(places.opening(line, start, area), line, _column_of(int(start[:4])), area)
    found = places.in_window(line, start, end, area)
    period = f"{start}/{end}" if lines()[line].measure == "flow" else _column_of(int(end[:4]))
    return _or_blank(found, line, period, area)


def _column_of(year: int) -> str:
    return next((period for period in calendar().columns if period.startswith(str(year))), _EARLIER)


def _window_sums(places: Places) -> Iterator[OpenTerms]:
    """A flow of a balance over a window of whole columns: these add up to it."""
    flows = _balanced_flows()
    for area in sorted({area for _, area, _ in places.keys(flows)}):
        for start, end in places.windows(flows, area):
            columns = _columns_of(date.fromisoformat(start), date.fromisoformat(end))
            for line in flows if columns else ():
                years = [_or_blank(places.first(line, p, area), line, p, area)[0] for p in columns]
                whole = _or_blank(places.in_window(line, start, end, area), line, f"{start}/{end}", area)[0]
                yield [(whole, -1.0), *((year, 1.0) for year in years)]


@per_review()
def _balanced_flows() -> tuple[str, ...]:
    own = {line for relation in relations_of(IDENTITY) for line in relation.lines}
    return tuple(sorted(line for line in own if lines()[line].measure == "flow"))


def _columns_of(start: date, end: date) -> tuple[str, ...]:
    """The columns that make up a window; none where it begins or ends amid one."""
    spans = {name: (date(int(name[:4]), 1, 1), _last_day(name)) for name in calendar().columns}
    inside = tuple(n for n, (first, last) in spans.items() if start - DAYS_APART <= first and last <= end + DAYS_APART)
    if not inside or abs(spans[inside[0]][0] - start) > DAYS_APART or abs(spans[inside[-1]][1] - end) > DAYS_APART:
        return ()
    return inside


def _last_day(column: str) -> date:
    return last_period().end if column == calendar().half_year else year_period(int(column)).end
