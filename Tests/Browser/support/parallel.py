"""Many requests at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor


def at_once(actions):
    """Runs all actions at the same moment; returns their results in order."""
    barrier = threading.Barrier(len(actions))

    def run(action):
        barrier.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))
