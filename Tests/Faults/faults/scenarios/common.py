"""What scenarios have in common: steady load before the fault, and being back after it."""

import contextlib
import time

from faults.cluster import Cluster
from faults.load import Load
from faults.site import Site

STEADY = 50  # good answers before a fault
STEADY_WITHIN = 30  # seconds
CALM = 2.0  # seconds of load after everything is well again
BACK_WITHIN = 15.0  # seconds from the end of the fault


@contextlib.contextmanager
def cluster():
    """An empty cluster for something that makes itself at home in it; nothing is left."""
    made = Cluster()
    try:
        yield made
    finally:
        made.remove()


@contextlib.contextmanager
def loaded(site, report):
    """Load on `site`, steady when the body begins; everything is compared after it."""
    with site:
        try:
            with Load(site):
                site.wait_for(lambda: _is_steady(site), STEADY_WITHIN, "steady load")
                yield
            site.check()
        finally:
            report.take(site.ledger)


def _is_steady(site):
    kinds = [request.kind for request in site.ledger.since(0) if request.outcome == "ok"]
    return len(kinds) >= STEADY and "verify" in kinds and site.ledger.registered


def wait_until_back(site, since, report, what="back after"):
    """Waits until every server gives good answers again to both kinds of requests; notes how long that took."""
    def back():
        firsts = [site.ledger.first_ok(since, number) for number in range(len(site.servers))]
        firsts += [site.ledger.first_ok(since, kind=kind) for kind in ("verify", "page")]
        return firsts if all(firsts) else None

    if firsts := site.wait_for(back, BACK_WITHIN, "good answers from every server"):
        report.times[what] = max(firsts) - since
    time.sleep(CALM)


def on_postgres(folder, database_cluster, count=2):
    """Servers on `database_cluster`."""
    return Site.on_postgres(folder, database_cluster.url(), count)
