"""The console's pages with many people."""

from measure.portal import Portal
from measure.server import Server

# Times that each page is asked for.
ASKED = 10
FILTERS = [
    "no-device", "locked", "frozen", "disabled", "re-registration", "grace", "exempt", "helpdesk", "auditor", "admin",
]


def run(context):
    size = context.sizes[-1]
    for cluster in context.databases():
        installation = context.seeded(size, cluster)
        supply = context.supply(installation, size)
        number = supply.count // 3
        installation.command("user", "role", f"person-{number:07d}", "admin")
        with Server(installation) as server:
            portal = Portal(server.port)
            portal.sign_in(f"person-{number:07d}")
            portal.prove(number, supply.next_step(0))
            times = {path: _times(portal, path) for path in _paths(size)}
        add, scale = context.report.add, f"{size} people, {installation.engine}"
        every = sorted(time for each in times.values() for time in each)
        slowest = max(times, key=lambda path: max(times[path]))
        add("console", f"overview, slowest of {ASKED}, {scale}", max(times["/admin/"]), "ms", at_most=50)
        add("console", f"median of {len(times)} searches and pages, {scale}", every[len(every) // 2], "ms")
        add("console", f"slowest of all: {slowest}, {scale}", max(times[slowest]), "ms", at_most=50)


def _times(portal, path):
    """Milliseconds of each request but the first."""
    portal.get(path)
    return [portal.time_get(path) for _ in range(ASKED)]


def _paths(size):
    """Searches that find one, some, very many and nobody, filters alone and with a search, and other pages."""
    middle = f"person-{size // 2:07d}"
    needles = ["", "p", "person", middle[:-2], middle, f"{middle}@", f"{middle}@example.com", "zz", "šimić"]
    people = [f"?q={needle}&show={state}" for needle in ("", "person", middle[:-2], "zz") for state in FILTERS]
    people += [f"?q={needle}" for needle in needles]
    others = ["/admin/audit/entries", f"/admin/audit/entries?person={middle}", "/admin/messages", "/admin/groups"]
    return ["/admin/"] + ["/admin/people" + query.replace("š", "%C5%A1").replace("ć", "%C4%87") for query in people] + others
