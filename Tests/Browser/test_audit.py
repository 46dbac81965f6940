"""The audit log from outside: a server's export and checkpoint, read by `scripts/verify-audit.py`."""

import copy
import importlib.util
import json
import subprocess
import sys
import time

import pytest

from support.server import BINARY, ROOT, Server

SCRIPT = ROOT / "scripts" / "verify-audit.py"
spec = importlib.util.spec_from_file_location("verify_audit", SCRIPT)
audit = importlib.util.module_from_spec(spec)
spec.loader.exec_module(audit)


class Plain(Server):
    """A server that is no demo."""

    def _arguments(self):
        return self._where()


def add(server, name):
    subprocess.run(
        [BINARY, "user", "add", name, "--password-stdin", *server._where()], input="correct horse battery\n",
        text=True, check=True, capture_output=True, timeout=60)


def published(server):
    """The checkpoint, once there is one."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        answer = server.send(server.origin, "GET", "/audit/checkpoint")
        if answer.status == 200:
            return answer.text
        time.sleep(0.05)
    raise RuntimeError(f"no checkpoint: {server.log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """The lines of an export with its checkpoint, and the folder's server, which is stopped."""
    server = Plain(tmp_path_factory.mktemp("audit"))
    for name in ("maria", "ivo", "tom"):
        add(server, name)
    server.command("user", "disable", "tom")
    server.start()
    kept = server.folder / "kept.json"
    kept.write_text(published(server))
    server.stop()
    add(server, "late")
    lines = server.command("audit", "export").splitlines()
    return server, kept, lines


def verify(lines, kept=None):
    signed = json.loads(kept.read_text())["checkpoint"] if kept else None
    return audit.verify(iter(lines), signed)


def rows(lines):
    return [json.loads(line) for line in lines]


def dumped(changed):
    return [json.dumps(row) for row in changed]


def test_export_holds_by_the_independent_reader(log):
    server, kept, lines = log
    result = verify(lines, kept)
    assert result["signed"]["number"] == 1 and result["chains"] > result["signed"]["size"] >= 3
    file = server.folder / "export.jsonl"
    file.write_text("\n".join(lines) + "\n")
    done = subprocess.run(
        [sys.executable, SCRIPT, "--checkpoint", kept, file], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "intact" in done.stdout, done.stdout + done.stderr
    file.write_text("\n".join(lines[:-1]) + "\n")
    done = subprocess.run([sys.executable, SCRIPT, file], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "cut off" in done.stdout


def test_one_person_and_a_span_of_time_hold_too(log):
    server, kept, _ = log
    own = server.command("audit", "export", "--account", "maria").splitlines()
    result = verify(own, kept)
    assert result["covered"] and result["chains"] == 1
    chain = next(row["chain"] for row in rows(own) if row["type"] == "leaf")
    assert all(row["chain"] == chain for row in rows(own) if row["type"] == "entry")
    part = server.command("audit", "export", "--since", "2100-01-01T00:00:00Z").splitlines()
    assert verify(part, kept)["entries"] == 0
    as_of = server.command("audit", "export", "--checkpoint", str(kept)).splitlines()
    assert verify(as_of, kept)["covered"]


def change(name, value):
    def changed(all_rows, index):
        all_rows[index][name] = value
    return changed


def reforge(all_rows, index):
    """A whole chain that is right in itself, from the entry at `index` on."""
    chain, previous = all_rows[index]["chain"], bytes.fromhex(all_rows[index]["previous_hash"])
    for row in all_rows[index:]:
        if row.get("type") == "entry" and row["chain"] == chain:
            row["actor"], row["previous_hash"] = "system", previous.hex()
            previous = audit.entry_hash(row, previous)
            row["hash"] = previous.hex()
    for row in all_rows:
        if row.get("type") == "leaf" and row["chain"] == chain:
            row["hash"] = previous.hex()


@pytest.mark.parametrize("attack", [
    change("at", 1), change("actor", "x"), change("action", "x"), change("subject", "x"), change("details", "x"),
    change("address", "x"), change("user_agent", "x"), change("reference", "x"), change("hash", "00" * 32),
    change("previous_hash", "11" * 32), change("sequence", 7), reforge,
    lambda all_rows, index: all_rows.pop(index),
    lambda all_rows, index: all_rows.insert(index, copy.deepcopy(all_rows[index])),
])
def test_every_change_of_a_signed_entry_is_found(log, attack):
    _, kept, lines = log
    signed = rows(lines)
    last = max(index for index, row in enumerate(signed) if row["type"] == "leaf")
    for index, row in enumerate(signed):
        if row["type"] == "entry" and index < last:
            changed = copy.deepcopy(signed)
            attack(changed, index)
            with pytest.raises(audit.Flaw):
                verify(dumped(changed), kept)


def test_reordered_shortened_and_removed_chains_are_found(log):
    server, kept, lines = log
    whole = rows(lines)
    chain = next(row["chain"] for row in whole if row["type"] == "entry" and row["sequence"] == 2)
    first, second = (index for index, row in enumerate(whole)
                     if row["type"] == "entry" and row["chain"] == chain and row["sequence"] <= 2)
    swapped = copy.deepcopy(whole)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    for changed in (
        swapped,
        [row for row in whole if not (row["type"] == "entry" and row["chain"] == chain and row["sequence"] > 1)],
        [row for row in whole if row.get("chain") != chain],
        [row for row in whole if row["type"] != "leaf"],
        [row for row in whole if row["type"] != "checkpoint"],
        whole + [whole[-2]],
    ):
        with pytest.raises(audit.Flaw):
            verify(dumped(changed), kept)


def test_a_checkpoint_by_another_key_is_found(log):
    _, kept, lines = log
    header, payload, mark = json.loads(kept.read_text())["checkpoint"].split(".")
    other = json.loads(audit.b64(payload)) | {"number": 9}
    forged = audit.base64.urlsafe_b64encode(json.dumps(other).encode()).rstrip(b"=").decode()
    changed = rows(lines)
    changed[2]["checkpoint"] = f"{header}.{forged}.{mark}"
    with pytest.raises(audit.Flaw):
        verify(dumped(changed))
    with pytest.raises(audit.Flaw):
        audit.verify(iter(lines), "a.b.c")


def test_the_command_compares_with_a_kept_checkpoint(log):
    server, kept, _ = log
    answer = json.loads(server.command("audit", "verify", "--json", "--checkpoint", str(kept)))
    assert answer["flaws"] == [] and answer["checkpoints"] == 1 and answer["unsigned_entries"] > 0
    foreign = server.folder / "foreign.json"
    foreign.write_text(json.dumps({"checkpoint": "a.b.c"}))
    done = subprocess.run(
        [BINARY, "audit", "verify", "--checkpoint", foreign, *server._where()], capture_output=True, text=True,
        check=False, timeout=60)
    assert done.returncode == 2 and "no checkpoint" in done.stdout
