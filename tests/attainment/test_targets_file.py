"""A collection's targets.toml is used, or its message names the place to mend."""

from pathlib import Path

import pytest

from rehab.attainment.targets import TargetsError, load_targets

ENTRY = '[[target]]\nprovince = "46"\npart = "8"\ntarget = 100\nsource = "Kế hoạch 2016"\n'


def test_a_provinces_own_target_is_read_with_its_source(tmp_path: Path):
    path = tmp_path / "targets.toml"
    path.write_text(ENTRY, encoding="utf-8")
    own = load_targets(path).override("46", "8")
    assert own is not None
    assert (own.target, own.source) == (100, "Kế hoạch 2016")


@pytest.mark.parametrize(
    ("text", "place"),
    [("[[target]", "-"), (ENTRY.replace("46", "99"), "target.0.province"), (ENTRY.replace('"8"', '"8z"'), "target.0"),
     (ENTRY + ENTRY, "target.1"), (ENTRY + 'denominator = "{nobody}"\n', "target.0.denominator")],
)  # fmt: skip
def test_a_targets_file_that_cannot_be_used_names_the_place(tmp_path: Path, text: str, place: str):
    path = tmp_path / "targets.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TargetsError) as raised:
        load_targets(path)
    assert raised.value.place == place
