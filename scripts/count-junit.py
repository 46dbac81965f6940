#!/usr/bin/env python3
"""Prints `PASSED FAILED` for JUnit records: scripts/count-junit.py FILE…

A test that was skipped counts as neither. Files that are missing or broken off count nothing: whoever asked sees it
from the runner's exit code.
"""

import sys
import xml.etree.ElementTree as ElementTree


def count(path):
    try:
        cases = list(ElementTree.parse(path).iter("testcase"))
    except (OSError, ElementTree.ParseError):
        return 0, 0
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    skipped = sum(1 for case in cases if case.find("skipped") is not None)
    return len(cases) - failed - skipped, failed


def main():
    counts = [count(path) for path in sys.argv[1:]]
    print(sum(passed for passed, _ in counts), sum(failed for _, failed in counts))


if __name__ == "__main__":
    main()
