"""The database does not answer, because somebody holds a lock: requests are refused at their deadline."""

import subprocess
import time

from faults.scenarios import common, database_gone
from support.postgres import psql

HELD = 12  # seconds: longer than the deadlines of the server
TABLE = "devices"


def run(folder, report):
    """Locks a table that every check of a code needs."""
    with common.cluster() as cluster:
        site = common.on_postgres(folder, cluster.create())
        with common.loaded(site, report):
            began = time.monotonic()
            holder = subprocess.Popen(
                [psql(), "--no-psqlrc", "--quiet", "--dbname", cluster.url(), "--command",
                 f"BEGIN; LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep({HELD}); COMMIT"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )
            time.sleep(HELD - 2)
            health = time.monotonic()
            for server in site.servers:
                server.send(server.origin, "GET", "/healthz", timeout=3)
            report.times["healthz"] = time.monotonic() - health
            holder.wait(HELD + 20)
            common.wait_until_back(site, time.monotonic(), report)
            refusals = [request.took for request in site.ledger.since(began) if request.outcome == "unavailable"]
            if refusals:
                report.times["slowest refusal"] = max(refusals)
            else:
                site.ledger.violate("no request was refused while the table was locked")
            database_gone.expect_whole_connections(site)
