"""Workbooks made to fill the memory or run for hours: a table of parts and tricks, and shapes that say large things."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from file_writers import Sheet, write_xlsx

# Below what is refused for its size alone; and what unpacks to far more than it weighs.
_SIZE, _VAST = 8 * 2**20, 96 * 2**20
_MANY = 100_000
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Every part that a workbook may have, and the tag around what it says.
PARTS = {
    "[Content_Types].xml": "Types",
    "_rels/.rels": "Relationships",
    "xl/workbook.xml": "workbook",
    "xl/_rels/workbook.xml.rels": "Relationships",
    "xl/worksheets/sheet1.xml": "worksheet",
    "xl/worksheets/_rels/sheet1.xml.rels": "Relationships",
    "xl/sharedStrings.xml": "sst",
    "xl/styles.xml": "styleSheet",
    "xl/theme/theme1.xml": "theme",
    "xl/comments1.xml": "comments",
    "xl/drawings/drawing1.xml": "wsDr",
    "xl/drawings/vmlDrawing1.vml": "xml",
    "xl/externalLinks/externalLink1.xml": "externalLink",
    "xl/vbaProject.bin": "xml",
    "docProps/core.xml": "coreProperties",
    "docProps/app.xml": "Properties",
    "customXml/item1.xml": "item",
    "xl/elsewhere.xml": "worksheet",
}
# What a trick makes of a part: its content, or None where it is played with the archive.
Trick = Callable[[bytes], bytes]


def _around(root: bytes, inside: bytes, before: bytes = b"") -> bytes:
    return before + b'<%s xmlns="%s">' % (root, _SPACE.encode()) + inside + b"</%s>" % root


def _times(unit: bytes) -> bytes:
    return unit * (_SIZE // len(unit))


def _entities(root: bytes) -> bytes:
    steps = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    return _around(root, b"<a>&e11;</a>", b'<!DOCTYPE x [<!ENTITY e0 "%s">%s]>' % (b"x" * 1000, steps))


TRICKS: dict[str, Trick] = {
    "tags": lambda root: _around(root, _times(b"<a/>")),
    "nested": lambda root: _around(root, _times(b"<a>")),
    "texts": lambda root: _around(root, _times(b"<si><t>a</t></si>")),
    "lines": lambda root: _around(root, _times(b"\n")),
    "one text": lambda root: _around(root, b"<si><t>" + _times(b"a") + b"</t></si>"),
    "attributes": lambda root: _around(root, b"<a " + b" ".join(b'a%d=""' % n for n in range(600_000)) + b"/>"),
    "one attribute": lambda root: _around(root, b'<a name="' + _times(b"a") + b'"/>'),
    "references": lambda root: _around(root, b'<Relationship Id="r1" Type="t" Target="sheet1.xml"/>' * _MANY),
    "signs": lambda root: _around(root, _times(b"&#38;")),
    "namespaces": lambda root: _around(root, b"".join(b'<a xmlns:n%d="u:%d"/>' % (n, n) for n in range(_MANY))),
    "comments": lambda root: _around(root, _times(b"<!---->")),
    "instructions": lambda root: _around(root, _times(b"<?a?>")),
    "entities": _entities,
    "document type": lambda root: _around(
        root, b"<a>&b;</a>", b'<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    ),
    "utf-16": lambda root: ('<?xml version="1.0" encoding="utf-16"?>' + "<a/>" * (_SIZE // 8)).encode("utf-16"),
    "utf-16 type": lambda root: _entities(root).decode("ascii").encode("utf-16"),
    "utf-7": lambda root: b'<?xml version="1.0" encoding="utf-7"?>' + _around(root, b"+ADw-a/+AD4-" * _MANY),
    "spaces that pack well": lambda root: _around(root, b" " * _VAST),
    "nothing": lambda _: b"",
    "zeros": lambda _: bytes(_SIZE),
}


@cache
def _plain(folder: Path) -> bytes:
    return write_xlsx(folder / "plain.xlsx", [Sheet("a", {(1, 1): "x", (1, 2): 5})]).read_bytes()


def _packed(folder: Path, parts: dict[str, bytes], extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A small workbook with parts in place of its own, and more that stand in the archive beside them."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_plain(folder))) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name, content in {**{part: old.read(part) for part in old.namelist()}, **parts}.items():
            new.writestr(name, content)
        for name, content in extra:
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 1)
    return packed.getvalue()


def _lying(packed: bytes, part: str, size: int) -> bytes:
    """The archive with another size of a part in its directory than the part has."""
    at = packed.rindex(part.encode(), 0, len(packed)) - 46
    assert packed[at : at + 4] == b"PK\x01\x02"
    return packed[: at + 24] + struct.pack("<I", size) + packed[at + 28 :]


def bomb(folder: Path, trick: str, part: str) -> bytes:
    """A workbook with a trick in one of its parts."""
    root = PARTS[part].encode()
    if trick in TRICKS:
        return _packed(folder, {part: TRICKS[trick](root)})
    vast = _around(root, b"<a/>" * (_SIZE // 4))
    if trick == "twice":
        return _packed(folder, {part: vast}, ((part, _around(root, b"")), (part.upper(), vast)))
    if trick == "by other ways":
        return _packed(folder, {}, tuple((way + part, vast) for way in ("/", "..\\", "../../", "C:\\", "xl/../")))
    if trick == "less than said":
        return _lying(_packed(folder, {part: _around(root, b"")}), part, 2**31)
    return _lying(_packed(folder, {part: vast}), part, 10)


ARCHIVE_TRICKS = ("twice", "by other ways", "less than said", "more than said")


def _sheet(*inside: bytes, cells: bytes = b'<row r="1"><c r="A1"><v>5</v></c></row>') -> dict[str, bytes]:
    before, after = inside
    content = _around(b"worksheet", before + b"<sheetData>" + cells + b"</sheetData>" + after)
    return {"xl/worksheets/sheet1.xml": content}


def _workbook(inside: bytes) -> dict[str, bytes]:
    around = f'<workbook xmlns="{_SPACE}" xmlns:r="{_RELATIONS}">'.encode()
    return {"xl/workbook.xml": around + inside + b"</workbook>"}


def shapes() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Sheets and workbooks that are small and say large things, by name."""
    hidden = b"".join(b'<col min="%d" max="1000000000" hidden="1"/>' % n for n in range(1, 20_000))
    yield "columns", _sheet(b"<cols>" + hidden + b"</cols>", b"")
    rows = b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (n, n + 900) for n in range(1, 9_000))
    yield "merged rows", _sheet(b"", b"<mergeCells>" + rows + b"</mergeCells>")
    yield "merged sheets", _sheet(b"", b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * _MANY + b"</mergeCells>")
    small = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (2 * n, 2 * n + 1) for n in range(1, _MANY))
    yield "merged pairs", _sheet(b"", b"<mergeCells>" + small + b"</mergeCells>")
    yield "a dimension", _sheet(b'<dimension ref="A1:XFD1048576"/>', b"")
    corners = b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row><row r="4000000000"><c r="ZZZ1"><v>5</v></c></row>'
    yield "corners", _sheet(b"", b"", cells=corners)
    rules = b'<conditionalFormatting sqref="%s"><cfRule type="colorScale"/></conditionalFormatting>'
    yield "rules", _sheet(b"", rules % b" ".join(b"A%d:XFD1048576" % n for n in range(1, _MANY)))
    formula = b'<row r="1"><c r="A1"><f>%s</f></c></row>' % (b"(" * 50_000 + b"1" + b")" * 50_000)
    yield "brackets", _sheet(b"", b"", cells=formula)
    row = b'<row r="%d"><c r="A%d"><f>A%d+A%d</f></c></row>'
    chain = b"".join(row % (n, n, n + 1, n + 1) for n in range(1, 40_000))
    yield "formulas", _sheet(b"", b"", cells=chain)
    row = b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>'
    strings = b"".join(row % (n, n, 10**9 + n) for n in range(1, 60_000))
    yield "strings that there are not", _sheet(b"", b"", cells=strings)
    letters = b'<row r="1"><c r="A1" t="inlineStr"><is>%s</is></c></row>' % (b"<r><t>a</t></r>" * 60_000)
    yield "runs", _sheet(b"", b"", cells=letters)
    yield "sheets", _workbook(b"<sheets>" + b'<sheet name="a" sheetId="1" r:id="rId1"/>' * _MANY + b"</sheets>")
    names = b'<definedName name="n">a!$A$1:$XFD$1048576</definedName>' * _MANY
    own = b'<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>'
    yield "names", _workbook(own + b"<definedNames>" + names + b"</definedNames>")
    formats = b"".join(b'<numFmt numFmtId="%d" formatCode="%s"/>' % (n, b"[$-42A]0" * 30) for n in range(200, 20_000))
    looks = b'<xf numFmtId="200" fontId="0" fillId="0"/>' * _MANY
    yield (
        "styles",
        {
            "xl/styles.xml": _around(
                b"styleSheet", b"<numFmts>" + formats + b"</numFmts><cellXfs>" + looks + b"</cellXfs>"
            )
        },
    )


SHAPES = tuple(name for name, _ in shapes())


def shape(folder: Path, name: str) -> bytes:
    """A workbook of a shape."""
    return _packed(folder, dict(shapes())[name])
