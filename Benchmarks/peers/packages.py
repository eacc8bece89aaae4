"""Packages: the names that bundle-stats and Statoscope find in the paths of modules."""
import json
import pathlib
import re
import tempfile

from .comparison import Comparison
from .programs import node, our_answers

BUNDLE_STATS = "bundle-stats"
STATOSCOPE = "statoscope"
TESTS = pathlib.Path("packages/utils/src/webpack/extract/__tests__/modules-packages.ts")
SNAPSHOT = pathlib.Path("packages/webpack-model/src/__snapshots__/module.spec.ts.snap")

TILDE = "`~` is how webpack 1 writes `node_modules` in names; Perfsee is for webpack 4 and later"
SHARED = "a shared module of Module Federation has the package that it provides; bundle-stats leaves it out"


def compare_bundle_stats(clone):
    found = Comparison("bundle-stats, packages/utils: the packages of modules")
    expected = json.loads(node("package-expectations.js", clone / TESTS))
    for (name, theirs), ours in zip(expected, our_packages([name for name, _ in expected])):
        theirs = theirs and [theirs["name"], theirs["path"].removeprefix("./")]
        found.compare(name, ours, theirs, TILDE if "/~/" in name else SHARED if " shared module " in name else None)
    found.notes.append(f"{len(expected)} modules")
    return [found]


def compare_statoscope(clone):
    found = Comparison("Statoscope, packages/webpack-model: the packages of paths")
    texts = re.findall(r"exports\[`nodeModule should work \d+`\] = `\n(.*?)\n`;", (clone / SNAPSHOT).read_text(), re.S)
    expected = [json.loads(re.sub(r",\s*}", "}", text)) for text in texts]
    # The paths that it was asked for end in `/src`.
    for theirs, ours in zip(expected, our_packages([f"{item['path']}/src.js" for item in expected])):
        found.compare(theirs["path"], ours, [theirs["name"], theirs["path"].removeprefix("./")])
    return [found]


def our_packages(names):
    """The name and the path of each module's package; None for the build's own code."""
    modules = [{"id": index, "name": name, "size": 1} for index, name in enumerate(names)]
    stats = {
        "publicPath": "", "assets": [{"name": "app.js", "size": 1, "chunks": [0]}],
        "chunks": [{"id": 0, "initial": True, "entry": True, "files": ["app.js"], "modules": modules}],
        "entrypoints": {"app": {"chunks": [0]}},
    }
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        table = ",".join(f"{index}:function(){{}}" for index in range(len(names)))
        (path / "app.js").write_text("(self.a=self.a||[]).push([[0],{" + table + "}])")
        (path / "stats.json").write_text(json.dumps(stats))
        (found,) = our_answers("modules", [path / "stats.json"])
    packages = [found.get(str(index)) for index in range(len(names))]
    return [p and not p["name"].startswith("(") and [p["name"], p["path"]] or None for p in packages]
