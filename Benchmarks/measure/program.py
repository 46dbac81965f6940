"""The program under measurement: where it is, how it is built, how its commands are run."""

import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def binary():
    """The program: of COUNTERSIGN_BINARY, or of the release build."""
    return pathlib.Path(os.environ.get("COUNTERSIGN_BINARY") or ROOT / ".build/release/countersign")


def build():
    """Builds the release."""
    subprocess.run(["swift", "build", "-c", "release", "--product", "countersign"], cwd=ROOT, check=True)


class Installation:
    """A data folder, and a PostgreSQL database when there is a URL."""

    def __init__(self, folder, database=None):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.database = database

    @property
    def engine(self):
        return "PostgreSQL" if self.database else "SQLite"

    def where(self):
        """The options that name it, for any command."""
        return ["--data", str(self.data)] + (["--database", self.database] if self.database else [])

    def command(self, *arguments, stdin=None):
        """Runs a command to its end; returns what it printed."""
        done = subprocess.run(
            [binary(), *arguments, *self.where()],
            stdin=stdin or subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"countersign {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return done.stdout
