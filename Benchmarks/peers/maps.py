"""Source maps: the specification's own tests, tc39/source-map-tests."""
import bisect
import json

from .comparison import Comparison
from .programs import our_answers

FOLDER = "source-map-tests"
ACTIONS = ("checkMapping", "checkMappingTransitive", "checkIgnoreList")


def compare(clone):
    tests = json.loads((clone / "source-map-spec-tests.json").read_text())["tests"]
    resources = clone / "resources"
    names = {test["sourceMapFile"] for test in tests}
    for action in (action for test in tests for action in test.get("testActions", [])):
        names.update(action.get("intermediateMaps", []))
    names = sorted(names)
    maps = dict(zip(names, our_answers("maps", [resources / name for name in names])))
    taken = Comparison("tc39/source-map-tests: maps that are taken or refused")
    actions = Comparison("tc39/source-map-tests: positions and ignored sources")
    for test in tests:
        found = maps[test["sourceMapFile"]]
        taken.compare(f"{test['name']}: taken", "refusal" not in found, test["sourceMapIsValid"])
        for action in test.get("testActions", []):
            assert action["actionType"] in ACTIONS
            if "refusal" not in found:
                actions.compare(f"{test['name']}: {action}", *check(action, found, maps))
    actions.notes.append("names (`mappedName`) are not compared: the analysis does not read them")
    return [taken, actions]


def check(action, found, maps):
    """What we find, and what is expected."""
    if action["actionType"] == "checkIgnoreList":
        return [found["sources"][index] for index in found["ignored"]], action["present"]
    chain = [found] + [maps[name] for name in action.get("intermediateMaps", [])]
    line, column = action["generatedLine"], action["generatedColumn"]
    source = None
    for one in chain:
        source, line, column = original(one, line, column)
        if source is None:
            break
    expected = (action["originalSource"], action["originalLine"], action["originalColumn"])
    return (source, line, column), expected


def original(found, line, column):
    """Where a position comes from, by the last segment at or before it."""
    segments = found["segments"]
    index = bisect.bisect_right(segments, [line, column], key=lambda segment: segment[:2]) - 1
    if index < 0 or segments[index][2] < 0:
        return None, None, None
    _, _, source, original_line, original_column = segments[index]
    return found["sources"][source], original_line, original_column
