"""A form with drop-downs, for those who would rather choose than type."""

from importlib.util import find_spec
from typing import Any, Protocol

import pandas as pd
from markupsafe import Markup

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.reviews import Review, in_its_review
from rehab.catalog.texts import text
from rehab.country.collected import RECEIVED
from rehab.disclosure.asking import is_in_run
from rehab.explore.errors import BenchError
from rehab.explore.province import OpenedProvince
from rehab.explore.showing import Shown


class Collected(Protocol):
    """What a form needs of a collection."""

    language: str
    review: Review

    def province(self, name: str | int) -> OpenedProvince:
        """One of its provinces."""

    def provinces(self) -> pd.DataFrame:
        """All of them, with what came of each."""


@in_its_review
class Form(Shown):
    """Province, indicator and line to choose; below them the verdict with its cells, and the line by year.

    Where nobody can choose (a run, papermill, a terminal, no ipywidgets) it shows the province that it began with.
    """

    def __init__(self, collection: Collected, province: str | int) -> None:
        self._collection = collection
        self._begun = collection.province(province)
        self.review = collection.review

    def widget(self) -> Any:
        """The form as a widget of ipywidgets. Raises ImportError where that is not installed."""
        import ipywidgets

        language = self._collection.language
        heard = self._collection.provinces()
        heard = heard[heard["came"] == RECEIVED]
        choices = {
            "province": (list(zip(heard["name"], heard["code"], strict=True)), self._begun.code),
            "indicator": ([(f"{n}. {own.short(language)}", n) for n, own in indicators().items()], 1),
            "line": ([(line_label(name, language), name) for name, own in lines().items() if own.is_number], None),
        }
        wide = ipywidgets.Layout(width="min(60em, 95%)")
        boxes = {
            name: ipywidgets.Dropdown(
                options=options,
                value=options[0][1] if chosen is None else chosen,
                description=text(f"explore.{name}", language),
                layout=wide,
            )
            for name, (options, chosen) in choices.items()
        }
        shown = ipywidgets.HTML(self._chosen(**{name: box.value for name, box in boxes.items()}))

        def choose(_: object) -> None:
            shown.value = self._chosen(**{name: box.value for name, box in boxes.items()})

        for box in boxes.values():
            box.observe(choose, names="value")
        return ipywidgets.VBox([*boxes.values(), shown])

    def _chosen(self, province: str, indicator: int, line: str) -> str:
        """What is shown of a choice, as HTML."""
        own = self._collection.province(province)
        pieces = [own.indicator(indicator)._repr_mimebundle_()["text/html"]]
        try:
            pieces.append(own.line(line).chart()._repr_mimebundle_()["text/html"])  # type: ignore[union-attr]
        except BenchError as error:
            pieces.append(str(Markup("<p>{}</p>").format(str(error))))
        return "".join(pieces)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Any:
        if is_in_run() or find_spec("ipywidgets") is None:
            return super()._repr_mimebundle_(include, exclude)
        bundle = self.widget()._repr_mimebundle_()
        # Who saves, prints or runs the notebook elsewhere sees the province in place of the form.
        return {**super()._repr_mimebundle_(include, exclude), **{k: v for k, v in bundle.items() if k != "text/plain"}}

    def _heading(self) -> str:
        return self._begun._heading()

    def _frame(self) -> pd.DataFrame:
        return self._begun._frame()

    def _words(self) -> tuple[str, ...]:
        return (text("explore.form", self._collection.language),)
