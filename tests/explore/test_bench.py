"""An analyst's bench: every call of docs/bench.md, what it gives, and what it says where it cannot."""

import re
import shutil
import warnings
from pathlib import Path

import matplotlib
import pandas as pd
import pytest

import rehab
from rehab.batch.fingerprints import reading_fingerprint
from rehab.batch.record import Record
from rehab.batch.work import read_collection
from rehab.disclosure.asking import begin_run
from rehab.explore.collection import OpenedCollection
from rehab.store.project import Project

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "bench.md"


def test_every_line_of_the_page_runs_as_it_stands(here: Project):
    block = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block
    names: dict[str, object] = {}
    for line in block[1].splitlines():
        exec(line, names)


def test_an_indicator_gives_its_exact_value_its_reason_and_its_cells(reported: OpenedCollection):
    sixth = reported.province("dak nong").indicator(6)
    assert sixth.value == pytest.approx(100 * (59 + 97 + 180) / 930)
    cells = sixth.cells().set_index("line")
    assert cells.loc["people_on_file", ["sheet", "cell", "raw"]].tolist() == ["Phụ lục 2", "I19", "930"]
    assert set(cells["status"]) == {"used", "missing"}
    assert "36,1%" in str(sixth.why())


def test_the_nine_are_a_frame_with_labels_in_the_language_opened(bench: Project):
    vi = rehab.open("reported", data=bench.data).province(67).verdicts()
    en = rehab.open("reported", data=bench.data, language="en").province(67).verdicts()
    assert vi.loc[6, "verdict"] == "Không đạt" and en.loc[6, "verdict"] == "Not met"
    assert vi["code"].tolist() == en["code"].tolist() and len(vi) == 9


def test_a_gap_in_a_series_stays_a_gap(reported: OpenedCollection):
    years = reported.province("67").line("people_on_file").by_year()
    assert years["2020-H1"] == 930 and years.drop("2020-H1").isna().all()
    assert years.attrs["unit_en"] == "people"


def test_a_line_is_found_by_its_label_too(reported: OpenedCollection):
    assert reported.province("67").line("Số người nghiện ma túy có hồ sơ quản lý").name == "people_on_file"


def test_a_printed_percentage_leads_to_the_cells_behind_it(reported: OpenedCollection):
    cells = reported.province("67").trace("36,1%").cells()
    assert {"J19", "J28", "J41", "I19"} <= set(cells["cell"])


def test_a_trace_shows_each_figure_and_its_day_as_pages_do(reported: OpenedCollection):
    own = reported.province("67")
    shown = own.trace(own.indicator(6).shown)._frame()
    row = shown[shown["Ô"] == "Phụ lục 4!J19"].to_dict("records")
    assert [(one["Số liệu"], one["Kỳ"], one["Trong ô ghi"]) for one in row] == [("59", "01/2017-6/2020", "59")]
    assert own.indicator(1).shown == ""


def test_what_has_no_table_is_shown_without_an_empty_one(reported: OpenedCollection):
    markup = reported.province("67").indicator(1)._repr_mimebundle_()["text/html"]
    assert "<table" not in markup and markup.startswith("<p><b>1. ")


def test_frames_show_their_words_whole_and_stay_frames(reported: OpenedCollection):
    problems = reported.province("67").problems()
    chosen = problems[problems["severity"] == "remark"]
    assert isinstance(chosen, pd.DataFrame) and len(chosen["message"].iloc[0]) > 50
    assert chosen["message"].iloc[0] in chosen._repr_html_()


def test_addresses_of_cells_stay_in_one_piece(reported: OpenedCollection):
    markup = reported.province("67").indicator(7)._repr_mimebundle_()["text/html"]
    assert 'white-space:nowrap">Phụ lục 4!J13</td>' in markup


def test_what_if_gives_what_a_run_with_those_targets_and_corrections_gives(bench: Project, tmp_path: Path):
    shutil.copytree(bench.data / "raw" / "reported", tmp_path / "data" / "raw" / "reported")
    raw = tmp_path / "data" / "raw" / "reported"
    (raw / "targets.toml").write_text('[[target]]\nprovince = "67"\npart = "7"\ntarget = 60\nsource = "thử"\n', "utf-8")
    with (raw / "corrections.toml").open("a", encoding="utf-8") as corrections:
        corrections.write(
            '\n[[correction]]\nfile = "67-dak-nong.xlsx"\nsheet = "Phụ lục 4"\ncell = "J28"\nread = "97"\nuse = 120\n'
            'reason = "thử"\nasked_by = "thử"\nstatus = "agreed"\n'
        )
    project = Project(tmp_path / "data", tmp_path / "briefs", PROJECT / "notebooks")
    read_collection(project, "reported")
    then = rehab.open("reported", data=project.data).province("67").material.verdicts
    tried = rehab.open("reported", data=bench.data).province("67")
    asked = tried.what_if(targets={"7": 60}, lines={"in_compulsory": 120}).verdicts()
    shared = [name for name in asked.columns if name in then.columns]
    pd.testing.assert_frame_equal(asked[shared], then[shared])


def test_what_if_names_what_becomes_different_and_writes_nothing(reported: OpenedCollection, bench: Project):
    before = {path: path.read_bytes() for path in bench.data.rglob("*") if path.is_file()}
    dak_nong = reported.province("67")
    changes = dak_nong.what_if(targets={"7": 60}).changes()
    assert changes[["part", "verdict_now", "verdict_then"]].values.tolist() == [
        ["", "met", "not_met"],
        ["7", "met", "not_met"],
    ]
    assert dak_nong.indicator(7).verdict == "met"
    assert before == {path: path.read_bytes() for path in bench.data.rglob("*") if path.is_file()}


def test_what_if_a_figure_is_named_by_its_period(sample: OpenedCollection):
    asked = sample.province("04").what_if(lines={"reintegrated_employed": {"2019": 0}})
    assert "2019" in str(asked.inputs())


def test_a_line_is_drawn_on_axes_of_ones_own_with_its_figures(sample: OpenedCollection):
    matplotlib.use("agg")
    from matplotlib import pyplot

    _, axes = pyplot.subplots()
    drawn = sample.province("04").line("people_on_file").chart(ax=axes)
    assert drawn is axes and len(axes.patches) == 6
    assert any("giả định" in text.get_text() for text in axes.texts)
    pyplot.close()


def test_a_dark_jupyterlab_turns_pictures_over(sample: OpenedCollection):
    markup = sample.province("04").line("people_on_file").chart()._repr_mimebundle_()["text/html"]
    assert (
        "[data-jp-theme-light=false] .rehab-picture{filter:" in markup and '<div class="rehab-picture"><svg' in markup
    )


def test_provinces_are_compared_within_one_way_to_count_and_few_are_not_ranked(sample: OpenedCollection):
    table = sample.compare("7", region="Tây Nguyên").table()
    assert set(table["province"]) <= {"62", "64", "68"} and table["counted_as"].nunique() == 2
    assert not table[table["denominator"] < 20]["ranked"].any()


def test_sums_over_provinces_are_sums_over_sums_of_those_that_have_every_year(sample: OpenedCollection):
    sums = sample.rates("6-now").by_region()
    rates = pd.concat([sample.province(code).material.rates for code in ("04", "62", "64", "68")])
    own = rates[(rates["alternative"] == "6-now") & rates["value"].notna() & (rates["terms_missing"] == "")]
    years = ["2016", "2017", "2018", "2019"]
    whole = [code for code, rows in own.groupby("province") if set(years) <= set(rows["period"])]
    last = own[own["province"].isin(whole) & (own["period"] == "2019")]
    assert sums.loc["Tất cả", "2019"] == pytest.approx(100 * last["numerator"].sum() / last["denominator"].sum())
    assert sums.loc["Tất cả", "provinces"] == len(whole)


def test_search_finds_lines_by_label_and_what_provinces_write(sample: OpenedCollection):
    found = sample.search("HO SO QUAN LY")
    assert "people_on_file" in set(found.loc[found["province"] == "", "line"])
    assert found.loc[found["province"] != "", "cell"].all()


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda own: own.province("Dak Nog"), "Đắk Nông"),
        (lambda own: own.province("Đắk Nông"), "reported"),
        (lambda own: own.province("04").line("people_on_fle"), "people_on_file"),
        (lambda own: own.province("04").indicator(10), "2a"),
        (lambda own: own.province("04").what_if(as_of="32/1/2020"), "15/6/2020"),
        (lambda own: own.province("04").what_if(targets={"7": -1}), "7"),
        (lambda own: own.province("04").what_if(lines={"in_compulsory": {"2031": 1}}), "2019"),
        (lambda own: own.province("04").what_if(lines={"in_compulsory": -5}), "-5"),
        (lambda own: own.province("04").what_if(lines={"in_compulsory": float("nan")}), "nan"),
        (lambda own: own.province("04").trace("99,87%"), "99,87%"),
        (lambda own: own.rates("7"), "7-centre"),
        (lambda own: own.rates("2a"), "ước tính"),
        (lambda own: own.compare("2"), "2b"),
        (lambda own: own.compare("7", region="Tây Bắc"), "Tây Nguyên"),
        (lambda own: own.compare("7", region=5), "Tây Nguyên"),
        (lambda own: own.compare("7", provinces="Dak Nog"), "Đắk Nông"),
        (lambda own: own.search(5), "từ cần tìm"),
        (lambda own: own.province(None), "None"),
        (lambda own: own.province("04").line(5), "5"),
        (lambda own: own.province("04").line("people on file"), "people_on_file"),
        (lambda own: own.province("04").line("hồ sơ quản lý"), "Số người nghiện ma túy có hồ sơ quản lý"),
        (lambda own: own.province("04").trace(None), '"36,1%"'),
        (lambda own: own.province("04").trace(float("nan")), '"36,1%"'),
        (lambda own: own.province("04").what_if(targets=60), '{"7": 60}'),
        (lambda own: own.province("04").what_if(targets={"7": None}), "None"),
        (lambda own: own.province("04").what_if(lines=[1]), '{"in_compulsory": 120}'),
        (lambda own: own.province("04").what_if(lines={"in_compulsory": None}), "None"),
        (lambda own: own.province("04").what_if(lines={"in_compulsory": {"2019": "a"}}), "a"),
        (lambda own: own.province("04").what_if(as_of=5), "15/6/2020"),
    ],
)
def test_what_cannot_be_found_is_told_with_what_would_work(sample: OpenedCollection, ask, told):
    with pytest.raises(rehab.BenchError, match=re.escape(told)):
        result = ask(sample)
        result.by_region()


def test_an_unknown_collection_is_told_with_those_there_are(here: Project):
    with pytest.raises(rehab.BenchError, match="sample"):
        rehab.open("sampl")


def test_without_a_name_the_collection_is_reported_where_there_are_several(here: Project, tmp_path: Path):
    assert rehab.open().name == "reported"
    for name in ("2020", "sample"):
        (tmp_path / "data" / "processed" / name).mkdir(parents=True)
    with pytest.raises(rehab.BenchError, match="2020, sample"):
        rehab.open(data=tmp_path / "data")


def test_a_data_folder_that_is_not_there_is_named():
    with pytest.raises(rehab.BenchError, match="/nowhere"):
        rehab.open("sample", data="/nowhere")


def test_figures_of_a_later_day_are_left_out_and_named(reported: OpenedCollection):
    asked = reported.province("67").what_if(as_of="15/6/2020")
    assert "Số người nghiện ma túy có hồ sơ quản lý (22/6/2020)" in str(asked.inputs())
    assert "(22/6/2020)" not in str(reported.province("67").what_if(as_of="22/6/2020").inputs())


def test_an_indicator_of_one_part_is_said_once_and_is_two_rows_of_the_table(reported: OpenedCollection):
    asked = reported.province("67").what_if(targets={"7": 60})
    assert asked.changes()["of"].tolist() == ["whole", "part"]
    assert str(asked).count("Không đạt") == 1
    assert "7 (cả chỉ tiêu)" in str(asked)


def test_a_region_without_a_whole_province_says_why_it_is_blank(sample: OpenedCollection):
    sums = sample.rates("6-now", region="Tây Nguyên")
    blank = sums.by_region()
    assert ("Để trống vì" in str(sums)) is bool((blank["provinces"] == 0).any())


def test_an_unknown_audience_is_told_as_other_mistakes_are(bench: Project):
    with pytest.raises(rehab.BenchError, match="internal"):
        rehab.open("sample", data=bench.data, audience="pubic")


def test_errors_fill_one_line_in_a_notebook(sample: OpenedCollection):
    with pytest.raises(rehab.BenchError) as raised:
        sample.province("Atlantis")
    assert len(raised.value._render_traceback_()) == 1


def test_objects_show_themselves_as_escaped_tables_and_as_plain_text(sample: OpenedCollection):
    shown = sample.province("04")._repr_mimebundle_()
    assert shown["text/html"].count("<tr>") == 10 and "giả định" in shown["text/plain"]
    drawn = sample.province("04").line("people_on_file").chart()._repr_mimebundle_()
    assert "<svg" in drawn["text/html"] and "602" in drawn["text/plain"]


def test_the_public_sees_no_withheld_figure_at_the_bench(bench: Project):
    public = rehab.open("sample", data=bench.data, audience="public")
    assert public.audience == "public"
    withheld = public.province("04").material.observations
    assert withheld.loc[withheld["withheld"] != "", "value"].isna().all()


def test_in_a_run_the_bench_opens_what_that_run_is_for(bench: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("rehab.disclosure.asking._of_run", [])
    assert rehab.open("sample", data=bench.data).audience == "internal"
    begin_run("public")
    assert rehab.open("sample", data=bench.data).audience == "public"


def test_workbooks_that_changed_are_warned_of_and_can_be_read_at_the_bench_with_a_bar(
    bench: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    project = Project(tmp_path / "data", tmp_path / "briefs", PROJECT / "notebooks")
    shutil.copytree(bench.data, project.data)
    workbook = project.raw("reported") / "67-dak-nong.xlsx"
    record = Record(project.reading_record("reported"))
    record.add({"key": workbook.name, "fingerprint": reading_fingerprint([workbook], "", "", "")})
    record.write({"collection": "reported"})
    rehab.open("reported", data=project.data)
    workbook.write_bytes(workbook.read_bytes() + b" ")
    with pytest.warns(rehab.StaleTablesWarning, match=r"67-dak-nong\.xlsx.*rehab\.read\(\"reported\"\)"):
        rehab.open("reported", data=project.data)
    shown: list[str] = []

    class Below:
        """What stands below a notebook's cell."""

        def display(self, bundle: dict[str, str], raw: bool) -> None:
            shown.append(bundle["text/plain"])

        update = display

    monkeypatch.setattr("rehab.batch.progress._is_in_notebook", lambda: True)
    monkeypatch.setattr("IPython.display.DisplayHandle", Below)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert rehab.read("reported", data=project.data, jobs=1).province("67").indicator(6).value > 36
    assert shown == ["Đọc bảng tính: 0/1", "Đọc bảng tính: 1/1 67-dak-nong.xlsx", ""]


def test_completion_offers_what_the_page_names():
    assert {"open", "open_brief", "BenchError"} <= set(dir(rehab))


def test_a_collection_that_is_not_there_is_told_with_those_that_are(bench: Project, tmp_path: Path):
    with pytest.raises(rehab.BenchError, match=r"“nowhere”. Có: reported, sample\..*rehab sample"):
        rehab.open("nowhere", data=bench.data)
    (tmp_path / "data" / "raw" / "reported").mkdir(parents=True)
    (bench.data / "raw" / "unread").mkdir()
    with pytest.raises(rehab.BenchError, match=r"Chưa đọc .*rehab\.read\(\"unread\"\)"):
        rehab.open("unread", data=bench.data)
    (bench.data / "raw" / "unread").rmdir()
    with pytest.raises(rehab.BenchError, match=r"Chưa có bộ số liệu nào .*rehab sample"):
        rehab.open(data=tmp_path / "data")
