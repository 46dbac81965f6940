#!/usr/bin/env python3
"""Draws the app's icons from the mark's two strokes: icons/make-icons.py (needs Pillow)."""

import math
from pathlib import Path

from PIL import Image, ImageDraw

ACCENT, INK = (0x24, 0x47, 0x9E), (255, 255, 255)
CENTRE, RADIUS = (11.8, 12.0), 8.6  # of the open ring, in the mark's 24 x 24 units
CHECK = [(7.8, 11.6), (11.4, 15.2), (21.2, 5.0)]
STROKE = 2.1


def ring() -> list[tuple[float, float]]:
    """Points of the ring, open at the upper right where the check mark passes."""
    start = math.atan2(11.2 - CENTRE[1], 20.4 - CENTRE[0])
    end = math.atan2(4.3 - CENTRE[1], 15.8 - CENTRE[0]) + 2 * math.pi
    steps = [start + (end - start) * n / 400 for n in range(401)]
    return [(CENTRE[0] + RADIUS * math.cos(a), CENTRE[1] + RADIUS * math.sin(a)) for a in steps]


def line(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Points from one end to the other, close enough for round brush strokes."""
    return [tuple(a + (b - a) * n / 400 for a, b in zip(start, end)) for n in range(401)]


def icon(size: int, mark: float, corner: float) -> Image.Image:
    """An icon of `size` pixels; the mark fills `mark` of it, corners are rounded by `corner` of it."""
    scale = 4
    side = size * scale
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), corner * side, fill=ACCENT)
    unit = side * mark / 24
    shift = (side - 24 * unit) / 2
    radius = STROKE * unit / 2
    for stroke in (ring(), line(*CHECK[:2]), line(*CHECK[1:])):
        for x, y in ((shift + x * unit, shift + y * unit) for x, y in stroke):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=INK)
    return picture.resize((size, size), Image.LANCZOS)


def main() -> None:
    """Writes the three pictures beside this script."""
    folder = Path(__file__).parent
    for name, size, mark, corner in (("icon-192", 192, 0.66, 0.22), ("icon-512", 512, 0.66, 0.22), ("icon-maskable-512", 512, 0.5, 0)):
        icon(size, mark, corner).quantize(64).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
