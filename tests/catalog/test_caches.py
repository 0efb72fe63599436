"""What is kept in memory and depends on the review is kept for each review (`per_review`), not once for all."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import CodeType, FunctionType, ModuleType

import rehab
from rehab.catalog import reviews, texts

CACHED = type(cache(lambda: 0))
# A registry's function names its entries and calls none of them; of kinds only what is wrong with one is told in texts.
CALLS_NONE = {
    "rehab.batch.beside.files",
    "rehab.catalog.kinds.kinds",
    "rehab.pages.frame.leading.known_sections",
    "rehab.workbooks.files.opening.readers",
}


def modules() -> Iterator[ModuleType]:
    # papermill imports this one by its entry point, and cannot while it is itself being imported.
    import_module("papermill")
    return (import_module(found.name) for found in pkgutil.walk_packages(rehab.__path__, "rehab."))


def names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


def way_to_the_review(function: FunctionType, seen: set[object]) -> list[str]:
    """By which functions of the project a function comes to ask which review is worked on; empty where it does not."""
    function = function.__wrapped__ if isinstance(function, CACHED) else function
    if function in seen:
        return []
    seen.add(function)
    # `per_review` asks by a method that its function keeps.
    if any(getattr(cell.cell_contents, "__self__", None) is reviews._current for cell in function.__closure__ or ()):
        return [function.__name__]
    for name in names_in(function.__code__):
        named = function.__globals__.get(name)
        if named is reviews._current:
            return [function.__name__]
        if isinstance(named, FunctionType | CACHED) and named.__module__.startswith("rehab."):
            way = way_to_the_review(named, seen)
            if way:
                return [function.__name__, *way]
    return []


def kept_for_all() -> dict[str, list[str]]:
    return {
        f"{module.__name__}.{name}": way_to_the_review(kept, set())
        for module in modules()
        for name, kept in vars(module).items()
        if isinstance(kept, CACHED) and kept.__module__ == module.__name__
    }


def test_no_answer_that_depends_on_the_review_is_kept_for_all_reviews():
    ways = {name: way for name, way in kept_for_all().items() if way and name not in CALLS_NONE}
    assert not ways, "use @per_review() instead of @cache"


def test_a_cached_function_that_asks_for_the_review_would_be_found():
    assert way_to_the_review(cache(texts.text), set()) == ["text", "texts"]
    assert not way_to_the_review(cache(reviews.load_review), set())
