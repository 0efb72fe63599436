"""Drafts of made-up workbooks as files of every kind that provinces send."""
