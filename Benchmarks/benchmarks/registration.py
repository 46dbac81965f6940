"""Processor time of the server for one registration, from the portal's sign-in to the phone's tokens."""

import html
import json
import re
import subprocess

from measure import people, seeding
from measure.hashing import raw_rate
from measure.portal import Portal
from measure.program import binary
from measure.server import Server

REGISTRATIONS = 40
# The portal's sign-in and the phone's; by Argon2id each.
HASHES = 2


def run(context):
    for cluster in context.databases():
        kind = "postgresql" if cluster else "sqlite"
        installation = context.empty(f"{kind}-registration", cluster)
        seeding.seed(installation, REGISTRATIONS + 1, have_authenticators=False)
        with Server(installation) as server:
            _register(context, server, REGISTRATIONS)
            before = server.processor_seconds()
            for number in range(REGISTRATIONS):
                _register(context, server, number)
            each = (server.processor_seconds() - before) / REGISTRATIONS * 1000
        hashes = HASHES * raw_rate(context, threads=1)[1] * 1000
        add = context.report.add
        add("registration", f"processor time of the server, {installation.engine}", each, "ms")
        add("registration", f"of it for {HASHES} password hashes", hashes, "ms")
        add("registration", f"the rest, {installation.engine}", each - hashes, "ms", at_most=5)


def _register(context, server, number):
    portal = Portal(server.port)
    portal.sign_in(people.username(number))
    portal.get("/profile/access/mobile/register")
    path = portal.post("/profile/access/mobile/register", device_name="Phone of the benchmark")
    link = html.unescape(re.search(r'href="([^"]+/app/#pair[^"]+)"', portal.page)[1])
    file = context.folder / f"phone-{server.port}-{number}.json"
    claimed = _phone(server, file, "register", link, "--username", people.username(number), "--no-wait")
    code = next(event["code"] for event in claimed if "code" in event)
    portal.post(f"{path}/code", code=code)
    _phone(server, file, "continue", "--no-wait")


def _phone(server, file, command, *arguments):
    """The events that a command of the virtual phone prints."""
    done = subprocess.run(
        [binary(), "phone", command, *arguments, "--phone", str(file), "--server", server.origin, "--json"],
        env={"COUNTERSIGN_PASSWORD": people.PASSWORD}, capture_output=True, text=True, check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"phone {command} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]
