"""Pages of HTML under the name .xls, as Excel and many systems export them: every table's rows on one sheet.

A number in the text of a page stays text: whether `1.234` is a thousand or little more than one, only what stands
around it can tell. Nothing is fetched, no script is run.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from rehab.workbooks.files.cells import Run, is_date_format, serial_date, text_cell, value_cell
from rehab.workbooks.files.failures import NO_WORKBOOK, TOO_LARGE, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.safety import MOST_CELLS, MOST_MERGED_CELLS
from rehab.workbooks.files.spreadsheetml import NAMED_FORMATS
from rehab.workbooks.grid import Cell, Grid, make_grid

# A parsed page takes many times its size; no province's tables come near to this.
_MOST_BYTES = 8 * 2**20
# A tag of a million attributes takes hundreds of times its length.
_LONGEST_TAG = 2**16
_LONGEST_NAME = 31
# What the standard of HTML lets a cell span, and where Excel's sheets end.
_WIDEST_SPAN, _TALLEST_SPAN, _LAST_COLUMN = 1_000, 65_534, 16_384
# Tags nested deeper than this within a cell add nothing to its look.
_DEEPEST = 64
_HEAD_BYTES = 4096
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_KNOWN_CHARSET = re.compile(r"utf-?8|windows-125\d|iso-8859-\d{1,2}|us-ascii", re.IGNORECASE)
_OLD_FONT = re.compile(r"""["':=;,\s](?:\.vn|vni-)""", re.IGNORECASE)
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_STYLE_OPENED = re.compile(r"<style\b[^<>]*>\s*$", re.IGNORECASE)
_STYLE_TAG_LENGTH = 200
_VIETNAMESE = "windows-1258"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_PLAIN_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_STORED_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?")
_DECLARATION = re.compile(r"""(?:"[^"]*"|'[^']*'|\\.|[^;"'\\])+""", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_SELECTOR = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?\.[\w-]+", re.IGNORECASE)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
_BLOCKS = {
    "address", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "html", "li", "ol", "p", "pre", "table", "ul",
}  # fmt: skip
_SILENT = {"head", "script", "style", "title", "xml", "noscript", "template"}
_CELLS, _GROUPS = {"td", "th"}, {"thead", "tbody", "tfoot"}


class _Look(NamedTuple):
    """How the text within a tag is set."""

    tag: str = ""
    font: str = ""
    number_format: str = "General"
    raised: bool = False
    hidden: bool = False


_PLAIN = _Look()


@dataclass
class _Text:
    """The text of a cell, or of a block outside tables, as it comes in."""

    depth: int
    look: _Look = _PLAIN
    columns: int = 1
    rows: int = 1
    number: str | None = None
    formula: str = ""
    runs: list[Run] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    current: _Look = _PLAIN
    ending: str = "\n"


@dataclass
class _Row:
    depth: int
    hidden: bool = False
    cells: list[_Text] = field(default_factory=list)


@dataclass
class _Table:
    """Rows of a table, with the lines that come before it."""

    depth: int
    before: list[_Row] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    row: _Row | None = None
    cell: _Text | None = None
    columns: int = 0
    hidden: list[range] = field(default_factory=list)


@dataclass
class _Sheet:
    """The sheet as far as it has been laid out."""

    row: int = 0
    cells: list[Cell] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    merged_cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_html(path: Path) -> tuple[Grid, ...]:
    """The one sheet that Excel would make of a page, named as the file is.

    Raises UnreadableFileError where the page is too large or has no table.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableFileError(*TOO_LARGE)
    page = _Page()
    text = _whole_tags(_without_comments(_decoded(path.read_bytes())))
    if any(len(part) - part.find("<") > _LONGEST_TAG for part in text.split(">") if "<" in part):
        raise UnreadableFileError(*TOO_LARGE)
    page.feed(text)
    page.close()
    page.end_all()
    if not page.has_table:
        raise UnreadableFileError(*NO_WORKBOOK)
    return (_grid(page, path.stem[:_LONGEST_NAME]),)


def _decoded(content: bytes) -> str:
    """The page's text: by its byte order mark, by what it says of itself, as UTF-8, or as Windows for Vietnam."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    # Of one byte a letter, as old fonts are: a code page would change their letters.
    plain = content.decode("latin-1")
    said = _CHARSET.search(plain[:_HEAD_BYTES])
    named = said[1].lower() if said and _KNOWN_CHARSET.fullmatch(said[1]) else "utf-8"
    for encoding in (named, "utf-8"):
        if encoding.startswith(("windows", "iso")) and _OLD_FONT.search(plain):
            return plain
        try:
            return _composed(content.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return plain if _OLD_FONT.search(plain) else _composed(content.decode(_VIETNAMESE, errors="replace"), _VIETNAMESE)


def _without_comments(text: str) -> str:
    """A page without comments, declarations and Office's conditions; style sheets keep what they hide in comments.

    HTMLParser stops at some of Office's, and takes time squared over comments that never end.
    """
    kept: list[str] = []
    place, last_comment_end, last_tag_end = 0, text.rfind("-->"), text.rfind(">")
    while (start := text.find("<!", place)) >= 0:
        kept.append(text[place:start])
        if not text.startswith("<!--", start):
            place = text.index(">", start) + 1 if start < last_tag_end else start + len("<!")
        elif start + len("<!--") > last_comment_end:
            place = start + len("<!--")
        else:
            end = text.index("-->", start + len("<!--"))
            if _STYLE_OPENED.search(kept[-1][-_STYLE_TAG_LENGTH:]):
                kept.append(text[start + len("<!--") : end])
            place = end + len("-->")
    return "".join([*kept, text[place:]])


def _whole_tags(text: str) -> str:
    """A page without the tag it breaks off in."""
    end = text.rfind(">") + 1
    return text[:end] + text[end:].partition("<")[0]


def _composed(text: str, encoding: str) -> str:
    """Text whose tone marks stand with their letters: Windows' code page for Vietnam writes them apart."""
    return unicodedata.normalize("NFC", text) if encoding == _VIETNAMESE else text


class _Page(HTMLParser):
    """Tables and lines of a page in their order; tags may nest as deep as they like, none is looked into twice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Table] = []
        self.has_table = False
        self._rules: dict[str, dict[str, str]] = {}
        self._stack: list[_Look] = []
        self._tables: list[_Table] = []
        self._line: _Text | None = None
        self._silent: list[str] = []
        self._css: list[str] = []
        self._parts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row, cell or line, or change the look of what follows."""
        if tag in _SILENT and len(self._silent) < _DEEPEST:
            self._silent.append(tag)
        if self._silent and tag not in ("body", "table"):
            return
        self._silent.clear()
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS or tag == "br":
            self._break(always=tag == "br")
        if tag == "table":
            self._open_table(given)
        elif tag == "tr":
            self._open_row(given)
        elif tag in _CELLS:
            self._open_cell(tag, given)
        elif tag == "col":
            self._read_column(given)
        elif tag not in _VOID:
            if tag in ("p", "li"):
                self._pop(tag)
            self._push(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """Close what a tag opened, and all that was left open within it."""
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            if tag == "style":
                self._read_rules("".join(self._css))
                self._css.clear()
            return
        if tag in _BLOCKS:
            self._break()
        table = self._tables[-1] if self._tables else None
        if tag == "table":
            self._close_table()
        elif table is not None and tag == "tr":
            self._close_row(table)
        elif table is not None and tag in _CELLS:
            self._close_cell(table)
        else:
            self._pop(tag)

    def handle_data(self, data: str) -> None:
        """Add text to the open cell, or else to a line of its own."""
        if self._silent:
            if self._silent[-1] == "style":
                self._css.append(data)
            return
        text = self._open_text()
        if text is None:
            if not _SPACES.sub("", data):
                return
            text = self._line = _Text(self._floor())
        self._add(text, _SPACES.sub(" ", data))

    def end_all(self) -> None:
        """Close what the page left open."""
        while self._tables:
            self._close_table()
        self.end_line()

    def end_line(self) -> None:
        """Put the open line outside tables, if any, on a row of its own."""
        line, self._line = self._line, None
        if line is None:
            return
        self._flush(line)
        row = _Row(0, cells=[line])
        if self._tables:
            self._tables[-1].before.append(row)
        else:
            self.blocks.append(_Table(0, rows=[row]))
        self._count()

    def _count(self) -> None:
        self._parts += 1
        if self._parts > MOST_CELLS:
            raise UnreadableFileError(*TOO_MANY_CELLS)

    def _open_text(self) -> _Text | None:
        cell = self._tables[-1].cell if self._tables else None
        return cell if cell is not None else self._line

    def _break(self, always: bool = False) -> None:
        """Begin a new line, of the cell or of the page; blocks that follow one another have one line end between."""
        cell = self._tables[-1].cell if self._tables else None
        if cell is None:
            self.end_line()
        elif cell.ending != "\n" or (always and (cell.runs or cell.pieces)):
            self._add(cell, "\n")

    def _add(self, text: _Text, written: str) -> None:
        if text.ending in " \n":
            written = written.removeprefix(" ")
        if not written:
            return
        look = self._look()
        if (look.font, look.raised) != (text.current.font, text.current.raised):
            self._flush(text)
            text.current = look
        text.pieces.append(written)
        text.ending = written[-1]

    def _flush(self, text: _Text) -> None:
        if text.pieces:
            self._count()
            text.runs.append(Run("".join(text.pieces), text.current.font, text.current.raised))
            text.pieces.clear()

    def _look(self) -> _Look:
        return self._stack[-1] if self._stack else _PLAIN

    def _floor(self) -> int:
        """How many open tags lie outside the open cell, row or table: its own end tags do not close those."""
        if not self._tables:
            return 0
        table = self._tables[-1]
        return (table.cell or table.row or table).depth

    def _push(self, tag: str, given: dict[str, str]) -> None:
        if len(self._stack) - self._floor() < _DEEPEST:
            self._stack.append(self._looked(tag, given))

    def _pop(self, tag: str) -> None:
        for place in range(len(self._stack) - 1, self._floor() - 1, -1):
            if self._stack[place].tag == tag:
                del self._stack[place:]
                return

    def _looked(self, tag: str, given: dict[str, str]) -> _Look:
        """The look within a tag: what surrounds it, changed by rules for the tag, its classes and its own style."""
        around = self._look()
        said: dict[str, str] = {"vertical-align": "super"} if tag == "sup" else {}
        said |= self._rules.get(tag, {})
        for name in given.get("class", "").split():
            said |= self._rules.get(f".{name}", {}) | self._rules.get(f"{tag}.{name}", {})
        if tag == "font" and given.get("face"):
            said["font-family"] = given["face"]
        if "style" in given:
            said |= _declarations(given["style"])
        return _Look(
            tag,
            _family(said["font-family"]) if "font-family" in said else around.font,
            _number_format(said["mso-number-format"]) if "mso-number-format" in said else around.number_format,
            around.raised if tag in _CELLS or "vertical-align" not in said else said["vertical-align"] == "super",
            around.hidden or said.get("display") == "none",
        )

    def _read_rules(self, css: str) -> None:
        """Rules of a style sheet, those for a tag or a class; others are for looks that tell nothing here."""
        for rule in css.split("}"):
            selectors, _, body = rule.partition("{")
            wanted = [name for part in selectors.split(",") if _SELECTOR.fullmatch(name := part.strip())]
            if wanted:
                said = _declarations(body)
                for name in wanted:
                    self._rules[name] = self._rules.get(name, {}) | said

    def _open_table(self, given: dict[str, str]) -> None:
        if not self._tables or self._tables[-1].cell is None:
            self.end_line()
        self.has_table = True
        self._count()
        table = _Table(len(self._stack))
        self._stack.append(self._looked("table", given))
        table.depth += 1
        self.blocks.append(table)
        self._tables.append(table)

    def _close_table(self) -> None:
        if self._tables:
            table = self._tables[-1]
            self._close_row(table)
            self.end_line()
            self._tables.pop()
            del self._stack[table.depth - 1 :]

    def _open_row(self, given: dict[str, str]) -> _Row:
        if not self._tables:
            self._open_table({})
        table = self._tables[-1]
        self._close_row(table)
        self._count()
        self._stack.append(self._looked("tr", given))
        table.row = _Row(len(self._stack), self._look().hidden)
        table.rows.append(table.row)
        return table.row

    def _close_row(self, table: _Table) -> None:
        self._close_cell(table)
        if table.row is not None:
            del self._stack[table.row.depth - 1 :]
            table.row = None

    def _open_cell(self, tag: str, given: dict[str, str]) -> None:
        table = self._tables[-1] if self._tables else None
        row = table.row if table is not None and table.row is not None else self._open_row({})
        table = self._tables[-1]
        self._close_cell(table)
        self._count()
        look = self._looked(tag, given)
        self._stack.append(look)
        table.cell = _Text(
            len(self._stack),
            look,
            _span(given.get("colspan", ""), _WIDEST_SPAN),
            _span(given.get("rowspan", ""), _TALLEST_SPAN),
            given.get("x:num"),
            given.get("x:fmla", ""),
        )
        row.cells.append(table.cell)

    def _close_cell(self, table: _Table) -> None:
        if table.cell is not None:
            self._flush(table.cell)
            del self._stack[table.cell.depth - 1 :]
            table.cell = None

    def _read_column(self, given: dict[str, str]) -> None:
        if self._tables:
            table = self._tables[-1]
            first = table.columns + 1
            table.columns += _span(given.get("span", ""), _LAST_COLUMN)
            if _declarations(given.get("style", "")).get("display") == "none":
                self._count()
                table.hidden.append(range(first, table.columns + 1))


def _declarations(css: str) -> dict[str, str]:
    """Properties of a style and their values, without quotes.

    >>> _declarations("font-family:'.VnTime', serif; mso-number-format:'0\\\\.0%'")["font-family"]
    "'.VnTime', serif"
    """
    found = {}
    for declaration in _DECLARATION.findall(css):
        name, _, value = declaration.partition(":")
        found[name.strip().lower()] = value.strip()
    return found


def _family(written: str) -> str:
    return written.split(",")[0].strip().strip("'\"")


def _number_format(written: str) -> str:
    """A number format out of its quotes and escapes: `"\\#\\,\\#\\#0"` is #,##0."""
    bare = _CSS_ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], written.strip("'\""))
    return NAMED_FORMATS.get(bare.lower(), bare)


def _span(written: str, most: int) -> int:
    digits = re.match(r"\s*0*([0-9]{1,9})", written)
    return min(most, max(1, int(digits[1]))) if digits else 1


def _grid(page: _Page, name: str) -> Grid:
    sheet = _Sheet()
    for table in page.blocks:
        for row in table.before:
            _read_row(row, sheet, 1, {})
        taken: dict[int, int] = {}
        for number, row in enumerate(table.rows):
            _read_row(row, sheet, len(table.rows) - number, taken)
        if table.hidden:
            sheet.hidden_columns.update(
                column
                for column in {cell.column for cell in sheet.cells}
                if any(column in part for part in table.hidden)
            )
    return make_grid(
        name,
        sheet.cells,
        tuple(sheet.merged),
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
    )


def _read_row(row: _Row, sheet: _Sheet, rows_left: int, taken: dict[int, int]) -> None:
    """Put a row's cells in their places; `taken` tells to which row cells from above fill each column."""
    sheet.row += 1
    if row.hidden:
        sheet.hidden_rows.add(sheet.row)
    column = 1
    for text in row.cells:
        while taken.get(column, 0) >= sheet.row:
            column += 1
        down = min(text.rows, rows_left)
        if down * text.columns > 1:
            _merge(sheet, column, down, text.columns, taken)
        cell = _cell(text, sheet.row, column)
        if cell is not None:
            if column > _LAST_COLUMN:
                raise UnreadableFileError(*TOO_MANY_CELLS)
            sheet.cells.append(cell)
        column += text.columns


def _merge(sheet: _Sheet, column: int, down: int, across: int, taken: dict[int, int]) -> None:
    sheet.merged_cells += down * across
    if sheet.merged_cells > MOST_MERGED_CELLS:
        raise UnreadableFileError(*TOO_MANY_CELLS)
    sheet.merged.append((sheet.row, column, sheet.row + down - 1, column + across - 1))
    if down > 1:
        taken.update(dict.fromkeys(range(column, column + across), sheet.row + down - 1))


def _cell(text: _Text, row: int, column: int) -> Cell | None:
    runs = _trimmed(text.runs)
    number = _number(text.number, "".join(run.text for run in runs))
    look = text.look
    if number is not None:
        day = serial_date(number, False) if is_date_format(look.number_format) else None
        return value_cell(row, column, number if day is None else day, look.number_format, text.formula)
    cell = text_cell(row, column, runs, look.font, text.formula)
    return value_cell(row, column, None, look.number_format, text.formula) if cell is None and text.formula else cell


def _trimmed(runs: list[Run]) -> list[Run]:
    """Runs without the spaces and line ends that the last of them end in; spaces that do not break stay."""
    kept = list(runs)
    while kept:
        last = kept.pop()
        text = last.text.rstrip(" \n")
        if text:
            return [*kept, replace(last, text=text)]
    return []


def _number(stored: str | None, shown: str) -> int | float | None:
    """The number that Excel notes beside a cell's text (`x:num`); noted without a value, it is the text itself."""
    if stored is None:
        return None
    written = stored.strip() or shown
    if not (_STORED_NUMBER if stored.strip() else _PLAIN_NUMBER).fullmatch(written):
        return None
    number = float(written)
    return int(number) if number.is_integer() and "." not in written and "E" not in written.upper() else number
