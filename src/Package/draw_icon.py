#!/usr/bin/env python3
"""Draws icon.png, which the packages show: what a kernel returns, as points, on the curve that the formula says.

    python3 src/Package/draw_icon.py
"""

import math
import pathlib
import struct
import zlib

SIZE = 128
SAMPLES = 4  # in each direction, for every pixel

GROUND = (24, 36, 66)
FORMULA = (120, 200, 255)
KERNEL = (255, 176, 59)


def curve(x):
    """A gate that opens, in units of the icon."""
    return 0.5 + 0.32 * math.tanh(5 * (0.5 - x))


POINTS = [(x, curve(x)) for x in (0.14, 0.26, 0.38, 0.5, 0.62, 0.74, 0.86)]


def colour(x, y):
    """The colour at a place in the unit square."""
    # The ground is a square with round corners.
    dx, dy = max(abs(x - 0.5) - 0.34, 0), max(abs(y - 0.5) - 0.34, 0)
    if math.hypot(dx, dy) > 0.16:
        return None
    if any(math.hypot(x - px, y - py) < 0.042 for px, py in POINTS):
        return KERNEL
    slope = (curve(x + 1e-4) - curve(x - 1e-4)) / 2e-4
    if 0.08 < x < 0.92 and abs(y - curve(x)) / math.hypot(1, slope) < 0.02:
        return FORMULA
    return GROUND


def pixel(column, row):
    """Red, green, blue and opacity, over the samples of a pixel."""
    found = [
        colour((column + (i + 0.5) / SAMPLES) / SIZE, (row + (j + 0.5) / SAMPLES) / SIZE)
        for i in range(SAMPLES)
        for j in range(SAMPLES)
    ]
    inside = [c for c in found if c is not None]
    if not inside:
        return bytes(4)
    mean = [round(sum(c[k] for c in inside) / len(inside)) for k in range(3)]
    return bytes([*mean, round(255 * len(inside) / len(found))])


def chunk(name, data):
    """A chunk of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png():
    """The file: 8 bits per channel with opacity, each row without a filter."""
    rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    (pathlib.Path(__file__).parent / "icon.png").write_bytes(png())
