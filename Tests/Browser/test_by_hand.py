"""Registering a phone without its camera: device name and setup code typed by hand."""

import pytest
from playwright.sync_api import expect

from support.people import MARIA

NAME = "Maria's Pixel 8"


def register_by_hand(portal, app, person=MARIA, name=NAME):
    """The ten steps by hand, as far as the list of devices."""
    app.sign_in(person)
    portal.sign_in(person).start_registration(name)
    shown_name, setup_code = portal.manual_values()
    assert shown_name == name
    app.register_by_hand(shown_name, setup_code)
    portal.submit_code(app.code())
    portal.expect_registered(name)


def test_name_and_setup_code_register_a_phone(portal, app):
    register_by_hand(portal, app)
    app.finish()
    expect(app.page.get_by_text(NAME)).to_be_visible()
