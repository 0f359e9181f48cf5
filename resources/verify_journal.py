"""Check a Gwanje journal without Gwanje: python verify_journal.py JOURNAL [ANCHOR ...]

JOURNAL: journal.db, or a whole export in the jsonl format. ANCHOR: a file of checkpoints, or a folder that has the one
of this journal; name the file itself to hold another file against it. Needs Python 3.11 and `cryptography`, nothing
else. Exit status: 0 nothing was found, 1 a finding, 2 it cannot be read. The form: resources/schemas/journal.md.
"""

import json
import sqlite3
import sys
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from operator import itemgetter
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

COLUMNS = "seq, at_utc, monotonic_ns, workstation, operator, kind, alarm_id, camera_id, body, prev_hash, hash"


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entries(file):
    if file.suffix == ".jsonl":
        yield from map(json.loads, file.open(encoding="utf-8"))
        return
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    for row in db.execute("SELECT " + COLUMNS + " FROM entries ORDER BY seq"):  # noqa: S608 - constants
        yield dict(zip(COLUMNS.split(", "), row, strict=True))


def checkpoints(places, names):
    files = [f for p in places for f in ([p] if p.is_file() else [p / f"{name}.checkpoints" for name in names])]
    for line in {line for file in files if file.exists() for line in file.read_bytes().splitlines()}:
        with suppress(ValueError, TypeError, KeyError):  # a line that a power failure cut
            point = json.loads(line)
            if point["form"] == "gwanje-checkpoint-1" and point["seq"] > 0:
                yield {**point, "genuine": is_genuine(point)}


def is_genuine(point):
    signed = canonical({name: value for name, value in point.items() if name != "signature"})
    with suppress(InvalidSignature, ValueError):
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(point["public_key"]))
        return key.verify(bytes.fromhex(point["signature"]), signed) is None
    return False


def clock_went_back(before, entry):
    wall_s = (datetime.fromisoformat(entry["at_utc"]) - datetime.fromisoformat(before["at_utc"])).total_seconds()
    passed_s = max(0, entry["monotonic_ns"] - before["monotonic_ns"]) / 1e9
    return (0 if entry["kind"] == "session.opened" else passed_s) - wall_s


def verify(journal, places):
    """Return whether anything was found, and the verdict."""
    hashes, keys, clock, before = ["0" * 64], {}, "", None
    for seq, entry in enumerate(entries(journal), start=1):
        found = entry.pop("hash")
        if (entry["seq"], entry["prev_hash"], found) != (seq, hashes[-1], sha256(canonical(entry)).hexdigest()):
            return True, f"broken at seq {seq}"
        hashes.append(found)
        if entry["kind"] == "key.published":
            keys.setdefault(itemgetter("journal", "public_key")(json.loads(entry["body"])), seq)
        back_s = clock_went_back(before or entry, entry)
        if not clock and back_s > 5:  # time services set clocks right by less
            clock = f"clock went back at seq {seq} by {round(back_s)} s; "
        before = entry
    last, points = len(hashes) - 1, sorted(checkpoints(places, {j for j, _ in keys}), key=lambda point: point["seq"])
    for point in points:
        named_at = keys.get((point["journal"], point["public_key"]), point["seq"] + 1) if keys else 0
        point["ours"] = point["genuine"] and named_at <= point["seq"]
    ours = [point for point in points if point["ours"]]
    for point in ours:
        if point["seq"] <= last and hashes[point["seq"]] != point["hash"]:
            return True, f"broken at seq {point['seq']}: the anchor holds another entry there"
    if ours and ours[-1]["seq"] > last:
        return True, f"shorter than anchor {ours[-1]['seq']}: {ours[-1]['seq'] - last} entries are missing"
    for point in points:
        if not point["genuine"]:
            return True, f"wrong key: checkpoint {point['seq']} does not bear its key's signature"
        if not point["ours"]:
            return True, f"wrong key: the journal does not name the key of checkpoint {point['seq']}"
    if not ours:
        return bool(keys or clock), f"{clock}no anchor found: {last} entries unanchored, their chain holds"
    return bool(clock), f"{clock}intact to anchor {ours[-1]['seq']} ({last - ours[-1]['seq']} entries unanchored)"


if __name__ == "__main__":
    try:
        finding, verdict = verify(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
        print(verdict)
    except (IndexError, KeyError, OSError, TypeError, ValueError, sqlite3.Error) as fault:
        finding = print(f"cannot be read: {fault!r}\n{__doc__}", file=sys.stderr) or 2
    sys.exit(finding)
