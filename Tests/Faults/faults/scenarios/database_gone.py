"""PostgreSQL restarts, or ends without a goodbye: requests fail fast, and go on by themselves."""

import time

from faults.scenarios import common

ROUNDS = 2
AWAY = 3.0  # seconds without a database


def run_restart(folder, report):
    """`pg_ctl stop -m fast`, a pause, start."""
    _run(folder, report, "fast")


def run_immediate(folder, report):
    """`pg_ctl stop -m immediate`: no checkpoint, no goodbye; the start is a recovery."""
    _run(folder, report, "immediate")


def _run(folder, report, mode):
    with common.cluster() as cluster:
        site = common.on_postgres(folder, cluster.create())
        with common.loaded(site, report):
            for number in range(ROUNDS):
                cluster.stop(mode)
                stopped_at = time.monotonic()
                time.sleep(AWAY)
                check_refusals(site, stopped_at)
                cluster.start()
                common.wait_until_back(site, time.monotonic(), report, f"back {number + 1}")
            expect_whole_connections(site)


def check_refusals(site, since):
    """While the database is away, every server refuses, is alive, and says that it is not ready."""
    if not any(request.outcome == "unavailable" for request in site.ledger.since(since)):
        site.ledger.violate("no request was answered with 503 while the database was away")
    for server in site.servers:
        if server.send(server.origin, "GET", "/healthz").status != 200:
            site.ledger.violate("a server without a database is not alive")
        if server.send(server.origin, "GET", "/readyz").status != 503:
            site.ledger.violate("a server without a database says that it is ready")


def expect_whole_connections(site):
    """The servers were well all the time: they answer, and break no connection off."""
    if broken := [request for request in site.ledger.since(0) if request.outcome == "broken"]:
        site.ledger.violate(f"{len(broken)} connections to servers broke")
