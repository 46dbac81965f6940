"""The ten steps as most people take them: the phone's camera looks at the portal's QR code."""

import re
import time

from playwright.sync_api import expect

from support import browsers, camera
from support.people import MARIA

NAME = "Maria's Pixel 8"
CODE_WITHIN = 5  # seconds from "Scan QR" to the code, with a browser and a server on two shared cores


def test_ten_steps_by_camera(server, tabs, portal, tmp_path):
    # Steps 2 and 4 to 6 in the portal; the camera then looks at the QR code of step 7.
    portal.sign_in(MARIA).start_registration(NAME)
    stream = camera.film(portal.photograph(), tmp_path / "camera.y4m")
    app = tabs.app(server, tabs.launch(*browsers.camera_flags(stream)))
    expect(portal.status).to_have_text("Waiting for your phone")
    expect(portal.page.get_by_role("button", name="This is not my phone")).to_be_hidden()

    # Step 3: the dialog with its two ways on.
    app.sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()
    expect(app.verify_dialog.get_by_role("button", name="Cancel")).to_be_visible()

    # Steps 7 and 8: the code in the camera's picture becomes six digits.
    started = time.monotonic()
    app.press("Scan QR")
    code = app.code()
    seconds = time.monotonic() - started
    print(f'\n"Scan QR" to the code: {seconds:.2f} s')
    assert seconds < CODE_WITHIN
    assert 0 < app.seconds_left() <= 30
    expect(app.page.get_by_text(re.compile(r"New code in \d+ seconds?"))).to_be_visible()

    # The portal has learned of it without a reload.
    expect(portal.status).to_have_text(re.compile("has scanned the code$"))
    expect(portal.page.get_by_role("button", name="This is not my phone")).to_be_visible()

    # Step 9 and 10.
    portal.submit_code(code)
    portal.expect_registered(NAME)
    app.finish()
    expect(app.page.get_by_text(NAME)).to_be_visible()
