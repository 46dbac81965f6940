#!/usr/bin/env python3
"""Makes frames of one difficulty each, with truth.csv for scan.py: Benchmarks/scanner/kinds.py FOLDER [SEED] [COUNT]

Kinds: motion, moire, small, glare, covered, curved, tilted, unquiet, inverted, mirrored, dark, grainy. The column level
names the kind. Needs opencv-python-headless, segno and numpy.
"""

import csv
import math
import pathlib
import sys

import cv2
import numpy
import segno

WIDTH, HEIGHT, UP = 1280, 720, 12


def main():
    folder = pathlib.Path(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.csv").open("w", newline="") as file:
        truth = csv.writer(file)
        truth.writerow(["file", "level", "text"])
        for number, kind in enumerate(KINDS):
            for index in range(count):
                random = numpy.random.default_rng([seed, number, index])
                picture, text = frame(kind, random)
                name = f"{kind}-{index:03}.png"
                cv2.imwrite(str(folder / name), picture)
                truth.writerow([name, kind, text])


def frame(kind, random):
    """A picture of a code on a plain, softly lit ground, made hard in one way."""
    text = f"https://id.example.org/app/#{random.integers(10**17, 10**18)}/{random.integers(10**11, 10**12)}"
    level = "m" if kind != "covered" else "q"
    symbol = segno.make(text, error=level, boost_error=False, micro=False)
    border = 0.6 if kind == "unquiet" else 4
    modules = numpy.array([list(row) for row in symbol.matrix_iter(border=4)], numpy.float32)
    if kind == "mirrored":
        modules = modules[:, ::-1]
    if kind == "inverted":
        modules = 1 - modules
    side = modules.shape[0]
    texture = numpy.kron(modules, numpy.ones((UP, UP), numpy.float32))
    cut = int((4 - border) * UP)
    texture = texture[cut:texture.shape[0] - cut, cut:texture.shape[1] - cut]
    texture = 220 - 180 * texture
    if kind == "covered":
        cover(texture, random)
    if kind == "curved":
        texture = curve(texture, random)
    scale = {"small": random.uniform(2, 3), "motion": 6}.get(kind, random.uniform(4, 9))
    picture = project(texture, scale / UP, random.uniform(0, 2 * math.pi),
                      math.radians(random.uniform(45, 55)) if kind == "tilted" else random.uniform(0, 0.3), random)
    picture = light(picture, kind, random, scale * side)
    sharpness = {"motion": 0.1, "small": 0.15}.get(kind, random.uniform(0.08, 0.25))
    picture = cv2.GaussianBlur(picture, (0, 0), max(sharpness * scale, 0.3))
    if kind == "motion":
        picture = smear(picture, random.uniform(0.7, 1.3) * scale, random.uniform(0, math.pi))
    noise = {"dark": 5, "grainy": random.uniform(15, 30)}.get(kind, 4)
    picture = picture + random.normal(0, noise, picture.shape)
    return numpy.clip(picture, 0, 255).astype(numpy.uint8), text


def cover(texture, random):
    """A finger or a sticker over a part of the data, about a twelfth of it."""
    side = texture.shape[0]
    width = int(side * random.uniform(0.2, 0.28))
    x, y = (int(side * random.uniform(0.35, 0.65)) for _ in range(2))
    cv2.ellipse(texture, (x, y), (width // 2, width // 2), 0, 0, 360, float(random.uniform(60, 200)), -1)


def curve(texture, random):
    """Paper around a bottle: columns are pressed together towards the sides, and rows are bent."""
    side = texture.shape[0]
    bend = random.uniform(0.5, 0.95)
    across = (numpy.arange(side) / side - 0.5) * 2
    columns = (numpy.arcsin(across * math.sin(bend)) / bend + 1) / 2 * side
    columns = numpy.tile(columns.astype(numpy.float32), (side, 1))
    sag = (1 - numpy.sqrt(1 - (across * math.sin(bend)) ** 2)) * side * random.uniform(-0.2, 0.2)
    rows = numpy.mgrid[0:side, 0:side][0].astype(numpy.float32) + sag.astype(numpy.float32)
    return cv2.remap(texture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def project(texture, zoom, turn, tilt, random):
    """The texture seen by a camera that is turned and tilted."""
    side = texture.shape[0]
    focal = 1100
    spin = numpy.array([[math.cos(turn), -math.sin(turn), 0], [math.sin(turn), math.cos(turn), 0], [0, 0, 1]])
    lean = numpy.array([[1, 0, 0], [0, math.cos(tilt), -math.sin(tilt)], [0, math.sin(tilt), math.cos(tilt)]])
    centre = numpy.array([[1, 0, -side / 2], [0, 1, -side / 2], [0, 0, 1]])
    axes = lean @ spin
    extent = numpy.column_stack([axes[:, 0], axes[:, 1], [0, 0, focal / zoom]])
    shift = numpy.array([[focal, 0, WIDTH / 2 + random.uniform(-80, 80)],
                         [0, focal, HEIGHT / 2 + random.uniform(-30, 30)], [0, 0, 1]])
    ground = cv2.resize(random.normal(125, 25, (9, 16)), (WIDTH * 2, HEIGHT * 2), interpolation=cv2.INTER_CUBIC)
    matrix = numpy.diag([2, 2, 1]) @ shift @ extent @ centre
    warped = cv2.warpPerspective(texture, matrix, (WIDTH * 2, HEIGHT * 2), flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(numpy.ones_like(texture), matrix, (WIDTH * 2, HEIGHT * 2), flags=cv2.INTER_LINEAR)
    return cv2.resize(ground * (1 - mask) + warped * mask, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)


def light(picture, kind, random, side):
    rows, columns = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    picture = picture * (1 - 0.3 * random.random() * columns / WIDTH)
    if kind == "dark":
        return picture * random.uniform(0.1, 0.2) + 8
    if kind == "glare":
        for _ in range(2):
            x, y = (size / 2 + random.uniform(-0.4, 0.4) * side for size in (WIDTH, HEIGHT))
            width = side * random.uniform(0.06, 0.13)
            picture = picture + random.uniform(100, 250) * numpy.exp(-((columns - x) ** 2 + (rows - y) ** 2) / width ** 2)
    if kind == "moire":
        pitch, turn = random.uniform(2.1, 3.4), random.uniform(0, math.pi)
        wave = numpy.sin((columns * math.cos(turn) + rows * math.sin(turn)) * 2 * math.pi / pitch)
        beat = numpy.sin((columns * math.cos(turn + 0.4) + rows * math.sin(turn + 0.4)) * 2 * math.pi / (pitch * 7))
        picture = picture * (1 + 0.25 * wave + 0.2 * beat)
    return picture


def smear(picture, length, turn):
    size = int(math.ceil(length)) * 2 + 1
    kernel = numpy.zeros((size, size), numpy.float32)
    for step in numpy.linspace(-length / 2, length / 2, 4 * size):
        kernel[round(size // 2 + step * math.sin(turn)), round(size // 2 + step * math.cos(turn))] += 1
    return cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)


KINDS = ["motion", "moire", "small", "glare", "covered", "curved", "tilted", "unquiet", "inverted", "mirrored", "dark",
         "grainy"]

if __name__ == "__main__":
    main()
