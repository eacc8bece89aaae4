"""The treemap of a build: found by search, zoomed by keyboard and by click, and read as a table without scripts; on the
server's page, and in a report that is one file."""

import contextlib
import json
import re

from playwright.sync_api import Error, expect

import browser
import builds
import checks
import server

PROJECT = "harbour"
LODASH = "node_modules/lodash/lodash.js"
MODULES = {
    "src/app.js": 40_000, "src/pages/home.js": 9_000, LODASH: 70_000, "node_modules/lodash/fp.js": 5_000,
    "node_modules/react/index.js": 8_000,
}
# The tiles as the page's own script lays them out, and where the heading of a folder is.
HEADING = """async (name) => {
  const script = await import(document.querySelector("script[type=module]").src);
  const data = await (await fetch(document.getElementById("treemap").dataset.src)).json();
  const canvas = document.getElementById("treemap-map");
  const top = script.folderAt(script.decode(data), new URLSearchParams(location.search).get("path") ?? "");
  const tile = script.layout(top, 0, canvas.clientWidth, canvas.clientHeight)
    .find((tile) => tile.isHeading && tile.node.name === name);
  return { x: tile.x + 20, y: tile.y + tile.h / 2 };
}"""
# Areas follow sizes, tiles stay within the rectangle and do not overlap.
SQUARIFIED = """async () => {
  const { squarify } = await import(document.querySelector("script[type=module]").src);
  const sizes = [6, 6, 4, 3, 2, 2, 1];
  const found = [];
  squarify(sizes, 10, 20, 600, 400, (number, x, y, w, h) => { found[number] = { x, y, w, h }; });
  const near = (one, other) => Math.abs(one - other) < 0.01;
  return found.length === sizes.length
    && found.every(({ w, h }, at) => near(w * h, 240000 * sizes[at] / 24) && Math.max(w / h, h / w) < 4)
    && found.every(({ x, y, w, h }) => x > 9.99 && y > 19.99 && x + w < 610.01 && y + h < 420.01)
    && found.every((one, at) => found.slice(at + 1).every((other) => one.x + one.w < other.x + 0.01
      || other.x + other.w < one.x + 0.01 || one.y + one.h < other.y + 0.01 || other.y + other.h < one.y + 0.01));
}"""


def uploads(name, commit, modules):
    folder = builds.build(name, modules, {"src/app.js": [(LODASH, "lodash")]})
    builds.upload(folder, PROJECT, commit)
    return folder


def finds_lodash(visitor, knows_why=True):
    page = visitor.page
    page.get_by_label("Find files, packages, modules").fill("lodash")
    expect(page.locator("#treemap-sum")).to_have_text("2 matches, 75.0 kB.")
    page.keyboard.press("Enter")
    expect(page.locator("#treemap-map")).to_be_focused()
    tile = page.locator("#treemap-tile")
    expect(tile).to_contain_text(LODASH)
    expect(tile).to_contain_text("70.0 kB")
    expect(tile).to_contain_text("+20.0 kB · grown")
    expect(page.locator("#treemap-said")).to_contain_text("lodash.js, Package lodash, 70.0 kB")
    assert "q=lodash" in page.url, page.url
    if knows_why:
        why = tile.get_by_role("link", name="Why is it here?").get_attribute("href")
        assert visitor.status_of(why) == 200, why
    page.get_by_label("Find files, packages, modules").fill("")


def zooms_by_keyboard(page):
    here = page.locator("#treemap-path [aria-current]")
    page.locator("#treemap-map").focus()
    page.keyboard.press("Enter")
    expect(here).to_have_text("main.js")
    page.keyboard.press("Enter")
    expect(here).to_have_text("node_modules")
    assert "path=main.js/node_modules" in page.url, page.url
    said = page.locator("#treemap-said").inner_text()
    # Beside it in a wide window, below it in a narrow one.
    for key in ("ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("#treemap-said")).not_to_have_text(said)
    page.keyboard.press("Escape")
    page.keyboard.press("Backspace")
    expect(here).not_to_have_text("main.js")
    page.go_back()
    expect(here).to_have_text("main.js")


def zooms_by_click(page):
    page.locator("#treemap-map").click(position=page.evaluate(HEADING, "src"))
    expect(page.locator("#treemap-path [aria-current]")).to_have_text("src")
    expect(page.locator("#treemap-sum")).to_have_text("49.0 kB in all.")
    page.reload()
    expect(page.locator("#treemap-sum")).to_have_text("49.0 kB in all.")
    page.locator("#treemap-path a").first.click()


def reads_the_table(driver, state, path):
    """The same numbers without a script."""
    reader = browser.Visitor(driver, java_script_enabled=False, storage_state=state)
    reader.go(path)
    main = reader.page.get_by_role("main")
    reader.page.get_by_role("link", name="main.js/").click()
    reader.page.get_by_role("link", name="node_modules/", exact=True).click()
    reader.page.get_by_role("link", name="lodash/").click()
    row = reader.page.get_by_role("row", name="lodash.js")
    expect(row).to_contain_text("70.0 kB")
    expect(row).to_contain_text("+20.0 kB")
    expect(main).to_contain_text("75.0 kB in all.")
    expect(reader.page.locator("#treemap-map")).to_be_hidden()
    reader.no_complaints()


def reads_the_report(driver, before, after):
    """A report is one file, which is opened from the disk, fetches nothing and draws the same treemap."""
    meta = json.loads((after / "meta.json").read_text())
    admin = {"bytesInOutput": 5_000}
    meta["outputs"]["dist/admin.js"] = {
        "bytes": 5_000, "imports": [], "exports": [], "entryPoint": "src/pages/home.js",
        "inputs": {"src/pages/home.js": admin},
    }
    (after / "meta.json").write_text(json.dumps(meta))
    (after / "admin.js").write_text("y" * 5_000)
    file = after.parent / "report.html"
    server.perfsee("analyze", str(after), "--baseline", str(before), "--html", str(file))
    reader = browser.Visitor(driver)
    asked = []
    reader.context.on("request", lambda request: asked.append(request.url))
    page = reader.page
    reader.go(file.as_uri())
    expect(page.locator("#treemap-sum")).to_be_visible()
    page.get_by_label("Entry point").select_option("app")
    expect(page.locator("#treemap-sum")).to_have_text("132.0 kB in all.")
    finds_lodash(reader, knows_why=False)
    zooms_by_keyboard(page)
    page.get_by_label("Color").select_option("change")
    expect(page.locator("#treemap-legend")).to_contain_text("grown")
    page.get_by_label("Entry point").select_option("home")
    expect(page.locator("#treemap-sum")).to_have_text("5.0 kB in all.")
    page.reload()
    expect(page.locator("#treemap-sum")).to_have_text("5.0 kB in all.")
    faults = checks.keyboard(page) + checks.violations(page) + checks.width(page)
    checks.none(faults)
    assert {address.split("#")[0] for address in asked} == {file.as_uri()}, asked
    reader.no_complaints()
    plain = browser.Visitor(driver, java_script_enabled=False)
    plain.go(file.as_uri())
    expect(plain.page.locator("#treemap-table details").first).to_contain_text(LODASH)
    expect(plain.page.locator("#treemap")).to_be_hidden()


def searches_before_the_data(page, url):
    """What is typed while the data is on its way counts, and so does Enter, which sends the form then."""
    data = "**/treemap/data*"
    for key, said in (("End", "2 matches, 75.0 kB."), ("Enter", "lodash.js, Package lodash, 70.0 kB")):
        held = []
        page.route(data, lambda route: held.append(route))
        with page.expect_request(data):
            page.goto(url, wait_until="domcontentloaded")
        page.get_by_label("Find files, packages, modules").fill("lodash")
        with page.expect_request(data) if key == "Enter" else contextlib.nullcontext():
            page.keyboard.press(key)
        for route in held:
            with contextlib.suppress(Error):
                # That of the page which was left is gone.
                route.continue_()
        page.unroute(data)
        expect(page.locator("#treemap-sum, #treemap-said").filter(has_text=said)).to_be_visible()


def treemap(visitor, driver):
    browser.administrator(visitor)
    server.call("POST", "/projects", {"id": PROJECT, "host": "Unknown", "namespace": "acme", "name": "harbour"})
    before = uploads("before", "1" * 40, {**MODULES, LODASH: 50_000, "src/gone.js": 3_000})
    after = uploads("after", "2" * 40, MODULES)
    page = visitor.page
    visitor.go(f"/{PROJECT}/artifacts/2")
    page.locator("section").get_by_role("link", name="Treemap").first.click()
    page.wait_for_url(re.compile("/treemap"))
    path = page.url.removeprefix(server.URL)
    assert page.evaluate(SQUARIFIED)
    expect(page.locator("#treemap-table")).to_be_hidden()
    expect(page.locator("#removed + ul")).to_contain_text("src/gone.js")
    finds_lodash(visitor)
    zooms_by_keyboard(page)
    zooms_by_click(page)
    searches_before_the_data(page, page.url)
    page.get_by_label("Find files, packages, modules").fill("")
    page.get_by_label("Color").select_option("change")
    expect(page.locator("#treemap-legend")).to_contain_text("grown")
    assert "color=change" in page.url, page.url
    page.set_viewport_size(checks.NARROW)
    assert not checks.overflow(page)
    zooms_by_keyboard(page)
    page.get_by_role("button", name="Show as a table").click()
    expect(page.locator("#treemap-table")).to_be_visible()
    reads_the_table(driver, visitor.context.storage_state(), path)
    reads_the_report(driver, before, after)


browser.journey(treemap)
