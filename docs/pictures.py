"""Makes the pictures of the two READMEs out of a built site: `make build`, then `.venv/bin/python docs/pictures.py`.

Needs what the tests need: Playwright and Chromium.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
SITE = HERE.parent / "site"
sys.path.insert(0, str(HERE.parent / "tests"))
from browsing import BROWSER, FLAGS, served  # noqa: E402

# name: page, height of what is shown; the width is a small laptop's.
PAGES = {
    "home": ("index.html", 960),
    "role-page": ("tobacco/roles/customer-manager.html", 1240),
    "process": ("power-supply/processes/escalation.html", 1240),
}
WIDTH = 1180
SHEET = "tobacco/customer-manager-day"
DATE = "2026-12-11"


def ending(language: str) -> str:
    """How the picture of a language is named: English is the plain README's."""
    return ".png" if language == "en" else f".{language}.png"


def pages(browser: Browser, address: str, language: str) -> None:
    """Pictures of pages."""
    for name, (page, height) in PAGES.items():
        shown = browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="light")
        shown.goto(f"{address}{language}/{page}")
        shown.wait_for_load_state("networkidle")
        shown.screenshot(path=HERE / f"{name}{ending(language)}")
        shown.close()


def wall(browser: Browser, address: str, language: str) -> None:
    """The first sheet of a role's page as it is printed."""
    shown = browser.new_page()
    shown.goto(f"{address}{language}/{PAGES['role-page'][0]}")
    document = pypdfium2.PdfDocument(shown.pdf(prefer_css_page_size=True))
    document[0].render(scale=1.3).to_pil().save(HERE / f"wall{ending(language)}")
    document.close()
    shown.close()


def sheet(language: str) -> None:
    """The first page of a dated sheet."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "sheet.pdf")
        command = [sys.executable, "-m", "dutybook", "sheet", SHEET, "--date", DATE, "--in", language, "-o", str(made)]
        subprocess.run(command, check=True, cwd=HERE.parent)
        document = pypdfium2.PdfDocument(made)
        document[0].render(scale=1.3).to_pil().save(HERE / f"sheet{ending(language)}")
        document.close()


def main() -> None:
    """All pictures in both languages."""
    with served(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        for language in ("zh", "en"):
            pages(browser, address, language)
            wall(browser, address, language)
            sheet(language)
        browser.close()


if __name__ == "__main__":
    main()
