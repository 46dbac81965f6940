"""From starting the process to the first 200 of /readyz, with a database that exists."""

from measure.report import median
from measure.server import Server


def seconds(installation, runs):
    """The median of some starts."""
    return median([_once(installation) for _ in range(runs)])


def _once(installation):
    with Server(installation) as server:
        return server.started_within


def run(context):
    for cluster in context.databases():
        installation = context.seeded(context.people, cluster)
        context.report.add("start", f"to ready with {context.people} people, {installation.engine}",
                           seconds(installation, context.runs), "s", at_most=0.5)
