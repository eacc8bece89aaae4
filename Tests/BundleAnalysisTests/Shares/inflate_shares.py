"""Shares out a gzip stream among the owners of its text, written from RFC 1951 and RFC 1952 for the tests.

    inflate_shares.py pack STRATEGY LEVEL < TEXT > GZIP
    inflate_shares.py share FOLDER

STRATEGY: default, fixed, huffman, rle, or flushed (blocks of every kind). FOLDER has, for N = 0, 1, ...: N.gz, and
N.runs with lines of `END OWNER`. It gets N.shares: one line for each owner, with the bytes of the stream that are its.
"""

import os
import sys
import zlib
from collections import defaultdict
from fractions import Fraction


def lengths_table():
    base, table = 3, []
    for code in range(28):
        extra = 0 if code < 8 else code // 4 - 1
        table.append((base, extra))
        base += 1 << extra
    return table + [(258, 0)]


def distances_table():
    base, table = 1, []
    for code in range(30):
        extra = 0 if code < 4 else code // 2 - 1
        table.append((base, extra))
        base += 1 << extra
    return table


LENGTHS, DISTANCES = lengths_table(), distances_table()
ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]


def codes(lengths):
    """(length, code) -> symbol."""
    counts = [0] * 16
    for length in lengths:
        counts[length] += 1
    counts[0] = 0
    code, first = 0, [0] * 16
    for length in range(1, 16):
        code = (code + counts[length - 1]) << 1
        first[length] = code
    found = {}
    for symbol, length in enumerate(lengths):
        if length:
            found[length, first[length]] = symbol
            first[length] += 1
    return found


class Bits:
    def __init__(self, data, byte):
        self.data, self.at = data, byte * 8

    def bit(self):
        at = self.at
        self.at = at + 1
        return self.data[at >> 3] >> (at & 7) & 1

    def number(self, count):
        return sum(self.bit() << place for place in range(count))

    def symbol(self, table):
        code = length = 0
        while True:
            code, length = code << 1 | self.bit(), length + 1
            if (length, code) in table:
                return table[length, code]


def spend(bits):
    """Yields (bytes of text, bits) for what the stream spends on its text."""
    last = False
    while not last:
        last, kind = bits.bit(), bits.number(2)
        if kind == 0:
            bits.at = (bits.at + 7) // 8 * 8
            count, check = bits.number(16), bits.number(16)
            assert count ^ check == 0xFFFF
            bits.at += 8 * count
            if count:
                yield count, 8 * count
            continue
        assert kind < 3
        literals, distances = fixed() if kind == 1 else dynamic(bits)
        while True:
            start = bits.at
            symbol = bits.symbol(literals)
            if symbol == 256:
                break
            if symbol < 256:
                yield 1, bits.at - start
                continue
            base, extra = LENGTHS[symbol - 257]
            count = base + bits.number(extra)
            bits.number(DISTANCES[bits.symbol(distances)][1])
            yield count, bits.at - start


def fixed():
    return codes([8] * 144 + [9] * 112 + [7] * 24 + [8] * 8), codes([5] * 32)


def dynamic(bits):
    literals, distances, count = bits.number(5) + 257, bits.number(5) + 1, bits.number(4) + 4
    lengths = [0] * 19
    for symbol in ORDER[:count]:
        lengths[symbol] = bits.number(3)
    table, lengths = codes(lengths), []
    while len(lengths) < literals + distances:
        symbol = bits.symbol(table)
        if symbol < 16:
            lengths.append(symbol)
        elif symbol == 16:
            lengths += [lengths[-1]] * (3 + bits.number(2))
        else:
            lengths += [0] * (3 + bits.number(3) if symbol == 17 else 11 + bits.number(7))
    return codes(lengths[:literals]), codes(lengths[literals:])


def body(data):
    assert data[:3] == b"\x1f\x8b\x08" and data[3] == 0
    return 10


def shares(data, runs):
    owners = max((owner for _, owner in runs), default=-1) + 1
    # By owner and by the length of a match: bits times bytes, so that everything is exact.
    spent = [defaultdict(int) for _ in range(owners)]
    raw = [0] * owners
    start = 0
    for end, owner in runs:
        raw[owner] += end - start
        start = end
    position = run = total = 0
    for count, cost in spend(Bits(data, body(data))):
        total += cost
        rest = count
        while rest:
            while runs[run][0] == position:
                run += 1
            step = min(rest, runs[run][0] - position)
            spent[runs[run][1]][count] += cost * step
            position, rest = position + step, rest - step
    assert position == start
    headers = 8 * len(data) - total
    exact = [
        (sum(Fraction(sums, count) for count, sums in part.items()) + Fraction(headers * bytes, max(start, 1))) / 8
        for part, bytes in zip(spent, raw)
    ]
    parts = [int(share) for share in exact]
    order = sorted(range(owners), key=lambda owner: (parts[owner] - exact[owner], owner))
    for owner in order[: len(data) - sum(parts)]:
        parts[owner] += 1
    return parts


def pack(text, strategy, level):
    kinds = {"fixed": zlib.Z_FIXED, "huffman": zlib.Z_HUFFMAN_ONLY, "rle": zlib.Z_RLE}
    packer = zlib.compressobj(level, zlib.DEFLATED, 31, 8, kinds.get(strategy, zlib.Z_DEFAULT_STRATEGY))
    if strategy != "flushed":
        return packer.compress(text) + packer.flush()
    packed = b""
    for start in range(0, len(text), 5000):
        mode = [zlib.Z_SYNC_FLUSH, zlib.Z_PARTIAL_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_BLOCK][start // 5000 % 4]
        packed += packer.compress(text[start : start + 5000]) + packer.flush(mode)
    return packed + packer.flush()


def main(arguments):
    if arguments[0] == "pack":
        sys.stdout.buffer.write(pack(sys.stdin.buffer.read(), arguments[1], int(arguments[2])))
        return
    folder, number = arguments[1], 0
    while os.path.exists(f"{folder}/{number}.gz"):
        with open(f"{folder}/{number}.gz", "rb") as file:
            data = file.read()
        with open(f"{folder}/{number}.runs") as file:
            runs = [tuple(map(int, line.split())) for line in file]
        with open(f"{folder}/{number}.shares", "w") as file:
            file.writelines(f"{part}\n" for part in shares(data, runs))
        number += 1


main(sys.argv[1:])
