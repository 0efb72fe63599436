"""Proof that a page is a whole brief of one province: a notebook that merely ran to its end proves nothing."""

from html.parser import HTMLParser

from rehab.catalog.indicators import indicators
from rehab.catalog.provinces import Province


class _Found(HTMLParser):
    """What a page holds: the text of its main heading, ids, charts, and whose page it says it is."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = ""
        self.ids: set[str] = set()
        self.pictures = 0
        self.charts = 0
        self.provinces: set[str] = set()
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.ids.add(named.get("id") or "")
        self.pictures += tag == "svg"
        self.charts += tag == "figure" and "chart" in (named.get("class") or "").split()
        self._in_heading = self._in_heading or tag == "h1"
        if "data-province" in named:
            self.provinces.add(named["data-province"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_heading = self._in_heading and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.heading += data


def missing_from(page: str, province: Province, language: str) -> list[str]:
    """What a brief must hold and this page does not; empty for a whole brief.

    Nine rows, at least one picture and as many as there are places for them, and its own province, in the heading
    and on every section, and no other.
    """
    found = _Found()
    found.feed(page)
    missing = [f"indicator-{number}" for number in indicators() if f"indicator-{number}" not in found.ids]
    if found.charts == 0 or found.pictures < found.charts:
        missing.append(f"charts: {found.pictures} of {found.charts}")
    if province.title(language) not in found.heading:
        missing.append(f"h1: {found.heading.strip() or '-'}, not {province.title(language)}")
    if found.provinces != {province.code}:
        missing.append(f"data-province: {', '.join(sorted(found.provinces)) or '-'}, not {province.code}")
    return missing
