"""A map of tiles: each province the same room, the archipelagos shown, neighbours beside each other."""

from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import read_rows


@dataclass(frozen=True)
class Tile:
    """Where a province of 2016-2020 stands on the grid: row from the north, column from the west, from 1."""

    code: str
    row: int
    column: int


@dataclass(frozen=True)
class IslandTile:
    """An archipelago, and the province whose district it is."""

    name_vi: str
    name_en: str
    province: str
    row: int
    column: int

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.name_vi if language == "vi" else self.name_en


@cache
def province_tiles() -> dict[str, Tile]:
    """The tile of each province, by code.

    >>> province_tiles()["67"].row > province_tiles()["01"].row
    True
    """
    return {
        row["code"]: Tile(row["code"], int(row["row"]), int(row["column"])) for row in read_rows("province_tiles.csv")
    }


@cache
def island_tiles() -> tuple[IslandTile, ...]:
    """The archipelagos that a map of the country shows.

    >>> [island.name_vi for island in island_tiles()]
    ['Quần đảo Hoàng Sa', 'Quần đảo Trường Sa']
    """
    return tuple(
        IslandTile(**{**row, "row": int(row["row"]), "column": int(row["column"])})  # type: ignore[arg-type]
        for row in read_rows("island_tiles.csv")
    )


@cache
def neighbours() -> frozenset[tuple[str, str]]:
    """Pairs of provinces that have a border with each other, the lower code first.

    >>> ("66", "67") in neighbours(), ("01", "79") in neighbours()
    (True, False)
    """
    return frozenset((row["code"], row["neighbour"]) for row in read_rows("province_neighbours.csv"))
