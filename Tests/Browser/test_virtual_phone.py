"""`countersign phone`: the whole flow without a device, from the portal's link or its picture."""

import json
import os
import subprocess

import cv2
import numpy

from support import server as program
from support.journeys import NAME
from support.people import MARIA


def run(folder, server, *arguments):
    """The virtual phone with its key file in `folder`; gives its events."""
    done = subprocess.run(
        [program.BINARY, "phone", *arguments, "--json", "--phone", folder / "phone.json", "--server", server.origin],
        capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "COUNTERSIGN_PASSWORD": MARIA.password},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def code_of(events):
    return next(event["code"] for event in events if "code" in event).replace(" ", "")


def test_link_registers_the_virtual_phone(server, portal, tmp_path):
    portal.sign_in(MARIA).start_registration(NAME)
    events = run(tmp_path, server, "register", "--username", "maria", "--no-wait", portal.pairing_link())
    portal.submit_code(code_of(events))
    portal.expect_registered(NAME)
    run(tmp_path, server, "continue")
    status = run(tmp_path, server, "status")
    assert NAME in json.dumps(status)


def test_picture_registers_the_virtual_phone(server, portal, tmp_path):
    portal.sign_in(MARIA).start_registration(NAME)
    screen = cv2.imdecode(numpy.frombuffer(portal.photograph(), numpy.uint8), cv2.IMREAD_GRAYSCALE)
    cv2.imwrite(str(tmp_path / "qr.pgm"), screen)
    events = run(tmp_path, server, "register", "--username", "maria", "--no-wait", "--picture", tmp_path / "qr.pgm")
    portal.submit_code(code_of(events))
    portal.expect_registered(NAME)
