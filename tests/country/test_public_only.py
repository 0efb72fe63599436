"""What the country's page says is made of what each province's public edition says: an attacker has it all already."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from rehab.catalog.provinces import provinces
from rehab.country.collected import Collected, read_collected
from rehab.country.gaps import gaps
from rehab.country.measures import measures, plans, sums
from rehab.country.panels import ratio_course
from rehab.country.summed import compared

COLUMNS = ("2016", "2017", "2018", "2019", "2020-H1")


@pytest.fixture(scope="module")
def bare(processed: Path, tmp_path_factory: pytest.TempPathFactory) -> Collected:
    """The provinces for the public, read where nothing but their public editions lies."""
    folder = tmp_path_factory.mktemp("bare") / "parts"
    shutil.copytree(processed / "parts", folder)
    exact = [path for path in folder.glob("[!_]*/*") if path.suffix in (".parquet", ".csv")]
    assert exact
    for path in exact:
        path.unlink()
    return read_collected(folder, "public")


def test_the_public_tables_of_all_provinces_need_no_exact_one(bare: Collected, public: Collected):
    for name in ("observations", "verdicts", "rates"):
        pd.testing.assert_frame_equal(getattr(bare, name), getattr(public, name))
    assert bare.received == public.received


def test_each_sum_is_one_of_published_figures_so_no_subtraction_tells_a_withheld_one(public: Collected):
    codes, figures = list(provinces()), public.figures
    rows = public.observations[(public.observations["area"] == "") & (public.observations["entry"] == "")]
    withheld = {(row.line, row.period, row.province) for row in rows[rows["withheld"] != ""].itertuples()}
    assert withheld, "choose provinces of which something is withheld"
    wanted = [measure.lines for measure in measures()]
    wanted += [own for plan in plans() for own in ((plan.planned,), plan.results)]
    for own in wanted:
        for period in COLUMNS:
            found = sums(figures, {"sum": own}, [period], codes)
            places = {(line, period, code) for line in own for code in found.panel.codes}
            assert not places & withheld
            assert found.by_measure["sum"] == (sum(figures[line, period][code] for line, period, code in places),)


def test_each_ratio_over_provinces_and_each_gap_rests_on_published_numerators_and_denominators(public: Collected):
    codes = list(provinces())
    kept = public.rates[(public.rates["withheld"] == "") & public.rates["value"].notna()]
    told = {(row.part, row.alternative, row.definition, row.period, row.province) for row in kept.itertuples()}
    for one in compared():
        for period in COLUMNS:
            for code in ratio_course(public.ratios, one.key, [period], codes).panel.codes:
                assert (*one.key, period, code) in told
    shown = public.verdicts[(public.verdicts["withheld"] == "") & public.verdicts["margin"].notna()]
    margins = {(row.part, row.province) for row in shown.itertuples()}
    for gap in gaps(public.verdicts, public.rates, tuple(codes)):
        assert {(gap.ratio.part, code) for code in (*gap.by_province, *gap.met)} <= margins
