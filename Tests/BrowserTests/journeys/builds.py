"""Builds of given modules, as esbuild would have made them."""

import json

import server

LINE = 50
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def build(name, modules, imports):
    """A build whose one file, `main.js`, has these modules: their bytes by path. `imports` has, by the module
    that imports, pairs of a path and what is written. Returns its folder."""
    folder = server.build(name, "x" * sum(modules.values()))
    meta = json.loads((folder / "meta.json").read_text())
    meta["inputs"] = {
        path: {"bytes": size, "imports": [
            {"path": target, "kind": "import-statement", "original": written}
            for target, written in imports.get(path, [])]}
        for path, size in modules.items()
    }
    output = meta["outputs"]["dist/main.js"]
    output["entryPoint"] = next(iter(modules))
    output["inputs"] = {path: {"bytesInOutput": size} for path, size in modules.items()}
    (folder / "meta.json").write_text(json.dumps(meta))
    return folder


def mapped(folder, modules):
    """Gives the build lines of its own for each module, and a source map: so it is known what each would save."""
    lines, mappings, last = [], [], (0, 0)
    for source, (path, size) in enumerate(modules.items()):
        assert size % LINE == 0, path
        for line in range(size // LINE):
            text = f"var m{source}_{line}='{source * 7919 + line * 104729:x}';"
            lines.append(text.ljust(LINE - 1, "/") + "\n")
            mappings.append("".join(map(_vlq, (0, source - last[0], line - last[1], 0))))
            last = (source, line)
    (folder / "main.js").write_text("".join(lines))
    sources = list(modules)
    (folder / "main.js.map").write_text(json.dumps(
        {"version": 3, "sources": sources, "names": [], "mappings": ";".join(mappings)}))


def upload(folder, project, commit, status=0):
    where = ["--project", project, "--branch", "main", "--commit", commit]
    server.perfsee("upload", str(folder), *where, "--wait", status=status)


def _vlq(number):
    number, text = (-number << 1 | 1) if number < 0 else number << 1, ""
    while True:
        digit, number = number & 31, number >> 5
        text += DIGITS[digit | (32 if number else 0)]
        if not number:
            return text
