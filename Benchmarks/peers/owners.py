"""Bytes by source: the maps of Debian packages, against what Debian's node-source-map makes of their segments."""
import json
import pathlib

from .comparison import Comparison
from .programs import has_module, node, our_answers
from .tokens import DEBIAN

SUFFIXES = (".js.map", ".mjs.map", ".css.map")


def compare_debian(_):
    found = Comparison("source maps of Debian packages: the bytes of each source, by the segments of node-source-map")
    if not has_module("source-map"):
        found.notes.append("absent: node-source-map")
        return [found]
    texts = sorted({text for folder in DEBIAN for text in mapped(pathlib.Path(folder))})
    theirs = map(json.loads, node("source-map-bytes.js", text="\n".join(map(str, texts)).encode()).splitlines())
    for text, mine, other in zip(texts, our_answers("owners", texts), theirs):
        if "refusal" in mine:
            found.compare(str(text), mine["refusal"], other)
            continue
        for owner in sorted({*mine["bytes"], *other}):
            found.compare(f"{text}: {owner}", mine["bytes"].get(owner, 0), other.get(owner, 0))
    found.notes.append(f"{len(texts)} texts with maps")
    return [found]


def mapped(folder):
    """The texts that have a map beside them."""
    for path in folder.rglob("*.map"):
        text = path.with_suffix("")
        if path.name.endswith(SUFFIXES) and path.exists() and text.exists():
            real = text.resolve()
            if real.with_name(real.name + ".map").exists():
                yield real
