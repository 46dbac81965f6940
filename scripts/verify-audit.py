#!/usr/bin/env python3
"""Checks an export of the audit log: verify-audit.py [--checkpoint FILE] [--keys FILE] EXPORT   (- reads standard input)

Written from docs/audit.md alone, not from the server's code. --checkpoint is a copy of /audit/checkpoint that was kept
elsewhere; --keys a copy of /oauth/jwks that was kept elsewhere, used in place of the keys in the export.
Exit codes: 0 everything holds; 1 it holds, but no checkpoint signs this person's part yet; 2 something does not hold;
64 wrong arguments or not an export. Needs Python 3.9 and cryptography.
"""

import argparse
import base64
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

ZERO, TYPE = bytes(32), "countersign-audit-checkpoint+jwt"


class Flaw(Exception):
    pass


def sha(data):
    return hashlib.sha256(data).digest()


def canonical(parts):
    """Each part as UTF-8 behind its length (docs/audit.md, "Canonical bytes")."""
    parts = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def entry_hash(e, previous):
    names = ("chain", "sequence", "at", "actor", "action", "subject", "details", "address", "user_agent", "reference")
    return sha(canonical(["countersign/audit/v1", *(e[name] for name in names), previous]))


def leaf_hash(leaf, last_hash):
    return sha(b"\0" + canonical(["countersign/audit/leaf/v1", leaf["chain"], leaf["first"], leaf["last"], last_hash]))


def add_leaf(stack, node):
    """RFC 9162 section 2.1.1 with a stack of full subtrees."""
    size = 1
    while stack and stack[-1][0] == size:
        node, size = sha(b"\1" + stack.pop()[1] + node), size * 2
    stack.append((size, node))


def tree_root(stack):
    node = stack[-1][1] if stack else sha(b"")
    for _, left in reversed(stack[:-1]):
        node = sha(b"\1" + left + node)
    return node


def path_root(node, index, size, path):
    """RFC 9162 section 2.1.3.2."""
    last = size - 1
    for beside in path:
        if last == 0:
            raise Flaw("the way to the root is too long")
        if index & 1 or index == last:
            node = sha(b"\1" + beside + node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha(b"\1" + node + beside)
        index, last = index >> 1, last >> 1
    if last:
        raise Flaw("the way to the root is too short")
    return node


def b64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read_checkpoint(jws, jwks):
    """The payload of a compact JWS, once its ES256 signature is right."""
    header, payload, signature = jws.split(".")
    head, mark = json.loads(b64(header)), b64(signature)
    key = next((key for key in jwks["keys"] if key["kid"] == head["kid"]), None)
    if head["alg"] != "ES256" or head["typ"] != TYPE or len(mark) != 64 or key is None:
        raise Flaw("the checkpoint is of another kind or by an unknown key")
    number = lambda data: int.from_bytes(data, "big")
    public = ec.EllipticCurvePublicNumbers(number(b64(key["x"])), number(b64(key["y"])), ec.SECP256R1()).public_key()
    signed = f"{header}.{payload}".encode()
    try:
        public.verify(encode_dss_signature(number(mark[:32]), number(mark[32:])), signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Flaw("the checkpoint's signature is wrong") from None
    return json.loads(b64(payload))


class Chain:
    """One chain, entry by entry."""

    def __init__(self, name, leaf, partial):
        self.name, self.leaf, self.partial = name, leaf, partial
        self.sequence, self.hash, self.entries, self.marked, self.begin = 0, ZERO, 0, None, 0
        if leaf and leaf["first"] > 1:
            self.sequence, self.hash = leaf["first"] - 1, None

    def take(self, e):
        if self.entries == 0 and self.partial and e["sequence"] > self.sequence:
            self.sequence, self.hash = e["sequence"] - 1, None
            if self.leaf and e["sequence"] == self.leaf["last"] + 1:
                self.hash = bytes.fromhex(self.leaf["hash"])
        if e["sequence"] != self.sequence + 1:
            raise Flaw(f"chain {self.name}: entry {self.sequence + 1} is missing or out of order")
        self.begin = self.begin or e["sequence"]
        previous = bytes.fromhex(e["previous_hash"])
        self.hash = previous if self.hash is None else self.hash
        if previous != self.hash or entry_hash(e, previous) != bytes.fromhex(e["hash"]):
            raise Flaw(f"chain {self.name}: entry {e['sequence']} was altered")
        self.sequence, self.hash, self.entries = e["sequence"], bytes.fromhex(e["hash"]), self.entries + 1
        if self.leaf and self.sequence == self.leaf["last"]:
            self.marked = self.hash

    def end(self):
        """The leaf's hash, from the entries where they are there."""
        if self.leaf is None:
            return None
        if self.marked is None:
            # With "since", the signed entry itself may be older than what was taken.
            if not (self.partial and (self.entries == 0 or self.begin > self.leaf["last"])):
                raise Flaw(f"chain {self.name}: it ends before the signed entry {self.leaf['last']}")
            self.marked = bytes.fromhex(self.leaf["hash"])
        if self.marked != bytes.fromhex(self.leaf["hash"]):
            raise Flaw(f"chain {self.name}: entry {self.leaf['last']} is not the one in its leaf")
        return leaf_hash(self.leaf, self.marked)


def verify(lines, kept=None, keys=None):
    """Checks the lines of an export and returns what it holds; raises Flaw."""
    header = json.loads(next(lines, "{}"))
    if header.get("format") != "countersign/audit/export/v1":
        raise ValueError("this is not an export")
    person, signed, jwks, chain, end, stack, names = header.get("account"), None, keys, None, None, [], set()
    seen, devices, places = 0, {}, 0

    def close():
        nonlocal places
        if chain is None:
            return
        node = chain.end()
        if node and person:
            path = [bytes.fromhex(text) for text in chain.leaf["path"]]
            if path_root(node, chain.leaf["position"], signed["size"], path) != bytes.fromhex(signed["root"]):
                raise Flaw(f"chain {chain.name}: it is not the one that checkpoint {signed['number']} signed")
        elif node:
            add_leaf(stack, node)
        places += bool(node)

    def begin(name, leaf):
        nonlocal chain
        close()
        if name in names or (person and name != person):
            raise Flaw(f"chain {name} comes twice or does not belong here")
        names.add(name)
        chain = Chain(name, leaf, "since" in header)

    for line in lines:
        row = json.loads(line)
        if end:
            raise Flaw("there is something behind the end")
        if row["type"] == "keys":
            jwks = keys or row["jwks"]
        elif row["type"] == "checkpoint":
            if signed or names:
                raise Flaw("a checkpoint comes twice or too late")
            signed = read_checkpoint(row["checkpoint"], jwks)
            if kept and kept != row["checkpoint"]:
                raise Flaw("the export is not as of the checkpoint that was kept")
        elif row["type"] == "leaf":
            if signed is None or (not person and row["position"] != places + bool(chain)):
                raise Flaw(f"leaf {row['position']} is missing its place")
            begin(row["chain"], row)
        elif row["type"] == "entry":
            if chain is None or row["chain"] != chain.name:
                begin(row["chain"], None)
            chain.take(row)
            seen += 1
            if row["action"] == "device.registered":
                devices[row["subject"]] = row
            elif row["action"] == "device.revoked":
                devices.pop(row["subject"], None)
        elif row["type"] == "end":
            end = row
    close()
    if end is None or (end["entries"], end["chains"]) != (seen, len(names)):
        raise Flaw("the export was cut off")
    if kept and signed is None:
        raise Flaw("the export has no checkpoint")
    if signed and not person and (places != signed["size"] or tree_root(stack) != bytes.fromhex(signed["root"])):
        raise Flaw(f"the chains are not those that checkpoint {signed['number']} signed")
    return {"signed": signed, "chains": len(names), "entries": seen, "person": person,
            "covered": bool(places), "devices": list(devices.values())}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export")
    parser.add_argument("--checkpoint")
    parser.add_argument("--keys")
    options = parser.parse_args()
    try:
        kept = open(options.checkpoint, encoding="utf-8").read().strip() if options.checkpoint else None
        kept = json.loads(kept)["checkpoint"] if kept and kept.startswith("{") else kept
        keys = json.load(open(options.keys, encoding="utf-8")) if options.keys else None
        source = sys.stdin if options.export == "-" else open(options.export, encoding="utf-8", newline="\n")
        result = verify(iter(source), kept, keys)
    except Flaw as flaw:
        print(f"NOT INTACT: {flaw}.")
        return 2
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"This cannot be read: {error!r}", file=sys.stderr)
        return 64
    print(f"{result['chains']} chains, {result['entries']} entries: intact.")
    if result["signed"]:
        print(f"Checkpoint {result['signed']['number']} signs {'them' if result['covered'] else 'none of them yet'}.")
    else:
        print("There is no checkpoint: only the chains themselves were checked.")
    for device in result["devices"] if result["person"] else ():
        print(f"Registered and not removed: {device['details'].split(chr(31))}")
    return 1 if result["person"] and result["signed"] and not result["covered"] else 0


if __name__ == "__main__":
    sys.exit(main())
