"""What changes from few people to many."""

import subprocess
import time

from benchmarks import start, verify
from measure.load import Wrk
from measure.portal import Portal
from measure.program import binary
from measure.report import median
from measure.server import Server

PAGE = "/profile/access/mobile"
# Times that a page is asked for.
ASKED = 30


def run(context):
    for cluster in context.databases():
        measured = [_measure(context, context.seeded(size, cluster), size) for size in context.sizes]
        _compare(context, context.seeded(context.sizes[0], cluster).engine, measured[0], measured[-1])


def _measure(context, installation, size):
    """Figures of one size, by name."""
    supply = context.supply(installation, size)
    key = context.api_key(installation)
    # Few people have few codes: their runs end by themselves after a moment.
    wrk = Wrk(context.wrk.threads, context.wrk.connections, context.wrk.seconds if size >= 100_000 else 2)
    figures = {"start": start.seconds(installation, context.runs)}
    with Server(installation) as server:
        figures["page"] = _page(server, supply)
        verify.empty(context, server)
        figures["rate"] = median([verify.load(context, server, key, supply, wrk).rate for _ in range(context.runs)])
        figures["resident"], _ = server.memory()
        figures["list"] = median([_list(installation) for _ in range(context.runs)])
    add, scale = context.report.add, f"{size} people, {installation.engine}"
    add("growth", f"verify, {scale}", figures["rate"], "/s")
    add("growth", f"start, {scale}", figures["start"], "s")
    add("growth", f"resident memory after load, {scale}", figures["resident"], "MiB")
    add("growth", f"device list page, {scale}", figures["page"], "ms", at_most=50)
    add("growth", f"user list --prefix --limit 100, whole command, {scale}", figures["list"], "ms", at_most=50)
    return figures


def _page(server, supply):
    """Milliseconds of the list of devices; the slowest of many but the first."""
    portal = Portal(server.port)
    number = supply.count // 2
    portal.sign_in(f"person-{number:07d}")
    portal.prove(number, supply.next_step(0))
    portal.get(PAGE)
    return max(portal.time_get(PAGE) for _ in range(ASKED))


def _list(installation):
    """Milliseconds of the command, from its start to its end."""
    begin = time.perf_counter()
    subprocess.run(
        [binary(), "user", "list", "--prefix", "person-0000", "--limit", "100", *installation.where()],
        stdout=subprocess.DEVNULL, check=True,
    )
    return (time.perf_counter() - begin) * 1000


def _compare(context, engine, few, many):
    add = context.report.add
    add("growth", f"verify, share that is left, {engine}", many["rate"] / few["rate"], "", at_least=0.75)
    add("growth", f"more memory, {engine}", many["resident"] - few["resident"], "MiB", at_most=64)
    add("growth", f"longer start, {engine}", many["start"] - few["start"], "s", at_most=1)
