"""The encoder against decoders of other makers: every version and level, and what a wizard really shows."""

import io
import subprocess

import numpy
import pytest
import segno.consts
import zxingcpp
from PIL import Image

from support.server import BINARY

LEVELS = {"L": segno.consts.ERROR_LEVEL_L, "M": segno.consts.ERROR_LEVEL_M,
          "Q": segno.consts.ERROR_LEVEL_Q, "H": segno.consts.ERROR_LEVEL_H}
TEXT = "the quick brown fox jumps over the lazy dog; "


def byte_capacity(version, level):
    """Bytes that fit into byte mode: without mode indicator and character count (ISO/IEC 18004 section 7.4.1)."""
    bits = segno.consts.SYMBOL_CAPACITY[version][LEVELS[level]]
    return (bits - 4 - (8 if version < 10 else 16)) // 8


def encode(text, level):
    picture = subprocess.run(
        [BINARY, "qr", "encode", "-", "--pnm", "--level", level, "--scale", "4"],
        input=text.encode(), capture_output=True, timeout=60, check=True,
    ).stdout
    return numpy.array(Image.open(io.BytesIO(picture)).convert("L"))


@pytest.mark.parametrize("version", range(1, 41))
def test_full_symbols_of_every_version_are_read_by_another_decoder(version):
    for level in LEVELS:
        size = byte_capacity(version, level)
        text = (TEXT * (size // len(TEXT) + 1))[:size]
        (found,) = zxingcpp.read_barcodes(encode(text, level), zxingcpp.BarcodeFormat.QRCode)
        assert found.text == text
        # A full symbol has no room for another version or a higher level than was asked for.
        assert (found.extra["Version"], found.extra["ECLevel"]) == (str(version), level)


@pytest.mark.parametrize("text", [
    "0123456789" * 30, "HELLO WORLD $%*+-./: " * 9, "ABC123abc456" * 20, "Žluťoučký kůň 🐎 " * 7,
    "https://id.example.com/app/#pair?t=AAECAwQFBgcICQoLDA0ODw&k=" + "A" * 44 + "&n=Maria%27s%20Pixel%208",
])
def test_mixed_segments_are_read_by_another_decoder(text):
    for level in LEVELS:
        (found,) = zxingcpp.read_barcodes(encode(text, level), zxingcpp.BarcodeFormat.QRCode)
        assert found.text == text
