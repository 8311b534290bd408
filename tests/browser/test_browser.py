"""The explorer in a real browser: from a search to a marked sentence, a dragged span, hostile text, phone and dark."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ("/", "/pair/FRA/IRQ", "/pair/FRA/IRQ?by=year&since=2019&until=2020", "/compare?pair=FRA,IRQ&pair=DEU,IRQ",
         "/events?between=FRA,IRQ", "/country/FRA", "/statements", "/nowhere")  # fmt: skip
SECONDS = 120  # how long to wait for what a page loads by itself


def until(browser: Any, holds: Callable[[], Any]) -> Any:
    """What holds at last; the last answer, true or not, when the time is up."""
    end = time.monotonic() + SECONDS
    while not (answer := holds()) and time.monotonic() < end:
        time.sleep(0.1)
    return answer


def find(browser: Any, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def all_of(browser: Any, selector: str) -> list[Any]:
    return list(browser.find_elements("css selector", selector))


def drawn(browser: Any) -> bool:
    """Whether every picture is drawn and nothing is being fetched."""
    pictures = len(all_of(browser, "[data-chart]"))
    busy = all_of(browser, "[aria-busy=true], [data-part]:not(details:not([open]) *)")
    return len(all_of(browser, "[data-chart] canvas")) == pictures and not busy


def test_from_a_search_to_a_marked_sentence_and_the_article(browser: Any, site: str) -> None:
    browser.get(site)
    find(browser, "input[name=one]").send_keys("france")
    find(browser, "input[name=other]").send_keys("Iraq\n")
    assert until(browser, lambda: browser.current_url.endswith("/pair/FRA/IRQ"))
    assert find(browser, "h1").text == "France and Iraq"
    summary = next(
        each for each in all_of(browser, "details > summary") if "2020-Q3" in each.get_attribute("innerHTML")
    )
    summary.click()
    marked = until(browser, lambda: all_of(browser, "details[open] .act mark.trigger"))
    assert [each.text for each in marked] == ["Macron", "Macron"]
    find(browser, "details[open] .act a[href^='/article/']").click()
    assert until(browser, lambda: "/article/" in browser.current_url)
    assert "Macron met Iraqi leaders in Baghdad" in find(browser, "main").text


def test_a_dragged_span_goes_into_the_address_and_all_below_follows(browser: Any, site: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    browser.get(f"{site}/pair/FRA/IRQ")
    assert until(browser, lambda: drawn(browser))
    before = find(browser, "#figures dd").text
    canvas = find(browser, "#top canvas")
    wide = canvas.size["width"]
    chain = ActionChains(browser).move_to_element_with_offset(canvas, -int(wide * 0.05), 0).click_and_hold()
    chain.move_by_offset(int(wide * 0.25), 0).pause(0.2).move_by_offset(int(wide * 0.05), 0).release().perform()
    assert until(browser, lambda: "since=" in browser.current_url and "until=" in browser.current_url)
    assert until(browser, lambda: find(browser, "#below").get_attribute("aria-busy") is None and drawn(browser))
    shown, address = find(browser, "#figures dd").text, browser.current_url
    assert 0 < int(shown) < int(before)
    browser.get("about:blank")
    browser.get(address)
    assert find(browser, "#figures dd").text == shown
    assert find(browser, "input[name=since]").get_attribute("value") in address


def test_what_is_shown_can_be_downloaded(browser: Any, site: str) -> None:
    browser.get(f"{site}/pair/FRA/IRQ?since=2020&until=2020")
    find(browser, "a[href^='/download/csv']").click()
    file = browser.downloads / "dragoman-csv.csv"
    assert until(browser, file.exists)
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert sorted(row["date_start"] for row in rows) == ["2020-09-02", "2020-09-02", "2020-10-19"]


def test_hostile_titles_and_texts_are_inert(browser: Any, site: str) -> None:
    browser.get(f"{site}/events?between=FRA,IRQ&since=2021")
    assert "<script>" in find(browser, ".act").text and "<img" in find(browser, ".act").text
    find(browser, ".act a[href^='/article/']").click()
    assert until(browser, lambda: "/article/" in browser.current_url)
    assert "<script>" in find(browser, "main").text and not all_of(browser, "main script, main img")
    assert browser.title != "owned"


@pytest.mark.parametrize("path", PAGES)
def test_pages_break_no_rule_of_their_own(browser: Any, site: str, path: str) -> None:
    browser.get(site + path)
    assert until(browser, lambda: drawn(browser))
    assert [each["message"] for each in browser.get_log("browser") if "404" not in each["message"]] == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_pages_have_no_serious_fault_of_accessibility(browser: Any, site: str, path: str, colours: str) -> None:
    if not AXE.exists():
        pytest.skip("no axe-core here (npm ci in tests/browser)")
    dark = {"features": [{"name": "prefers-color-scheme", "value": colours}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    browser.get(site + path)
    assert until(browser, lambda: drawn(browser))
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    serious = [each for each in found["violations"] if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in serious] == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_phone(browser: Any, site: str, path: str) -> None:
    phone = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        browser.get(site + path)
        assert until(browser, lambda: drawn(browser))
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_colours_follow_the_system_and_the_switch_is_remembered(browser: Any, site: str) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    ground = "return getComputedStyle(document.body).backgroundColor"
    browser.get(site)
    dark = browser.execute_script(ground)
    find(browser, "#theme").click()
    light = browser.execute_script(ground)
    assert dark != light
    browser.get(f"{site}/events")
    assert browser.execute_script(ground) == light
    find(browser, "#theme").click()
    assert browser.execute_script(ground) == dark
