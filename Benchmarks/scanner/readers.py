"""The decoders that are compared: each takes a grey picture and gives milliseconds and the texts it read."""

import os
import subprocess
import sys
import time

import cv2


class Line:
    """Our decoder in a process of its own that answers lines; it measures itself, without reading the picture."""

    def __init__(self, name, command, version):
        self.name, self.version = name, version
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().split()

    def read(self, picture, path, times):
        milliseconds, text = self.ask(f"decode {path} {times}")
        return float(milliseconds), [] if text == "-" else [bytes.fromhex(text).decode("utf-8", "replace")]


class Call:
    """A reference that is called from Python; the least time of some calls."""

    def __init__(self, name, version, function):
        self.name, self.version, self.function = name, version, function

    def read(self, picture, path, times):
        least = float("inf")
        for _ in range(times):
            start = time.perf_counter()
            texts = self.function(picture)
            least = min(least, (time.perf_counter() - start) * 1000)
        return least, list(texts)


def references():
    """Those that are installed."""
    cv2.setNumThreads(1)
    for make in (zxing, zbar, quirc, opencv):
        try:
            yield from make()
        except (ImportError, OSError, AttributeError) as error:
            print(f"left out: {make.__name__} ({error})", file=sys.stderr)


def zxing():
    from importlib.metadata import version

    import zxingcpp
    code = {"formats": zxingcpp.BarcodeFormat.QRCode}
    lean = code | {"try_rotate": False, "try_downscale": False, "try_invert": False}
    for name, options in (("zxing-cpp", code), ("zxing-cpp, no rotate/downscale/invert", lean)):
        yield Call(name, version("zxing-cpp"),
                   lambda picture, options=options: [found.text for found in zxingcpp.read_barcodes(picture, **options)])


def zbar():
    from importlib.metadata import version

    from pyzbar import pyzbar
    yield Call("zbar", f"pyzbar {version('pyzbar')}",
               lambda picture: [found.data.decode("utf-8", "replace")
                                for found in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])])


def quirc():
    from importlib.metadata import version

    import quirc as library
    yield Call("quirc", f"pyquirc {version('pyquirc')}",
               lambda picture: [data.payload.decode("utf-8", "replace") for _, data in library.decode(picture)])


def opencv():
    for name, kind in (("OpenCV QRCodeDetector", cv2.QRCodeDetector), ("OpenCV Aruco", cv2.QRCodeDetectorAruco)):
        detector = kind()
        yield Call(name, cv2.__version__, lambda picture, detector=detector: quiet(detector, picture))


def quiet(detector, picture):
    try:
        text = detector.detectAndDecode(picture)[0]
    except cv2.error:
        text = ""
    return [text] if text else []


def ours(program, module):
    """Native and under Node, as far as they are built."""
    yield Line("Countersign, native", [os.fspath(program)], "")
    if module:
        script = os.path.join(os.path.dirname(__file__), "wasm.mjs")
        node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
        yield Line("Countersign, WebAssembly", ["node", script, os.fspath(module)], f"Node {node}")
