"""Recovery codes: offered after the first registration, shown once, good once each."""

import re

from playwright.sync_api import expect

from support import looks
from support.journeys import register_by_hand
from support.people import MARIA

CODE = re.compile(r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$")


def get_codes(portal):
    """From the offer in the list of devices to the codes."""
    portal.follow("Save recovery codes")
    expect(portal.page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    looks.check(portal.page, "recovery codes offer")
    portal.press("Show my recovery codes")
    return shown(portal)


def shown(portal):
    """The codes on the page."""
    expect(portal.page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    codes = portal.page.get_by_test_id("recovery-code").all_inner_texts()
    assert len(set(codes)) == 10
    assert all(CODE.match(code) for code in codes)
    return codes


def sign_in_with(portal, code):
    """Password, "Try another way", and the recovery code."""
    portal.sign_in(MARIA)
    portal.press("Try another way")
    portal.page.get_by_role("link", name="recovery code").click()
    portal.page.get_by_label("Recovery code").fill(code)
    portal.press("Sign in")


def test_codes_are_offered_shown_once_and_let_in_once(portal, app, tabs, server):
    register_by_hand(portal, app)
    page = portal.page
    expect(page.get_by_role("heading", name="Save your recovery codes")).to_be_visible()
    looks.check(page, "devices with the offer of recovery codes")
    codes = get_codes(portal)
    looks.check(page, "new recovery codes")
    portal.follow("I have saved them")
    expect(page.get_by_role("heading", name="Mobile authentication")).to_be_visible()
    expect(page.get_by_role("heading", name="Save your recovery codes")).to_have_count(0)
    portal.follow("Access controls")
    expect(page.get_by_text("10 codes left")).to_be_visible()
    looks.check(page, "access controls with events")
    assert not any(code in page.content() for code in codes)

    other = tabs.portal(server)
    sign_in_with(other, codes[0].lower().replace("-", " "))
    expect(other.page.get_by_role("heading", name="User profile")).to_be_visible()
    other.page.goto(server.origin + "/profile/access")
    expect(other.page.get_by_text("9 codes left")).to_be_visible()
    third = tabs.portal(server)
    sign_in_with(third, codes[0])
    expect(third.problem).to_be_visible()


def test_a_reload_makes_no_new_codes(portal, app):
    register_by_hand(portal, app)
    get_codes(portal)
    portal.page.reload()
    expect(portal.page.get_by_text("10 codes left")).to_be_visible()
    expect(portal.page.get_by_test_id("recovery-code")).to_have_count(0)


def test_codes_are_copied_downloaded_and_printed(portal, app):
    register_by_hand(portal, app)
    page = portal.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    codes = get_codes(portal)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").split("\n") == codes
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download").click()
    assert waiting.value.suggested_filename == "recovery-codes.txt"
    text = open(waiting.value.path(), encoding="utf-8", newline="").read()
    assert all(code in text for code in codes)
    assert "Recovery codes of maria" in text
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Print").click()
    assert page.title() == "printed"
    page.emulate_media(media="print")
    expect(page.get_by_text("Recovery codes of maria")).to_be_visible()
    expect(page.get_by_test_id("recovery-code").first).to_be_visible()
    expect(page.get_by_role("link", name="I have saved them")).to_be_hidden()
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()


def test_codes_and_their_file_need_no_script(tabs, server, app):
    portal = tabs.portal(server)
    register_by_hand(portal, app)
    state = portal.page.context.storage_state()
    plain = tabs.portal(server, java_script_enabled=False, storage_state=state)
    plain.open("/profile/access/mobile")
    plain.follow("Save recovery codes")
    plain.press("Show my recovery codes")
    codes = shown(plain)
    expect(plain.page.get_by_role("button", name="Copy")).to_be_hidden()
    expect(plain.page.get_by_role("button", name="Print")).to_be_hidden()
    with plain.page.expect_download() as waiting:
        plain.page.get_by_role("link", name="Download").click()
    assert all(code in open(waiting.value.path(), encoding="utf-8").read() for code in codes)


def test_new_codes_end_the_old_ones_and_few_are_a_reason_for_new_ones(portal, app, tabs, server):
    register_by_hand(portal, app)
    old = get_codes(portal)
    portal.open("/profile/access")
    portal.page.get_by_role("link", name="Recovery codes").click()
    expect(portal.page.get_by_text("those you have now stop working")).to_be_visible()
    looks.check(portal.page, "recovery codes anew")
    portal.press("Get new codes")
    new = shown(portal)
    assert not set(old) & set(new)
    for code in new[:7]:
        other = tabs.portal(server)
        sign_in_with(other, code)
        expect(other.page.get_by_role("heading", name="User profile")).to_be_visible()
    portal.open("/profile/access/mobile")
    expect(portal.page.get_by_text("3 codes left")).to_be_visible()
    looks.check(portal.page, "few recovery codes")
