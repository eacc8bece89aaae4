"""JSONR: what Perfsee's own encoder, packages/jsonr, makes of its test cases."""
import json
import pathlib
import shutil
import tempfile

from .comparison import Comparison
from .programs import node, our_answers, run

FOLDER = "perfsee"


def compare(clone):
    package = clone / "packages" / "jsonr" / "src"
    plain = Comparison("perfsee, packages/jsonr: its test cases, as JSON")
    encoded = Comparison("perfsee, packages/jsonr: its test cases, as its encoder writes them")
    if not shutil.which("esbuild"):
        plain.notes.append("absent: esbuild")
        return [plain]
    with tempfile.TemporaryDirectory() as folder:
        bundle = pathlib.Path(folder, "jsonr.cjs")
        options = ["--log-level=error", "--bundle", "--platform=node", f"--outfile={bundle}"]
        run(["esbuild", *options, package / "index.ts"])
        cases = [json.loads(line) for line in node("jsonr-cases.js", bundle, package, folder).splitlines()]
        for one, kind in ((plain, "json"), (encoded, "jsonr")):
            for case, found in zip(cases, our_answers("jsonr", [case[kind] for case in cases])):
                one.compare(case["name"], numbers(found), numbers(case["value"]))
    return [plain, encoded]


def numbers(value):
    """With all numbers as JavaScript has them."""
    return json.loads(json.dumps(value), parse_int=float)
