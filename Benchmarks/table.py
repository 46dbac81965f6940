#!/usr/bin/env python3
"""Prints a file of Benchmarks/results as the table of docs/performance.md: Benchmarks/table.py FILE"""

import json
import pathlib
import sys


def number(value):
    """A figure with as many digits as mean something."""
    return f"{value:,.0f}".replace(",", " ") if abs(value) >= 1000 else f"{value:.3g}"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: Benchmarks/table.py FILE")
    result = json.loads(pathlib.Path(sys.argv[1]).read_text())
    source = f"built from {result['source']}" if result["source"] else f"a binary {result['binary_sha256'][:10]}"
    told = ", ".join(f"{name} {value}" for name, value in result["conditions"].items())
    print(f"{result['at'][:10]}, {source}, {result['cores']} cores of {result['processor']}, {result['system']}; {told}.\n")
    print("| benchmark | figure | value | target | |\n|---|---|---|---|---|")
    for figure in result["figures"]:
        verdict = {None: "", True: "met", False: "**missed**"}[figure["met"]]
        value = f"{number(figure['value'])} {figure['unit']}".strip()
        print(f"| {figure['benchmark']} | {figure['name']} | {value} | {figure['target']} | {verdict} |")


if __name__ == "__main__":
    main()
