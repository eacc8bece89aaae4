"""How long the treemap's script takes to draw a build and to zoom, in Chromium, and how large its data are.

    python3 Benchmarks/treemap.py PROGRAM [MODULES | FOLDER]

Runs with the Python of `.build/browser-venv`, which has playwright. Uploads a build of 20,000 modules in ten files,
or that of a folder, to a fresh server, opens the treemap of its first entry point, and zooms by keyboard. Prints `{"first": ms, "zoom": [ms, …], "data": bytes, "compressed": bytes}` as
one line of JSON: `first` is from the moment the data are there until they are drawn.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from server import TOKEN, serving

PROJECT = "shop"
FILES = 10
FOLDERS = ["pages", "components", "lib", "views"]


def make_build(folder, modules):
    """Like esbuild's output."""
    chance = random.Random(1)
    meta = {"inputs": {}, "outputs": {}}
    for number in range(FILES):
        inputs = {}
        for module in range(modules // FILES):
            if chance.random() < 0.3:
                path = f"src/{chance.choice(FOLDERS)}/{chance.choice(FOLDERS)}/module-{number}-{module}.ts"
            else:
                path = f"node_modules/package-{int(chance.expovariate(1 / 12))}/lib/module-{number}-{module}.js"
            inputs[path] = {"bytesInOutput": int(200 * chance.paretovariate(1.2))}
            meta["inputs"][path] = {"bytes": 1, "imports": []}
        size = sum(each["bytesInOutput"] for each in inputs.values())
        (folder / f"chunk-{number}.js").write_text("x" * size)
        output = {"bytes": size, "imports": [], "exports": [], "inputs": inputs}
        if number == 0:
            output["entryPoint"] = next(iter(inputs))
            output["imports"] = [{"path": f"dist/chunk-{n}.js", "kind": "import-statement"} for n in range(1, FILES)]
        meta["outputs"][f"dist/chunk-{number}.js"] = output
    (folder / "meta.json").write_text(json.dumps(meta))


def upload(program, server, folder):
    environment = {
        "PATH": os.environ["PATH"], "PERFSEE_TOKEN": TOKEN, "PERFSEE_URL": f"http://127.0.0.1:{server.port}"}
    flags = ["--project", PROJECT, "--branch", "main", "--commit", "1" * 40, "--wait"]
    subprocess.run([program, "upload", str(folder), *flags], env=environment, check=True, stdout=subprocess.DEVNULL)


def measure(page, server):
    page.goto(f"http://127.0.0.1:{server.port}/{PROJECT}/artifacts/1/treemap")
    page.wait_for_function("performance.getEntriesByName('treemap-first').length > 0")
    page.locator("#treemap-map").focus()
    for key in ["Enter", "Enter", "Escape", "Escape", "Enter", "Escape"]:
        page.keyboard.press(key)
    first, zoom = page.evaluate("""() => ["treemap-first", "treemap-zoom"].map((name) =>
        performance.getEntriesByName(name).map((entry) => Math.round(entry.duration)))""")
    path = page.locator("#treemap").get_attribute("data-src")
    data = page.request.get(f"http://127.0.0.1:{server.port}{path}").body()
    received = page.evaluate(
        "() => performance.getEntriesByType('resource').find((e) => e.name.includes('/data')).encodedBodySize")
    return {"first": first[0], "zoom": zoom, "data": len(data), "compressed": received}


def main():
    from playwright.sync_api import sync_playwright

    program, what = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "20000"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build = pathlib.Path(what)
        if what.isdigit():
            build = pathlib.Path(folder) / "dist"
            build.mkdir()
            make_build(build, int(what))
        with serving(program, folder) as server:
            server.call("/projects", {
                "id": PROJECT, "host": "Unknown", "namespace": "acme", "name": PROJECT, "isPublic": True})
            upload(program, server, build)
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell"),
                args=["--no-sandbox", "--disable-dev-shm-usage"])
            print(json.dumps(measure(browser.new_page(), server)))
            browser.close()


if __name__ == "__main__":
    main()
