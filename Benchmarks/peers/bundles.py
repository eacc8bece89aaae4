"""Module tables: webpack-bundle-analyzer's test bundles, and what its parser makes of those beside its test stats."""
import json

from .comparison import Comparison
from .programs import has_module, node, our_answers

FOLDER = "webpack-bundle-analyzer"


def compare(clone):
    return [expected(clone), parsed(clone)]


def expected(clone):
    found = Comparison("webpack-bundle-analyzer, test/bundles: the texts of modules")
    bundles = sorted((clone / "test" / "bundles").glob("*.js"))
    for bundle, texts in zip(bundles, our_texts(bundles)):
        # A bundle without expectations is one without modules.
        wanted = bundle.with_suffix(".modules.json")
        theirs = json.loads(wanted.read_text())["modules"] if wanted.exists() else {}
        compare_texts(found, bundle.name, texts, theirs)
    found.notes.append(f"{len(bundles)} bundles")
    return found


def parsed(clone):
    found = Comparison("webpack-bundle-analyzer, its parser on the bundles in test/stats: the texts of modules")
    if not has_module("acorn-walk"):
        found.notes.append("absent: node-acorn")
        return found
    bundles = [path for path in sorted((clone / "test" / "stats").glob("*/*.js")) if "expected" not in path.name]
    answers = node("parse-bundles.js", clone / "src" / "parseUtils.js", *bundles).decode().splitlines()
    for bundle, texts, line in zip(bundles, our_texts(bundles), answers):
        compare_texts(found, f"{bundle.parent.name}/{bundle.name}", texts, json.loads(line))
    found.notes.append(f"{len(bundles)} bundles")
    return found


def our_texts(bundles):
    for bundle, entries in zip(bundles, our_answers("tables", bundles)):
        text = bundle.read_bytes()
        yield {entry["id"]: text[slice(*entry["range"])].decode() for entry in entries or []}


def compare_texts(found, name, ours, theirs):
    if not ours and not theirs:
        found.compare(f"{name}: no modules", ours, theirs)
    for key in sorted({*ours, *theirs}):
        found.compare(f"{name}: {key}", ours.get(key), theirs.get(key))
