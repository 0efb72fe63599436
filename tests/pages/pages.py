"""What tests of pages share: a reader of HTML, and folders with workbooks in them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd

from rehab.batch.work import read_collection
from rehab.catalog.tables import conform
from rehab.disclosure.settings import RELEASES
from rehab.pages.numbers.material import Material
from rehab.store.project import Project

PROJECT = Path(__file__).resolve().parents[2]


class Page(HTMLParser):
    """Elements of a page with their attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def release(path: Path, words: Mapping[str, Mapping[str, object]]) -> None:
    """Clear words of the workbook at `path` for the public, by sheet and cell, beside it; figures need none."""
    entries = [
        {"file": path.name, "sheet": sheet, "cell": cell, "text": said}
        for sheet, cells in words.items()
        for cell, said in cells.items()
        if isinstance(said, str)
    ]
    # A text of JSON is one of TOML.
    told = ("\n".join(f"{name} = {json.dumps(said)}" for name, said in entry.items()) for entry in entries)
    content = "".join(f"[[release]]\n{entry}\n" for entry in told)
    path.with_name(RELEASES).write_text(content, encoding="utf-8")


def copy_of_raw(folder: Path, collection: str = "reported") -> Path:
    """A data folder with Đắk Nông's workbook in a collection."""
    target = folder / "raw" / collection
    target.mkdir(parents=True)
    source = PROJECT / "data" / "raw" / "reported" / "67-dak-nong.xlsx"
    (target / source.name).write_bytes(source.read_bytes())
    return folder


def processed(folder: Path) -> Path:
    """A data folder with Đắk Nông's workbook and its tables."""
    copy_of_raw(folder)
    read_collection(Project(folder, folder / "briefs", PROJECT / "notebooks"), "reported")
    return folder


def material_with(material: Material, rows: list[dict[str, object]], **tables: pd.DataFrame) -> Material:
    """The material with these observations of the whole province instead of its own, and other tables if given."""
    head = {"collection": "reported", "province": "67", "appendix": "4", "file": "t.xlsx", "sheet": "Phụ lục 4"}
    placed = [
        {**head, "cell": f"D{number}", "raw": str(row.get("value", "")), **row} for number, row in enumerate(rows)
    ]
    observations = conform(placed, "observations").assign(corrected=False, withheld="")
    return replace(material, observations=observations, **tables)
