"""The form with drop-downs: it shows what is chosen, and is the province itself where nobody can choose."""

import importlib.util

import pytest

from rehab.disclosure.asking import begin_run
from rehab.explore.collection import OpenedCollection

WIDGET = "application/vnd.jupyter.widget-view+json"


def test_what_is_chosen_is_shown_at_once_with_its_cells(sample: OpenedCollection):
    ipywidgets = pytest.importorskip("ipywidgets")
    widget = sample.form("04").widget()
    province, indicator, line, shown = widget.children
    assert {code for _, code in province.options} == {"04", "62", "64", "68"}
    province.value, indicator.value, line.value = "62", 6, "people_on_file"
    assert isinstance(shown, ipywidgets.HTML)
    expected = sample.province("62")
    assert shown.value.startswith(expected.indicator(6)._repr_mimebundle_()["text/html"])
    assert "<svg" in shown.value or "hai kỳ" in shown.value


def test_a_line_without_a_picture_is_told_in_words(reported: OpenedCollection):
    pytest.importorskip("ipywidgets")
    *_, line, shown = reported.form("67").widget().children
    assert shown.value.endswith("</p>") and "hai kỳ" in shown.value
    for _, name in line.options:
        line.value = name


def test_in_jupyterlab_the_form_has_the_province_as_its_text_alternative(sample: OpenedCollection):
    pytest.importorskip("ipywidgets")
    bundle = sample.form("04")._repr_mimebundle_()
    assert WIDGET in bundle
    assert "Cao Bằng" in bundle["text/plain"] and "<table>" in bundle["text/html"]


def test_without_ipywidgets_and_in_a_run_the_form_is_the_province(
    sample: OpenedCollection, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("rehab.disclosure.asking._of_run", [])
    with monkeypatch.context() as without:
        without.setattr("rehab.explore.form.find_spec", lambda _: None)
        assert set(sample.form("04")._repr_mimebundle_()) == {"text/plain", "text/html"}
    assert importlib.util.find_spec("ipywidgets") is not None
    begin_run("internal")
    assert set(sample.form("04")._repr_mimebundle_()) == {"text/plain", "text/html"}
