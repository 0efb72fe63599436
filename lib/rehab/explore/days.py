"""Days as people type them."""

from datetime import date, datetime

from rehab.catalog.texts import text
from rehab.explore.errors import BenchError

_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


def day_of(written: str | date, language: str) -> date:
    """The day meant by `15/6/2020`, `2020-06-15` or a date. Raises BenchError, which shows both forms.

    >>> day_of("15/6/2020", "vi"), day_of("2020-06-15", "vi")
    (datetime.date(2020, 6, 15), datetime.date(2020, 6, 15))
    """
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    for form in _FORMS if isinstance(written, str) else ():
        try:
            return datetime.strptime(written.strip(), form).date()
        except ValueError:
            continue
    raise BenchError(text("explore.no_day", language, given=written))
