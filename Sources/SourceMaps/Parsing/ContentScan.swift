/// Measures text as it is written in a JSON string, without decoding it: its length in UTF-8 and where its lines begin.
///
/// A line ends at LF, CR or CR LF. Bytes that are not UTF-8 are counted as they are, and half a surrogate pair as U+FFFD.
struct ContentScan {
    private let written: UnsafeBufferPointer<UInt8>
    private var at = 0
    private var size = 0
    /// Whether the last character was a CR, whose line ends after the LF that may follow.
    private var isAfterReturn = false

    init(_ written: UnsafeBufferPointer<UInt8>) { self.written = written }

    /// Appends the offset of each line and returns the length, both in bytes of UTF-8.
    consuming func measure(lineStarts: inout [Int32]) -> Int {
        lineStarts.append(0)
        while at < written.count {
            skipPlain(&lineStarts)
            guard at < written.count else { break }
            step(&lineStarts)
        }
        if isAfterReturn { lineStarts.append(Int32(size)) }
        return size
    }

    /// Skips the bytes before the next backslash or line break.
    private mutating func skipPlain(_ lineStarts: inout [Int32]) {
        let start = at
        var index = at
        while index < written.count, written[index] != UInt8(ascii: "\\"), written[index] >= 0x20 { index += 1 }
        guard index > start else { return }
        if isAfterReturn { endLine(&lineStarts) }
        size += index - start
        at = index
    }

    /// Counts one escape or control character.
    private mutating func step(_ lineStarts: inout [Int32]) {
        let (character, length) = character()
        at += length
        if character == 0x0A {
            isAfterReturn = false
            size += 1
            lineStarts.append(Int32(size))
            return
        }
        if isAfterReturn { endLine(&lineStarts) }
        size += Self.bytes(character)
        isAfterReturn = character == 0x0D
    }

    private mutating func endLine(_ lineStarts: inout [Int32]) {
        isAfterReturn = false
        lineStarts.append(Int32(size))
    }

    /// The character that comes next, and how many bytes are written for it.
    private func character() -> (UInt32, length: Int) {
        guard written[at] == UInt8(ascii: "\\"), at + 1 < written.count else { return (UInt32(written[at]), 1) }
        switch written[at + 1] {
        case UInt8(ascii: "n"): return (0x0A, 2)
        case UInt8(ascii: "r"): return (0x0D, 2)
        case UInt8(ascii: "u"): break
        default: return (0x20, 2)
        }
        guard let unit = unit(at) else { return (0x20, 2) }
        if unit & 0xFC00 == 0xD800, let trail = self.unit(at + 6), trail & 0xFC00 == 0xDC00 { return (0x10000, 12) }
        return (unit, 6)
    }

    /// The code unit of `\uXXXX`; nil if that is not what is written at `index`.
    private func unit(_ index: Int) -> UInt32? {
        guard index + 6 <= written.count, written[index] == UInt8(ascii: "\\"), written[index + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt32 = 0
        for byte in written[(index + 2)..<(index + 6)] {
            guard let digit = HexDigit.value(byte) else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private static func bytes(_ character: UInt32) -> Int {
        switch character {
        case 0..<0x80: 1
        case 0x80..<0x800: 2
        case 0x800..<0x10000: 3
        default: 4
        }
    }
}
