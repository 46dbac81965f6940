"""A camera that looks at the portal: the page's own picture, tilted, blurred, noisy and unevenly lit."""

import io

import cv2
import numpy
import segno

WIDTH, HEIGHT = 1280, 720
FRAMES = 12
FRAMES_PER_SECOND = 12


def film(photograph, path, seed=1):
    """Writes a Y4M film of a hand-held look at `photograph` (PNG bytes) for Chromium's fake camera."""
    random = numpy.random.default_rng(seed)
    screen = cv2.imdecode(numpy.frombuffer(photograph, numpy.uint8), cv2.IMREAD_COLOR)
    return write(path, (
        look_at(screen, random, sway=numpy.sin(number / FRAMES * 2 * numpy.pi)) for number in range(FRAMES)))


def film_spoiled(module, path, seed=4):
    """Writes a film of a code with `module` pixels a module whose data nobody can read: all but its patterns is spoiled."""
    random = numpy.random.default_rng(seed)
    modules = numpy.array(segno.make("https://www.example.com/", error="m", micro=False).matrix, numpy.uint8)
    modules[9:-8, 9:] = random.integers(0, 2, modules[9:-8, 9:].shape)
    quiet = numpy.pad(modules, 4)
    code = cv2.resize(255 - quiet * 235, None, fx=module, fy=module, interpolation=cv2.INTER_NEAREST)
    picture = numpy.full((HEIGHT, WIDTH, 3), 150, numpy.uint8)
    top, left = (HEIGHT - len(code)) // 2, (WIDTH - len(code)) // 2
    picture[top:top + len(code), left:left + len(code)] = code[..., None]
    return write(path, [picture] * 2)


def film_shaking(path, seed=3):
    """Writes a film of a camera that is never still: every frame shows another part of the room."""
    random = numpy.random.default_rng(seed)
    rooms = (random.integers(60, 220, (9, 16, 3), dtype=numpy.uint8) for _ in range(FRAMES))
    return write(path, (cv2.resize(room, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC) for room in rooms))


def write(path, pictures):
    """Writes `pictures` (BGR) as a Y4M film; returns its path."""
    with open(path, "wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for picture in pictures:
            file.write(b"FRAME\n")
            file.write(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420).tobytes())
    return path


def look_at(screen, random, sway=0.0):
    """One frame of `screen` as a phone held by hand sees it; `sway` (−1 … 1) moves the hand a little."""
    frame = _desk(random)
    place = _perspective(screen, sway)
    size = (WIDTH, HEIGHT)
    warped = cv2.warpPerspective(screen, place, size, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(numpy.full(screen.shape[:2], 255, numpy.uint8), place, size)
    frame[mask > 127] = warped[mask > 127]
    frame = cv2.GaussianBlur(frame, (0, 0), 1.3).astype(numpy.float32)
    frame *= _light()[..., None]
    frame += random.normal(0, 6, frame.shape)
    return numpy.clip(frame, 0, 255).astype(numpy.uint8)


def _desk(random):
    """A dark, restless background."""
    coarse = random.integers(30, 90, (9, 16, 3), dtype=numpy.uint8)
    return cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def _perspective(screen, sway):
    """The map of the screen's corners into the frame: turned by about 9°, its right side further away."""
    height, width = screen.shape[:2]
    scale = 0.92 * HEIGHT / max(height, width)
    half_width, half_height = width * scale / 2, height * scale / 2
    angle = numpy.radians(9 + 1.5 * sway)
    turn = numpy.array([[numpy.cos(angle), -numpy.sin(angle)], [numpy.sin(angle), numpy.cos(angle)]])
    far = 0.86
    corners = numpy.array([
        [-half_width, -half_height], [half_width, -half_height * far],
        [half_width, half_height * far], [-half_width, half_height],
    ])
    middle = numpy.array([WIDTH / 2 + 12 * sway, HEIGHT / 2 - 6 * sway])
    target = (corners @ turn.T + middle).astype(numpy.float32)
    source = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], numpy.float32)
    return cv2.getPerspectiveTransform(source, target)


def _light():
    """A lamp at the upper left: full light there, little more than half at the lower right."""
    across = numpy.linspace(1.0, 0.7, WIDTH)
    down = numpy.linspace(1.0, 0.8, HEIGHT)
    return numpy.outer(down, across).astype(numpy.float32)


def photo(photograph, path, seed=2):
    """Writes the same look as a JPEG, as a phone's camera app keeps it."""
    screen = cv2.imdecode(numpy.frombuffer(photograph, numpy.uint8), cv2.IMREAD_COLOR)
    cv2.imwrite(str(path), look_at(screen, numpy.random.default_rng(seed)), [cv2.IMWRITE_JPEG_QUALITY, 85])
    return path


def picture_of(text):
    """PNG of a QR code of `text` by another encoder."""
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="png", scale=8, border=4)
    return buffer.getvalue()


def blank():
    """PNG of an empty page."""
    return cv2.imencode(".png", numpy.full((400, 400, 3), 255, numpy.uint8))[1].tobytes()
