"""What a comparison finds."""
import collections


class Comparison:
    """Counts what is equal, what differs on purpose and what differs."""

    def __init__(self, title):
        self.title = title
        self.equal = 0
        # By reason.
        self.on_purpose = collections.defaultdict(list)
        self.differing = []
        # What was not compared.
        self.notes = []

    def compare(self, what, ours, theirs, reason=None):
        """`reason` says why a difference is on purpose; None if it is not."""
        if ours == theirs:
            self.equal += 1
        elif reason:
            self.on_purpose[reason].append(f"{what}: {ours}, not {theirs}")
        else:
            self.differing.append(f"{what}: {str(ours)[:200]}, not {str(theirs)[:200]}")

    def print(self, most=20):
        purposes = sum(map(len, self.on_purpose.values()))
        print(f"{self.title}: {self.equal:,} equal, {purposes:,} differ on purpose, {len(self.differing):,} differ")
        for note in self.notes:
            print(f"  {note}")
        for reason, found in self.on_purpose.items():
            print(f"  on purpose: {reason}")
            show(found, most)
        show([f"DIFFERS {text}" for text in self.differing], most)


def show(lines, most):
    for line in lines[:most]:
        print(f"    {line}")
    if len(lines) > most:
        print(f"    and {len(lines) - most:,} more")
