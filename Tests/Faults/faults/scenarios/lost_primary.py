"""The primary is lost and its synchronous standby promoted: servers find it, and it has every acknowledged write."""

import time

from faults.cluster import NAME
from faults.scenarios import common, database_gone
from faults.site import Site

LOST_FOR = 2.0  # seconds until somebody promotes the standby


def run(folder, report):
    """One failover under load, with `target_session_attrs=read-write` and both addresses."""
    with common.cluster() as primary, common.cluster() as standby:
        primary.create()
        standby.follow(primary)
        primary.database.query("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
        primary.database.query("SELECT pg_reload_conf()")
        wait_until_synchronous(primary)
        hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
        site = Site.on_postgres(folder, f"postgresql://{NAME}@{hosts}/{NAME}?target_session_attrs=read-write")
        with common.loaded(site, report):
            primary.stop("immediate")
            lost_at = time.monotonic()
            time.sleep(LOST_FOR)
            database_gone.check_refusals(site, lost_at)
            standby.promote()
            common.wait_until_back(site, time.monotonic(), report, "back after promotion")
            database_gone.expect_whole_connections(site)


def wait_until_synchronous(primary, seconds=20):
    """Waits until every commit waits for the standby."""
    deadline = time.monotonic() + seconds
    while primary.database.query("SELECT sync_state FROM pg_stat_replication") != [("sync",)]:
        if time.monotonic() > deadline:
            raise RuntimeError("the standby does not become synchronous")
        time.sleep(0.1)
