"""Workbooks, as the stages that what a province sent goes through, a room each.

`grids` (a sheet's cells as they are shown) ← `files` (any kind of file, opened) ← `headings` (what words, headings and
their qualifiers mean) ← `blocks` (the tables on a sheet) ← `facts` (what the cells of a table state) ← `clerk` (checks
on what was read). Each room imports only from those before it, returns what it found and knows nothing of the next;
`reading` leads through them. Beside them: `teaching`, `forms` (blank, filled and annotated workbooks), `samples`.
"""
