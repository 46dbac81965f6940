"""Figures, their targets, a table on the terminal and a JSON file."""

import datetime
import hashlib
import json
import os
import pathlib
import platform
import statistics
import subprocess
from typing import NamedTuple

from measure.program import ROOT, binary

RESULTS = ROOT / "Benchmarks/results"


class Figure(NamedTuple):
    """One line of the table; `met` is `None` when there is no target."""

    benchmark: str
    name: str
    value: float
    unit: str
    target: str = ""
    met: bool | None = None


class Report:
    """Collects figures while benchmarks run."""

    def __init__(self, conditions):
        self.figures = []
        # What the driver was told, so that nobody takes a short run for a long one.
        self.conditions = conditions
        self.begin = datetime.datetime.now(datetime.timezone.utc)

    def add(self, benchmark, name, value, unit, at_least=None, at_most=None):
        """Adds a figure, with a target when there is one, and prints it."""
        target, met = "", None
        if at_least is not None:
            target, met = f"≥ {at_least:g}", value >= at_least
        if at_most is not None:
            target, met = f"≤ {at_most:g}", value <= at_most
        figure = Figure(benchmark, name, value, unit, target, met)
        self.figures.append(figure)
        print(self._line(figure), flush=True)

    def _line(self, figure):
        verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
        value = f"{figure.value:,.0f}" if abs(figure.value) >= 1000 else f"{figure.value:.3g}"
        return (f"{figure.benchmark:<13} {figure.name:<70} {value:>10} {figure.unit:<7} "
                f"{figure.target:>10} {verdict}").rstrip()

    def print_table(self):
        print("\n" + "\n".join(self._line(figure) for figure in self.figures))
        missed = sum(figure.met is False for figure in self.figures)
        print(f"\n{sum(figure.met is True for figure in self.figures)} targets met, {missed} missed")

    def write(self):
        """Writes the figures with what they were measured on; returns the path."""
        RESULTS.mkdir(parents=True, exist_ok=True)
        path = RESULTS / f"{self.begin:%Y%m%dT%H%M%SZ}.json"
        path.write_text(json.dumps({
            "at": self.begin.isoformat(), "binary": str(binary()), "binary_sha256": _digest(binary()),
            "source": _source(), "conditions": self.conditions, "cores": os.cpu_count(), "system": platform.platform(), "processor": _processor(),
            "figures": [figure._asdict() for figure in self.figures],
        }, indent=2, ensure_ascii=False) + "\n")
        return path


def median(values):
    return statistics.median(values)


def _source():
    """The commit that the program was built from; unknown of one that was named by COUNTERSIGN_BINARY."""
    if os.environ.get("COUNTERSIGN_BINARY"):
        return None
    command = ["git", "describe", "--always", "--abbrev=10", "--exclude=*", "--dirty"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or None


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _processor():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
