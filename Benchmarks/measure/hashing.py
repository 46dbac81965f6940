"""The machine's own rate of hashing passwords."""

import os
import subprocess


def raw_rate(context, threads=None, seconds=5):
    """Hashes per second on that many threads (default: one per core), and processor seconds of one."""
    program = context.compiled("argon2-rate")
    done = subprocess.run([program, str(threads or os.cpu_count()), str(seconds)], capture_output=True, text=True, check=True)
    rate, cost = map(float, done.stdout.split())
    return rate, cost
