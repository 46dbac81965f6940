"""Memory of a server that nobody uses."""

import time

from measure.portal import Portal
from measure.server import Server

SETTLE = 3  # seconds


def run(context):
    for cluster in context.databases():
        installation = context.seeded(context.people, cluster)
        with Server(installation) as server:
            Portal(server.port).get("/sign-in")
            time.sleep(SETTLE)
            resident, anonymous = server.memory()
        context.report.add("idle", f"resident memory, {installation.engine}", resident, "MiB", at_most=60)
        context.report.add("idle", f"of it anonymous, {installation.engine}", anonymous, "MiB")
