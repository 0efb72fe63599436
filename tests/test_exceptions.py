"""An exception that crosses from a worker to the run arrives as it was raised."""

import inspect
import pickle
import pkgutil
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import rehab
from rehab.pages.citing.phrases import Citation

# What an exception is given here for a parameter of this type.
VALUES: dict[Any, Any] = {
    str: "Phụ lục 4 ! D7",
    int: 5,
    Path: Path("corrections.toml"),
    Path | None: Path("corrections.toml"),
    tuple[str, ...]: ("Đắk Nông", "Đắk Lắk"),
    Iterable[str]: ("Đắk Nông", "Đắk Lắk"),
    Citation: Citation("1a1", "Số người tái nghiện", "5", "2016", "67.xlsx", "Phụ lục 2", "A1", "5", False),
    dict[str, str] | None: {"vi": "sai", "en": "wrong"},
    str | None: "câu khác",
}
# Where not any value will do.
NAMED = {"group": "rehab.executors"}


def _exceptions() -> list[type[BaseException]]:
    found: dict[str, type[BaseException]] = {}
    for module in pkgutil.walk_packages(rehab.__path__, "rehab."):
        if module.name.endswith((".server", ".workers", ".imports")):
            continue  # Importing these prepares a process, and holds no exception.
        for value in vars(import_module(module.name)).values():
            if inspect.isclass(value) and issubclass(value, BaseException) and value.__module__.startswith("rehab."):
                found[f"{value.__module__}.{value.__qualname__}"] = value
    return [found[name] for name in sorted(found)]


def _raised(kind: type[BaseException]) -> BaseException:
    own = next(owner for owner in kind.__mro__ if "__init__" in vars(owner))
    if not own.__module__.startswith("rehab."):
        return kind(VALUES[str])
    hints = get_type_hints(own.__init__)
    return kind(*(NAMED.get(name, VALUES[hints[name]]) for name in list(inspect.signature(kind).parameters)))


@pytest.mark.parametrize("kind", _exceptions(), ids=lambda kind: kind.__name__)
def test_an_exception_survives_the_way_between_processes(kind):
    error = _raised(kind)
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is kind
    assert str(arrived) == str(error)
    assert vars(arrived) == vars(error)
