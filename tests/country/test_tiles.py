"""The map of tiles keeps to geography: neighbours touch, north is up, east is right."""

import csv
from pathlib import Path

import pandas as pd

from rehab.catalog.provinces_2020 import provinces_2020
from rehab.catalog.tiles import island_tiles, neighbours, province_tiles

CENTRES = Path(__file__).with_name("province_centres.csv")
LEAST_TOUCHING, LEAST_CORRELATION = 0.8, 0.9


def test_every_province_has_a_tile_of_its_own():
    places = [(tile.row, tile.column) for tile in province_tiles().values()]
    places += [(island.row, island.column) for island in island_tiles()]
    assert list(province_tiles()) == list(provinces_2020())
    assert len(set(places)) == len(places)


def test_provinces_that_border_each_other_touch():
    tiles = province_tiles()
    apart = [
        (one, other)
        for one, other in neighbours()
        if max(abs(tiles[one].row - tiles[other].row), abs(tiles[one].column - tiles[other].column)) > 1
    ]
    assert len(apart) <= (1 - LEAST_TOUCHING) * len(neighbours())


def test_north_is_up_and_east_is_right():
    with CENTRES.open(encoding="utf-8", newline="") as file:
        centres = {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(file)}
    codes = list(province_tiles())
    rows, columns = zip(*((province_tiles()[code].row, province_tiles()[code].column) for code in codes), strict=True)
    longitudes, latitudes = zip(*(centres[code] for code in codes), strict=True)
    assert _spearman(rows, latitudes) <= -LEAST_CORRELATION
    assert _spearman(columns, longitudes) >= LEAST_CORRELATION


def _spearman(ones: tuple[float, ...], others: tuple[float, ...]) -> float:
    """The correlation of ranks; scipy would take every process of tests two seconds to load."""
    return pd.Series(ones).rank().corr(pd.Series(others).rank())


def test_borders_are_between_provinces_each_told_once_and_every_province_has_one():
    told = {code for pair in neighbours() for code in pair}
    assert told == set(provinces_2020())
    assert all(one < other for one, other in neighbours())
    # Neighbours stand near each other on the earth, too: a code typed wrong shows.
    with CENTRES.open(encoding="utf-8", newline="") as file:
        centres = {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(file)}
    far = [
        (one, other)
        for one, other in neighbours()
        if sum((a - b) ** 2 for a, b in zip(centres[one], centres[other], strict=True)) > 1.8**2
    ]
    assert not far


def test_the_archipelagos_stand_in_the_sea_east_of_everything_in_their_row():
    for island in island_tiles():
        assert island.column >= province_tiles()[island.province].column
        assert not [t for t in province_tiles().values() if t.row == island.row and t.column >= island.column]
