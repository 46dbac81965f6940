#!/usr/bin/env python3
"""Writes Tests/Vectors/audit.json, the test vectors of docs/audit.md, with the functions of scripts/verify-audit.py.

Everything is derived from fixed labels, so the file never changes by itself.

    scripts/audit-vectors.py            writes the file
    scripts/audit-vectors.py --check    exits 1 when the file differs from what would be written
"""

import base64
import hashlib
import importlib.util
import json
import pathlib
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

HERE = pathlib.Path(__file__).resolve().parent
VECTORS = HERE.parent / "Tests" / "Vectors" / "audit.json"
spec = importlib.util.spec_from_file_location("verify_audit", HERE / "verify-audit.py")
audit = importlib.util.module_from_spec(spec)
spec.loader.exec_module(audit)


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def chain(name, count):
    """Entries of a chain; the second one has characters that JSON must escape."""
    entries, previous = [], audit.ZERO
    for sequence in range(1, count + 1):
        details = ["reason=wrong", "device=Țeavă 📱 \"q\" \\ /\x1funsaid=\u2028"][sequence % 2]
        entry = {
            "type": "entry", "chain": name, "sequence": sequence, "at": 1_800_000_000_000 + sequence * 1000,
            "actor": "person", "action": "code.refused", "subject": "", "details": details, "address": "2001:db8::1",
            "user_agent": "Ünïcode \"agent\"", "reference": "7Q3MZK2P", "previous_hash": previous.hex(),
        }
        previous = audit.entry_hash(entry, previous)
        entries.append({**entry, "hash": previous.hex()})
    return entries


def path(index, nodes):
    if len(nodes) < 2:
        return []
    split = 1
    while split * 2 < len(nodes):
        split *= 2
    left, right = nodes[:split], nodes[split:]
    if index < split:
        return path(index, left) + [root(right)]
    return path(index - split, right) + [root(left)]


def root(nodes):
    stack = []
    for node in nodes:
        audit.add_leaf(stack, node)
    return audit.tree_root(stack)


def sign(payload):
    number = int.from_bytes(hashlib.sha256(b"countersign test key audit").digest(), "big")
    key = ec.derive_private_key(number, ec.SECP256R1())
    point = key.public_key().public_numbers()
    jwk = {"alg": "ES256", "crv": "P-256", "kid": "test", "kty": "EC", "use": "sig",
           "x": base64url(point.x.to_bytes(32, "big")), "y": base64url(point.y.to_bytes(32, "big"))}
    header = {"alg": "ES256", "kid": "test", "typ": audit.TYPE}
    signed = base64url(compact(header).encode()) + "." + base64url(compact(payload).encode())
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    return signed + "." + base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big")), {"keys": [jwk]}


def vectors():
    chains = [chain(name, count) for name, count in (("deployment", 3), ("AAAAAAAAAAAAAAAAAAAAAA", 2), ("b_b-b", 1))]
    leaves = [
        {"type": "leaf", "position": place, "chain": entries[0]["chain"], "first": 1, "last": len(entries),
         "hash": entries[-1]["hash"]}
        for place, entries in enumerate(chains)
    ]
    nodes = [audit.leaf_hash(leaf, bytes.fromhex(leaf["hash"])) for leaf in leaves]
    payload = {"number": 1, "at": 1_800_000_060_000, "size": 3, "root": root(nodes).hex(), "previous": audit.ZERO.hex()}
    jws, jwks = sign(payload)
    first = chains[0][0]
    names = ("chain", "sequence", "at", "actor", "action", "subject", "details", "address", "user_agent", "reference")
    export = [{"type": "export", "format": "countersign/audit/export/v1", "at": 1_800_000_070_000},
              {"type": "keys", "jwks": jwks}, {"type": "checkpoint", "checkpoint": jws}]
    for leaf, entries in zip(leaves, chains):
        export += [leaf, *entries]
    export.append({"type": "end", "chains": 3, "entries": 6})
    return {
        "canonical": audit.canonical(["countersign/audit/v1", *(first[name] for name in names), audit.ZERO]).hex(),
        "leaf_hashes": [node.hex() for node in nodes],
        "paths": [[node.hex() for node in path(place, nodes)] for place in range(3)],
        "checkpoint": payload,
        "checkpoint_hash": audit.sha(jws.encode()).hex(),
        "export": export,
    }


def main():
    text = json.dumps(vectors(), indent=1, sort_keys=True, ensure_ascii=True) + "\n"
    if sys.argv[1:] == ["--check"]:
        if not VECTORS.exists() or VECTORS.read_text(encoding="utf-8") != text:
            print(f"{VECTORS} is not what scripts/audit-vectors.py writes")
            return 1
        return 0
    VECTORS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
