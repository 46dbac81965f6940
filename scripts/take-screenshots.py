#!/usr/bin/env python3
"""Walks the ten steps in real browsers and takes the pictures of the README, and of every page on the way.

usage: .venv/bin/python scripts/take-screenshots.py [FOLDER]

Needs a debug build (make test, or swift build) and the packages of Tests/requirements.txt. The pictures of the README
go to docs/images, all others to FOLDER (default .build/screenshots): each page light and dark, on phone and desktop.
"""

import pathlib
import sqlite3
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "Browser"))

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from support import browsers, camera  # noqa: E402
from support.http_portal import register  # noqa: E402
from support.people import ADMIN, MARIA  # noqa: E402
from support.phone_app import PhoneApp  # noqa: E402
from support.portal import Portal  # noqa: E402
from support.server import Server  # noqa: E402

NAME = "Maria's Pixel 8"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


class Album:
    """Takes each page in both schemes, and in both sizes where that makes sense."""

    def __init__(self, folder, readme):
        self.folder, self.readme = folder, readme
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page, name, sizes=(("phone", PHONE), ("desktop", DESKTOP)), readme=None):
        before = page.viewport_size
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            for label, size in sizes:
                page.set_viewport_size(size)
                page.wait_for_timeout(150)
                page.screenshot(path=str(self.folder / f"{name}-{label}-{scheme}.png"))
        page.set_viewport_size(before)
        if readme:
            page.wait_for_timeout(150)
            path = self.readme / f"{readme}.png"
            page.screenshot(path=str(path))
            # 128 colours are enough for a page and keep the repository small.
            Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)


def walk(playwright, server, album):
    """The ten steps, with a picture at each."""
    shared = browsers.launch(playwright)
    portal = Portal(browsers.desktop_context(shared).new_page(), server.origin)
    portal.open()
    album.take(portal.page, "portal-1-sign-in")
    portal.sign_in(MARIA)
    album.take(portal.page, "portal-2-profile")
    portal.open("/profile/access")
    album.take(portal.page, "portal-3-access-controls")
    portal.open("/profile/access/mobile")
    album.take(portal.page, "portal-4-no-devices")
    portal.open("/profile")
    portal.start_registration(NAME)
    album.take(portal.page, "portal-5-qr-code", readme="portal-qr-code")

    stream = camera.film(portal.photograph(), album.folder / "camera.y4m")
    filming = browsers.launch(playwright, *browsers.camera_flags(stream))
    app = PhoneApp(browsers.phone_context(filming).new_page(), server.origin)
    phone = (("phone", PHONE),)
    app.open()
    album.take(app.page, "app-1-sign-in")
    app.sign_in(MARIA)
    album.take(app.page, "app-2-verify-device", readme="app-verify-device")
    scanning(playwright, server, album)
    app.press("Scan QR")
    code = app.code()
    album.take(app.page, "app-4-one-time-code", sizes=phone, readme="app-one-time-code")
    album.take(portal.page, "portal-6-has-scanned")
    portal.type_code("000000", "Submit")
    album.take(portal.page, "portal-7-wrong-code")
    portal.submit_code(app.code() if app.code() != code else code)
    portal.expect_registered(NAME)
    album.take(portal.page, "portal-8-devices", readme="portal-devices")
    app.press("Continue")
    app.registered_dialog.wait_for()
    album.take(app.page, "app-5-registered")
    app.registered_dialog.get_by_role("button", name="Done").click()
    album.take(app.page, "app-6-home")
    portal.open("/demo/outbox")
    album.take(portal.page, "portal-9-outbox")
    portal.open("/no-such-page")
    album.take(portal.page, "portal-10-not-found")
    filming.close()
    shared.close()


def scanning(playwright, server, album):
    """The camera view, before it has found anything: a camera that sees a desk without a code."""
    stream = camera.film(camera.blank(), album.folder / "desk.y4m")
    browser = browsers.launch(playwright, *browsers.camera_flags(stream))
    app = PhoneApp(browsers.phone_context(browser).new_page(), server.origin)
    app.sign_in(MARIA)
    app.press("Scan QR")
    app.page.wait_for_timeout(1500)
    album.take(app.page, "app-3-scan", sizes=(("phone", PHONE),), readme="app-scan")
    app.press("Enter manually")
    album.take(app.page, "app-3b-by-hand", sizes=(("phone", PHONE),))
    browser.close()


DAY = 86_400_000


def invent_counts(server):
    """Half a year of a roll-out and a day of sign-ins, as the counters of the overview would have them."""
    now = int(time.time() * 1000)
    today, hour = now - now % DAY, now - now % 3_600_000
    with sqlite3.connect(server.data / "countersign.sqlite", timeout=10) as database:
        for age in range(60, 0, -1):
            people = 1200 + (60 - age)
            registered = int(people * (0.08 + 0.75 * (1 - (age / 60) ** 1.6)))
            row = (today - age * DAY, people, registered, now)
            database.execute("INSERT OR REPLACE INTO daily_shares VALUES (?, ?, ?, ?)", row)
        row = (today, 1260, 1041, now + DAY)
        database.execute("INSERT OR REPLACE INTO daily_shares VALUES (?, ?, ?, ?)", row)
        busy = [2, 1, 1, 0, 1, 4, 18, 46, 71, 63, 52, 48, 40, 55, 58, 49, 37, 22, 12, 9, 8, 6, 4, 3]
        for age in range(1, 24):
            moment = hour - age * 3_600_000
            count = busy[moment // 3_600_000 % 24]
            for action, reason, part in (
                ("sign-in.portal", "", 0.4), ("sign-in.phone", "", 1), ("sign-in.password-refused", "", 0.07),
                ("code.refused", "wrong", 0.05), ("code.refused", "used", 0.03),
            ):
                if int(count * part):
                    row = (moment, action, reason, int(count * part))
                    database.execute("INSERT OR REPLACE INTO hourly_counts VALUES (?, ?, ?, ?)", row)


def console(playwright, server, album):
    """The pages of administrators."""
    _, phone = register(server.origin, ADMIN, "Ada's phone")
    invent_counts(server)
    browser = browsers.launch(playwright)
    portal = Portal(browsers.desktop_context(browser).new_page(), server.origin)
    portal.open()
    portal.sign_in(ADMIN)
    portal.type_code(phone.code(), "Sign in")
    portal.page.get_by_role("heading", name="User profile").wait_for()
    for path, name in (
        ("/admin/", "overview"), ("/admin/people", "people"), ("/admin/messages", "messages"),
        ("/admin/api-keys/add", "api-key"), ("/admin/api-keys", "api-keys"),
        ("/admin/audit", "audit"), ("/admin/audit/entries", "audit-entries"),
    ):
        portal.open(path)
        album.take(portal.page, f"console-{name}", readme="console-overview" if name == "overview" else None)
    browser.close()


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".build" / "screenshots"
    album = Album(folder, ROOT / "docs" / "images")
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        date = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 30 * 86400))
        server = Server(pathlib.Path(data), {"policy.mandatoryFrom": date}).start()
        try:
            console(playwright, server, album)
        finally:
            server.stop()
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(pathlib.Path(data)).start()
        try:
            walk(playwright, server, album)
        finally:
            server.stop()
    for stream in folder.glob("*.y4m"):
        stream.unlink()
    print(f"pictures in {folder} and docs/images")


main()
