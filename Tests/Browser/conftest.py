"""Fixtures: servers, browsers, pages; a picture of every page when a test fails."""

import pathlib
import re

import pytest
from playwright.sync_api import sync_playwright

from support import browsers, postgres
from support.mail import MailServer, Post, RealServer
from support.phone_app import PhoneApp
from support.portal import Portal
from support.replicas import Replicas
from support.server import Server
from support.sms_gateway import SMSGateway

OUTPUT = pathlib.Path(__file__).parent / "output"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if report.when == "call":
        item.failed = report.failed


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright):
    """The browser shared by tests without a special camera; its camera is not allowed."""
    browser = browsers.launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def new_server(tmp_path):
    """Makes servers with settings; all are stopped at the end."""
    servers = []

    def start(**settings):
        folder = tmp_path / f"server-{len(servers)}"
        folder.mkdir()
        servers.append(Server(folder, settings.get("settings")))
        return servers[-1].start()

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(new_server):
    """A fresh demo server."""
    return new_server()


@pytest.fixture
def new_real_server(tmp_path):
    """Makes servers that are not the demo, with settings; all are stopped at the end."""
    servers = []

    def start(settings=None):
        folder = tmp_path / f"real-{len(servers)}"
        folder.mkdir()
        servers.append(RealServer(folder, settings))
        return servers[-1].start()

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def new_mail_server(tmp_path):
    """Makes SMTP servers; all are stopped at the end."""
    servers = []

    def start(**options):
        servers.append(MailServer(tmp_path / f"mail-{len(servers)}", **options))
        return servers[-1].start()

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def mail(new_mail_server, new_real_server):
    """A real SMTP server (STARTTLS, AUTH) and our server, which sends there; see support/mail.py."""
    return Post(new_mail_server(), new_real_server)


@pytest.fixture
def sms_gateway():
    """A gateway for text messages that checks what it gets."""
    gateway = SMSGateway()
    yield gateway
    gateway.stop()


@pytest.fixture(scope="module")
def replicas(tmp_path_factory):
    """Two servers behind a proxy, on a database that the tests of one file share."""
    if not postgres.URL:
        pytest.skip("COUNTERSIGN_TEST_POSTGRES is not set: scripts/test-postgres start prints it")
    replicas = Replicas(tmp_path_factory.mktemp("replicas"))
    try:
        yield replicas.start()
    finally:
        replicas.stop()


class Tabs:
    """Opens tabs, each in a context of its own, and keeps pictures when the test fails."""

    def __init__(self, playwright, browser):
        self.playwright = playwright
        self.browser = browser
        self.browsers = []
        self.contexts = []
        self.messages = []

    def launch(self, *flags):
        """A browser of its own with Chromium's `flags`, closed at the end."""
        self.browsers.append(browsers.launch(self.playwright, *flags))
        return self.browsers[-1]

    def _note(self, message):
        if "Content Security Policy" in message.text:
            self.messages.append(message.text)

    def _page(self, context):
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.messages.append(f"{page.url}: {error}"))
        page.on("console", self._note)
        return page

    def portal(self, server, browser=None, **options):
        context = browsers.desktop_context(browser or self.browser, **options)
        return Portal(self._page(context), server.origin)

    def app(self, server, browser=None, **options):
        context = browsers.phone_context(browser or self.browser, **options)
        return PhoneApp(self._page(context), server.origin)

    @staticmethod
    def adopt_app(server, page):
        """A tab that a page has opened and that shows the app."""
        return PhoneApp(page, server.origin)

    def photograph(self, name):
        OUTPUT.mkdir(exist_ok=True)
        pages = [page for context in self.contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=OUTPUT / f"{name}-{number}.png", full_page=True)
            (OUTPUT / f"{name}-{number}.html").write_text(page.content())

    def close(self):
        for opened in self.contexts + self.browsers:
            opened.close()


@pytest.fixture
def tabs(playwright, browser, request):
    tabs = Tabs(playwright, browser)
    yield tabs
    if getattr(request.node, "failed", False):
        tabs.photograph(re.sub(r"[^\w-]+", "-", request.node.name))
    tabs.close()
    assert tabs.messages == [], "a script failed, or did what the policy forbids"


@pytest.fixture
def portal(tabs, server):
    """The portal on a computer."""
    return tabs.portal(server)


@pytest.fixture
def app(tabs, server):
    """The app on a phone."""
    return tabs.app(server)
