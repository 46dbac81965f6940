"""WebKit, the engine of every browser on iPhones: GTK's, driven by Selenium, on a screen that nobody sees."""

import contextlib
import glob
import os
import subprocess

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.service import Service

DRIVER = "/usr/bin/WebKitWebDriver"
MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
WITHIN = 15  # seconds for something to appear
BUTTONS = "//button[normalize-space()={0}] | //summary[normalize-space()={0}] | //a[normalize-space()={0}]"


@contextlib.contextmanager
def screen():
    """A virtual X server of our own; gives the environment of programs on it."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        yield {
            **os.environ, "DISPLAY": f":{number}", "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_FORCE_SANDBOX": "0", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def browser():
    """A WebKit window; closed with everything it started at the end."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = sorted(glob.glob(MINI_BROWSERS))[-1]
    options.add_argument("--automation")
    with screen() as environment:
        driver = webdriver.WebKitGTK(options=options, service=Service(DRIVER, env=environment))
        try:
            driver.set_script_timeout(30)
            yield Window(driver)
        finally:
            driver.quit()


class Window:
    """A WebKit window, by the texts that people see."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, address):
        self.driver.get(address)

    def find(self, how, what):
        """An element, once it can be seen."""
        def look(driver):
            return next((element for element in driver.find_elements(how, what) if element.is_displayed()), False)

        return self.wait().until(look, f"no {what} to be seen")

    def wait(self):
        """Waits; an element that went with its page while it was looked at is looked for again on the next."""
        return WebDriverWait(self.driver, WITHIN, 0.1, ignored_exceptions=[StaleElementReferenceException])

    def use(self, how, what, action):
        """Does something with an element, on the page that is there when the one before has gone."""
        def attempt(_):
            action(self.find(how, what))
            return True

        self.wait().until(attempt, f"{what} went away each time")

    def field(self, label):
        return self.find(*self.field_place(label))

    def field_place(self, label):
        return By.XPATH, f"//input[@id=//label[normalize-space()='{label}']/@for]"

    def fill(self, label, text):
        def fill(field):
            field.clear()
            field.send_keys(text)

        self.use(*self.field_place(label), fill)

    def press(self, text):
        self.click(By.XPATH, BUTTONS.format(f'"{text}"'))

    def click(self, how, what):
        def click(element):
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
            self.rest(element)
            element.click()

        self.use(how, what, click)

    def rest(self, element):
        """Waits until an element stays where it is: a click aims at a place, and what loads above it moves it."""
        places = []

        def is_resting(_):
            places.append(element.rect)
            return places[-3:].count(places[-1]) == 3

        WebDriverWait(self.driver, WITHIN, 0.1).until(is_resting, "the element keeps moving")

    def see(self, text):
        return self.find(By.XPATH, f'//*[contains(normalize-space(text()), "{text}")]')

    def test_id(self, name):
        return self.find(By.CSS_SELECTOR, f'[data-testid="{name}"]')

    def run(self, body, vector):
        """Runs the body of an asynchronous function of `vector`; gives what it returns."""
        answer = self.driver.execute_async_script(
            "const [vector, done] = arguments; (async () => {" + body
            + "})().then((value) => done({ value }), (error) => done({ error: String(error) }));", vector,
        )
        assert "error" not in answer, answer
        return answer["value"]
