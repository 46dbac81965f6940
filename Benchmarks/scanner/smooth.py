#!/usr/bin/env python3
"""Measures how smooth the app stays while it scans: Benchmarks/scanner/smooth.py [SECONDS]

Films a code that is not ours, and a restless room without any, and counts in real Chromium how often the screen could be
drawn (requestAnimationFrame), how long the page's own thread was busy at a stretch (long tasks), and how many pictures the
worker looked at. The sign-in screen beside it says what the machine gives at that time. Needs a debug or release build
(COUNTERSIGN_BINARY) and the packages of Tests/requirements.txt; exits 1 below 50 drawings a second where the sign-in screen
has them.
"""

import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Browser"))

from playwright.sync_api import sync_playwright  # noqa: E402

from support import browsers, camera  # noqa: E402
from support.people import MARIA  # noqa: E402
from support.phone_app import PhoneApp  # noqa: E402
from support.server import Server  # noqa: E402

LEAST = 50
COUNT = """async (seconds) => {
    const tasks = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
    observer.observe({ entryTypes: ['longtask'] });
    const begin = performance.now();
    let drawn = 0;
    let last = begin;
    let longest = 0;
    while (last - begin < seconds * 1000) {
        const now = await new Promise((resolve) => { requestAnimationFrame(resolve); });
        longest = Math.max(longest, now - last);
        last = now;
        drawn += 1;
    }
    observer.disconnect();
    return { rate: drawn / seconds, longest, tasks };
}"""
LOOKS = """
const post = Worker.prototype.postMessage;
window.looks = 0;
Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.picture) window.looks += 1;
    return post.call(this, message, ...rest);
};
"""


def measure(page, name, seconds):
    page.evaluate("window.looks = 0")
    counted = page.evaluate(COUNT, seconds)
    looks = page.evaluate("window.looks") / seconds
    tasks = counted["tasks"]
    print(f"{name:<34} {counted['rate']:6.1f} drawings/s   longest pause {counted['longest']:5.0f} ms   "
          f"{len(tasks):2d} long tasks (longest {max(tasks, default=0):4.0f} ms)   {looks:5.1f} pictures/s", flush=True)
    return counted["rate"]


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    slow = False
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        folder = pathlib.Path(folder)
        films = {
            "a code that is not ours": camera.film(camera.picture_of("https://www.example.com/"), folder / "code.y4m"),
            "a restless room, no code": camera.film_shaking(folder / "room.y4m"),
        }
        server = Server(folder).start()
        try:
            for name, film in films.items():
                browser = browsers.launch(playwright, *browsers.camera_flags(film))
                app = PhoneApp(browsers.phone_context(browser).new_page(), server.origin)
                app.page.add_init_script(LOOKS)
                app.open()
                usual = measure(app.page, "sign-in screen", seconds)
                app.sign_in(MARIA)
                app.press("Scan QR")
                app.page.wait_for_timeout(2000)
                slow |= measure(app.page, name, seconds) < LEAST <= usual
                browser.close()
        finally:
            server.stop()
    sys.exit(slow)


main()
