"""kill -9 of one of three servers: the others go on, and it takes nothing with it."""

import time

from faults.scenarios import common

KILLS = 3


def run(folder, report):
    """Kills each server in turn under load, and starts it again."""
    with common.cluster() as cluster:
        site = common.on_postgres(folder, cluster.create(), count=3)
        with common.loaded(site, report):
            for number in range(KILLS):
                victim = site.servers[number % len(site.servers)]
                killed_at = time.monotonic()
                victim.kill()
                others = site.wait_for(
                    lambda since=killed_at: site.ledger.first_ok(since), 5, "an answer from the others"
                )
                if others:
                    worst = report.times.get("others answer after", 0)
                    report.times["others answer after"] = max(worst, others - killed_at)
                time.sleep(1)
                started_at = time.monotonic()
                victim.start()
                common.wait_until_back(site, started_at, report, f"start {number + 1}")
            check_connections(site)


def check_connections(site):
    """Connections are broken only where a server died: each is a request to one that was killed."""
    broken = {request.server for request in site.ledger.since(0) if request.outcome == "broken"}
    if not broken <= set(range(KILLS)):
        site.ledger.violate("connections broke at a server that was not killed")
