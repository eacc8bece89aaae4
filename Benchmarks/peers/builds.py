"""Builds for stats that come without their scripts: each module of the stats is there, but its text is padding."""
import json
import pathlib
import tempfile

from .programs import our_report

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def report_on(stats, **options):
    """What the analysis says of a build with these stats of webpack; `options` are added to them."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        for asset in stats["assets"]:
            (path / asset["name"]).write_text("-" * asset["size"])
        for chunk in stats["chunks"]:
            for name in chunk["files"]:
                write_script(path / name, chunk, stats)
        (path / "stats.json").write_text(json.dumps({**stats, **options}))
        return our_report(path / "stats.json")


def write_script(path, chunk, stats):
    """A chunk's module table, and a source map that tells the parts of concatenations apart."""
    text, starts, sources = f"(self.a=self.a||[]).push([[{json.dumps(chunk['id'])}],{{", [], []
    for module in chunk["modules"]:
        if module["moduleType"] == "runtime":
            continue
        text += f"{json.dumps(module['id'])}:function(e,t,n){{"
        for part in parts(module):
            starts.append(len(text))
            sources.append(f"webpack:///{part['name']}")
            text += f"n({json.dumps(part['name'] * 20)});{loads(part, stats)}"
        text += "},"
    path.write_text(f"{text}}}])\n//# sourceMappingURL={path.name}.map")
    source_map = {"version": 3, "sources": sources, "names": [], "mappings": mappings(starts)}
    path.with_name(f"{path.name}.map").write_text(json.dumps(source_map))


def parts(module):
    """The modules that were put together in one, or the module itself."""
    return module.get("modules") or [module]


def loads(module, stats):
    """The calls that load the chunks which the stats say that the module loads."""
    chunks = [chunk["id"] for chunk in stats["chunks"] if module["identifier"] in origins(chunk)]
    return "".join(f"n.e({json.dumps(chunk)});" for chunk in chunks)


def origins(chunk):
    return [origin["moduleIdentifier"] for origin in chunk["origins"]]


def mappings(starts):
    """One line, in which each source begins at the next start."""
    segments, last = [], 0
    for start in starts:
        # The first source, or the next one; its line 0 and column 0 do not change.
        segments.append(number(start - last) + ("C" if segments else "A") + "AA")
        last = start
    return ",".join(segments)


def number(value):
    """A number that is not negative, as source maps write it: five bits in each digit, the lowest first."""
    value, text = value << 1, ""
    while value > 31:
        text += BASE64[value & 31 | 32]
        value >>= 5
    return text + BASE64[value]
