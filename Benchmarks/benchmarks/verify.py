"""Checking one-time codes for back ends, against an empty route of the same server."""

from measure.load import Wrk
from measure.report import median
from measure.server import Server
from measure.syncs import DatabaseServer, SystemCalls

# The share of answers other than 200 that makes a run worthless.
TOLERATED = 0.001
# Of the requests per second of the empty route.
LEAST_SHARE = {"SQLite": 0.5, "PostgreSQL": 0.2}


def load(context, server, key, supply, wrk=None):
    """One run with correct codes that nobody has used."""
    wrk = wrk or context.wrk
    file = context.folder / "codes.txt"
    supply.write(file, wrk.seconds)
    run = wrk.run("verify.lua", server.address + "/v1/codes/verify", key, file, wrk.threads)
    if run.failures > TOLERATED * run.answers:
        raise RuntimeError(f"{run.failures} of {run.answers} correct codes were refused")
    return run


def wrong(context, server, key, supply):
    """One run with a wrong code for each person."""
    file = context.folder / "wrong.txt"
    supply.write_wrong(file)
    return context.wrk.run("verify.lua", server.address + "/v1/codes/verify", key, file, context.wrk.threads)


def empty(context, server):
    """One run of the empty route."""
    return context.wrk.run("get.lua", server.address + "/healthz")


def run(context):
    for cluster in context.databases():
        _measure(context, context.seeded(context.people, cluster), cluster)


def _measure(context, installation, cluster):
    engine = installation.engine
    supply = context.supply(installation, context.people)
    key = context.api_key(installation)
    empties, loads = [], []
    with Server(installation) as server:
        context.wrk.run("get.lua", server.address + "/healthz")
        for _ in range(context.runs):
            empties.append(empty(context, server))
            loads.append(load(context, server, key, supply))
        refused = wrong(context, server, key, supply)
    add = context.report.add
    reference, rate = median([run.rate for run in empties]), median([run.rate for run in loads])
    p50, p99 = median([run.p50 for run in empties]), median([run.p99 for run in loads])
    add("empty", f"GET /healthz, {engine}", reference, "/s")
    add("empty", f"p50, {engine}", p50, "ms")
    add("empty", f"p99, {engine}", median([run.p99 for run in empties]), "ms")
    add("verify", f"correct, distinct codes, {engine}", rate, "/s")
    add("verify", f"of the empty route's rate, {engine}", rate / reference, "", at_least=LEAST_SHARE[engine])
    add("verify", f"p50, {engine}", median([run.p50 for run in loads]), "ms")
    add("verify", f"p99, {engine}", p99, "ms")
    add("verify", f"p99 in p50 of the empty route, {engine}", p99 / p50, "", at_most=20)
    add("verify", f"wrong codes, {engine}", refused.rate, "/s")
    _syncs(context, installation, supply, key, cluster)


def _syncs(context, installation, supply, key, cluster):
    """A short run of its own, because counting costs time."""
    if not cluster and not SystemCalls.is_possible():
        return
    wrk = Wrk(context.wrk.threads, context.wrk.connections, seconds=3)
    if cluster:
        with Server(installation) as server:
            count = DatabaseServer(cluster)
            run = load(context, server, key, supply, wrk)
            syncs = count.total()
    else:
        count = SystemCalls(context.folder)
        with Server(installation, wrapper=count.wrapper()) as server:
            run = load(context, server, key, supply, wrk)
        syncs = count.total()
    context.report.add("verify", f"{count.name} per accepted code, {installation.engine}",
                       syncs / run.answers, "")
