"""The web portal, by the texts that people see."""

import re

from playwright.sync_api import expect


class Portal:
    """One tab with the portal."""

    def __init__(self, page, origin):
        self.page = page
        self.origin = origin

    def open(self, path="/"):
        self.page.goto(self.origin + path)
        return self

    def fill_sign_in(self, person):
        self.page.get_by_label("Username").fill(person.username)
        self.page.get_by_label("Password").fill(person.password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def sign_in(self, person):
        """Signs in with the password; a code is asked next when there is a second factor."""
        self.open()
        self.fill_sign_in(person)
        return self

    def type_code(self, code, button):
        self.page.get_by_label("One-time code").fill(code)
        self.page.get_by_role("button", name=button, exact=True).click()

    def go_to_mobile_authentication(self):
        """The way of steps 4: profile, access controls, mobile authentication."""
        page = self.page
        page.get_by_role("link", name="User profile").click()
        page.get_by_role("link", name="Access controls").click()
        page.get_by_role("link", name="Mobile authentication").click()
        expect(page.get_by_role("heading", name="Mobile authentication")).to_be_visible()

    def start_registration(self, name):
        """Steps 4 to 6, until the QR code is shown."""
        self.go_to_mobile_authentication()
        self.page.get_by_role("link", name="Register new device").click()
        self.name_device(name)
        expect(self.qr_code).to_be_visible()

    def name_device(self, name):
        self.page.get_by_label("Device name").fill(name)
        self.page.get_by_role("button", name="Next", exact=True).click()

    @property
    def qr_code(self):
        return self.page.get_by_role("img", name=re.compile("^QR code"))

    def photograph(self):
        """PNG of the part of the page with the QR code, as a phone would see it."""
        self.qr_code.evaluate("image => image.decode()")
        return self.page.locator(".pairing-scan").screenshot()

    def manual_values(self):
        """Device name and setup code to type by hand."""
        self.page.get_by_text("Not able to scan the QR code?").click()
        code = self.page.get_by_test_id("setup-code")
        expect(code).to_be_visible()
        return self.page.locator("#manual-name").inner_text(), code.inner_text()

    def setup_code(self):
        """The setup code, without opening anything."""
        return self.page.get_by_test_id("setup-code").text_content().strip()

    def pairing_link(self):
        return self.page.get_by_role("link", name="I'm on my phone").get_attribute("href")

    @property
    def status(self):
        return self.page.locator("#status")

    @property
    def problem(self):
        return self.page.get_by_role("alert").first

    def submit_code(self, code):
        """Step 8 and 9."""
        self.type_code(code, "Submit")

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name):
        self.page.get_by_role("link", name=name, exact=True).click()

    @property
    def devices(self):
        """The rows of the list of devices."""
        return self.page.locator("ul.rows > li")

    def expect_registered(self, name):
        """The notice and the entry in the list, with today's date."""
        page = self.page
        expect(page.get_by_text("Device registered")).to_be_visible()
        row = self.devices.filter(has_text=name)
        expect(row).to_have_count(1)
        expect(row.locator("time").first).to_be_visible()
        return row
