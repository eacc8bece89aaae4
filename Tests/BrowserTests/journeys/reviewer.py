"""The reviewer's way: what did this change do to what our users download, and is that all right?"""

import re

from playwright.sync_api import expect

import browser
import builds
import checks
import server

PROJECT = "harbour"
LODASH = "node_modules/lodash/lodash.js"
BEFORE = {"src/app.ts": 4_000, "src/table.ts": 2_000, "node_modules/react/index.js": 8_000}
AFTER = {**BEFORE, "src/table.ts": 2_500, LODASH: 70_000}
IMPORTS = {"src/app.ts": [("src/table.ts", "./table"), ("node_modules/react/index.js", "react")]}


BUDGETS = "budgets:\n  - {name: First load, on: initialSize, max: 50 kB}\n"
REASON = "The table needs it until its own sort is done"


def uploads(name, commit, modules, imports, status=0):
    folder = builds.build(name, modules, imports)
    builds.mapped(folder, modules)
    builds.upload(folder, PROJECT, commit, status)


def reads_the_verdict(visitor):
    visitor.go(f"/{PROJECT}/artifacts/2")
    verdict = visitor.page.locator("#verdict")
    expect(verdict).to_have_text(re.compile(
        r"^The budget First load is exceeded: \+70\.5 kB initial JavaScript in .+, because src/table\.ts imports lodash$"))
    expect(verdict).to_be_in_viewport()


def follows_the_cause(visitor):
    causes = visitor.page.get_by_role("region", name="What changed")
    expect(causes.get_by_role("row", name="The whole change")).to_contain_text("+70.5 kB")
    causes.get_by_role("link", name="lodash").click()
    visitor.page.wait_for_url(re.compile(r"/why\?module="))
    expect(visitor.page.locator(".chain")).to_contain_text("src/table.ts")
    visitor.page.go_back()


def sees_what_it_would_save(visitor):
    row = visitor.page.get_by_role("region", name="Packages").get_by_role("row", name="lodash")
    expect(row).to_contain_text("imported by src/table.ts")
    saving = int(row.locator("[data-label=Saving] data").get_attribute("value"))
    assert 60_000 < saving <= 70_000, saving


def finds_lodash(visitor):
    page = visitor.page
    page.get_by_role("searchbox", name="Find files, packages, modules in this build").fill("lodash")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?q=lodash"))
    expect(page.get_by_role("heading", name="Packages: 1")).to_be_visible()
    modules = page.get_by_role("region", name="Modules: 1")
    expect(modules.get_by_role("link", name=LODASH)).to_be_visible()
    modules.get_by_role("link", name="Treemap").click()
    expect(page.locator("#treemap-sum")).to_have_text("1 match, 70.0 kB.")
    page.go_back()
    page.go_back()


def chooses_a_network(page):
    entries = page.get_by_role("region", name="Entry points")
    before = entries.locator("[data-label='First visit'] [title]").inner_text()
    page.get_by_label("Network").select_option("slow-3g")
    entries.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("network=slow-3g"))
    assert entries.locator("[data-label='First visit'] [title]").inner_text() != before


def asks_why_in_the_comparison(page):
    """The other build stays in the address, from the comparison to the treemap to why a module is there."""
    comparison = page.url
    page.get_by_role("region", name="Entry points").get_by_role("link", name="Treemap").click()
    page.wait_for_url(re.compile(r"against=1"))
    page.get_by_label("Find files, packages, modules").fill("lodash.js")
    page.keyboard.press("Enter")
    page.locator("#treemap-tile").get_by_role("link", name="Why is it here?").click()
    expect(page.get_by_role("link", name="It is not in main #1.")).to_be_visible()
    page.goto(comparison)


def compares(visitor):
    page = visitor.page
    page.get_by_label("Compare with artifact #").fill("3")
    visitor.button("Compare").click()
    page.wait_for_url(re.compile(r"/compare/3\.\.\.2$"))
    expect(page.locator("#verdict")).to_contain_text("No change in size or score")
    page.get_by_label("Base").fill("1")
    page.get_by_label("Compared").fill("3")
    visitor.button("Compare").click()
    expect(page.locator("#verdict")).to_contain_text("because src/table.ts imports lodash")
    asks_why_in_the_comparison(page)
    visitor.link("Swap").click()
    expect(page.locator("#verdict")).to_contain_text("-70.5 kB")
    page.set_viewport_size(checks.NARROW)
    assert not checks.overflow(page)
    visitor.go(f"/{PROJECT}/artifacts/2")
    assert not checks.overflow(page)


def tab_to(page, control):
    """By keyboard, as far as it takes."""
    for _ in range(200):
        if control.evaluate("(e) => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached by Tab")


def accepts_by_keyboard(visitor):
    page = visitor.page
    visitor.go(f"/{PROJECT}/artifacts/2")
    budget = page.get_by_role("row", name="First load")
    expect(budget).to_contain_text("✕ exceeded")
    tab_to(page, page.locator("#accept summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Reason for accepting the excess"))
    page.keyboard.type(REASON)
    tab_to(page, visitor.button("Accept", exact=True))
    page.keyboard.press("Enter")
    expect(budget).to_contain_text("✓ accepted")
    expect(page.locator(".acceptances")).to_contain_text(REASON)
    expect(page.locator(".acceptances")).to_contain_text(browser.NAME)
    expect(page.locator("#accept")).to_have_count(0)


def sees_it_in_the_history(page):
    page.get_by_role("navigation").get_by_role("link", name="History").click()
    row = page.get_by_role("row").filter(has=page.locator(f"a[href$='/{PROJECT}/artifacts/2']"))
    expect(row).to_contain_text("Accepted")
    expect(row.get_by_role("link", name="lodash")).to_be_visible()
    row.get_by_role("link", name="lodash").click()
    expect(page.get_by_role("link", name=PROJECT).first).to_be_visible()


def reads_without_scripts(visitor, driver):
    """In Chinese, on a phone, in the dark."""
    reader = browser.Visitor(
        driver, storage_state=visitor.context.storage_state(), java_script_enabled=False, color_scheme="dark",
        viewport=checks.NARROW)
    reader.go(f"/{PROJECT}/artifacts/2?language=zh-Hans")
    for path in (f"/{PROJECT}/artifacts/2", f"/{PROJECT}/compare/1...2", f"/{PROJECT}/history"):
        reader.go(path)
        assert reader.page.locator("html").get_attribute("lang") == "zh-Hans", path
        expect(reader.page.locator("main")).to_contain_text("70.5 kB")
    reader.go(f"/{PROJECT}/artifacts/2")
    expect(reader.page.locator("#verdict")).to_contain_text("src/table.ts")
    expect(reader.page.locator(".acceptances")).to_contain_text(REASON)
    reader.no_complaints()
    reader.context.close()


def reviewer(visitor, driver):
    browser.administrator(visitor)
    server.call("POST", "/projects", {"id": PROJECT, "host": "Unknown", "namespace": "acme", "name": "harbour"})
    after = {**IMPORTS, "src/table.ts": [(LODASH, "lodash")]}
    server.call("PUT", f"/projects/{PROJECT}/budgets", {"text": BUDGETS})
    uploads("before", "1" * 40, BEFORE, IMPORTS)
    # The command line fails by the server's budgets.
    uploads("after", "2" * 40, AFTER, after, status=2)
    uploads("again", "3" * 40, AFTER, after)
    reads_the_verdict(visitor)
    follows_the_cause(visitor)
    sees_what_it_would_save(visitor)
    finds_lodash(visitor)
    chooses_a_network(visitor.page)
    compares(visitor)
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    accepts_by_keyboard(visitor)
    sees_it_in_the_history(visitor.page)
    reads_without_scripts(visitor, driver)


browser.journey(reviewer)
