"""Another password of one's own: said at the field what is wrong, told by e-mail, and good at the next sign-in."""

from playwright.sync_api import expect

from support import looks, members, otp

NEW = "seven purple otters"


def test_the_new_password_signs_in_and_the_old_one_does_not(mail, tabs):
    server = mail.start()
    maria = members.add(server)
    portal = members.sign_in(tabs.portal(server), maria, otp.BEFORE)
    page = portal.page
    portal.open("/profile")
    portal.follow("Change password")
    looks.check(page, "change password")
    page.get_by_label("Current password").fill("not this one")
    page.get_by_label("New password").fill(NEW)
    portal.press("Change password")
    expect(page.get_by_role("alert")).to_contain_text("That password is not right")
    looks.check(page, "change password, wrong")
    page.get_by_label("Current password").fill(maria.password)
    page.get_by_label("New password").fill(NEW)
    portal.press("Change password")
    expect(page.get_by_text("Password changed")).to_be_visible()
    message = mail.wait_for(maria.email)
    assert "password" in message.subject and "was changed" in message.subject
    assert NEW not in message.text

    again = tabs.portal(server)
    again.sign_in(maria)
    expect(again.problem).to_be_visible()
    again.sign_in(maria._replace(password=NEW))
    expect(again.page.get_by_label("One-time code")).to_be_visible()
