#!/usr/bin/env python3
"""Lets parts of an installation fail under load: python3 Tests/Faults/run.py [SCENARIO…]

Scenarios: kill, restart, immediate, standby, slow, disk (all when none is named). Needs a debug build (or
COUNTERSIGN_BINARY) and `scripts/bootstrap --for test`. PostgreSQL clusters are its own, on loopback, and are removed. Ends
within eight minutes with a table; exit code 1 when anything was not as it must be. Logs are in .build/faults.
"""

import os
import pathlib
import shutil
import signal
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
if pathlib.Path(sys.prefix) != ROOT / ".venv" and PYTHON.exists():
    os.execv(PYTHON, [PYTHON, *sys.argv])  # the packages of Tests/requirements.txt are there
sys.path[:0] = [str(HERE), str(ROOT / "Tests" / "Browser")]

from faults.report import Report, table  # noqa: E402
from faults.scenarios import ALL  # noqa: E402
from support.server import BINARY  # noqa: E402

SCENARIO_WITHIN = 110  # seconds
ALL_WITHIN = 470


class TooLong(Exception):
    """A scenario has not ended in time."""


def interrupt(*_):
    raise TooLong


def run(name, within):
    """Runs one scenario in an empty folder."""
    scenario = ALL[name]
    report = Report(f"{name}: {scenario.__doc__.splitlines()[0].rstrip(chr(46))}"[:58])
    folder = ROOT / ".build" / "faults" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.monotonic()
    signal.signal(signal.SIGALRM, interrupt)
    signal.alarm(max(1, int(within)))
    try:
        scenario(folder, report)
    except TooLong:
        report.violations.append(f"not finished after {time.monotonic() - began:.0f} s")
    except Exception as error:  # noqa: BLE001 - the other scenarios still run
        report.violations.append(f"{type(error).__name__}: {error}")
    finally:
        signal.alarm(0)
    print("\n".join(report.lines()), f"({time.monotonic() - began:.0f} s)", flush=True)
    return report


def main():
    names = sys.argv[1:] or list(ALL)
    if unknown := set(names) - set(ALL):
        sys.exit(f"{', '.join(sorted(unknown))}: no such scenario; there are {', '.join(ALL)}")
    if not BINARY.exists():
        sys.exit(f"{BINARY} is not there: swift build")
    deadline = time.monotonic() + ALL_WITHIN
    reports = [run(name, min(SCENARIO_WITHIN, deadline - time.monotonic())) for name in names]
    print(f"\n{table(reports)}")
    sys.exit(any(report.violations for report in reports))


main()
