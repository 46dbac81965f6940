"""What every benchmark is given: options, a folder, a report, and installations."""

import json
import pathlib
import subprocess

from measure import report, seeding
from measure.codes import Supply
from measure.load import Wrk
from measure.postgres import drop_database, make_database
from measure.program import Installation


class Context:
    """One call of the driver."""

    def __init__(self, options, folder):
        self.people = options.people
        self.runs = options.runs
        self.sizes = options.sizes
        self.database = options.database
        self.folder = pathlib.Path(folder)
        self.report = report.Report({
            name: getattr(options, name) for name in ("people", "sizes", "runs", "seconds", "connections")
        })
        self.wrk = Wrk(connections=options.connections, seconds=options.seconds)
        self._seeded = {}
        self._databases = []
        self._supplies = {}

    def databases(self):
        """`None` for SQLite, then the URL of a cluster when one was given."""
        return [None] + ([self.database] if self.database else [])

    def empty(self, name, cluster=None):
        """A new installation, on a new database of that cluster."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        database = None
        if cluster:
            database = make_database(cluster)
            self._databases.append(database)
        return Installation(folder, database)

    def close(self):
        """Removes the databases that were made; the folders go with their parent."""
        for database in self._databases:
            drop_database(database)

    def seeded(self, count, cluster=None):
        """An installation with so many people, which benchmarks share."""
        if (count, cluster) not in self._seeded:
            kind = "postgresql" if cluster else "sqlite"
            print(f"making {count} people on {kind}", flush=True)
            installation = self.empty(f"{kind}-{count}", cluster)
            seconds = seeding.seed(installation, count)
            self.report.add("seeding", f"{count} people by user import, {installation.engine}", seconds, "s",
                            at_most=8 if count == 100_000 and not cluster else None)
            self._seeded[count, cluster] = installation
        return self._seeded[count, cluster]

    def supply(self, installation, count):
        """The codes of its people. There is one for all benchmarks, because a step is good once only."""
        return self._supplies.setdefault(installation, Supply(count))

    def api_key(self, installation):
        """A key for POST /v1/codes/verify."""
        return json.loads(installation.command("api-key", "add", f"bench-{len(self.report.figures)}", "--json"))["key"]

    def compiled(self, name):
        """The C program of Benchmarks/raw, compiled."""
        source = pathlib.Path(__file__).resolve().parents[1] / "raw" / f"{name}.c"
        target = self.folder / name
        if not target.exists():
            subprocess.run(["cc", "-O2", "-o", str(target), str(source), "-largon2", "-lpthread"], check=True)
        return target
