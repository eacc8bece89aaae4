/// One 512-byte header of a tar archive.
struct TarHeader: Equatable {
    static let blockBytes = 512

    enum Block: Equatable {
        case header(TarHeader)
        /// All zeros: the end marker.
        case zero
        /// The checksum does not match, or the size is not a number.
        case damaged
    }

    let name: [UInt8]
    let size: Int
    /// The type flag's byte.
    let kind: UInt8

    static func parse(_ block: UnsafeRawBufferPointer) -> Block {
        precondition(block.count == blockBytes)
        if block.allSatisfy({ $0 == 0 }) { return .zero }
        guard hasItsChecksum(block), let size = number(block[124..<136]) else { return .damaged }
        return .header(TarHeader(name: fullName(block), size: size, kind: block[156]))
    }

    private static func fullName(_ block: UnsafeRawBufferPointer) -> [UInt8] {
        let name = text(block[0..<100])
        // POSIX has "ustar" and NUL here; GNU has "ustar" and spaces, and other content in place of the prefix.
        let isPOSIX = block[257..<263].elementsEqual([0x75, 0x73, 0x74, 0x61, 0x72, 0])
        let prefix = isPOSIX ? text(block[345..<500]) : []
        return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
    }

    private static func text(_ field: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        Array(field.prefix { $0 != 0 })
    }

    /// The sum of all bytes, with the checksum field counted as spaces; some old writers added signed bytes.
    private static func hasItsChecksum(_ block: UnsafeRawBufferPointer) -> Bool {
        guard let stored = number(block[148..<156]) else { return false }
        var (unsigned, signed) = (8 * 32, 8 * 32)
        for (index, byte) in block.enumerated() where !(148..<156).contains(index) {
            unsigned += Int(byte)
            signed += Int(Int8(bitPattern: byte))
        }
        return stored == unsigned || stored == signed
    }

    /// Octal digits between spaces and NULs, or a big-endian number marked by a set top bit; nil if neither.
    private static func number(_ field: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard let first = field.first else { return nil }
        if first & 0x80 != 0 { return binary(field) }
        var value = 0
        var digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
        while let digit = digits.popFirst() {
            guard (0x30...0x37).contains(digit) else { return nil }
            value = value << 3 | Int(digit - 0x30)
        }
        return value
    }

    private static func binary(_ field: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard field.first == 0x80, field.dropFirst().dropLast(7).allSatisfy({ $0 == 0 }) else { return nil }
        return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
}
