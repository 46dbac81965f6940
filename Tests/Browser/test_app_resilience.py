"""The app when things around it go wrong: reloads, wrong clocks, no network, deleted data."""

import re

import pytest
from playwright.sync_api import expect

from support.journeys import NAME, register_by_hand, show_code
from support.people import MARIA

MINUTES = 60_000  # milliseconds


def test_digits_are_one_line_for_whoever_copies_them(portal, app):
    show_code(portal, app)
    assert re.fullmatch(r"\d{3} ?\d{3}", app.digits.inner_text())


def test_reload_while_the_code_is_shown_comes_back_to_the_code(portal, app):
    show_code(portal, app)
    app.page.reload()
    portal.submit_code(app.code())
    portal.expect_registered(NAME)
    app.finish()


@pytest.mark.parametrize(
    "offset", [10 * MINUTES, -3 * 24 * 60 * MINUTES], ids=["ten minutes ahead", "three days behind"]
)
def test_phone_with_a_wrong_clock_registers_all_the_same(portal, app, offset):
    app.page.add_init_script(f"const real = Date.now; Date.now = () => real.call(Date) + {offset};")
    register_by_hand(portal, app)
    app.finish()
    app.press("Sign out")
    app.fill_sign_in(MARIA)
    app.expect_home()


def test_home_screen_works_without_a_network(portal, app):
    register_by_hand(portal, app)
    app.finish()
    app.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    app.page.reload()
    app.expect_home()
    app.page.context.set_offline(True)
    app.page.reload()
    app.expect_home()
    assert len(app.code()) == 6
    expect(app.page.get_by_text("You are offline. Your code still works.")).to_be_visible()
    app.page.context.set_offline(False)
    expect(app.page.get_by_text("You are offline.")).to_be_hidden()


def test_sign_in_without_a_network_is_told(app):
    app.open()
    app.page.context.set_offline(True)
    app.fill_sign_in(MARIA)
    expect(app.problem).to_contain_text("There is no connection.")
    app.page.context.set_offline(False)
    app.fill_sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()


def test_lost_key_is_noticed_and_explained(portal, app):
    register_by_hand(portal, app)
    app.finish()
    app.open("/healthz")
    app.page.evaluate("""async () => {
        for (const { name } of await indexedDB.databases()) {
            await new Promise((resolve, reject) => {
                const request = indexedDB.deleteDatabase(name);
                request.onsuccess = resolve;
                request.onerror = request.onblocked = reject;
            });
        }
    }""")
    app.open()
    expect(app.page.get_by_role("heading", name="This phone’s key is lost")).to_be_visible()
    expect(app.page.get_by_text(NAME)).to_be_visible()
    app.press("Go to sign-in")
    app.fill_sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()


def test_wrong_password_is_told_and_the_form_stays(app):
    app.sign_in(MARIA._replace(password="not the password"))
    expect(app.problem).to_contain_text("The username or password is not correct.")
    expect(app.page.get_by_label("Username")).to_have_value("maria")
    app.fill_sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()


def test_keys_cannot_be_exported_from_the_database(portal, app):
    register_by_hand(portal, app)
    app.finish()
    found = app.page.evaluate("""async () => {
        const keys = [];
        const visit = (value) => {
            if (value instanceof CryptoKey) keys.push(value);
            else if (value && typeof value === 'object') Object.values(value).forEach(visit);
        };
        for (const { name } of await indexedDB.databases()) {
            const database = await new Promise((resolve) => {
                indexedDB.open(name).onsuccess = (event) => resolve(event.target.result);
            });
            for (const store of database.objectStoreNames) {
                const all = database.transaction(store).objectStore(store).getAll();
                visit(await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); }));
            }
            database.close();
        }
        return keys.map((key) => [key.type, key.algorithm.name, key.extractable]);
    }""")
    assert ["private", "ECDSA", False] in found and ["secret", "HMAC", False] in found
    assert not any(extractable for kind, _, extractable in found if kind != "public")


def test_field_of_the_device_name_leaves_letters_as_they_are_typed(app):
    app.sign_in(MARIA)
    app.go_to_manual_entry()
    field = app.page.get_by_label("Device name")
    expected = {"autocapitalize": "off", "autocorrect": "off", "spellcheck": "false", "autocomplete": "off"}
    for attribute, value in expected.items():
        expect(field).to_have_attribute(attribute, value)


def test_portal_learns_of_the_scan_without_a_stream(portal, app):
    portal.page.route("**/events", lambda route: route.abort())
    show_code(portal, app)
    expect(portal.status).to_have_text(re.compile("has scanned the code$"))
    portal.submit_code(app.code())
    portal.expect_registered(NAME)


def test_live_status_leaves_typed_digits_alone(portal, app):
    portal.sign_in(MARIA).start_registration(NAME)
    portal.page.get_by_label("One-time code").fill("12")
    app.sign_in(MARIA)
    app.register_by_hand(NAME, portal.setup_code())
    expect(portal.status).to_have_text(re.compile("has scanned the code$"))
    expect(portal.page.get_by_label("One-time code")).to_have_value("12")


def test_notice_of_a_registration_is_in_the_outbox(portal, app):
    register_by_hand(portal, app)
    portal.open("/demo/outbox")
    expect(portal.page.get_by_role("article")).to_have_count(1)
    expect(portal.page.get_by_role("article")).to_contain_text(NAME)
