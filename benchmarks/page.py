"""How soon a page is seen: first paint of briefs opened from disk in a real Chromium.

`python benchmarks/page.py PAGE [PAGE …]` opens each page several times, every time in a context of its own, and
prints the median and the longest time to its first paint, when all of it was there, its size and how many requests
it made (one: itself). An empty page is opened between them: machines differ, so the ratio to it, in the same run, is
printed beside.
"""

import statistics
import sys
import tempfile
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
RUNS = 15
GOAL_MILLISECONDS = 300
EMPTY = '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><p>x</p></html>'
PAINTED = """
() => new Promise(resolve => {
  const told = () => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const loaded = performance.getEntriesByType('navigation')[0].loadEventEnd;
    paint && loaded ? resolve([paint.startTime, loaded]) : requestAnimationFrame(told);
  };
  told();
})
"""


def opened(browser: Browser, page: Path) -> tuple[float, float, int]:
    """Milliseconds to the first paint and to the end of loading, and the number of requests."""
    context = browser.new_context()
    tab = context.new_page()
    requests: list[str] = []
    tab.on("request", lambda asked: requests.append(asked.url))
    tab.goto(page.as_uri())
    paint, loaded = tab.evaluate(PAINTED)
    context.close()
    return paint, loaded, len(requests)


def main(arguments: list[str]) -> int:
    """Print the table; exit status 1 where a page's median first paint is later than the goal."""
    program = next((found for name in NAMES if (found := which(name))), None)
    if program is None or not arguments:
        print(__doc__ if program else "no Chromium")
        return 2
    pages = [Path(name).resolve() for name in arguments]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty = Path(folder) / "empty.html"
        empty.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        opened(browser, empty)
        found: dict[Path, list[tuple[float, float, int]]] = {page: [] for page in (empty, *pages)}
        for _ in range(RUNS):
            for page, times in found.items():
                times.append(opened(browser, page))
        browser.close()
    return _report(found, empty)


def _report(found: dict[Path, list[tuple[float, float, int]]], empty: Path) -> int:
    floor = statistics.median(paint for paint, _, _ in found[empty])
    late = 0
    print(f"{'page':32} {'kB':>6} {'paint ms':>9} {'longest':>8} {'all ms':>7} {'x empty':>8} {'requests':>9}")
    for page, times in found.items():
        paint = statistics.median(time for time, _, _ in times)
        late += paint > GOAL_MILLISECONDS
        kilobytes = len(EMPTY) if page == empty else page.stat().st_size
        longest, loaded = max(time for time, _, _ in times), statistics.median(time for _, time, _ in times)
        requests = max(count for _, _, count in times)
        print(
            f"{page.name:32} {kilobytes / 1000:6.1f} {paint:9.0f} {longest:8.0f} {loaded:7.0f} "
            f"{paint / floor:8.1f} {requests:9d}"
        )
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
