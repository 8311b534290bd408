"""A small ledger served by the real command, and Debian's Chromium to look at it with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tellings import report, when

from dragoman.ledger import open_writer

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
ACTS = (
    ("Northern Wire", "Macron met Iraqi leaders in Baghdad", "2020-09-02", {}),
    ("Gulf Courier", "Macron met Iraqi leaders in Baghdad for an hour", "2020-09-02", {}),
    ("Tigris Post", "Kadhimi travelled to Paris to see Macron", "2020-10-19", {"source": "IRQ", "recipient": "FRA"}),
    ("Seine Gazette", "Jets of France struck a camp in the north", "2014-09-19", {"type": "ASSAULT", "quad": 4}),
    ("Hostile Herald", f"Envoys spoke {HOSTILE} in Erbil", "2021-08-29", {"title": HOSTILE}),
)


@pytest.fixture(scope="session")
def ledger_shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a few acts between France and Iraq over seven years."""
    path = tmp_path_factory.mktemp("shown") / "shown.ledger"
    with open_writer(path) as writer:
        for outlet, words, day, fields in ACTS:
            sides = {"source": "FRA", "recipient": "IRQ", **fields}
            writer.add(report(outlet, words, published=day, date=when(day), **sides))
        for month in range(1, 13):
            day = f"2019-{month:02}-11"
            writer.add(report(f"Wire {month}", f"Talks number {month} were held", published=day, date=when(day),
                              source="FRA", recipient="IRQ"))  # fmt: skip
    return path


@pytest.fixture(scope="session")
def site(ledger_shown: Path) -> Iterator[str]:
    """The address of the explorer."""
    command = [
        str(Path(sys.executable).parent / "dragoman"),
        "serve",
        "--ledger",
        str(ledger_shown),
        "--port",
        "0",
        "--seconds",
        "120",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        yield server.stderr.readline().split(" ")[0].rstrip("/")
        server.terminate()
        assert server.wait(30) == 0, "a clean end on SIGTERM"


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The browser; tests are skipped where Debian's chromium and chromium-driver are not installed."""
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        pytest.skip("no chromium and chromedriver here (apt-get install chromium chromium-driver)")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    folder = tmp_path_factory.mktemp("chromium")
    for flag in (
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
        *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
        f"--user-data-dir={folder}/profile",
    ):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder / "downloads")})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    browser = webdriver.Chrome(options=options, service=service)
    browser.downloads = folder / "downloads"  # type: ignore[attr-defined]
    yield browser
    browser.quit()


@pytest.fixture
def browser(chromium: Any) -> Any:
    """The browser as wide as a laptop, without what an earlier test left."""
    chromium.set_window_size(1280, 900)
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    chromium.get_log("browser")
    return chromium
