"""A page of HTML as it goes by: rows of tables, and the lines between them."""

import re
from html.parser import HTMLParser

from rehab.workbooks.files.cells import Run
from rehab.workbooks.files.failures import TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.html_parts import Row, Table, Text
from rehab.workbooks.files.html_style import PLAIN, TagStyle, declarations, looked, span
from rehab.workbooks.files.safety import LAST_COLUMN, MOST_CELLS

# What the standard of HTML lets a cell span.
_WIDEST_SPAN, _TALLEST_SPAN = 1_000, 65_534
# Tags nested deeper than this within a cell add nothing to its look.
_DEEPEST = 64
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SELECTOR = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?\.[\w-]+", re.IGNORECASE)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
_BLOCKS = {
    "address", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "html", "li", "ol", "p", "pre", "table", "ul",
}  # fmt: skip
_SILENT = {"head", "script", "style", "title", "xml", "noscript", "template"}
_CELLS, _GROUPS = {"td", "th"}, {"thead", "tbody", "tfoot"}


class Page(HTMLParser):
    """Tables and lines of a page in their order; tags may nest as deep as they like, none is looked into twice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Table] = []
        self.has_table = False
        self._rules: dict[str, dict[str, str]] = {}
        self._stack: list[TagStyle] = []
        self._tables: list[Table] = []
        self._line: Text | None = None
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
            text = self._line = Text(self._floor())
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
        row = Row(0, cells=[line])
        if self._tables:
            self._tables[-1].before.append(row)
        else:
            self.blocks.append(Table(0, rows=[row]))
        self._count()

    def _count(self) -> None:
        self._parts += 1
        if self._parts > MOST_CELLS:
            raise UnreadableFileError(*TOO_MANY_CELLS)

    def _open_text(self) -> Text | None:
        cell = self._tables[-1].cell if self._tables else None
        return cell if cell is not None else self._line

    def _break(self, always: bool = False) -> None:
        """Begin a new line, of the cell or of the page; blocks that follow one another have one line end between."""
        cell = self._tables[-1].cell if self._tables else None
        if cell is None:
            self.end_line()
        elif cell.ending != "\n" or (always and (cell.runs or cell.pieces)):
            self._add(cell, "\n")

    def _add(self, text: Text, written: str) -> None:
        if text.ending in " \n":
            written = written.removeprefix(" ")
        if not written:
            return
        look = self._look()
        if _of_letters(look) != _of_letters(text.current):
            self._flush(text)
            text.current = look
        text.pieces.append(written)
        text.ending = written[-1]

    def _flush(self, text: Text) -> None:
        if text.pieces:
            self._count()
            text.runs.append(Run("".join(text.pieces), *_of_letters(text.current)))
            text.pieces.clear()

    def _look(self) -> TagStyle:
        return self._stack[-1] if self._stack else PLAIN

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

    def _looked(self, tag: str, given: dict[str, str]) -> TagStyle:
        """The look within a tag: what surrounds it, changed by rules for the tag, its classes and its own style."""
        around = self._look()
        said: dict[str, str] = {"vertical-align": "super"} if tag == "sup" else {}
        said |= self._rules.get(tag, {})
        for name in given.get("class", "").split():
            said |= self._rules.get(f".{name}", {}) | self._rules.get(f"{tag}.{name}", {})
        if tag == "font" and given.get("face"):
            said["font-family"] = given["face"]
        if "style" in given:
            said |= declarations(given["style"])
        look = looked(around, tag, given, said)
        raised = around.raised if tag in _CELLS or "vertical-align" not in said else said["vertical-align"] == "super"
        return look._replace(raised=raised)

    def _read_rules(self, css: str) -> None:
        """Rules of a style sheet, those for a tag or a class; others are for looks that tell nothing here."""
        for rule in css.split("}"):
            selectors, _, body = rule.partition("{")
            wanted = [name for part in selectors.split(",") if _SELECTOR.fullmatch(name := part.strip())]
            if wanted:
                said = declarations(body)
                for name in wanted:
                    self._rules[name] = self._rules.get(name, {}) | said

    def _open_table(self, given: dict[str, str]) -> None:
        if not self._tables or self._tables[-1].cell is None:
            self.end_line()
        self.has_table = True
        self._count()
        table = Table(len(self._stack))
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

    def _open_row(self, given: dict[str, str]) -> Row:
        if not self._tables:
            self._open_table({})
        table = self._tables[-1]
        self._close_row(table)
        self._count()
        self._stack.append(self._looked("tr", given))
        table.row = Row(len(self._stack), self._look().hidden)
        table.rows.append(table.row)
        return table.row

    def _close_row(self, table: Table) -> None:
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
        table.cell = Text(
            len(self._stack),
            look,
            span(given.get("colspan", ""), _WIDEST_SPAN),
            span(given.get("rowspan", ""), _TALLEST_SPAN),
            given.get("x:num"),
            given.get("x:fmla", ""),
        )
        row.cells.append(table.cell)

    def _close_cell(self, table: Table) -> None:
        if table.cell is not None:
            self._flush(table.cell)
            del self._stack[table.cell.depth - 1 :]
            table.cell = None

    def _read_column(self, given: dict[str, str]) -> None:
        if self._tables:
            table = self._tables[-1]
            first = table.columns + 1
            table.columns += span(given.get("span", ""), LAST_COLUMN)
            if declarations(given.get("style", "")).get("display") == "none":
                self._count()
                table.hidden.append(range(first, table.columns + 1))


def _of_letters(look: TagStyle) -> tuple[str, bool, bool, bool]:
    """What of a look sets letters: font, raised, struck out, invisible."""
    return look.font, look.raised, look.struck, look.invisible
