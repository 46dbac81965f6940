"""What goes wrong while registering, and what people are told to do."""

from playwright.sync_api import expect

from support import http, otp
from support.http_portal import HTTPPortal, register
from support.journeys import NAME, show_code
from support.people import ADMIN, MARIA
from support.virtual_phone import VirtualPhone


def picture(portal):
    """The QR code as the server draws it."""
    source = portal.qr_code.evaluate("image => image.src")
    return portal.page.request.get(source).text()


def test_wrong_code_costs_a_try_and_changes_nothing_else(portal, app):
    code = show_code(portal, app)
    before = (portal.setup_code(), picture(portal))
    for left in (4, 3):
        portal.submit_code(otp.wrong(code))
        expect(portal.problem).to_contain_text(f"{left} tries left")
        assert (portal.setup_code(), picture(portal)) == before
    portal.page.reload()
    assert (portal.setup_code(), picture(portal)) == before
    expect(portal.page.get_by_text("tries left")).to_have_count(0)
    portal.submit_code(otp.wrong(code))
    expect(portal.problem).to_contain_text("2 tries left")
    digits = app.code()
    portal.submit_code(f"{digits[:3]} {digits[3:]}")
    portal.expect_registered(NAME)
    app.finish()


def test_five_wrong_codes_end_the_registration(portal, app):
    code = show_code(portal, app)
    for left in (4, 3, 2, 1):
        portal.submit_code(otp.wrong(code))
        expect(portal.problem).to_contain_text(f"{left} {'try' if left == 1 else 'tries'} left")
    portal.submit_code(otp.wrong(code))
    expect(portal.page.get_by_role("heading", name="Too many wrong codes")).to_be_visible()
    expect(app.problem).to_contain_text("The code was wrong too many times.")
    portal.follow("Start again")
    expect(portal.page.get_by_label("Device name")).to_be_visible()
    portal.go_to_mobile_authentication()
    expect(portal.page.get_by_text("No phone is registered yet.")).to_be_visible()


def test_expired_code_is_refused_on_both_sides(server, portal, app):
    portal.sign_in(MARIA).start_registration(NAME)
    setup_code = portal.setup_code()
    server.expire_registrations()
    app.sign_in(MARIA)
    app.register_by_hand(NAME, setup_code)
    expect(app.problem).to_contain_text("This code has expired. Make a new QR code on the web")
    expect(portal.page.get_by_role("heading", name="The time is over")).to_be_visible()
    expect(portal.page.get_by_role("link", name="Start again")).to_be_visible()


def test_registration_that_expires_after_the_scan_is_told_to_the_phone(server, portal, app):
    code = show_code(portal, app)
    path = portal.page.url
    token = portal.page.locator("input[name=csrf]").first.get_attribute("value")
    server.expire_registrations()
    portal.page.request.post(f"{path}/code", form={"csrf": token, "code": code})
    expect(app.problem).to_contain_text("The time for this registration is over.")
    expect(portal.page.get_by_role("heading", name="The time is over")).to_be_visible()


def test_code_of_another_person_is_refused(portal, app):
    portal.sign_in(MARIA).start_registration(NAME)
    app.sign_in(ADMIN)
    app.register_by_hand(NAME, portal.setup_code())
    expect(app.problem).to_contain_text("This code belongs to another person.")
    expect(portal.status).to_have_text("Waiting for your phone")


def test_name_that_differs_slightly_is_refused_with_the_difference(portal, app):
    portal.sign_in(MARIA).start_registration(NAME)
    code = portal.setup_code()
    app.sign_in(MARIA)
    app.go_to_manual_entry()
    for typed, difference in (
        ("maria's pixel 8", "differs in capital and small letters"),
        ("Maria's  Pixel 8", "differs in its spaces"),
        ("Maria’s Pixel 8", "differs in its quotation marks or apostrophes"),
        ("Joan's Pixel 8", "is not the one on the web"),
    ):
        app.type_values(typed, code)
        expect(app.problem).to_contain_text(f"The device name {difference}")
        expect(app.page.get_by_label("Device name")).to_be_focused()
    app.type_values(NAME, code)
    portal.submit_code(app.code())
    portal.expect_registered(NAME)


def test_name_may_be_written_with_combining_letters(portal, app):
    portal.sign_in(MARIA).start_registration("Zoë's phone")
    app.sign_in(MARIA)
    app.register_by_hand("Zoe\u0308's phone", portal.setup_code())
    portal.submit_code(app.code())
    portal.expect_registered("Zoë's phone")


def test_phone_that_is_not_mine_is_thrown_out(portal, app):
    code = show_code(portal, app)
    expect(portal.page.get_by_role("button", name="This is not my phone")).to_be_visible()
    path = portal.page.url
    portal.press("This is not my phone")
    expect(portal.page.get_by_role("heading", name="The phone was refused")).to_be_visible()
    expect(app.problem).to_contain_text("The registration was stopped on the web.")
    token = portal.page.locator("input[name=csrf]").first.get_attribute("value")
    portal.page.request.post(f"{path}/code", form={"csrf": token, "code": code})
    portal.go_to_mobile_authentication()
    expect(portal.page.get_by_text("No phone is registered yet.")).to_be_visible()


def test_new_qr_code_kills_the_old_one(portal, app):
    portal.sign_in(MARIA).start_registration(NAME)
    old = portal.setup_code()
    old_picture = picture(portal)
    portal.press("New QR code")
    expect(portal.page.get_by_test_id("setup-code")).not_to_have_text(old)
    assert picture(portal) != old_picture
    app.sign_in(MARIA)
    app.register_by_hand(NAME, old)
    expect(app.problem).to_contain_text("This code is not valid any more. Make a new QR code on the web")
    app.type_values(NAME, portal.setup_code())
    portal.submit_code(app.code())
    portal.expect_registered(NAME)


def test_second_phone_cannot_use_the_same_code(server, tabs, portal, app):
    code = show_code(portal, app)
    other = tabs.app(server)
    other.sign_in(MARIA)
    other.register_by_hand(NAME, portal.setup_code())
    expect(other.problem).to_contain_text("This code was already used by a phone.")
    portal.submit_code(code)
    portal.expect_registered(NAME)


def test_code_before_any_scan_says_so_and_costs_nothing(portal, app):
    portal.sign_in(MARIA).start_registration(NAME)
    for _ in range(6):
        portal.submit_code("123456")
        expect(portal.problem).to_contain_text("No phone has scanned the code yet.")
    app.sign_in(MARIA)
    app.register_by_hand(NAME, portal.setup_code())
    portal.submit_code(app.code())
    portal.expect_registered(NAME)


def test_names_are_unique_per_person_ignoring_case(server):
    portal, _ = register(server.origin, MARIA, NAME)
    answer = portal.post("/profile/access/mobile/register", device_name=NAME.upper())
    assert answer.status in (409, 422), answer.status
    assert "You already have a device with this name." in answer.text
    others, _ = register(server.origin, ADMIN, NAME)
    assert NAME.replace("'", "&#39;") in others.get("/profile/access/mobile").text


def test_device_limit_is_told_before_and_held_after(new_server):
    server = new_server(settings={"policy.deviceLimit": 1})
    portal, _ = register(server.origin, MARIA, NAME)
    page = portal.get("/profile/access/mobile").text
    assert "which is the most allowed" in page and "Register new device" not in page
    answer = portal.post("/profile/access/mobile/register", device_name="Another")
    assert answer.status in (409, 422), answer.status
    assert "Remove one first." in answer.text


def test_name_that_is_no_name_is_refused(server):
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    for name in ("", " ", "x" * 65, "a\nb", "\u200b", "a\u202eb"):
        answer = portal.post("/profile/access/mobile/register", device_name=name)
        assert answer.status == 422, ascii(name)
        assert "1 to 64 characters" in answer.text


def test_registration_of_another_person_does_not_exist_for_me(server):
    maria, admin = (HTTPPortal(server.origin).sign_in(person) for person in (MARIA, ADMIN))
    path = maria.begin(NAME)
    for answer in (
        admin.get(path), admin.get(f"{path}/qr.svg"), admin.get(f"{path}/status"), admin.get(f"{path}/events"),
        admin.post(f"{path}/code", code="123456"), admin.post(f"{path}/renew"), admin.post(f"{path}/cancel"),
        admin.post(f"{path}/reject"),
    ):
        assert answer.status == 404, answer.text
    assert http.send(server.origin, "GET", path).status == 303
    phone = VirtualPhone(server.origin)
    phone.sign_in(MARIA)
    assert phone.claim(NAME, setup_code=maria.setup_code(path)).status == 200
