"""The second step in the portal, by the texts that people see, and the PINs of the demo's outbox."""

import html
import re
import time

from playwright.sync_api import expect

from support import http

ARRIVES_WITHIN = 10  # seconds


def outbox(server):
    """The texts of all messages of a demo, newest first."""
    page = http.send(server.origin, "GET", "/demo/outbox").text
    return [html.unescape(body) for body in re.findall(r'class="message-body[^"]*">(.*?)</', page, re.DOTALL)]


def pins(server):
    """The six digits of all PINs in a demo's outbox, newest first."""
    page = http.send(server.origin, "GET", "/demo/outbox").text
    return re.findall(r"(?<![\d:.])\b(\d{6})\b(?!\d)", re.sub(r"<(head|script|footer).*?</\1>", "", page, flags=re.DOTALL))


def newest_pin(server, after=()):
    """The PIN that came after those in `after`."""
    deadline = time.monotonic() + ARRIVES_WITHIN
    while time.monotonic() < deadline:
        found = pins(server)
        if len(found) > len(after):
            return found[0]
        time.sleep(0.1)
    raise AssertionError("no PIN came")


class SecondStep:
    """The pages between the password and the profile."""

    def __init__(self, portal):
        self.portal = portal
        self.page = portal.page

    def choose(self, way):
        """From any page of the second step to the way with that title."""
        self.portal.press("Try another way")
        self.pick(way)

    def pick(self, way):
        """On the list of ways."""
        self.page.locator(".ways .card-link").filter(has_text=way).click()

    @property
    def ways(self):
        """The titles on the list, in order."""
        return self.page.locator(".ways .card-title").all_inner_texts()

    def enter(self, code, button="Sign in"):
        self.portal.type_code(code, button)

    def enter_long(self, label, code, button="Sign in"):
        self.page.get_by_label(label).fill(code)
        self.portal.press(button)

    def expect_sent(self):
        expect(self.page.get_by_text("We sent a six-digit code")).to_be_visible()

    def expect_inside(self):
        expect(self.page.get_by_role("heading", name="User profile")).to_be_visible()
