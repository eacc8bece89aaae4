"""The parts of each script and style sheet add up to the file: on the builds that other projects keep for their tests."""
import shutil
import tempfile
import pathlib

from .comparison import Comparison
from .programs import our_answers

WHAT = ("raw", "gzip", "brotli")


def compare(clone):
    """Each bundle is a build of its own, and each folder with stats is one."""
    found = Comparison("webpack-bundle-analyzer, test/bundles and test/stats: the parts of a file add up to it")
    bundles = sorted((clone / "test" / "bundles").glob("*.js"))
    stats = sorted((clone / "test" / "stats").glob("*/stats.json"))
    with tempfile.TemporaryDirectory() as folder:
        builds = [alone(bundle, pathlib.Path(folder)) for bundle in bundles]
        refused = 0
        for what, sums in zip(bundles + stats, our_answers("sums", builds + stats)):
            if isinstance(sums, dict):
                refused += 1
            else:
                compare_sums(found, what, sums)
    found.notes.append(f"{len(bundles) + len(stats)} builds, {refused} of them without a file that could be measured")
    return [found]


def alone(bundle, folder):
    inner = folder / bundle.stem
    inner.mkdir()
    shutil.copy(bundle, inner / bundle.name)
    # A slash at the end says that it is a folder.
    return f"{inner}/"


def compare_sums(found, what, sums):
    for item in sums:
        for size, leaves, asset in zip(WHAT, item["leaves"], item["asset"]):
            found.compare(f"{what.parent.name}/{what.name}: {item['name']}, {size}", leaves, asset)
