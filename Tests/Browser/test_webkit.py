"""The flow by hand and the vectors in WebKit, the nearest to an iPhone that runs here."""

import re

import pytest
from selenium.webdriver.common.by import By

from support import vectors, webkit
from support.journeys import NAME
from support.people import MARIA
from support.virtual_phone import VirtualPhone


@pytest.fixture
def window():
    with webkit.browser() as window:
        yield window


def sign_in(window):
    window.fill("Username", MARIA.username)
    window.fill("Password", MARIA.password)
    window.press("Sign in")


def test_vectors_in_webkit(server, window):
    window.open(f"{server.origin}/app/")
    window.field("Username")
    for vector in vectors.VECTORS + vectors.CHANGED:
        assert window.run(vectors.COMPUTE, vector) == vectors.expected(vector), vector["name"]
    assert window.run(vectors.TAKEN_KEYS, vectors.INVALID_KEYS) == []


def test_app_by_hand_in_webkit(server, portal, window):
    portal.sign_in(MARIA).start_registration(NAME)
    window.open(f"{server.origin}/app/")
    sign_in(window)
    window.see("Verify device")
    window.press("Scan QR")
    window.press("Enter manually")
    window.fill("Device name", NAME.lower())
    window.fill("Setup code", portal.setup_code())
    window.press("Register")
    window.see("The device name differs in capital and small letters.")
    window.fill("Device name", NAME)
    window.press("Register")
    code = re.sub(r"\D", "", window.test_id("one-time-code").text)
    portal.submit_code(code)
    portal.expect_registered(NAME)
    window.press("Continue")
    window.see("Device registered")
    window.press("Done")
    window.press("Sign out")
    sign_in(window)
    assert len(re.sub(r"\D", "", window.test_id("one-time-code").text)) == 6
    window.driver.refresh()
    assert len(re.sub(r"\D", "", window.test_id("one-time-code").text)) == 6


def test_portal_in_webkit(server, window):
    window.open(server.origin)
    sign_in(window)
    for text in ("User profile", "Access controls"):
        window.press(text)
    window.click(By.PARTIAL_LINK_TEXT, "Mobile authentication")
    window.press("Register new device")
    window.fill("Device name", NAME)
    window.press("Next")
    window.press("Not able to scan the QR code?")
    phone = VirtualPhone(server.origin, model="Pixel 8")
    phone.sign_in(MARIA)
    assert phone.claim(NAME, setup_code=window.test_id("setup-code").text).status == 200
    window.see("Pixel 8 has scanned the code")
    window.fill("One-time code", phone.code())
    window.press("Submit")
    window.see("Device registered")
    window.see(NAME)
