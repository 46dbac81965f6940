"""The pictures of the benchmark: ladders of frames with a truth.csv, frames without a code, and the costliest ones."""

import csv
import pathlib

import cv2
import numpy
import segno


def ladder(folder):
    """Name, level, grey picture and text of each frame of a folder with truth.csv."""
    with (pathlib.Path(folder) / "truth.csv").open(newline="") as truth:
        for row in csv.DictReader(truth):
            picture = cv2.imread(str(pathlib.Path(folder) / row["file"]), cv2.IMREAD_GRAYSCALE)
            yield row["file"], row["level"], picture, row["text"]


def without_code(seed, width=1280, height=720):
    """A cluttered, noisy frame that has no code."""
    random = numpy.random.default_rng([seed, width, height])
    small = random.normal(0, 1, (max(height // 90, 3), max(width // 90, 3)))
    picture = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC) * 22 + random.uniform(60, 190)
    picture = numpy.clip(picture, 0, 255).astype(numpy.uint8)
    for _ in range(random.integers(4, 30)):
        shapes[random.integers(len(shapes))](picture, random)
    picture = picture + random.normal(0, 1, picture.shape) * random.uniform(1, 12)
    picture = cv2.GaussianBlur(picture, (0, 0), random.uniform(0.3, 2))
    return numpy.clip(picture, 0, 255).astype(numpy.uint8)


def place(picture, random):
    height, width = picture.shape
    return int(random.uniform(0, width)), int(random.uniform(0, height))


def box(picture, random):
    cv2.rectangle(picture, place(picture, random), place(picture, random), float(random.uniform(0, 255)),
                  int(random.choice([-1, 2, 6])))


def ring(picture, random):
    cv2.circle(picture, place(picture, random), int(random.uniform(5, 120)), float(random.uniform(0, 255)),
               int(random.choice([-1, 2, 8])))


def text(picture, random):
    letters = "".join(chr(code) for code in random.integers(33, 127, 24))
    for line in range(int(random.integers(1, 12))):
        x, y = place(picture, random)
        cv2.putText(picture, letters, (x, y + 20 * line), cv2.FONT_HERSHEY_SIMPLEX, float(random.uniform(0.4, 1.6)),
                    float(random.uniform(0, 255)), int(random.integers(1, 4)), cv2.LINE_AA)


def modules(picture, random):
    """Random modules, as other two-dimensional codes have them; some with a border like Data Matrix, some with rings."""
    side, scale = int(random.integers(10, 60)), int(random.integers(2, 9))
    grid = random.integers(0, 2, (side, side)).astype(numpy.uint8) * 255
    kind = random.integers(3)
    if kind == 0:
        grid[:, 0] = grid[-1] = 0
        grid[0, ::2] = grid[::2, -1] = 0
    elif kind == 1:
        rows, columns = numpy.mgrid[0:side, 0:side]
        distance = numpy.maximum(abs(rows - side // 2), abs(columns - side // 2))
        grid = numpy.where(distance < 7, (distance % 2) * 255, grid).astype(numpy.uint8)
    large = numpy.kron(grid, numpy.ones((scale, scale), numpy.uint8))
    x, y = place(picture, random)
    part = picture[y:y + large.shape[0], x:x + large.shape[1]]
    part[:] = large[:part.shape[0], :part.shape[1]]


def stripes(picture, random):
    """Bars, as on façades, blinds and one-dimensional codes."""
    x, y = place(picture, random)
    part = picture[y:y + int(random.uniform(20, 300)), x:x + int(random.uniform(40, 500))]
    widths = random.integers(1, 12, part.shape[1])
    bars = numpy.repeat(numpy.arange(len(widths)) % 2 * int(random.uniform(90, 255)), widths)[:part.shape[1]]
    part[:] = bars.astype(numpy.uint8)


shapes = [box, ring, text, modules, stripes]


def costliest(width=1920, height=1080):
    """Name and picture of inputs that are made to take long: patterns everywhere, symbols that cannot be read."""
    random = numpy.random.default_rng(9)
    finder = numpy.full((9, 9), 255, numpy.uint8)
    finder[1:8, 1:8], finder[2:7, 2:7], finder[3:6, 3:6] = 0, 255, 0
    yield "noise", random.integers(0, 256, (height, width)).astype(numpy.uint8)
    for scale in (1, 2, 3, 5):
        yield f"finder patterns of {scale} pixels", tiled(finder, scale, width, height)
    for version, scale in ((40, 5), (40, 4), (20, 4), (10, 3), (2, 4), (1, 3)):
        picture = tiled(spoiled(version, random), scale, width, height)
        yield f"spoiled symbols of version {version}", picture
        yield f"the same, blurred ({version})", cv2.GaussianBlur(picture, (0, 0), scale * 0.4)


def spoiled(version, random):
    """A symbol with its quiet zone whose data is random."""
    symbol = segno.make("spoil", version=version, error="h", boost_error=False)
    symbol = numpy.array([list(row) for row in symbol.matrix], numpy.uint8)
    noise = random.integers(0, 2, symbol.shape).astype(numpy.uint8)
    for kept in (numpy.s_[:9, :9], numpy.s_[:9, -8:], numpy.s_[-8:, :9], numpy.s_[6], numpy.s_[:, 6]):
        noise[kept] = symbol[kept]
    return (1 - numpy.pad(noise, 4)) * 255


def tiled(pattern, scale, width, height):
    large = numpy.kron(pattern, numpy.ones((scale, scale), numpy.uint8)).astype(numpy.uint8)
    across, down = -(-width // large.shape[1]), -(-height // large.shape[0])
    return numpy.tile(large, (down, across))[:height, :width].copy()
