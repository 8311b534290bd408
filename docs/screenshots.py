"""Takes the README's pictures: `make screenshots`. It needs Debian's chromium and chromium-driver.

The example reports become a ledger in a temporary folder, `dragoman serve` shows it, and the browser takes the page of
a pair and that of an event with its marked sentence into docs/images/.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
DRAGOMAN = str(Path(sys.executable).parent / "dragoman")
EVENTS = "/api/events?between=FRA,IRQ&type=CONSULT&mode=visit&limit=1000"
SIZE = (1100, 1250)  # pixels of a page
SECONDS = 120  # until a page is drawn
DRAWN = """return document.querySelectorAll('[data-chart]').length
    == document.querySelectorAll('[data-chart] canvas').length && !document.querySelector('[aria-busy=true]')"""


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The address of the served ledger."""
    command = [DRAGOMAN, "serve", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            yield server.stderr.readline().split(" ")[0].rstrip("/")
        finally:
            server.terminate()


@contextmanager
def browser(profile: Path) -> Iterator[Any]:
    """Debian's Chromium without a window, in light colours."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for flag in (
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"),
        *("--disable-background-networking", f"--user-data-dir={profile}", f"--window-size={SIZE[0]},{SIZE[1]}"),
    ):
        options.add_argument(flag)
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        yield found
    finally:
        found.quit()


def take(screen: Any, address: str, name: str) -> None:
    """The picture of a page once all of it is drawn."""
    screen.get(address)
    end = time.monotonic() + SECONDS
    while not screen.execute_script(DRAWN) and time.monotonic() < end:
        time.sleep(0.2)
    screen.execute_script("document.documentElement.style.scrollbarGutter = 'auto'")
    screen.save_screenshot(str(IMAGES / name))


def telling_event(site: str) -> str:
    """The surest visit of which both sides, day and place are marked."""
    with urllib.request.urlopen(site + EVENTS) as answer:
        events = json.load(answer)["events"]
    whole = [
        each for each in events if each["recipient_start"] is not None and each["date_text"] and each["place_text"]
    ]
    return str(max(whole, key=lambda each: each["confidence"])["event_id"])


def main() -> int:
    """Take both."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "demo.ledger"
        reports = ROOT / "examples" / "demo" / "reports.jsonl"
        subprocess.run([DRAGOMAN, "read", str(reports), "--ledger", str(ledger)], check=True)
        with served(ledger) as site, browser(Path(folder) / "profile") as screen:
            take(screen, f"{site}/pair/FRA/IRQ", "pair.png")
            take(screen, f"{site}/event/{telling_event(site)}", "event.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
