"""The mobile app, by the texts that people see."""

import re

from playwright.sync_api import expect


class PhoneApp:
    """One tab with the app."""

    def __init__(self, page, origin):
        self.page = page
        self.origin = origin

    def open(self, path="/app/"):
        self.page.goto(self.origin + path)
        return self

    def fill_sign_in(self, person):
        self.page.get_by_label("Username").fill(person.username)
        self.page.get_by_label("Password", exact=True).fill(person.password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def sign_in(self, person):
        self.open()
        self.fill_sign_in(person)
        return self

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    @property
    def verify_dialog(self):
        return self.page.get_by_role("dialog", name="Verify device")

    @property
    def sign_in_form(self):
        return self.page.get_by_label("Username")

    def go_to_manual_entry(self):
        """From the dialog "Verify device" to the two fields."""
        expect(self.verify_dialog).to_be_visible()
        self.press("Scan QR")
        self.expect_camera()
        self.press("Enter manually")
        expect(self.page.get_by_label("Setup code")).to_be_visible()

    def expect_camera(self):
        """The camera's picture is there, or why not: what is below does not move any more, which costs clicks."""
        shown = '[data-part="view"][data-running], [data-part="camera-problem"]:not([hidden])'
        expect(self.page.locator(shown)).to_be_visible()

    def type_values(self, name, code):
        self.page.get_by_label("Device name").fill(name)
        self.page.get_by_label("Setup code").fill(code)
        self.press("Register")

    def register_by_hand(self, name, code):
        self.go_to_manual_entry()
        self.type_values(name, code)

    @property
    def digits(self):
        return self.page.get_by_test_id("one-time-code")

    def code(self):
        """The digits shown now, once there are six."""
        expect(self.digits).to_have_text(re.compile(r"^\s*\d{3}\s*\d{3}\s*$"))
        return re.sub(r"\D", "", self.digits.text_content())

    def seconds_left(self):
        return int(self.page.locator('[data-part="seconds"]').text_content())

    @property
    def problem(self):
        return self.page.get_by_role("alert").filter(has_text=re.compile(r"\S")).first

    @property
    def registered_dialog(self):
        return self.page.get_by_role("dialog", name="Device registered")

    def expect_home(self):
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def finish(self):
        """Step 10: "Continue", the pop-up, and on to the home screen."""
        self.press("Continue")
        expect(self.registered_dialog).to_be_visible()
        self.press("Done")
        self.expect_home()
