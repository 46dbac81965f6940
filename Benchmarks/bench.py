#!/usr/bin/env python3
"""Measures Countersign: Benchmarks/bench.py [BENCHMARK…] [options]; see docs/performance.md.

Prints a table of figures with targets, and writes them to Benchmarks/results. Exits 1 when a target is missed.
"""

import argparse
import contextlib
import pathlib
import sys
import tempfile

import benchmarks
from measure import cluster, program
from measure.context import Context


def main():
    options = arguments()
    if options.build:
        program.build()
    if not program.binary().exists():
        sys.exit(f"There is no {program.binary()}: build it with --build, or name one in COUNTERSIGN_BINARY.")
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="countersign-bench-", dir=options.folder))
        if options.postgres:
            options.database = stack.enter_context(cluster.private(folder))
        met = measure(options, folder)
    sys.exit(not met)


def measure(options, folder):
    """Runs the benchmarks; whether every target is met."""
    context = Context(options, folder)
    try:
        for name in options.names or benchmarks.ALL:
            print(f"== {name}", flush=True)
            benchmarks.ALL[name](context)
    finally:
        context.report.print_table()
        print(f"written to {context.report.write().relative_to(program.ROOT)}")
        context.close()
    return all(figure.met is not False for figure in context.report.figures)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="BENCHMARK", help=", ".join(benchmarks.ALL) + " (default: all)")
    parser.add_argument("--build", action="store_true", help="build the release first")
    parser.add_argument("--postgres", action="store_true", help="measure on a private PostgreSQL too")
    parser.add_argument("--database", metavar="URL", help="the same on this PostgreSQL, in new databases of its cluster")
    parser.add_argument("--people", type=int, default=200_000, help="in the database (default %(default)s)")
    parser.add_argument("--sizes", type=sizes, default=[1000, 1_000_000], metavar="FEW,MANY",
                        help="people of `growth` (default 1000,1000000)")
    parser.add_argument("--runs", type=int, default=5, help="of which the median counts (default %(default)s)")
    parser.add_argument("--seconds", type=int, default=10, help="of one run (default %(default)s)")
    parser.add_argument("--connections", type=int, default=64, help="of wrk (default %(default)s)")
    parser.add_argument("--folder", type=pathlib.Path, help="where the temporary installations are made")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in benchmarks.ALL]:
        parser.error(f"there is no benchmark {unknown[0]}")
    if options.postgres and options.database:
        parser.error("--postgres and --database exclude each other")
    if not 1 <= options.seconds <= 20:
        parser.error("a run takes 1 to 20 seconds: a one-time code lasts 30")
    return options


def sizes(text):
    numbers = [int(part) for part in text.split(",")]
    if len(numbers) != 2 or not 1000 <= numbers[0] < numbers[1]:
        raise argparse.ArgumentTypeError("two numbers from 1000, the smaller one first")
    return numbers


if __name__ == "__main__":
    main()
