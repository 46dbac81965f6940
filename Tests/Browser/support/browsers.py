"""Chromium of the system, as a phone and as a computer."""

CHROMIUM = "/usr/bin/chromium"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PIXEL = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36"
)
ACTION_WITHIN = 8000  # milliseconds for one action or expectation


def launch(playwright, *flags):
    """Starts a browser of its own; `flags` are Chromium's."""
    return playwright.chromium.launch(
        executable_path=CHROMIUM, headless=True, args=["--no-sandbox", "--disable-gpu", *flags]
    )


def camera_flags(stream=None):
    """Flags of a browser whose camera shows `stream` (a Y4M file); nobody is asked for permission."""
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    if stream is not None:
        flags.append(f"--use-file-for-fake-video-capture={stream}")
    return flags


def phone_context(browser, **options):
    """A context like a phone's: small, with touch."""
    return _prepared(browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, user_agent=PIXEL, **options
    ))


def desktop_context(browser, **options):
    """A context like a computer's."""
    return _prepared(browser.new_context(viewport=DESKTOP, **options))


def _prepared(context):
    context.set_default_timeout(ACTION_WITHIN)
    return context
