"""Statoscope's rules for builds, as the snapshots of its tests say: duplicates, what hinders optimization, downloads.

The scripts of the stats that its tests read are not there; see `builds`.
"""
import json
import pathlib
import re

from .builds import parts, report_on
from .comparison import Comparison

BUNDLE = pathlib.Path("test/bundles/v5/simple")
RULES = pathlib.Path("packages/stats-validator-plugin-webpack/src/rules")
# The network `Slow` of its helpers, in bytes per second.
SLOW = 0.38 * 131_072
PACKAGE = re.compile(r'"content": "([^"]*)",\s*"type": "text".*?"package": "([^"]*)"', re.S)
MODULE = re.compile(r'"content": \[(.*?)\],\s*"type": "text".*?"module": "([^"]*)"', re.S)
CONTEXT = re.compile(r'"context": \{(.*?\n {10})\}', re.S)
FIELD = re.compile(r'^ {12}"(\w+)": "?([\w.]+)"?,$', re.M)

NOT_DELIVERED = (
    "Statoscope counts whatever the stats list; this is in no chunk of the production build, "
    "so that no byte of it is delivered")
VERSIONS = (
    "Statoscope's plugin adds the versions to the stats; Perfsee has them from its own plugins, or from paths")
CHILDREN = (
    "webpack lists the children of a chunk for all chunks that are loaded with it; Perfsee counts them for each entry "
    "point, unless the stats ask for `strictChunkRelations`")
CONCATENATION = "it says why modules were not put together, which keeps no unused code; Perfsee does not show it"
NO_EXPORTS = "the module exports nothing that could be unused"
USED = "all that the module exports is used, so that its side effects keep nothing more"
OPAQUE = (
    "the module is CommonJS whose exports can't be told apart, which keeps all of it; "
    "side effects are shown where no export is used")


def compare(clone):
    prod, dev = (json.loads((clone / BUNDLE / f"stats-{mode}.json").read_text()) for mode in ("prod", "dev"))
    report, strict = report_on(prod), report_on(prod, strictChunkRelations=True)
    builds = {"production": (prod, report), "development": (dev, report_on(dev))}
    return [
        compare_duplicates(snapshot(clone, "no-packages-dups"), builds),
        compare_bailouts(snapshot(clone, "no-modules-deopts"), prod, report),
        compare_sizes(snapshot(clone, "entry-download-size-limits"), prod, report, strict),
        compare_times(snapshot(clone, "entry-download-time-limits"), prod, report),
    ]


def snapshot(clone, rule):
    return (clone / RULES / rule / "__snapshots__" / "index.spec.ts.snap").read_text()


# Duplicates


def compare_duplicates(text, builds):
    """The tests read the production build; the development build has the same sources."""
    found = Comparison("Statoscope, no-packages-dups: the packages that are in a build twice")
    expected = {name: dict(line[2:].split("  ") for line in lines.split("\n")) for lines, name in PACKAGE.findall(text)}
    for build, (stats, report) in builds.items():
        ours = {
            item["name"]: {copy["path"]: copy.get("version") for copy in item["copies"]}
            for item in report["duplicates"]["list"] if item["kind"] in ("versions", "sameVersion")}
        for name in sorted(expected.keys() | ours.keys()):
            paths, theirs = ours.get(name, {}), expected.get(name, {})
            missing = len([path for path in theirs if is_delivered(path, stats)]) < 2
            found.compare(f"{build}: {name}", sorted(paths), sorted(theirs), NOT_DELIVERED if missing else None)
            for path in paths.keys() & theirs.keys():
                found.compare(f"{build}: {path}, version", paths[path], theirs[path], VERSIONS)
    return found


def is_delivered(path, stats):
    """Whether a chunk has the module, or one of the package, at a path from the repository's root."""
    modules = [module for chunk in stats["chunks"] for module in chunk["modules"]]
    return any(f"{part['name']}/".startswith(f"./{path}/") for module in modules for part in [module, *parts(module)])


# What hinders optimization


def compare_bailouts(text, stats, report):
    found = Comparison("Statoscope, no-modules-deopts: what hinders the optimization of modules")
    modules = {part["identifier"]: part for module in stats["modules"] for part in [module, *parts(module)]}
    listed = report["treeShaking"]["modules"]
    ours = {module["path"]: list(filter(None, map(words, module["obstacles"]))) for module in listed}
    # The test asks four times, and its snapshot has each answer as often.
    expected = {identifier: re.findall(r'"(.*)"', texts) for texts, identifier in MODULE.findall(text)}
    for identifier, texts in expected.items():
        module = modules[identifier]
        shown = ours.pop(module["name"].removeprefix("./"), [])
        for theirs in texts:
            same = [one for one in shown if one in theirs]
            found.compare(module["name"], theirs if same else None, theirs, reason(theirs, module, stats))
            shown = [one for one in shown if one not in same]
        for one in shown:
            found.compare(module["name"], one, None)
    for path, shown in ours.items():
        for one in shown:
            found.compare(path, one, None)
    found.notes.append(f"{len(expected)} modules")
    return found


def words(obstacle):
    """What webpack's text says where Perfsee shows this obstacle; None for what webpack has no text for."""
    ((kind, facts),) = obstacle.items()
    if kind == "commonJS" and "detail" in facts:
        return f"CommonJS bailout: {facts['detail']}"
    if kind == "sideEffectsInSource":
        return f"with side effects in source code at {facts.get('line')}:{facts.get('column')}-"
    if kind == "sideEffectsOfImport":
        return f"with side effects at {facts.get('line')}:{facts.get('column')}-"
    return None


def reason(text, module, stats):
    """Why Perfsee does not show one of webpack's texts; None if it should."""
    if not is_delivered(module["name"].removeprefix("./"), stats):
        return NOT_DELIVERED
    if text.startswith("ModuleConcatenation bailout: "):
        return CONCATENATION
    if " with side effects " not in text:
        return None
    provided, used = module["providedExports"], module["usedExports"]
    if provided is None and used is None:
        return OPAQUE
    if not provided:
        return NO_EXPORTS
    return USED if provided == used else None


# Downloads


def compare_sizes(text, stats, report, strict):
    found = Comparison("Statoscope, entry-download-size-limits: the bytes of entry points")
    for entry, is_compressed, expected in contexts(text):
        sizes = sizes_of(stats, is_compressed)
        for option, of in ("", report), (", strictChunkRelations", strict):
            files = files_of(entry, of)
            for field, names in files.items():
                ours, theirs = sum(sizes[name] for name in names), int(expected[field])
                has_children = files["asyncSize"] == of_children(entry, stats)
                purpose = CHILDREN if has_children and not option and field != "initialSize" else None
                what = f"{entry}: {field}{', compressed' if is_compressed else ''}{option}"
                found.compare(what, ours, theirs, purpose)
    return found


def compare_times(text, stats, report):
    """Statoscope divides bytes by the network's speed. Perfsee's times have round trips too, and its networks other
    speeds; so what a visit loads is compared, by the time that Statoscope says for it."""
    found = Comparison("Statoscope, entry-download-time-limits: what a visit loads, by its time")
    names = names_of(report)
    for entry, is_compressed, expected in contexts(text):
        sizes = sizes_of(stats, is_compressed)
        (visit,) = [point["visit"] for point in report["entryPoints"] if point["name"] == entry]
        ours = sum(sizes[names[file["ref"]]] for file in visit["files"])
        what = f"{entry}: initialDownloadTime{', compressed' if is_compressed else ''}"
        found.compare(what, ours / SLOW * 1000, float(expected["initialDownloadTime"]))
    return found


def contexts(text):
    """What the tests expect of each entry point, compressed and not; several of them expect the same."""
    found = map(dict, sorted({tuple(FIELD.findall(context)) for context in CONTEXT.findall(text)}))
    return [(fields["entry"], fields["useCompressedSize"] != "false", fields) for fields in found]


def sizes_of(stats, is_compressed):
    """The sizes that Statoscope takes, by file: the compressed ones are in what its plugin adds to the stats."""
    if not is_compressed:
        return {asset["name"]: asset["size"] for asset in stats["assets"]}
    added = {item["descriptor"]["name"]: item["payload"] for item in stats["__statoscope"]["extensions"]}
    builds = added["@statoscope/stats-extension-compressed"]["compilations"]
    return {item["id"]: item["size"]["size"] for build in builds for item in build["resources"]}


def files_of(entry, report):
    """The files of an entry point: all, those that are loaded at first, and the others."""
    names, chunks = names_of(report), {chunk["ref"]: chunk["assetRefs"] for chunk in report["chunks"]}
    (point,) = [point for point in report["entryPoints"] if point["name"] == entry]
    initial = {names[ref] for chunk in point["initialChunkRefs"] for ref in chunks[chunk]}
    every = {names[ref] for ref in point["assetRefs"]}
    return {"size": every, "initialSize": initial, "asyncSize": every - initial}


def names_of(report):
    return {asset["ref"]: asset["name"] for asset in report["assets"]}


def of_children(entry, stats):
    """The files of the chunks that the stats list as the children of an entry point's chunks."""
    chunks = {chunk["id"]: chunk for chunk in stats["chunks"]}
    children = [child for chunk in stats["entrypoints"][entry]["chunks"] for child in chunks[chunk]["children"]]
    return {name for child in children for name in chunks[child]["files"]}
