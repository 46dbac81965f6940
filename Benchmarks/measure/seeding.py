"""Fills an installation with people by `user import -`."""

import subprocess
import sys
import threading
import time

from measure import people
from measure.program import binary


def seed(installation, count, have_authenticators=True):
    """Adds people 0 to `count - 1`; returns the seconds it took. Progress goes to standard error."""
    begin = time.monotonic()
    command = [binary(), "user", "import", "-", *installation.where()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, bufsize=1 << 20) as importing:
        said = []
        echo = threading.Thread(target=_pass_on, args=(importing.stderr, said), daemon=True)
        echo.start()
        try:
            for number in range(count):
                importing.stdin.write(people.line(number, have_authenticators) + "\n")
            importing.stdin.close()
        except BrokenPipeError:
            pass
        summary = importing.stdout.read()
        echo.join()
    if importing.returncode != 0 or not summary.startswith(f"{count} added"):
        raise RuntimeError(f"the import ended with {importing.returncode}: {summary}{''.join(said[-5:])}")
    return time.monotonic() - begin


def _pass_on(lines, said):
    for text in lines:
        said.append(text)
        del said[:-20]
        print(f"    import: {text.rstrip()}", file=sys.stderr, flush=True)
