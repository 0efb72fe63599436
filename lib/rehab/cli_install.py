"""How to add a library where the suite is installed: pipx and uv keep it apart, and pip would add it elsewhere."""

import sys
import tomllib
from pathlib import Path

# What each of them leaves in the environment that it makes.
_PIPX, _UV = "pipx_metadata.json", "uv-receipt.toml"


def how_to_add(library: str, environment: Path | None = None) -> str:
    """The command that adds a library to the environment that runs this, or to the one named.

    >>> how_to_add("xlwt", Path("nowhere"))
    'python -m pip install xlwt'
    """
    place = environment or Path(sys.prefix)
    if (place / _PIPX).is_file():
        return f"pipx inject rehab-briefs {library}"
    if (place / _UV).is_file():
        return f'uv tool install --force --with {library} "{_installed_from(place / _UV)}"'
    return f"python -m pip install {library}"


def _installed_from(receipt: Path) -> str:
    """The folder, wheel or name that uv was given; the folder one stands in, where the receipt does not tell."""
    wanted = tomllib.loads(receipt.read_text("utf-8")).get("tool", {}).get("requirements", [])
    own: dict[str, object] = next((entry for entry in wanted if entry.get("name") == "rehab-briefs"), {})
    return str(own.get("directory") or own.get("path") or own.get("editable") or ".")
