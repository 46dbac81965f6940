"""The app in German and Croatian: every screen of a registration by hand, with nothing left in English."""

import re

import pytest
from playwright.sync_api import expect

from support.http_portal import HTTPPortal
from support.journeys import NAME
from support.looks import check
from support.people import MARIA
from support.texts import Texts

LANGUAGES = [("de", "de-AT"), ("hr", "hr-HR")]

# Everything that people see or have read to them.
READ = """() => {
    const seen = [...document.querySelectorAll("[aria-label], [placeholder]")].filter((node) => node.checkVisibility());
    const named = seen.flatMap((node) => [node.getAttribute("aria-label"), node.getAttribute("placeholder")]);
    return [document.title, document.body.innerText, ...named].join("\\n");
}"""


class Screens:
    """The app in one language."""

    def __init__(self, app, language):
        self.app = app
        self.page = app.page
        self.text = Texts(language)

    def check(self, what):
        """Nothing on this screen is English, and it is sound in every look."""
        assert self.text.english_in(self.page.evaluate(READ)) == set(), what
        check(self.page, f"{self.text.language} {what}")

    def see(self, english):
        expect(self.page.get_by_text(self.text[english]).locator("visible=true").first).to_be_visible()

    def press(self, english):
        self.page.get_by_role("button", name=self.text[english], exact=True).click()

    def fill(self, english, value):
        self.page.get_by_label(self.text[english], exact=True).fill(value)

    def dialog(self, english):
        expect(self.page.get_by_role("dialog", name=self.text[english])).to_be_visible()

    def sign_in(self, password=MARIA.password):
        self.fill("Username", MARIA.username)
        self.fill("Password", password)
        self.press("Sign in")


@pytest.mark.parametrize("language, locale", LANGUAGES)
def test_registering_by_hand(portal, tabs, server, language, locale):
    screens = Screens(tabs.app(server, locale=locale).open(), language)
    page, text = screens.page, screens.text
    expect(page.locator("html")).to_have_attribute("lang", language)
    screens.press("Sign in")
    screens.see("Enter your username.")
    screens.check("sign-in")
    screens.sign_in(password="not this one")
    screens.see("The username or password is not correct. Check both, then try again.")
    screens.check("sign-in refused")
    screens.sign_in()
    screens.dialog("Verify device")
    screens.check("verify device")
    screens.press("Scan QR")
    expect(page.get_by_role("alert").filter(has_text=re.compile(r"\w")).first).to_be_visible()
    screens.check("scanner without a camera")
    screens.press("Enter manually")
    screens.press("Register")
    screens.see("Enter the device name as the web page shows it.")
    screens.check("manual entry with problems")
    portal.sign_in(MARIA).start_registration(NAME)
    screens.fill("Device name", NAME.lower())
    screens.fill("Setup code", portal.setup_code())
    screens.press("Register")
    screens.see("The device name differs in capital and small letters.")
    screens.check("manual entry with another name")
    screens.fill("Device name", NAME)
    screens.press("Register")
    code = screens.app.code()
    screens.check("code")
    screens.press("Continue")
    screens.see("Waiting for the web page…")
    screens.check("waiting")
    portal.submit_code(code)
    screens.dialog("Device registered")
    screens.check("device registered")
    screens.press("Done")
    screens.see("Your code")
    expect(page.locator(".event").first).to_be_visible()
    screens.check("home")
    page.get_by_role("button", name=text["This was not me"]).first.click()
    screens.dialog("This was not me")
    screens.check("this was not me")
    screens.press("Cancel")
    screens.press("Sign out")
    expect(page.get_by_text(NAME)).to_be_visible()
    screens.check("registered")


@pytest.mark.parametrize("language, locale", LANGUAGES)
def test_dates_are_written_as_the_reader_writes_them(new_server, tabs, language, locale):
    server = new_server(settings={"policy.mandatoryFrom": "2099-03-05"})
    screens = Screens(tabs.app(server, locale=locale).open(), language)
    screens.sign_in()
    date = {"de": "5. März 2099", "hr": "5. ožujka 2099."}[language]
    expect(screens.page.get_by_role("dialog")).to_contain_text(date)
    screens.check("offer")


@pytest.mark.parametrize("language, locale", LANGUAGES)
def test_other_ways_and_their_prompts(new_server, tabs, language, locale):
    server = new_server(settings={"policy.mandatoryFrom": "2099-03-05"})
    HTTPPortal(server.origin).sign_in(MARIA).register_authenticator("Codes on my tablet")
    screens = Screens(tabs.app(server, locale=locale).open(), language)
    screens.sign_in()
    expect(screens.page.get_by_label(screens.text["One-time code"], exact=True)).to_be_visible()
    screens.check("one-time code")
    screens.press("Try another way")
    screens.check("other ways")
    screens.press("Code by e-mail")
    screens.see("A code was sent.")
    screens.fill("Code from the e-mail", "000000")
    screens.press("Submit")
    screens.see("This code is not correct.")
    screens.check("pin")


@pytest.mark.parametrize("language, locale", LANGUAGES)
def test_a_new_phone_asks_the_old_one(server, portal, tabs, language, locale):
    old, new = (Screens(tabs.app(server, locale=locale).open(), language) for _ in range(2))
    old.sign_in()
    old.press("Scan QR")
    old.app.expect_camera()
    old.press("Enter manually")
    portal.sign_in(MARIA).start_registration(NAME)
    old.fill("Device name", NAME)
    old.fill("Setup code", portal.setup_code())
    old.press("Register")
    portal.submit_code(old.app.code())
    old.press("Continue")
    old.press("Done")
    new.sign_in()
    new.press("Approve with your other phone")
    number = new.page.get_by_test_id("match-number")
    expect(number).to_have_text(re.compile(r"^\d\d$"))
    new.check("approval number")
    old.see("New phone wants to register")
    old.check("approval request")
    old.page.get_by_role("radio", name=number.inner_text(), exact=True).check()
    old.press("Approve")
    old.see("Approved. Now give the new phone its name there.")
    new.see("Name this phone")
    new.check("name this phone")
    new.fill("Device name", "Pixel 9")
    new.press("Register this phone")
    old.see("Keep this phone as well?")
    old.check("farewell")
    old.press("Remove this phone")
    old.see("This phone was removed from your account. From now on your codes are on the new phone.")


def test_a_page_kept_for_later_speaks_one_language(tabs, server):
    app = tabs.app(server, locale="de-DE").open()
    app.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    app.page.reload()
    app.page.context.set_offline(True)
    app.page.reload()
    language = app.page.locator("html").get_attribute("lang")
    press, sentence = "Sign in", "Enter your username."
    if language != "en":
        press, sentence = Texts(language)[press], Texts(language)[sentence]
    app.press(press)
    expect(app.page.get_by_text(sentence)).to_be_visible()


def test_sentences_of_the_server_are_in_the_language_of_the_page(server, tabs):
    """A page that was kept may be of another language than the browser asks for now."""
    app = tabs.app(server, locale="de-AT")
    asked = []
    app.page.on("request", lambda request: "/oauth/" in request.url and asked.append(request.header_value("accept-language")))
    Screens(app.open(), "de").sign_in()
    expect(app.page.get_by_role("dialog")).to_be_visible()
    assert set(asked) == {"de"}
