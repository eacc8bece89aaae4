"""What a program here has to tell, for `scripts/bench` to print: a line of JSON for each figure."""
import json


def tell(text, value, goal="", holds=True):
    """`holds` says whether what is no time is as it has to be."""
    print(json.dumps({"text": text, "value": value, "goal": goal, "holds": bool(holds)}), flush=True)


def skip(why):
    tell("not measured:", why)


def milliseconds(seconds):
    return f"{seconds * 1000:,.0f} ms"
