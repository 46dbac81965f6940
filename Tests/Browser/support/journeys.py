"""Whole walks through portal and app that several tests begin with."""

from support.people import MARIA

NAME = "Maria's Pixel 8"


def register_by_hand(portal, app, person=MARIA, name=NAME):
    """The ten steps by hand, as far as the list of devices; returns the code that was used."""
    app.sign_in(person)
    portal.sign_in(person).start_registration(name)
    shown_name, setup_code = portal.manual_values()
    assert shown_name == name
    app.register_by_hand(shown_name, setup_code)
    code = app.code()
    portal.submit_code(code)
    portal.expect_registered(name)
    return code


def show_code(portal, app, person=MARIA, name=NAME):
    """As far as the code on the phone; nothing is submitted yet. Returns the code."""
    portal.sign_in(person).start_registration(name)
    app.sign_in(person)
    app.register_by_hand(name, portal.setup_code())
    return app.code()
