"""Tables of a Word document as XML text: heads repeated on every page, rows kept whole, columns as wide as needed."""

from collections.abc import Sequence

from rehab.pages.files.word_xml import Words, attribute, paragraph, plain, runs

USABLE_MM = 160.0
_TWIPS_PER_MM = 1440 / 25.4
_PADDING_MM, _MM_PER_SIGN, _LONGEST, _MOST_LEAST = 2.8, 2.0, 60, 36.0
_MM_PER_CAPITAL, _MM_PER_BOLD = 2.8, 2.2
_FIGURES = " .,%<≥–-()+/"
HEAD, TEXT, FIGURE = "TableHead", "TableText", "TableFigure"


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[Words]],
    about: str,
    widths: Sequence[float] = (),
    is_kept_whole: bool = True,
    is_of_words: bool = False,
) -> str:
    """A table whose first row is its head; `about` is what it shows, for those who cannot see it.

    `widths` are shares of the page's width; without them each column is as wide as its words need. Rows are
    kept on one page unless they are long (`is_kept_whole`). Figures stand at the right, not among words
    (`is_of_words`).
    """
    said = [[plain(cell) for cell in row] for row in rows]
    shares = list(widths) or natural_widths(heads, said)
    columns = [round(USABLE_MM * share / sum(shares) * _TWIPS_PER_MM) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    head = _row([paragraph(runs(one), HEAD) for one in heads], columns, is_head=True)
    body = "".join(
        _row([_cell(cell, place == 0 or is_of_words) for place, cell in enumerate(row)], columns, is_kept_whole)
        for row in rows
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="1"/><w:tblCaption w:val={attribute(about)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _cell(words: Words, is_left: bool) -> str:
    style = FIGURE if not is_left and is_figure(plain(words)) else TEXT
    return paragraph(runs(words), style)


def _row(cells: Sequence[str], widths: Sequence[int], is_whole: bool = True, is_head: bool = False) -> str:
    look = ("<w:cantSplit/>" if is_whole else "") + ("<w:tblHeader/>" if is_head else "")
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{told}</w:tr>"


def is_figure(words: str) -> bool:
    """Whether a cell holds a figure alone, which stands at the right.

    >>> is_figure("1.234,5"), is_figure("161 (01/2017-6/2020)"), is_figure("1/2020 đến nay")
    (True, True, False)
    """
    return bool(words) and all(sign.isdigit() or sign in _FIGURES for sign in words)


def natural_widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Widths in mm: each column has room for its longest word, and what is left goes to those with long texts.

    >>> narrow, wide = natural_widths(["Năm", "Nội dung"], [["2016", "một câu dài hơn nhiều"]])
    >>> narrow < wide
    True
    """
    columns = list(zip(heads, *rows, strict=True))
    least = [min(max(_room(word) for cell in own for word in cell.split() or [""]), _MOST_LEAST) for own in columns]
    heading = [max(_head_room(word) for word in head.split() or [""]) for head in heads]
    least = _fitting([min(max(pair), _MOST_LEAST) for pair in zip(least, heading, strict=True)])
    whole = [max(_room(cell) for cell in own) for own in columns]
    wanted = [max(wish - need, 0.0) for need, wish in zip(least, whole, strict=True)]
    left = max(USABLE_MM - sum(least), 0.0)
    return [need + left * wish / (sum(wanted) or 1.0) for need, wish in zip(least, wanted, strict=True)]


def _room(words: str) -> float:
    return _PADDING_MM + _MM_PER_SIGN * min(len(words), _LONGEST)


def _head_room(word: str) -> float:
    """Room for a word of a head, which is bold: capitals are the widest."""
    return _PADDING_MM + sum(_MM_PER_CAPITAL if sign.isupper() else _MM_PER_BOLD for sign in word)


def _fitting(least: Sequence[float]) -> list[float]:
    """Least widths that a page has room for: the widest give way, so that short words stay whole.

    >>> _fitting([10.0, 100.0, 90.0])
    [10.0, 75.0, 75.0]
    """
    fitted, left = list(least), USABLE_MM
    for count, place in zip(range(len(fitted), 0, -1), sorted(range(len(fitted)), key=fitted.__getitem__), strict=True):
        fitted[place] = min(fitted[place], left / count)
        left -= fitted[place]
    return fitted
