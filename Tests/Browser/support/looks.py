"""A page as everybody sees it: axe, light and dark, phone and computer, and nothing hanging out at the side.

COUNTERSIGN_PICTURES names a folder for pictures of all of them.
"""

import os
import pathlib
import re

from axe_playwright_python.sync_playwright import Axe

from support import browsers

PICTURES = os.environ.get("COUNTERSIGN_PICTURES")
AXE = Axe()
LOOKS = [
    (scheme, size)
    for scheme in ("light", "dark")
    for size in (browsers.PHONE, browsers.DESKTOP)
]

# WCAG 2.2, 1.4.10: what 1280 pixels are at 400 % zoom.
REFLOW = {"width": 320, "height": 640}


def check(page, what, looks=LOOKS):
    """axe finds nothing on this page in any look, and nothing hangs out of it at the side."""
    before = page.viewport_size
    for scheme, size in looks:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        if PICTURES:
            name = f"{re.sub(r'[^a-z0-9]+', '-', what.lower())}-{scheme}-{size['width']}.png"
            page.screenshot(path=pathlib.Path(PICTURES) / name, full_page=True)
        settle(page)
        result = AXE.run(page).response
        assert len(result["passes"]) >= 10, "axe has looked at nothing"
        told = [
            f"{rule['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for rule in result["violations"] for node in rule["nodes"]
        ]
        assert told == [], f"{what}, {scheme}, {size['width']} wide: {told}"
        check_width(page, what, size)
    check_width(page, what, REFLOW)
    page.set_viewport_size(before)


def settle(page):
    """Waits until the page is drawn in its new look: colours that are still on their way are nobody's colours."""
    page.evaluate("""async () => {
        const drawn = () => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });
        await drawn();
        const ending = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime !== Infinity);
        await Promise.allSettled(ending.map((each) => each.finished));
        await drawn();
    }""")


def check_width(page, what, size):
    """Nobody has to scroll sideways."""
    page.set_viewport_size(size)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{what} is {wide} pixels too wide at {size['width']}"
