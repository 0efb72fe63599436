"""Files and folders that appear whole or not at all, also where several processes put one in its place at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rehab.store.whole import put_folder


def test_folders_that_are_put_in_one_place_at_once_leave_one_of_them_whole(tmp_path: Path):
    def put(name: str) -> None:
        for turn in range(40):
            made = tmp_path / f"{name}-{turn}"
            made.mkdir()
            for part in ("first", "second"):
                (made / part).write_text(made.name, encoding="utf-8")
            put_folder(made, tmp_path / "place")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(put, "abcd"))
    assert [path.name for path in tmp_path.iterdir()] == ["place"]
    assert len({(tmp_path / "place" / part).read_text("utf-8") for part in ("first", "second")}) == 1
