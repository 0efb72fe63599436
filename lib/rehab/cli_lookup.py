"""`rehab province`: which province is meant."""

from typing import Annotated

import typer

from rehab.catalog.provinces import Province, UnknownProvinceError, explained, find_province
from rehab.catalog.provinces_2025 import Unit2025, find_unit_2025
from rehab.cli_near import in_pieces
from rehab.cli_say import HAS_ERRORS, not_done, say, spoken, told


def province(
    names: Annotated[list[str], typer.Argument(help="Names, in any spelling, or codes of the list of that year.")],
    year: Annotated[
        int, typer.Option(help="2016-2020: the 63 provinces; 2025: the 34 units since 1 July 2025.")
    ] = 2020,
) -> None:
    """Look up provinces: name as given, code, official name, separated by tabs."""
    if year not in (*range(2016, 2021), 2025):
        raise not_done(explained("no_list", year=year)[spoken()])
    unknown = False
    for name in names:
        try:
            found: Province | Unit2025 = find_unit_2025(name) if year == 2025 else find_province(name)
            say(f"{name}\t{found.code}\t{found.name}")
        except UnknownProvinceError as error:
            unknown = True
            # Of several each has its row; one that is like none has nothing to print.
            if error.nearest or len(names) > 1:
                say(f"{name}\t\t{', '.join(error.nearest)}")
            if error.explanation:
                say(error.explanation[spoken()], err=True)
            else:
                say(told("cli.province_unknown", name=name, list=year), err=True)
    if unknown and (name := in_pieces(names)):
        say(told("near.pieces", command="rehab province", name=name), err=True)
    if unknown:
        raise typer.Exit(HAS_ERRORS)
