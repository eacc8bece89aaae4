"""Sizes of modules: what webpack-bundle-analyzer's tests expect its chart to say, where the bundles are there too."""
import json

from .comparison import Comparison
from .programs import node, our_answers

NOT_READ = (
    "webpack-bundle-analyzer reads no bundle of stats whose assets have no `info` (webpack 4), and says 0; "
    "its parser finds the module")
RUNTIME = "webpack-bundle-analyzer counts whatever is outside of the module table as the entry module, the runtime too"
ENTRIES = (
    "webpack-bundle-analyzer divides what is outside of the module table by the sizes of the entry modules' sources, "
    "the runtime included; without a source map they are one leaf here")
PARTS = (
    "webpack-bundle-analyzer divides a concatenation by the sizes of its sources; "
    "without a source map it is one leaf here")
ROUNDED = "webpack-bundle-analyzer rounds estimates down; here the parts add up to the whole"
ENTRY_FOLDER = "entry modules (concatenated)/"


def compare(clone):
    found = Comparison("webpack-bundle-analyzer, test/stats: the parsed sizes of assets and modules")
    folders = sorted({path.parent for path in (clone / "test" / "stats").glob("*/expected-chart-data.*")})
    # Without bundles it has no parsed sizes.
    with_bundles = [folder for folder in folders if any("expected" not in path.name for path in folder.glob("*.js"))]
    trees = our_answers("stats", [folder / "stats.json" for folder in with_bundles])
    count = 0
    for folder, trees in zip(with_bundles, trees):
        chart = json.loads(node(f"JSON.stringify(require('{folder}/expected-chart-data'))"))
        items = [leaf for item in (chart if isinstance(chart, list) else [chart]) for leaf in their_leaves(item)]
        count += bool(items)
        compare_folder(found, folder, trees, items)
    left_out = len(folders) - count
    found.notes.append(f"{count} builds; {left_out} others have no bundles, or no parsed sizes are expected of them")
    return [found]


def compare_folder(found, folder, trees, items):
    if items and isinstance(trees, dict):
        found.compare(folder.name, trees["refusal"], items)
        return
    assets = json.loads((folder / "stats.json").read_text())["assets"]
    is_read = all("info" in asset for asset in assets)
    # The builds of the tests have one asset each.
    tree = trees[0]
    sizes = dict(our_leaves(tree))
    sizes[tree["name"]] = tree["value"]
    for path, size, is_estimate in items:
        ours = sizes.get(path.removeprefix(ENTRY_FOLDER))
        what = f"{folder.name}: {path}"
        found.compare(what, ours, size, reason(path, ours, size, is_estimate, is_read, sizes, items))


def reason(path, ours, size, is_estimate, is_read, sizes, items):
    if not is_read:
        return NOT_READ if size == 0 else None
    runtime = sizes.get("(runtime)", 0)
    if ours is not None and ours + runtime == size:
        return RUNTIME
    if ours is not None and is_estimate and abs(ours - size) <= 1:
        return ROUNDED
    if ours is not None or not is_estimate:
        return None
    if any(path.removeprefix(ENTRY_FOLDER).startswith(name + "/") for name in sizes if name.endswith("(concatenated)")):
        return PARTS
    entries = sum(other for name, other, _ in items if name.startswith(ENTRY_FOLDER))
    return ENTRIES if entries == sizes.get("(inlined entries)", 0) + runtime else None


def their_leaves(item, is_estimate=False):
    """Assets, modules and concatenations: (path, size, whether the size is estimated)."""
    path = item.get("path", item["label"]).removeprefix("./")
    is_entries = path + "/" == ENTRY_FOLDER
    is_leaf = not item.get("groups") or item.get("isAsset") or item.get("concatenated") and not is_entries
    is_estimate = is_estimate or is_entries or item.get("inaccurateSizes", False)
    if is_leaf and "parsedSize" in item:
        yield path, item["parsedSize"], is_estimate
    for inner in item.get("groups") or []:
        yield from their_leaves(inner, is_estimate)


def our_leaves(node_of_tree, folder=""):
    for child in node_of_tree.get("children") or []:
        path = folder + child["name"]
        if child.get("children"):
            yield from our_leaves(child, path + "/")
        else:
            yield path, child["value"]
