"""Another e-mail address: proved by a code, told to the old one, undone by it. And the language."""

from playwright.sync_api import expect

from support import looks, members, otp

NEW = "maria@new.example"


def ask_for(portal, address):
    """From the details to the code."""
    portal.open("/profile")
    portal.follow("Change e-mail")
    portal.page.get_by_label("New e-mail address").fill(address)
    portal.press("Send code")
    expect(portal.page.get_by_role("heading", name="Confirm the new address")).to_be_visible()


def change(portal, mail, address=NEW):
    """The whole change."""
    ask_for(portal, address)
    portal.type_code(mail.wait_for(address).code, "Confirm")
    expect(portal.page.get_by_text("E-mail address saved")).to_be_visible()
    expect(portal.page.get_by_text(address)).to_be_visible()


def start(mail, tabs):
    """Maria, signed in."""
    server = mail.start()
    maria = members.add(server)
    return server, maria, members.sign_in(tabs.portal(server), maria, otp.BEFORE)


def test_a_code_to_the_new_address_changes_it_and_the_old_one_undoes_it(mail, tabs):
    server, maria, portal = start(mail, tabs)
    page = portal.page
    expect(page.get_by_text(maria.email)).to_be_visible()
    looks.check(page, "details with addresses")
    portal.follow("Change e-mail")
    looks.check(page, "new e-mail address")
    page.get_by_label("New e-mail address").fill(NEW)
    portal.press("Send code")
    looks.check(page, "confirm the new address")
    code = mail.wait_for(NEW).code
    portal.type_code(otp.wrong(code), "Confirm")
    expect(portal.problem).to_be_visible()
    portal.type_code(code, "Confirm")
    expect(page.get_by_text("E-mail address saved")).to_be_visible()
    expect(page.get_by_text(NEW)).to_be_visible()

    told = mail.wait_for(maria.email)
    assert all("/address/undo/" not in one for one in mail.wait_for(NEW, count=2).links)
    link = told.link("/address/undo/")
    for _ in range(2):
        stranger = tabs.portal(server)
        stranger.page.goto(link)
        expect(stranger.page.get_by_role("heading", name="Keep your old address?")).to_be_visible()
        looks.check(stranger.page, "undo question")
        stranger.press("Keep my old address")
        expect(stranger.page.get_by_role("heading", name="Your old address")).to_be_visible()
        looks.check(stranger.page, "undo done")
    portal.open("/profile")
    expect(page.get_by_text(maria.email)).to_be_visible()


def test_not_me_in_that_message_gives_the_old_address_back(mail, tabs):
    server, maria, portal = start(mail, tabs)
    change(portal, mail)
    stranger = tabs.portal(server)
    stranger.page.goto(mail.wait_for(maria.email).link("/not-me/"))
    stranger.press("Yes, this was not me")
    expect(stranger.page.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    mail.wait_for(maria.email, "locked")
    again = members.sign_in(tabs.portal(server), maria)
    expect(again.page.get_by_text(maria.email)).to_be_visible()


def test_addresses_that_are_none_are_refused(mail, tabs):
    _, _, portal = start(mail, tabs)
    portal.follow("Change e-mail")
    page = portal.page
    page.locator("form.card").evaluate("form => { form.noValidate = true; }")
    page.get_by_label("New e-mail address").fill("maria")
    portal.press("Send code")
    expect(page.get_by_text("Type an e-mail address")).to_be_visible()
    looks.check(page, "no e-mail address")


def test_an_address_is_removed(mail, tabs):
    _, maria, portal = start(mail, tabs)
    portal.follow("Remove e-mail")
    expect(portal.page.get_by_text(maria.email)).to_be_visible()
    looks.check(portal.page, "remove the address")
    portal.press("Remove")
    expect(portal.page.get_by_text("E-mail address removed")).to_be_visible()
    expect(portal.page.get_by_text(maria.email)).to_have_count(0)
    assert mail.wait_for(maria.email).link("/address/undo/")


def test_it_works_without_scripts(mail, tabs):
    server = mail.start()
    maria = members.add(server)
    portal = tabs.portal(server, java_script_enabled=False)
    members.sign_in(portal, maria)
    change(portal, mail)


def test_a_language_is_chosen(mail, tabs):
    _, _, portal = start(mail, tabs)
    portal.page.get_by_label("Language").select_option("hr")
    portal.press("Save language")
    expect(portal.page.locator("html")).to_have_attribute("lang", "hr")
    portal.page.locator("#language").select_option("")
    portal.page.locator("form[action='/profile/language'] button").click()
    expect(portal.page.locator("html")).to_have_attribute("lang", "en")
