#!/usr/bin/env python3
"""Compares the QR scanner with others: Benchmarks/scanner/scan.py FRAMES [--empty N] [--times N] [--false N]

FRAMES is a folder of frames with truth.csv (columns file, level, text). Everything runs on the same pixels, frame by
frame in turn, one thread, the least of --times calls. Needs swift, node, and from PyPI opencv-python-headless, segno,
numpy, zxing-cpp; pyzbar (with libzbar0) and pyquirc take part when they are there. --false N adds a search for false reads
in N frames without a code. See docs/scanner.md.
"""

import argparse
import collections
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

import frames
import readers

ROOT = pathlib.Path(__file__).resolve().parents[2]

def main():
    options = arguments()
    program, module = build()
    decoders = [*readers.ours(program, module), *readers.references()]
    print(f"{processor()}, {platform.system()} {platform.release()}; least of {options.times} calls, one thread.\n")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "frame.pgm"
        with_codes(decoders, options, path)
        without_codes(decoders, options, path)
        worst(decoders[:2], path)
        wrong = false_reads(decoders[0], options.false, path)
    sys.exit(1 if wrong else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("frames", help="folder with truth.csv")
    parser.add_argument("--empty", type=int, default=40, help="frames without a code that are timed")
    parser.add_argument("--times", type=int, default=3, help="calls per frame, the least counts")
    parser.add_argument("--false", type=int, default=0, help="frames without a code that are searched for false reads")
    return parser.parse_args()


def build():
    """The native program and the phone's module."""
    package = ROOT / ".build" / "scanner-benchmark"
    (package / "Sources").mkdir(parents=True, exist_ok=True)
    shutil.copy(pathlib.Path(__file__).with_name("Package.swift.txt"), package / "Package.swift")
    for name, source in (("QRCodec", "Sources/QRCodec"), ("scanner", "Benchmarks/scanner/native")):
        link = package / "Sources" / name
        link.unlink(missing_ok=True)
        link.symlink_to(ROOT / source)
    run("swift", "build", "--package-path", package, "-c", "release")
    run(ROOT / "scripts" / "build-phone-core", package)
    return package / ".build" / "release" / "scanner", package / "phone-core.wasm"


def run(*command):
    outcome = subprocess.run(command, capture_output=True, text=True)
    if outcome.returncode:
        sys.exit(outcome.stdout + outcome.stderr)


def processor():
    with open("/proc/cpuinfo") as lines:
        return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")


def write(path, picture):
    height, width = picture.shape
    path.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + picture.tobytes())


def with_codes(decoders, options, path):
    right = collections.defaultdict(collections.Counter)
    wrong = collections.Counter()
    times = collections.defaultdict(list)
    wide = collections.defaultdict(list)
    levels = []
    for name, level, picture, text in frames.ladder(options.frames):
        write(path, picture)
        if level not in levels:
            levels.append(level)
        for decoder in decoders:
            milliseconds, texts = decoder.read(picture, path, options.times)
            times[decoder.name].append(milliseconds)
            if picture.shape == (720, 1280):
                wide[decoder.name].append(milliseconds)
            right[decoder.name][level] += text in texts
            wrong[decoder.name] += any(found != text for found in texts)
            if any(found != text for found in texts):
                print(f"wrong: {decoder.name} reads {name} as {texts}", file=sys.stderr)
    heads = [f"L{level}" for level in levels]
    print("| decoder | " + " | ".join(heads) + " | all | wrong | ms median | p95 | ms median at 1280×720 | ratio |")
    print("|---|" + "---|" * (len(heads) + 6))
    base = statistics.median(wide["zxing-cpp"]) if wide["zxing-cpp"] else 0
    for decoder in decoders:
        name, rates = decoder.name, right[decoder.name]
        middle = statistics.median(wide[name]) if wide[name] else 0
        print(f"| {name} {decoder.version} | " + " | ".join(str(rates[level]) for level in levels)
              + f" | {sum(rates.values())} | {wrong[name]} | {statistics.median(times[name]):.2f} | "
              f"{percentile(times[name]):.2f} | {middle:.2f} | {middle / base if base else 0:.2f} |")


def without_codes(decoders, options, path):
    times = collections.defaultdict(list)
    for seed in range(options.empty):
        picture = frames.without_code(seed)
        write(path, picture)
        for decoder in decoders:
            times[decoder.name].append(decoder.read(picture, path, options.times)[0])
    print(f"\n| without a code ({options.empty} frames, 1280×720) | ms median | p95 | ratio |\n|---|---|---|---|")
    base = statistics.median(times["zxing-cpp"]) if times["zxing-cpp"] else 0
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"| {name} | {middle:.2f} | {percentile(values):.2f} | {middle / base if base else 0:.2f} |")


def worst(decoders, path):
    found = collections.defaultdict(list)
    for name, picture in frames.costliest():
        write(path, picture)
        for decoder in decoders:
            found[decoder.name].append((decoder.read(picture, path, 1)[0], name))
    print("\n| costliest picture (1920×1080) | ms | which |\n|---|---|---|")
    for name, values in found.items():
        print(f"| {name} | {max(values)[0]:.0f} | {max(values)[1]} |")


def false_reads(decoder, count, path):
    """How many of the frames without a code are read as one."""
    if not count:
        return 0
    wrong = 0
    for seed in range(1_000_000, 1_000_000 + count):
        write(path, frames.without_code(seed, 640, 480))
        texts = decoder.read(None, path, 1)[1]
        wrong += bool(texts)
        if texts:
            print(f"false read: frame {seed} as {texts}", file=sys.stderr)
    print(f"\nFalse reads in {count} frames of 640×480 without a code: {wrong}.")
    return wrong


def percentile(values):
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    main()
