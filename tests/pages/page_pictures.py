"""Draw docs/images of the brief anew: Đắk Nông's first screen on a desk and on a phone, as a browser shows it."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from rehab.batch.session import build
from rehab.store.project import Project

CHECKOUT = Path(__file__).resolve().parents[2]
SCREENS = {"brief": (1280, 800), "brief-phone": (360, 800)}


def main() -> None:
    """Build the page from its workbook in a folder of its own and take the pictures."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Project(Path(folder) / "data", Path(folder) / "briefs", CHECKOUT / "notebooks")
        shutil.copytree(CHECKOUT / "data" / "raw" / "reported", project.raw("reported"))
        build(project, ("reported",))
        page_file = project.briefs("reported") / "67-dak-nong.html"
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, (width, height) in SCREENS.items():
            page = chromium.new_page(viewport={"width": width, "height": height})
            page.goto(page_file.as_uri())
            page.screenshot(path=CHECKOUT / "docs" / "images" / f"{name}.png")
        chromium.close()


if __name__ == "__main__":
    main()
    sys.exit(0)
