"""Running our program and theirs."""
import json
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
# Where Debian puts modules for Node.js.
DEBIAN = "/usr/share/nodejs"
BATCH = 200
LIMIT = 600


def run(words, **more):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, timeout=LIMIT, **more).stdout


class Ours:
    """Our program."""

    path = HERE.parent.parent / ".build" / "release" / "perfsee-peers"

    @classmethod
    def whole(cls):
        """The program that users have; it is beside."""
        return cls.path.with_name("perfsee")


def ours(command, files):
    """The output for all files, in batches: one text for each batch."""
    for start in range(0, len(files), BATCH):
        yield run([Ours.path, command, *map(str, files[start:start + BATCH])])


def our_answers(command, files):
    """One value of JSON for each file; an empty line is a refusal."""
    lines = [line for text in ours(command, files) for line in text.decode().removesuffix("\n").split("\n")]
    assert len(lines) == len(files)
    return [json.loads(line) if line else {"refusal": "no value"} for line in lines]


def our_report(stats):
    """The report on the build that a stats file describes, as users get it."""
    return json.loads(run([Ours.whole(), "analyze", stats, "--json"]))


def node(script, *arguments, text=None, **more):
    path = ":".join(filter(None, [os.environ.get("NODE_PATH"), DEBIAN]))
    return run(["node", *([str(HERE / script)] if script.endswith(".js") else ["-p", script]), *map(str, arguments)],
               input=text, env={**os.environ, "NODE_PATH": path}, **more)


def has_module(name):
    try:
        node(f"require('{name}') && 1", stderr=subprocess.DEVNULL)
        return True
    except subprocess.CalledProcessError:
        return False
