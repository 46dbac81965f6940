"""Signing in with a password, against hashing alone; and checking codes while many sign in."""

from benchmarks import verify
from measure import people
from measure.hashing import raw_rate
from measure.load import Wrk
from measure.portal import Portal
from measure.report import median
from measure.server import Server

# Enough to keep every hashing thread at work, and far from the queue's limit.
CONNECTIONS = 16


def run(context):
    for cluster in context.databases():
        _measure(context, context.seeded(context.people, cluster))


def _form(context, server):
    """Writes cookie and form of a sign-in, which may be sent many times; returns the script's arguments."""
    portal = Portal(server.port)
    portal.get("/sign-in")
    cookie, body = context.folder / "cookie.txt", context.folder / "form.txt"
    cookie.write_text(portal.cookie_header())
    # wrk's script puts a number in: other than that there is no percent sign in this form.
    form = portal.form(password=people.PASSWORD)
    if "%" in form:
        raise RuntimeError("the form has a percent sign")
    body.write_text(f"{form}&username=person-%07d")
    return cookie, body, context.people


def _measure(context, installation):
    engine, seconds = installation.engine, context.wrk.seconds
    flood = Wrk(1, CONNECTIONS, seconds)
    supply = context.supply(installation, context.people)
    key = context.api_key(installation)
    raws, rates, quiet, during = [], [], [], []
    with Server(installation) as server:
        form = _form(context, server)
        address = server.address + "/sign-in"
        for _ in range(context.runs):
            raws.append(raw_rate(context)[0])
            rates.append(_sign_ins(flood.run("form.lua", address, *form)))
            quiet.append(verify.load(context, server, key, supply).rate)
            # The flood is there before the codes and after them.
            long = Wrk(1, CONNECTIONS, seconds + 40)
            running = long.start("form.lua", address, *form)
            during.append(verify.load(context, server, key, supply).rate)
            running.terminate()
            running.wait()
    add = context.report.add
    add("passwords", "hashing alone, all cores", median(raws), "/s")
    add("passwords", f"sign-ins, {engine}", median(rates), "/s")
    add("passwords", f"of the rate of hashing alone, {engine}", median(rates) / median(raws), "", at_least=0.9)
    add("passwords", f"verify without sign-ins, {engine}", median(quiet), "/s")
    add("passwords", f"verify during a flood of sign-ins, {engine}", median(during), "/s")
    add("passwords", f"of verify without, {engine}", median(during) / median(quiet), "", at_least=0.5)


def _sign_ins(run):
    if run.failures:
        raise RuntimeError(f"{run.failures} of {run.answers} sign-ins failed")
    return run.rate
