"""How many of a stranger's concurrent guesses at a password are checked, and whom they lock out.

    python3 -m strangers.guesses PROGRAM
"""
import collections
import sys
import tempfile
import threading
import time

from server import serving
from strangers.browser import PASSWORD, Browser, administrator, invite
from strangers.figures import milliseconds, tell

GUESSES, JUDGED = 150, 10
OWNER, ANOTHER = "ada@example.com", "bob@example.com"
# What a wrong password is answered with, and one that is not looked at.
WRONG, REFUSED = 422, 429


class Guesser(threading.Thread):
    """One guess of the stranger, who has opened the form before."""

    def __init__(self, stranger, key, start):
        super().__init__()
        self.browser = Browser(stranger.server, cookies=stranger.cookies)
        self.key, self.start_together, self.status = key, start, None

    def run(self):
        self.start_together.wait()
        form = {"email": OWNER, "password": f"guess {self.name}", "form-key": self.key}
        self.status, _, _ = self.browser.ask("POST", "/sign-in", form)


def sign_in(browser, email):
    """The status and how long it took."""
    form = {"email": email, "password": PASSWORD, "form-key": browser.form_key("/sign-in")}
    start = time.monotonic()
    status, _, _ = browser.ask("POST", "/sign-in", form)
    return status, time.monotonic() - start


def tell_sign_in(text, found, goal):
    status, took = found
    tell(text, milliseconds(took) if status == 303 else f"answers {status}", goal, status == 303)


def measure(server):
    known = administrator(server, OWNER)
    invite(known, "Bob", ANOTHER)
    # Signed out, and known all the same.
    known.forget("perfsee_session")
    stranger = Browser(server)
    key, start = stranger.form_key("/sign-in"), threading.Barrier(GUESSES + 1)
    guessers = [Guesser(stranger, key, start) for _ in range(GUESSES)]
    for guesser in guessers:
        guesser.start()
    start.wait()
    # Until the guesses are there.
    time.sleep(0.3)
    another = sign_in(Browser(server, source="127.0.0.2"), ANOTHER)
    for guesser in guessers:
        guesser.join()
    statuses = collections.Counter(guesser.status for guesser in guessers)
    tell(f"{GUESSES} concurrent wrong guesses: checked", f"{statuses[WRONG]}", f"at most {JUDGED}",
         0 < statuses[WRONG] <= JUDGED)
    tell("  refused", f"{statuses[REFUSED]}", "all others", statuses[WRONG] + statuses[REFUSED] == GUESSES)
    tell_sign_in("  another's sign-in from another address meanwhile", another, "to stay under 2,000 ms")
    tell_sign_in("  the owner's after them, in the browser that is known", sign_in(known, OWNER), "to get in")
    new, _ = sign_in(Browser(server, source="127.0.0.3"), OWNER)
    tell("  the same from a new browser", f"answers {new}", "429: it can't be told from the stranger")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder, serving(program, folder) as server:
        measure(server)


if __name__ == "__main__":
    main()
