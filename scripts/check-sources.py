#!/usr/bin/env python3
"""Checks what no compiler checks: scripts/check-sources.py

Imports of every target, folders, file sizes, words that must not be left behind, doc comments of declarations that
other targets see, and links between documents. Prints `path:line: what is wrong` and exits 1 when anything is.
docs/architecture.md explains the tables below; change both together.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What a target may import beyond the standard library. Names of modules, ours and others'.
PLATFORM = {"Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin"}
CORE = {"AuthDomain", "OTPCore"}
IMPORTS = {
    "OTPCore": set(),
    "QRCodec": set(),
    # The C libraries only in `main.swift`, for the host, where the module can only say that it is none.
    "PhoneCore": {"OTPCore", "QRCodec", "CWasmRuntime", "Glibc", "Musl", "Darwin"},
    "Pairing": {"OTPCore", "Crypto"},
    "CountersignKit": {"OTPCore", "Pairing", "Crypto", "FoundationNetworking"} | PLATFORM,
    "AuthDomain": {"OTPCore", "Synchronization"},
    "Cryptography": {"Pairing", "Crypto", "CArgon2"} | CORE | PLATFORM,
    "SQLStorage": CORE | {"Synchronization"},
    "SQLiteEngine": {"SQLStorage", "GRDB"} | CORE | PLATFORM,
    "PostgresEngine": {"SQLStorage", "CPostgreSQL"} | CORE | PLATFORM,
    "TokenSigning": {"JWTKit", "Crypto"} | CORE | PLATFORM,
    "DeliveryChannels": {"CCurl", "AsyncHTTPClient", "Logging"} | CORE | PLATFORM,
    "AuthHTTP": CORE
    | PLATFORM
    | {"QRCodec", "CWebAssets", "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "Mustache"}
    | {"HTTPTypes", "NIOCore", "NIOSSL", "Logging", "ServiceLifecycle"},
    "Settings": {"Configuration", "SystemPackage"} | CORE | PLATFORM,
    # The composition root sees everything but the phone's module; nobody sees it.
    "countersign": None,
}
# Modules that only one target may name, so that they can be replaced at one place.
NOT_FOR_THE_ROOT = {"PhoneCore", "CWasmRuntime", "GRDB", "JWTKit", "CArgon2", "Mustache"}

# Folders are slices; beside them each target may have folders for its own machinery.
SLICES = {"Accounts", "SignIn", "Registration", "Devices", "Policy", "Recovery", "Delivery", "Audit", "APIKeys", "HelpDesk", "People", "Console", "OIDC", "Passkeys"}
MACHINERY = {
    "OTPCore": {"Encoding"},
    "QRCodec": {"Decoding", "Detection", "Encoding", "Rendering", "Symbol"},
    "PhoneCore": {"Memory"},
    "CountersignKit": {"Transport"},
    "AuthDomain": {"Kernel"},
    "Cryptography": {"Kernel"},
    "SQLStorage": {"Copying", "Engine", "Migrations"},
    "SQLiteEngine": {"Engine"},
    "PostgresEngine": {"Engine"},
    "AuthHTTP": {"Assets", "Flow", "Pages", "Server", "Texts"},
    "Settings": {"Server"},
    "countersign": {"Composition", "Demo", "Operations", "Phone", "QR", "Serve"},
}
TEST_MACHINERY = {"Support", "Fixtures", "Conformance"}
# Test targets that no single source target stands behind.
FREE_TESTS = {"App", "Browser", "CommandTests", "PhoneCoreTests", "Vectors", "TestSupport"}

LONGEST = 400
SIZED = {".swift", ".js", ".mjs", ".css", ".py", ".c", ".h", ".sql"}
# path: why it may be longer (a table or a list of vectors).
LONGER = {}

# Split, so that this file does not find itself.
LEFT_BEHIND = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
# Expression, what is wrong, where it is allowed.
FORBIDDEN = [
    (re.compile(r"\btry!"), "try! crashes on an error", ()),
    (re.compile(r"\bas! "), "as! crashes on another type", ()),
    (re.compile(r"\bfatalError\("), "fatalError crashes the server; use a value, or precondition for our mistakes", ()),
    (re.compile(r"@unchecked\s+Sendable"), "@unchecked Sendable switches a check off", ("Sources/PhoneCore/",)),
    (re.compile(r"nonisolated\(unsafe\)"), "nonisolated(unsafe) switches a check off", ("Sources/PhoneCore/",)),
    (re.compile(r"\b(Thread\.sleep|Task\.sleep|usleep|sleep)\("), "a test must not sleep", ("Sources/",)),
]
IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+|public\s+|package\s+|internal\s+|fileprivate\s+|private\s+)*"
    r"import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)"
)
DECLARATION = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:package|public)\s+(?!import\b|extension\b)"
    r"(?:(?:static|final|mutating|nonmutating|override|nonisolated|indirect|borrowing|consuming|\w+\(set\))\s+)*"
    r"(?:struct|class|enum|actor|protocol|func|var|let|init|subscript|typealias)\b"
)
# A stored property of `package` level: where its name and type say it all, a comment would only repeat them. (Of `public`
# ones swift-format asks for a comment.)
STORED = re.compile(r"^\s*package (?:(?:private|package)\(set\) )?(?:let|var) \w+(?:: | = )[^{]*$")
# What conforming to others' protocols asks for, and operators; the protocol's comment says it.
CONFORMANCE = re.compile(
    r"\b(func ([-+<>=!*/%&|^~]+ ?\(|hash|encode|validatePresence|verify)|init\(from |init\(source|init\(stringLiteral|init\(integerLiteral"
    r"|var (description|debugDescription|id|rawValue|errorDescription|hashValue)\b)"
)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")

problems = []


def report(path, line, sentence):
    problems.append(f"{path}:{line}: {sentence}")


def tracked_files():
    """The files of the repository, also those that git was not yet told of, but nothing that it ignores."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True).stdout.decode().split("\0")
    return sorted(name for name in names if name and (ROOT / name).is_file())


def code_of(line):
    """The line without its comment (good enough: a `//` in a string only hides the rest)."""
    return line.split("//", 1)[0]


def check_imports(path, target, lines):
    if target not in IMPORTS:
        report(path, 1, f"the target {target} has no row in the table of imports (scripts/check-sources.py)")
        return
    allowed = IMPORTS[target]
    for number, line in enumerate(lines, 1):
        found = IMPORT.match(line)
        if not found:
            continue
        module = found.group(1)
        if allowed is None and module in NOT_FOR_THE_ROOT:
            report(path, number, f"{target} must not import {module}: its adapter does")
        elif allowed is not None and module not in allowed:
            report(path, number, f"{target} must not import {module}")


def check_folder(path, parts):
    """Whether the first folder inside a target is a slice or one of the target's own."""
    target, inner = parts[1], parts[2:-1]
    if target in FREE_TESTS or not inner or inner[0].endswith((".docc", ".bundle")):
        return
    if parts[0] == "Tests":
        source = target.removesuffix("Tests")
        known = SLICES | TEST_MACHINERY | MACHINERY.get(source, set())
    else:
        known = SLICES | MACHINERY.get(target, set())
    if inner[0] not in known:
        report(path, 1, f"{inner[0]} is neither a slice nor a folder that {target} may have")


def check_words(path, lines):
    for number, line in enumerate(lines, 1):
        if LEFT_BEHIND.search(line):
            report(path, number, "left behind: do it, or open an issue")
        if not path.endswith(".swift"):
            continue
        code = code_of(line)
        for expression, sentence, exempt in FORBIDDEN:
            if expression.search(code) and not path.startswith(exempt):
                report(path, number, sentence)


def protocol_requirements(paths):
    """The names of all functions that our own protocols ask for; there they have their comment."""
    names = set()
    for path in paths:
        inside = False
        for line in (ROOT / path).read_text(encoding="utf-8").splitlines():
            if re.match(r"^(package |public )?protocol \w+", line):
                inside = True
            elif line.startswith("}"):
                inside = False
            elif inside and (found := re.match(r"^\s+(?:static )?func (\w+)", line)):
                names.add(found.group(1))
    return names


def check_doc_comments(path, lines, requirements):
    for number, line in enumerate(lines, 1):
        if not DECLARATION.match(line) or CONFORMANCE.search(line) or STORED.match(line):
            continue
        function = re.search(r"\bfunc (\w+)", line)
        if function and function.group(1) in requirements:
            continue
        above = number - 2
        while above >= 0 and re.match(r"^\s*(@\w+|#if|#else|#endif)", lines[above]):
            above -= 1
        if above < 0 or not re.match(r"^\s*(///|\*/)", lines[above]):
            report(path, number, f"no doc comment: {line.strip()[:60]}")


def check_links(path, lines):
    folder = (ROOT / path).parent
    for number, line in enumerate(lines, 1):
        for target in LINK.findall(line):
            if "://" not in target and not target.startswith("mailto:") and not (folder / target).exists():
                report(path, number, f"there is no {target}")


def main():
    files = tracked_files()
    requirements = protocol_requirements(name for name in files if re.match(r"Sources/.*\.swift$", name))
    for path in files:
        parts = pathlib.PurePosixPath(path).parts
        suffix = pathlib.PurePosixPath(path).suffix
        try:
            lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        if suffix in SIZED and len(lines) > LONGEST and path not in LONGER:
            report(path, len(lines), f"has {len(lines)} lines; {LONGEST} is the limit")
        check_words(path, lines)
        if suffix == ".md":
            check_links(path, lines)
        if parts[0] in ("Sources", "Tests") and suffix == ".swift":
            check_folder(path, parts)
        if suffix == ".swift" and parts[0] == "Sources":
            check_imports(path, parts[1], lines)
            check_doc_comments(path, lines, requirements)
    for path in LONGER:
        if not (ROOT / path).is_file():
            report(path, 1, "is in the list of longer files but not there")
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(f"check-sources: {len(problems)} problem{'s' if len(problems) != 1 else ''}")


if __name__ == "__main__":
    main()
