"""Notebooks that tests write."""

import json
from typing import Any


def parameters(**values: Any) -> dict[str, Any]:
    """A cell of parameters."""
    return _cell("code", "\n".join(f"{name} = {value!r}" for name, value in values.items()), "parameters")


def code(source: str) -> dict[str, Any]:
    """A cell of code."""
    return _cell("code", source.strip())


def prose(source: str, *tags: str) -> dict[str, Any]:
    """A cell of text."""
    return _cell("markdown", source, *tags)


def _cell(kind: str, source: str, *tags: str) -> dict[str, Any]:
    ran = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {"tags": list(tags)}, "source": source, **ran}


def notebook(*cells: dict[str, Any]) -> str:
    """A notebook of these cells, as JSON."""
    named = [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps({"cells": named, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
