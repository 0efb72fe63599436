"""Anybody's notebook, from anybody's folder, gets what the brief gets: `rehab run --notebook my_topic.ipynb`."""

import re
import shutil
from pathlib import Path

import nbformat
import papermill
import pytest

from notebooks import code, notebook, parameters, prose
from places import KeptWorkers, Place
from rehab.batch.engine import KERNEL_ENGINE
from rehab.batch.notebook_files import NotebookError, kind_of_notebook
from rehab.batch.run import Outcome
from rehab.batch.watch import BEGAN, EXTENSION, notes_of, watched

CODES = ("04", "11", "67")
STEMS = ("04-cao-bang", "11-dien-bien", "67-dak-nong")
ASKS = parameters(province="67", collection="reported", language="vi", data="", audience="public", links=[])
OPENS = code(
    "from rehab import open_brief\nbrief = open_brief(province, collection, language, data=data, audience=audience)"
)
READS = code(
    "import pandas as pd\nimport helper\nnumbers = pd.read_csv('sub/numbers.csv')\nprint(helper.word())\nnumbers"
)
SHOWS = code("brief.material.verdicts[['indicator', 'part', 'verdict']]")


class Analyst:
    """A folder of somebody's own, far from the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "numbers.csv").write_text("year,n\n2016,5\n", encoding="utf-8")
        (folder / "helper.py").write_text("def word():\n    return 'xin chào'\n", encoding="utf-8")
        self.write(prose("# Quan sát của tôi"), ASKS, OPENS, READS, SHOWS)

    @property
    def path(self) -> Path:
        """The notebook."""
        return self.folder / "my_topic.ipynb"

    def write(self, *cells: dict) -> None:
        """Write the notebook of these cells."""
        self.path.write_text(notebook(*cells), encoding="utf-8")

    def build(self, workers: KeptWorkers, place: Place, *codes: str, **asked) -> list[Outcome]:
        """Run it over a place."""
        return workers.build(place, *codes, kinds=(kind_of_notebook(self.path),), **asked)

    def page(self, place: Place, stem: str = STEMS[2]) -> str:
        """A page of it."""
        return place.page(f"my_topic/{stem}")


@pytest.fixture(scope="module")
def built(workers: KeptWorkers, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Analyst]:
    """Three provinces, and the notebook's pages of them."""
    root = tmp_path_factory.mktemp("own")
    place, analyst = Place.make(root / "project", *CODES), Analyst(root / "analyst")
    analyst.build(workers, place)
    return place, analyst


@pytest.fixture
def own(built: tuple[Place, Analyst], tmp_path: Path) -> tuple[Place, Analyst]:
    """Copies to change; the notebook's own folder is moved along, as its pages do not say where it was."""
    place, analyst = built
    again = Analyst(tmp_path / "analyst")
    shutil.copytree(analyst.folder, again.folder, dirs_exist_ok=True)
    return place.copied(tmp_path / "project"), again


def built_again(own: tuple[Place, Analyst], workers: KeptWorkers) -> list[str]:
    """Stems of the pages that a run builds."""
    return [Path(outcome.page).stem for outcome in own[1].build(workers, own[0]) if outcome.built]


def test_each_province_has_its_page_in_the_folder_of_the_notebook(built: tuple[Place, Analyst]):
    place, analyst = built
    assert {entry["status"] for entry in place.record().values()} == {"built"}
    assert sorted(path.name for path in (place.briefs / "my_topic").glob("*.html")) == [
        *(f"{stem}.html" for stem in STEMS),
        "index.html",
    ]
    page = analyst.page(place)
    assert "<h1>Quan sát của tôi</h1>" in page
    assert "Quan sát của tôi: Tỉnh Đắk Nông</title>" in page
    assert "xin chào" in page
    assert "2016" in page


def test_lists_lead_to_the_topic_and_to_its_pages(built: tuple[Place, Analyst]):
    place, _ = built
    assert '<a href="my_topic/index.html">Quan sát của tôi</a>' in (place.briefs / "index.html").read_text("utf-8")
    own_list = (place.briefs / "my_topic" / "index.html").read_text("utf-8")
    assert all(f'<a href="{stem}.html">' in own_list for stem in STEMS)
    assert '<a href="../index.html">' in own_list


def test_nothing_changed_builds_nothing_and_leaves_no_trace_beside_the_notebook(own, workers):
    before = sorted(own[1].folder.rglob("*"))
    assert built_again(own, workers) == []
    assert sorted(own[1].folder.rglob("*")) == before
    assert list(own[1].folder.rglob("__pycache__")) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("sub/numbers.csv", "year,n\n2016,6\n"), ("helper.py", "def word():\n    return 'chào'\n")],
)
def test_a_changed_file_that_it_reads_or_imports_makes_its_pages_stale(own, workers, name: str, content: str):
    (own[1].folder / name).write_text(content, encoding="utf-8")
    assert built_again(own, workers) == list(STEMS)


def test_a_file_that_it_does_not_use_makes_no_page_stale(own, workers):
    (own[1].folder / "sub" / "other.csv").write_text("n\n1\n", encoding="utf-8")
    assert built_again(own, workers) == []


def test_a_new_file_in_a_folder_that_it_looks_through_makes_its_pages_stale(own, workers):
    place, analyst = own
    looks = code("from pathlib import Path\nsum(len(path.read_text()) for path in sorted(Path('sub').glob('*.csv')))")
    analyst.write(ASKS, OPENS, looks, SHOWS)
    analyst.build(workers, place, "67")
    assert analyst.build(workers, place, "67")[0].built is False
    (analyst.folder / "sub" / "other.csv").write_text("n\n1\n", encoding="utf-8")
    assert analyst.build(workers, place, "67")[0].built is True


def test_the_tables_of_another_province_that_it_uses_make_its_page_stale(own, workers):
    place, analyst = own
    analyst.write(ASKS, OPENS, code("open_brief('04', collection, data=data).material.verdicts.head(1)"))
    analyst.build(workers, place, "67")
    place.edit({"D19": 12345}, "04-cao-bang.xlsx")
    assert analyst.build(workers, place, "67")[0].built is True
    assert analyst.build(workers, place, "67")[0].built is False


def test_one_province_that_fails_costs_one_page(own, workers):
    place, analyst = own
    analyst.write(ASKS, OPENS, code("assert province != '11', 'không có số'"), SHOWS)
    analyst.build(workers, place)
    failed = [key for key, entry in place.record().items() if entry["status"] == "failed"]
    assert failed == ["my_topic/11-dien-bien"]
    assert "AssertionError" in analyst.page(place, STEMS[1])
    # What the notebook said may quote a workbook: it stays in the house.
    assert "không có số" not in analyst.page(place, STEMS[1])
    assert '<a href="index.html">' in analyst.page(place, STEMS[1])
    assert "Chưa dựng được" in (place.briefs / "my_topic" / "index.html").read_text("utf-8")


def test_a_page_that_nobody_can_open_is_built_with_a_warning(own, workers):
    place, analyst = own
    analyst.write(ASKS, OPENS, code("brief.material.verdicts\nfor n in range(30_000): print('dòng', n, '.' * 80)"))
    (said,) = analyst.build(workers, place, "67")
    assert (said.error, said.warnings) == ("", ("heavy_page",))


def test_a_page_of_it_that_failed_speaks_of_no_brief(own, workers):
    place, analyst = own
    analyst.write(ASKS, OPENS, code("1 / 0"))
    analyst.build(workers, place, "67")
    assert "ZeroDivisionError" in analyst.page(place)
    assert "bản tóm tắt" not in analyst.page(place)


def test_a_notebook_that_asks_for_more_than_the_public_may_see_is_refused(own, workers):
    place, analyst = own
    asks = "from rehab import open_brief\nopen_brief(province, collection, audience='internal', data=data)"
    analyst.write(ASKS, code(asks))
    (said,) = analyst.build(workers, place, "67")
    assert said.error
    assert "RefusedError" in analyst.page(place)


@pytest.mark.parametrize(
    ("cell", "warning"),
    [
        ("import pandas as pd\nlen(pd.read_csv(f'{data}/processed/{collection}/verdicts.csv'))", "opens_data"),
        ("import pandas as pd\nlen(pd.read_parquet(f'{data}/processed/{collection}/verdicts.parquet'))", "opens_data"),
        ("1 + 1", "nothing_of_rehab"),
    ],
)
def test_a_notebook_that_goes_past_the_suite_is_published_with_a_warning_that_names_it(own, workers, cell, warning):
    place, analyst = own
    analyst.write(ASKS, *([OPENS] if warning == "opens_data" else []), code(cell))
    (said,) = analyst.build(workers, place, "67")
    assert (said.error, said.warnings) == ("", (warning,))
    assert place.record()["my_topic/67-dak-nong"]["warnings"] == [warning]
    assert "my_topic.ipynb" in re.search(r'<p class="internal" role="note">(.*?)</p>', analyst.page(place))[1]


def test_what_cells_show_is_on_the_page_without_scripts_and_without_anything_fetched(own, workers):
    place, analyst = own
    shows = """
from IPython.display import HTML, SVG, Markdown, display
import matplotlib.pyplot as plt
display(HTML('<div id="plot"></div><script src="https://example.org/x.js">run()</script>'))
display(HTML('<p onclick="run()">chữ <img src="https://example.org/x.png"></p>'))
display(Markdown("**đậm**"))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>run()</script></svg>'))
plt.plot([1, 2])
plt.show()
"""
    linked = prose("[chết](#nowhere) ![hình](pic.png) <iframe src='https://example.org'></iframe>")
    (analyst.folder / "pic.png").write_bytes(b"\x89PNG\r\n")
    analyst.write(
        ASKS, OPENS, linked, prose("Chỉ cho người phân tích", "analyst"), code("%matplotlib inline" + shows), SHOWS
    )
    (said,) = analyst.build(workers, place, "67")
    assert said.error == ""
    page = analyst.page(place)
    assert [
        word for word in ("<script", "onclick", "example.org", "<iframe", "#nowhere", "người phân tích") if word in page
    ] == []
    assert "<strong>đậm</strong>" in page
    assert page.count('src="data:image/png') == 2
    assert page.count('src="data:image/svg+xml') == 1
    assert "cần mã lệnh chạy trong trình duyệt (script)" in page


def test_a_notebook_without_province_runs_once_for_the_collection(own, workers):
    place, analyst = own
    analyst.write(prose("# Cả nước"), parameters(collection="", language="vi"), code("print('một lần', collection)"))
    (said,) = analyst.build(workers, place)
    assert (said.page, said.error) == ("my_topic/index.html", "")
    assert "một lần trial" in place.page("my_topic/index")
    # The pages of each province that it had before are gone.
    assert [path.name for path in (place.briefs / "my_topic").glob("*.html")] == ["index.html"]


def test_a_workbook_that_is_gone_takes_the_pages_of_every_topic_with_it(own, workers):
    place, _ = own
    (place.raw() / "11-dien-bien.xlsx").unlink()
    workers.build(place, "67")
    assert [path for path in (place.briefs / "my_topic").iterdir() if "11" in path.name] == []
    assert "my_topic/67-dak-nong" in place.record()


def test_once_its_last_page_is_gone_its_list_and_folder_go_too(own, workers):
    place, _ = own
    for path in place.raw().iterdir():
        if "67" not in path.name:
            path.unlink()
    (place.briefs / "my_topic" / "67-dak-nong.html").unlink()
    (place.briefs / "my_topic" / "67-dak-nong.ipynb").unlink()
    workers.build(place)
    assert not (place.briefs / "my_topic").exists()
    assert "my_topic" not in (place.briefs / "index.html").read_text("utf-8")


def test_a_notebook_that_shows_nothing_has_failed(own, workers):
    place, analyst = own
    analyst.write(prose("# Chỉ có đầu đề"), ASKS, OPENS)
    (said,) = analyst.build(workers, place, "67")
    assert said.error
    assert "Sổ tay không cho hiện gì" in analyst.page(place)
    assert "không lường trước" not in analyst.page(place)


@pytest.mark.part(1)
@pytest.mark.parametrize(("ends", "kernel"), [("exit()", False), ("quit", True), ("import sys\nsys.exit(0)", False)])
def test_a_notebook_that_ends_itself_in_its_last_cell_has_failed(own, ends: str, kernel: bool):
    place, analyst = own
    analyst.write(ASKS, OPENS, SHOWS, code(ends))
    done = place.rehab_run("--notebook", analyst.path, "--province", "67", *(["--kernel"] if kernel else []))
    assert done.returncode == 1
    assert "KHÔNG DỰNG ĐƯỢC. Sổ tay tự kết thúc giữa chừng (sys.exit hoặc exit)." in done.stdout


def test_a_stock_kernel_is_watched_as_well(own):
    _, analyst = own
    analyst.write(
        parameters(data=""), code("import helper\nopen('sub/numbers.csv').close()\nopen('made.txt', 'w').close()")
    )
    executed = analyst.folder.parent / "executed.ipynb"
    with watched(analyst.folder, analyst.folder.parent / "data", "public") as notes:
        papermill.execute_notebook(
            str(analyst.path),
            str(executed),
            engine_name=KERNEL_ENGINE,
            kernel_name="python3",
            cwd=str(analyst.folder),
            progress_bar=False,
            extra_arguments=["--ext", EXTENSION],
        )
        told = notes_of(notes)
    assert [BEGAN] in told
    assert {tuple(note) for note in told if len(note) == 2} == {
        ("read", "helper.py"),
        ("read", "sub/numbers.csv"),
        ("wrote", "made.txt"),
    }


def test_a_dry_run_tells_which_of_its_pages_it_would_build_and_why(own, rehab, monkeypatch):
    place, analyst = own
    monkeypatch.chdir(place.root)
    (analyst.folder / "helper.py").write_text("def word():\n    return 'chào'\n", encoding="utf-8")
    said = rehab("run", "--notebook", analyst.path, "--province", "67", "--dry-run").stdout
    assert said == "sẽ dựng trial/my_topic/67-dak-nong.html: tệp mà sổ tay đọc đã đổi\n"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([code("province = '67'")], "no cell of parameters"),
        ([{**ASKS, "source": "province = '67'\n%matplotlib inline"}], "line 2"),
    ],
)
def test_a_notebook_that_cannot_be_given_its_province_is_a_sentence(tmp_path: Path, cells, said: str):
    analyst = Analyst(tmp_path / "analyst")
    analyst.write(*cells)
    with pytest.raises(NotebookError, match=said):
        kind_of_notebook(analyst.path)


def test_a_notebook_of_no_language_is_a_sentence(tmp_path: Path):
    analyst = Analyst(tmp_path / "analyst")
    analyst.write(ASKS)
    written = nbformat.read(analyst.path, as_version=4)
    written.metadata = {}
    nbformat.write(written, analyst.path)
    with pytest.raises(NotebookError, match="choose the kernel Python 3"):
        kind_of_notebook(analyst.path)


def test_the_command_runs_it_and_says_what_readers_must_know(own):
    place, analyst = own
    analyst.write(ASKS, code("1 + 1"))
    done = place.rehab_run("--notebook", analyst.path, "--province", "67", "--jobs", 1)
    assert done.returncode == 0
    assert "my_topic.ipynb không lấy số liệu qua rehab" in done.stderr
    assert "Xong: 1 trang mới dựng, 0 trang còn mới từ trước, 0 trang không dựng được." in done.stdout.splitlines()
