#!/usr/bin/env python3
"""Checks a Tacenda audit log without Tacenda: Python 3.8 or later, standard library only.

    python3 verify.py [--anchors FILE] DIRECTORY...

Each DIRECTORY holds logs, or is one. FILE is any text; its lines that begin with
"audit-checkpoint v2 " are compared with the logs. One line is printed for each directory: its verdict,
its path, and where the fault is. The exit code is that of the worst verdict, 0 only if all are OK.

The format and the meaning of each verdict are described in DESIGN.md of the module audit-sink. This
is a second implementation, written from that text, so that nobody has to trust the first.
"""
import base64
import binascii
import hashlib
import json
import os
import re
import sys

# Verdicts, the mildest first, with their exit codes.
VERDICTS = [
    ("OK", 0), ("RETIRED", 10), ("RECOVERED", 11), ("NO_SESSION_END", 12), ("EMPTY", 13),
    ("TORN_TAIL", 20), ("MISSING_TAIL", 21), ("MISSING_SEGMENT", 22), ("MISSING_SESSION", 23),
    ("BAD_CRC", 30), ("BAD_LINE", 31), ("CHAIN_BREAK", 32), ("ROOT_MISMATCH", 33), ("FORK", 34),
    ("UNKNOWN_KEY", 40), ("BAD_SIGNATURE", 41), ("MISSING_BLOB", 50), ("BAD_BLOB", 51),
    ("ANCHOR_MISMATCH", 60)]
RANK = {name: i for i, (name, _) in enumerate(VERDICTS)}
EXIT = dict(VERDICTS)
MAX_LINE = 1 << 20
ZERO = "0" * 64
ANCHOR = "audit-checkpoint v2 "


class Fault(Exception):
    def __init__(self, verdict):
        super().__init__(verdict)
        self.verdict = verdict


def worse(a, b):
    return a if RANK[a] >= RANK[b] else b


def need(condition, verdict):
    if not condition:
        raise Fault(verdict)


# CRC32C, RFC 3720 appendix B.4.
CRC_TABLE = []
for _n in range(256):
    for _ in range(8):
        _n = (_n >> 1) ^ 0x82F63B78 if _n & 1 else _n >> 1
    CRC_TABLE.append(_n)


def crc32c(data):
    crc = 0xFFFFFFFF
    table = CRC_TABLE
    for byte in data:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


# Ed25519, RFC 8032, verification only.
P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point = add(point, point)
        n >>= 1
    return result


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def ed25519_verifies(key, message, signature):
    a, r = decompress(key), decompress(signature[:32]) if len(signature) == 64 else None
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    one = multiply(s, BASE)
    other = add(r, multiply(int.from_bytes(digest, "little") % L, a))
    return ((one[0] * other[2] - other[0] * one[2]) % P == 0
            and (one[1] * other[2] - other[1] * one[2]) % P == 0)


# C2SP signed notes and checkpoints.
def decode64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Fault("BAD_LINE")
    need(base64.b64encode(data).decode() == text, "BAD_LINE")
    return data


class Key:
    def __init__(self, text):
        parts = text.split("+", 2)
        need(len(parts) == 3, "BAD_LINE")
        typed = decode64(parts[2])
        need(len(typed) == 33 and typed[0] == 1, "BAD_LINE")
        self.name, self.raw = parts[0], typed[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + typed).digest()[:4]
        need(self.id.hex() == parts[1], "BAD_LINE")


def parse_note(note):
    split = note.rfind("\n\n")
    need(split >= 0 and note.endswith("\n"), "BAD_LINE")
    signatures = []
    for line in note[split + 2:-1].split("\n"):
        parts = line[2:].split(" ") if line.startswith("\u2014 ") else []
        need(len(parts) == 2 and parts[0], "BAD_LINE")
        data = decode64(parts[1])
        need(len(data) > 4, "BAD_LINE")
        signatures.append((parts[0], data[:4], data[4:]))
    return note[:split + 1], signatures


def parse_size(text):
    need(re.fullmatch(r"0|[1-9][0-9]{0,17}", text), "BAD_LINE")
    return int(text)


# RFC 6962 tree that grows.
class Tree:
    def __init__(self):
        self.full, self.size = [], 0

    @staticmethod
    def node(left, right):
        return hashlib.sha256(b"\x01" + left + right).digest()

    def append(self, leaf):
        bits = self.size
        while bits & 1:
            leaf = self.node(self.full.pop(), leaf)
            bits >>= 1
        self.full.append(leaf)
        self.size += 1

    def root(self):
        if not self.full:
            return hashlib.sha256(b"").digest()
        root = self.full[-1]
        for left in reversed(self.full[:-1]):
            root = self.node(left, root)
        return root


# Lines: their first members stand in a fixed order.
NUMBER = rb"(0|[1-9][0-9]{0,17})"
PLAIN = rb'([!#-\[\]-~]{1,%d})'
TEXT = rb'((?:[^"\\\x00-\x1f]|\\["\\nrt]|\\u00[01][0-9a-f])*)'
HEADER = re.compile(
    rb'\{"v":2,"writer":"' + PLAIN % 64 + rb'","segment":' + NUMBER + rb',"first":' + NUMBER
    + rb',"prev":"([0-9a-f]{64})","time":"' + PLAIN % 40
    + rb'","start":"(opened|rotated|failed|recovered)"(?:,"key":"' + PLAIN % 512 + rb'")?', re.S)
CHUNK = re.compile(
    rb'\{"v":2,"chunk":"([0-9a-f]{64})","(?:text":"' + TEXT + rb'|base64":"([A-Za-z0-9+/=]*))"', re.S)
NOTE = re.compile(rb'\{"v":2,"note":"' + TEXT + rb'","after":' + NUMBER, re.S)
ENTRY = re.compile(
    rb'\{"v":2,"chain":"([0-9a-f]{32})","seq":' + NUMBER + rb',"prev":"([0-9a-f]{64})","after":'
    + NUMBER + rb',"kind":"' + PLAIN % 64 + rb'","time":"' + PLAIN % 40 + rb'","session":"'
    + rb'([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"', re.S)


def no_doubles(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def parse_json(line):
    try:
        return json.loads(line.decode("utf-8"), object_pairs_hook=no_doubles)
    except (ValueError, RecursionError):
        raise Fault("BAD_LINE")


def has_right_crc(line):
    return (len(line) > 27 and line[-18:-10] == b',"crc":"' and line[-2:] == b'"}'
            and line[-10:-2] == b"%08x" % crc32c(line[:-18]))


def read_lines(path):
    """Yields (line, whole); a line that is too long is cut and counts as not whole."""
    with open(path, "rb") as file:
        data = file.read()
    lines = data.split(b"\n")
    for line in lines[:-1]:
        yield line, "LINE" if len(line) <= MAX_LINE else "TOO_LONG"
    if lines[-1]:
        yield lines[-1], "TORN" if len(lines[-1]) <= MAX_LINE else "TOO_LONG"


def segment_name(number):
    return "%06d.jsonl" % number


def segments(directory):
    numbers = []
    for name in os.listdir(directory):
        match = re.fullmatch(r"([0-9]{6,9})\.jsonl", name)
        if match and segment_name(int(match.group(1))) == name:
            numbers.append(int(match.group(1)))
    return sorted(numbers)


class Log:
    """One log, checked line by line up to its first fault."""

    def __init__(self, directory, anchors):
        self.directory, self.anchors = directory, anchors
        self.tree, self.last, self.leaves = Tree(), ZERO, []
        self.writer, self.key, self.closed = "", None, False
        self.chains, self.open = {}, set()
        self.mild, self.segment, self.line, self.records = "OK", 0, 0, 0
        self.verdict = self.run()

    def run(self):
        numbers = segments(self.directory)
        if not numbers:
            return "EMPTY"
        first = self.header(numbers[0])
        self.writer = first.group(1).decode() if first else ""
        without_hole = sum(1 for i, number in enumerate(numbers) if number == i)
        try:
            for self.segment in range(without_hole):
                self.read_segment(without_hole - 1)
            need(without_hole == len(numbers), "MISSING_SEGMENT")
        except Fault as fault:
            short = any(a[0] == self.writer and a[1] > self.tree.size for a in self.anchors)
            return "MISSING_TAIL" if fault.verdict == "TORN_TAIL" and short else fault.verdict
        self.line = 0
        if any(a[0] == self.writer and a[1] > self.tree.size for a in self.anchors):
            return "MISSING_TAIL"
        ended = self.closed and not self.open
        return self.mild if ended else worse(self.mild, "NO_SESSION_END")

    def header(self, number):
        for line, whole in read_lines(os.path.join(self.directory, segment_name(number))):
            match = HEADER.fullmatch(line[:-18])
            if (whole == "LINE" and has_right_crc(line) and match
                    and int(match.group(2)) == number):
                return match
            return None
        return None

    def read_segment(self, last_segment):
        next_is_whole = self.segment < last_segment and self.header(self.segment + 1)
        behind = None
        for number in range(self.segment + 1, last_segment + 1):
            behind = behind or self.header(number)
        end = int(behind.group(3)) if behind else None
        self.line, self.lists, self.sizes = 0, {}, {}
        lines = read_lines(os.path.join(self.directory, segment_name(self.segment)))
        for line, whole in lines:
            self.line += 1
            if end is not None and self.tree.size >= end:
                need(behind.group(6) in (b"failed", b"recovered"), "CHAIN_BREAK")
                return
            need(whole != "TORN", "BAD_CRC" if behind else "TORN_TAIL")
            need(whole == "LINE" and has_right_crc(line), "BAD_CRC")
            self.take(line)
        if end is not None and self.tree.size >= end:
            return
        self.line += 1
        need(self.line > 1, "BAD_LINE" if behind else "TORN_TAIL")
        need(not next_is_whole, "MISSING_TAIL")

    def take(self, line):
        covered = line[:-18]
        digest = hashlib.sha256(b"\x00" + line).digest()
        entry, chunk = ENTRY.match(covered), CHUNK.fullmatch(covered)
        note, header = NOTE.fullmatch(covered), HEADER.fullmatch(covered)
        members = parse_json(line) if entry or chunk or note or header else None
        need(members is not None, "BAD_LINE")
        need(bool(header) == (self.line == 1), "BAD_LINE")
        parsed = self.parse(entry, chunk, note, header, members)
        need(not self.closed, "CHAIN_BREAK")
        parsed(digest)
        self.tree.append(digest)
        self.leaves.append(digest)
        self.last = digest.hex()
        for writer, size, root in self.anchors:
            if writer == self.writer and size == self.tree.size:
                need(root == self.tree.root(), "ANCHOR_MISMATCH")

    def parse(self, entry, chunk, note, header, members):
        if entry:
            body = self.parse_body(members)
            return lambda digest: self.take_entry(entry, members, body, digest)
        if chunk:
            data = members["text"].encode() if "text" in members else decode64(members["base64"])
            need(len(data) <= 1 << 16, "BAD_LINE")
            return lambda digest: self.take_chunk(members["chunk"], data)
        if note:
            return lambda digest: self.take_note(members["note"])
        need(("key" in members) == (members["start"] in ("opened", "recovered")), "BAD_LINE")
        key = Key(members["key"]) if "key" in members else None
        return lambda digest: self.take_header(members, key)

    def take_header(self, members, key):
        if self.segment == 0:
            self.writer = members["writer"]
        need(members["writer"] == self.writer and members["segment"] == self.segment
             and members["first"] == self.tree.size and members["prev"] == self.last
             and (members["start"] == "opened") == (self.segment == 0), "CHAIN_BREAK")
        if members["start"] == "recovered":
            self.open.clear()
        if members["start"] in ("failed", "recovered"):
            self.mild = worse(self.mild, "RECOVERED")
        self.key = key or self.key

    def take_chunk(self, name, data):
        need(hashlib.sha256(data).hexdigest() == name, "BAD_BLOB")
        self.sizes[name] = len(data)
        if len(data) % 32 == 0 and len(data) <= 128 * 32:
            self.lists[name] = [data[i:i + 32].hex() for i in range(0, len(data), 32)]

    def take_note(self, note):
        text, signatures = parse_note(note)
        lines = text.split("\n")
        need(len(lines) == 5 and lines[4] == "", "BAD_LINE")
        size = parse_size(lines[1])
        root = decode64(lines[2])
        need(len(root) == 32, "BAD_LINE")
        following = None
        if lines[3] != "end":
            need(lines[3].startswith("next "), "BAD_LINE")
            following = Key(lines[3][5:])
        need(lines[0] == "tacenda.dev/audit/" + self.writer, "BAD_LINE")
        mine = [s for s in signatures
                if self.key and s[0] == self.key.name and s[1] == self.key.id]
        need(mine, "UNKNOWN_KEY")
        need(all(ed25519_verifies(self.key.raw, text.encode(), s[2]) for s in mine), "BAD_SIGNATURE")
        need(size <= self.tree.size, "MISSING_TAIL")
        need(size == self.tree.size and root == self.tree.root(), "ROOT_MISMATCH")
        self.key, self.closed = following, following is None

    def take_entry(self, entry, members, body, digest):
        session, seq, prev = members["session"], members["seq"], members["prev"]
        text = "tacenda chain\n" + self.writer + "\n" + session
        chain = hashlib.sha256(text.encode()).hexdigest()[:32]
        need(members["chain"] == chain, "CHAIN_BREAK")
        head = self.chains.get(session)
        if head and (seq, prev) == (head[0], head[2]) and digest.hex() != head[1]:
            raise Fault("FORK")
        expected = (head[0] + 1, head[1]) if head else (0, ZERO)
        need((seq, prev) == expected, "CHAIN_BREAK")
        self.chains[session] = (seq, digest.hex(), prev)
        if members["kind"] == "session.opened":
            self.open.add(session)
        elif members["kind"] == "session.closed":
            self.open.discard(session)
        if body and body[2]:
            length = sum(self.length(name, body[1]) for name in body[2])
            need(length == body[0], "BAD_BLOB")
        self.records += 1

    @staticmethod
    def parse_body(members):
        body, names = members.get("body"), members.get("chunks", [])
        if body is None and not names:
            return None
        need(isinstance(body, dict) and isinstance(names, list), "BAD_LINE")
        depth, size = members.get("depth", 0), body.get("bytes")
        need(type(size) is int and size >= 0 and type(depth) is int and 0 <= depth <= 8, "BAD_LINE")
        for name in names + [body.get("sha256")]:
            need(isinstance(name, str) and re.fullmatch("[0-9a-f]{64}", name), "BAD_LINE")
        need(len(names) <= 16, "BAD_LINE")
        return size, depth, names

    def length(self, name, depth):
        need(name in self.sizes, "MISSING_BLOB")
        if depth == 0:
            return self.sizes[name]
        need(name in self.lists, "MISSING_BLOB")
        known = self.lists.setdefault((name, depth), None)
        if known is None:
            known = sum(self.length(below, depth - 1) for below in self.lists[name])
            self.lists[(name, depth)] = known
        return known


def is_log(directory):
    name = os.path.basename(os.path.normpath(directory))
    return not name.startswith(".") and bool(segments(directory))


def logs(directory):
    if is_log(directory):
        return [directory]
    entries = [os.path.join(directory, name) for name in sorted(os.listdir(directory))]
    return [e for e in entries if os.path.isdir(e) and not os.path.islink(e) and is_log(e)]


def is_retired(directory, anchor):
    try:
        path = os.path.join(directory, "retired", anchor[0] + ".note")
        with open(path, encoding="utf-8", newline="") as file:
            lines = parse_note(file.read())[0].split("\n")
        size = parse_size(lines[1])
        return (lines[0] == "tacenda.dev/audit/" + anchor[0] and size >= anchor[1] - 1
                and (size != anchor[1] or decode64(lines[2]) == anchor[2]))
    except (OSError, ValueError, IndexError, Fault):
        return False


def check(directory, anchors):
    verdict, where, by_writer = "OK", "", {}
    found = [Log(path, anchors) for path in logs(directory)]
    for log in found:
        if RANK[log.verdict] > RANK[verdict]:
            where = "segment %d line %d" % (log.segment, log.line)
        verdict = worse(verdict, log.verdict)
        by_writer.setdefault(log.writer, []).append(log)
    for writer, copies in by_writer.items():
        for copy in copies[1:]:
            common = min(len(copies[0].leaves), len(copy.leaves))
            if writer and copies[0].leaves[:common] != copy.leaves[:common]:
                verdict = worse(verdict, "FORK")
    for anchor in anchors:
        if anchor[0] not in by_writer:
            gone = "RETIRED" if is_retired(directory, anchor) else "MISSING_SESSION"
            verdict = worse(verdict, gone)
    return (verdict if found else worse(verdict, "EMPTY")), where


def read_anchors(path):
    anchors = []
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.strip().startswith(ANCHOR):
                writer, size, root = line.strip()[len(ANCHOR):].split(" ")
                anchors.append((writer, int(size), base64.b64decode(root, validate=True)))
    return anchors


def main(arguments):
    anchors = []
    if arguments[:1] == ["--anchors"]:
        anchors, arguments = read_anchors(arguments[1]), arguments[2:]
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    worst = "OK"
    for directory in arguments:
        verdict, where = check(directory, anchors)
        print(verdict, directory, where, sep="\t")
        worst = worse(worst, verdict)
    return EXIT[worst]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
