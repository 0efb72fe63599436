"""HTML of others: nothing that runs or fetches is left in it, and all the rest is."""

import pytest

from rehab.pages.frame.inert import inert, shows_something

KEPT = [
    '<table border="1" class="dataframe"><thead><tr><th></th><th>năm</th></tr></thead></table>',
    '<svg viewBox="0 0 10 10"><linearGradient id="g"/><circle r="4" fill="url(#g)"/></svg>',
    '<p style="color: red; background: url(data:image/png;base64,AA)">1 &lt; 2 &amp; 3&nbsp;%</p>',
    '<a href="https://example.org/a?b=1&amp;c=2" title="x">xa</a><br/><img alt="" src="data:image/png;base64,AA">',
    '<a download="a.csv" href="data:text/csv;base64,AA">tải</a>',
]
HOSTILE = [
    "<script>run('</p>')</script>",
    '<SCRIPT SRC="https://example.org/x.js"></SCRIPT>',
    '<img src="https://example.org/x.png" onerror="run()">',
    '<img srcset="https://example.org/x.png 2x" src="data:image/png;base64,AA">',
    '<a href=" JavaScript:run()">x</a>',
    '<iframe srcdoc="<script>run()</script>">x</iframe>',
    '<object data="https://example.org/x"><embed src="https://example.org/y"></object>',
    '<link rel="stylesheet" href="https://example.org/x.css"><base href="https://example.org/">',
    '<meta http-equiv="refresh" content="0; url=https://example.org">',
    "<style>@import 'https://example.org/x.css'; p { background: url(https://example.org/y.png) }</style>",
    "<p style=\"background:url('//example.org/y.png')\">x</p>",
    '<svg><image href="https://example.org/x.png"/><use xlink:href="https://example.org/x.svg#a"/></svg>',
    '<svg><script>run()</script><a xlink:href="javascript:run()">x</a></svg>',
    '<form action="https://example.org"><button formaction="https://example.org">x</button></form>',
    '<video poster="https://example.org/x.png"><source src="https://example.org/x.mp4"></video>',
]


@pytest.mark.parametrize("markup", KEPT)
def test_what_neither_runs_nor_fetches_is_left_as_it_is(markup: str):
    assert inert(markup) == (markup, ())


@pytest.mark.parametrize("markup", HOSTILE)
def test_what_runs_or_fetches_is_taken_out_and_named(markup: str):
    safe, removed = inert(f"<b>trước</b>{markup}<b>sau</b>")
    assert safe.startswith("<b>trước</b>")
    assert safe.endswith("<b>sau</b>")
    assert [word for word in ("run(", "example.org", "onerror", "<script", "<iframe") if word in safe.lower()] == []
    assert removed or "<style" in markup or "style=" in markup


def test_a_picture_beside_the_notebook_is_put_into_the_page():
    safe, removed = inert('<img alt="x" src="pic.png">', lambda source: f"data:image/png;base64,{source}")
    assert safe == '<img alt="x" src="data:image/png;base64,pic.png">'
    assert removed == ()


def test_marks_that_pandas_draws_by_lot_are_the_same_in_every_run():
    tables = [
        f'<style>#T_{mark}_row0 {{}}</style><table id="T_{mark}"><td id="T_{mark}_row0"></td></table>'
        for mark in ("0ab1c", "9f3e2")
    ]
    assert inert(tables[0]) == inert(tables[1])


@pytest.mark.parametrize("markup", ["", "<div id='plot'></div>", "<style>p {}</style> <!-- x -->"])
def test_what_shows_nothing_is_known(markup: str):
    assert not shows_something(markup)
