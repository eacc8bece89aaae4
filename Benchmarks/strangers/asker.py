"""Somebody who asks the same again and again, and waits for each answer."""
import http.client
import threading
import time


class Asker:
    """Asks from a thread of its own, at a steady pace; keeps how long each answer took, and what went wrong.
    - ask: raises where the answer is not the right one."""

    def __init__(self, ask, every):
        self.ask, self.every = ask, every
        self.took, self.failures = [], []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def run(self):
        due = time.monotonic()
        while not self.over.wait(max(0, due - time.monotonic())):
            start = time.monotonic()
            try:
                self.ask()
            except (OSError, http.client.HTTPException, WrongAnswer) as failure:
                self.failures.append(repr(failure))
            self.took.append(time.monotonic() - start)
            due = max(due + self.every, time.monotonic())

    @property
    def slowest(self):
        return max(self.took)


class WrongAnswer(Exception):
    pass


def expect(status, right=200):
    if status != right:
        raise WrongAnswer(status)
