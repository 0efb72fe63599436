"""What a newcomer to the bench expects to work: frames shown whole, loose spellings, Axes of one's own."""

import re
from collections.abc import Iterator
from typing import Any

import matplotlib
import pytest

import rehab
from rehab.catalog.lines import line_label
from rehab.explore.collection import OpenedCollection
from rehab.pages.citing.formats import format_percent
from rehab.pages.numbers.calculations import is_bound
from rehab.store.project import Project


@pytest.fixture
def axes() -> Iterator[Any]:
    matplotlib.use("agg")
    from matplotlib import pyplot

    yield pyplot.subplots()[1]
    pyplot.close("all")


def test_a_frame_in_a_terminal_leaves_no_column_out(reported: OpenedCollection):
    own = reported.province("67")
    for frame in (own.verdicts(), own.indicator(6).cells(), own.problems(), own.lines()):
        # Columns that find no room stand below the others; rows in the middle may be left out.
        heads = [line for line in repr(frame).splitlines() if line and line[0] == " "]
        assert all(any(str(name) in line for line in heads) for name in frame.columns)


def test_an_indicator_is_found_by_a_number_as_pandas_has_it(reported: OpenedCollection):
    own = reported.province("67")
    assert own.indicator(6.0).number == own.indicator(" 6").number == 6
    with pytest.raises(rehab.BenchError, match=re.escape("6.5")):
        own.indicator(6.5)


def test_a_collection_is_counted_gone_through_and_asked_as_a_list_of_its_provinces(sample: OpenedCollection):
    received = sample.provinces().query("came == 'received'")
    assert len(sample) == len(received)
    assert [own.code for own in sample] == received["code"].tolist()
    assert sample["Cao Bằng"] is sample.province("04")


def test_a_number_is_traced_as_it_would_be_printed(reported: OpenedCollection):
    own = reported.province("67")
    assert "I19" in set(own.trace(930).cells()["cell"])
    assert own.trace(930).cells().equals(own.trace("930").cells())
    assert set(own.trace(36.1).cells()["cell"]) >= {"J19", "J28", "J41", "I19"}


def test_the_mark_of_a_withheld_count_leads_to_the_cells_that_it_stands_for(bench: Project):
    internal = rehab.open("sample", data=bench.data)
    public = rehab.open("sample", data=bench.data, audience="public")
    told = 0
    for own in public:
        kept = [fact for fact in own.material.facts.all if fact.withheld == "small"]
        if not kept:
            continue
        shown = own.trace("< 5")
        assert set(shown.cells()["cell"]) == {fact.source.cell for fact in kept}
        assert shown.cells()["value"].isna().all() and set(shown._frame()["Số liệu"]) == {"<5"}
        known = internal[own.code].material.observations
        by_place = known.set_index(["line", "period", "cell"])["value"]
        assert {by_place[row.line, row.period, row.source.cell] for row in kept} <= {1, 2, 3, 4}
        told += len(kept)
    assert told


def test_a_lower_bound_is_traced_to_lower_bounds_alone(sample: OpenedCollection):
    found = 0
    for own in sample:
        for rate in own.material.facts.rates:
            if rate.value is None or not is_bound(rate):
                continue
            printed = f"≥ {format_percent(rate.value, 'vi')}"
            whats = set(own.trace(printed).cells()["what"])
            assert "" not in whats and (rate.alternative or rate.part) in whats
            found += 1
    assert found


def test_a_line_is_found_by_its_label_without_marks(reported: OpenedCollection):
    own = reported.province("67")
    assert own.line("so nguoi nghien ma tuy co ho so quan ly").name == "people_on_file"
    assert own.line(line_label("people_on_file", "en").upper()).name == "people_on_file"


def test_reasons_can_be_counted_and_gone_through(reported: OpenedCollection):
    why = reported.province("67").indicator(6).why()
    assert len(why) == len(list(why)) == len(str(why).splitlines())


def test_a_rate_is_drawn_on_axes_of_ones_own_with_its_target(sample: OpenedCollection, axes):
    own = sample.province("64").indicator(7)
    assert own.chart(ax=axes) is axes
    rates = [rate for rate in sample.province("64").material.facts.rates_of("7") if not rate.is_window]
    given = [rate for rate in rates if rate.value is not None and (rate.denominator or 0) >= 20]
    assert given and len(axes.patches) == len(given)
    assert [line.get_ydata()[0] for line in axes.lines] == [own.target]
    assert sum(text.get_text().endswith("%") for text in axes.texts) == len(given)
    low, high = axes.get_ylim()
    assert low == 0 and high > max(own.target, *(rate.value for rate in given))
    with pytest.raises(rehab.BenchError, match=re.escape("plt.subplots")):
        own.chart(ax="x")


def test_an_indicator_of_several_parts_asks_for_one_of_them(sample: OpenedCollection):
    assert "2a, 2b" in str(sample.province("64").indicator(2).chart())


def test_a_changed_figure_names_its_period_as_pages_do(reported: OpenedCollection):
    told = str(reported.province("67").what_if(lines={"in_compulsory": 120}).inputs())
    assert "10/6/2020: 97 → 120" in told and "2020-06-10" not in told


def test_completion_offers_the_bench_and_not_what_it_is_made_of():
    offered = [name for name in dir(rehab) if not name.startswith("_")]
    assert {"open", "read", "BenchError"} <= set(offered)
    assert not {"os", "import_module", "TYPE_CHECKING", "_PUBLIC"} & set(dir(rehab))
