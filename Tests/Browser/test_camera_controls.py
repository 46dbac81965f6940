"""Light, zoom and other cameras, where a camera has them. The camera is a film; what it can do is stubbed."""

import io

import segno
from playwright.sync_api import expect

from support import browsers, camera, looks
from support.people import MARIA

CAPABLE = """
if (navigator.mediaDevices) {
const applied = window.applied = [];
MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true, zoom: { min: 1, max: 4, step: 0.5 } });
MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => { applied.push(...advanced); };
navigator.mediaDevices.enumerateDevices = async () => [
  { kind: 'videoinput', deviceId: 'wide', label: 'Back camera' },
  { kind: 'videoinput', deviceId: 'tele', label: 'Back tele camera' },
  { kind: 'videoinput', deviceId: 'self', label: 'Front camera' },
];
const start = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
const asked = window.asked = [];
navigator.mediaDevices.getUserMedia = (constraints) => {
  asked.push(constraints.video.deviceId?.exact ?? null);
  if (window.isGone && constraints.video.deviceId) return Promise.reject(new DOMException('', 'OverconstrainedError'));
  return start({ video: true });
};
}
"""


def scanning(server, tabs, tmp_path, script=""):
    """The app's scanner, which looks at a code that is not ours."""
    picture = io.BytesIO()
    segno.make("https://www.example.com/", error="m").save(picture, kind="png", scale=12, border=6)
    stream = camera.film(picture.getvalue(), tmp_path / "camera.y4m")
    app = tabs.app(server, tabs.launch(*browsers.camera_flags(stream)))
    if script:
        app.page.add_init_script(script)
        app.page.reload()
    app.sign_in(MARIA)
    app.press("Scan QR")
    expect(app.page.get_by_text("This is not a Countersign code.")).to_be_visible()
    return app.page


def test_the_code_that_is_found_is_outlined(server, tabs, tmp_path):
    page = scanning(server, tabs, tmp_path)
    line = page.locator(".outline polygon")
    page.wait_for_function("document.querySelector('.outline polygon').getAttribute('points')?.split(' ').length === 4")
    view, drawn = page.locator(".viewfinder").bounding_box(), line.bounding_box()
    assert view["width"] * 0.2 < drawn["width"] < view["width"] * 1.3
    middle = drawn["x"] + drawn["width"] / 2
    assert abs(middle - (view["x"] + view["width"] / 2)) < view["width"] * 0.2
    expect(page.get_by_role("button", name="Light")).to_be_hidden()
    looks.check(page, "scanner with outline", looks=[("light", browsers.PHONE), ("dark", browsers.PHONE)])


def test_light_zoom_and_another_camera_where_there_are_any(server, tabs, tmp_path):
    page = scanning(server, tabs, tmp_path, CAPABLE)
    light = page.get_by_role("button", name="Light")
    light.click()
    expect(light).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Zoom").fill("2.5")
    page.wait_for_function("window.applied.length === 2")
    assert page.evaluate("window.applied") == [{"torch": True}, {"zoom": 2.5}]
    looks.check(page, "scanner with controls", looks=[("light", browsers.PHONE), ("dark", browsers.PHONE)])
    page.get_by_role("button", name="Another camera").click()
    page.wait_for_function("window.asked.length === 2")
    assert page.evaluate("window.asked") in ([None, "tele"], [None, "wide"])
    expect(light).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("button", name="Another camera")).to_be_focused()


def test_a_camera_that_has_gone_gives_way_to_any_other(server, tabs, tmp_path):
    page = scanning(server, tabs, tmp_path, CAPABLE + "window.isGone = true;")
    page.get_by_role("button", name="Another camera").click()
    page.wait_for_function("window.asked.length === 3")
    assert page.evaluate("window.asked[2]") is None
    expect(page.get_by_role("button", name="Another camera")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()



def at_scanner(server, tabs, stream):
    """The app while its camera shows this film."""
    app = tabs.app(server, tabs.launch(*browsers.camera_flags(stream)))
    app.sign_in(MARIA)
    app.press("Scan QR")
    return app


STILL = "Hold the phone still for a moment."


def test_a_code_that_is_too_small_asks_to_move_closer(server, tabs, tmp_path):
    app = at_scanner(server, tabs, camera.film_spoiled(2, tmp_path / "small.y4m"))
    expect(app.page.get_by_text("The code is too small in the picture. Move closer.")).to_be_visible(timeout=10_000)


def test_a_code_that_cannot_be_read_asks_to_hold_still(server, tabs, tmp_path):
    app = at_scanner(server, tabs, camera.film_spoiled(8, tmp_path / "spoiled.y4m"))
    expect(app.page.get_by_text(STILL)).to_be_visible(timeout=10_000)


def test_a_shaking_camera_asks_to_hold_still(server, tabs, tmp_path):
    app = at_scanner(server, tabs, camera.film_shaking(tmp_path / "shaking.y4m"))
    expect(app.page.get_by_text(STILL)).to_be_visible(timeout=10_000)
