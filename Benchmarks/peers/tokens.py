"""Tokens of scripts: tc39/test262-parser-tests and the scripts of Debian packages, against acorn."""
import pathlib

from .comparison import Comparison
from .programs import BATCH, has_module, node, ours

FOLDER = "test262-parser-tests"
DEBIAN = ("/usr/share/javascript", "/usr/share/nodejs")
COMMANDS = {b"script": "script-tokens", b"module": "module-tokens"}


def compare(clone):
    files = [path for folder in ("pass", "pass-explicit") for path in sorted((clone / folder).glob("*.js"))]
    return [against_acorn("tc39/test262-parser-tests, pass and pass-explicit: the tokens of acorn", files)]


def compare_debian(_):
    paths = (path for folder in DEBIAN for path in pathlib.Path(folder).rglob("*") if path.suffix in (".js", ".mjs"))
    files = sorted({path.resolve() for path in paths if path.is_file()})
    return [against_acorn("scripts of Debian packages: the tokens of acorn", files)]


def against_acorn(title, files):
    found = Comparison(title)
    if not has_module("acorn"):
        found.notes.append("absent: node-acorn")
        return found
    refused = tokens = 0
    for start in range(0, len(files), BATCH):
        batch = files[start:start + BATCH]
        theirs = parted(node("acorn-tokens.js", text="\n".join(map(str, batch)).encode()))
        goals = {file: lines[0] for file, lines in zip(batch, theirs)}
        mine = our_tokens(goals)
        for file, (goal, *lines) in zip(batch, theirs):
            if goal not in COMMANDS:
                refused += 1
                continue
            tokens += len(lines)
            found.compare(str(file), *differing(mine[file], [*lines, b"covered %d" % file.stat().st_size]))
    found.notes.append(f"{len(files):,} scripts, {tokens:,} tokens and comments, together every byte of each script")
    if refused:
        found.notes.append(f"{refused:,} scripts are not compared: acorn refuses them, or they are not UTF-8")
    return found


def our_tokens(goals):
    """The tokens of each file, read as a script or as a module."""
    found = {}
    for goal, command in COMMANDS.items():
        files = [file for file, one in goals.items() if one == goal]
        parts = [part for text in ours(command, files) for part in parted(text)]
        found.update(zip(files, parts))
    return found


def parted(text):
    """The lines of each file."""
    return [part.splitlines() for part in text.split(b"FILE\n")[1:]]


def differing(mine, theirs):
    """Both, or the first of both that differ."""
    if mine == theirs:
        return True, True
    return next((pair for pair in zip(mine, theirs) if pair[0] != pair[1]), (len(mine), len(theirs)))
