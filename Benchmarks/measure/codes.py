"""Correct codes that nobody has used yet, for one run of load after the other."""

import random
import time

from measure import people

# What writing the file and starting the load may take, in seconds.
MARGIN = 5
# More than a run uses up.
MOST = 200_000


class Supply:
    """The codes of `count` people; every run gets those of one time step, and steps only grow.

    A server takes the steps before, now and after; so three runs may follow each other, and from then on there is one
    per step. The step before is only used while it lasts. Each run takes people at random, in random order.
    """

    def __init__(self, count, most=MOST):
        self.count = count
        self.most = min(count, most)
        self.random = random.Random(count)
        self.last = 0

    def next_step(self, duration):
        """The step for a run of that many seconds from now; waits when there is none yet."""
        while True:
            now = people.step_now()
            earliest = now - 1 if people.seconds_left() > duration + MARGIN else now
            step = max(self.last + 1, earliest)
            if step <= now + 1:
                self.last = step
                return step
            time.sleep(people.seconds_left() + 0.05)

    def write(self, path, duration):
        """Writes lines `username code` for a run that begins at once and lasts so many seconds."""
        self._write(path, self.next_step(duration), people.code)

    def write_wrong(self, path):
        """Lines with codes that are not right."""
        self._write(path, people.step_now(), people.wrong_code)

    def _write(self, path, step, code):
        chosen = self.random.sample(range(self.count), self.most)
        with open(path, "w", encoding="ascii") as file:
            file.writelines(f"{people.username(number)} {code(number, step)}\n" for number in chosen)
