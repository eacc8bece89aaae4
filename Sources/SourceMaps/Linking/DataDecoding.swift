/// Decodes the base64 of a data: URL.
enum DataDecoding {
    /// Bytes of base64 in either alphabet, percent-encoded where a generator found it necessary; its padding may be
    /// missing.
    static func base64(_ written: UnsafeBufferPointer<UInt8>) throws(SourceMapFault) -> [UInt8] {
        let isPlain = !written.contains(UInt8(ascii: "%"))
        return isPlain ? try digits(written) : try digits(PercentEncoding.decoded(written))
    }

    private static func digits(_ written: some Collection<UInt8>) throws(SourceMapFault) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(written.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var count = 0
        var isPadded = false
        for byte in written {
            if byte == UInt8(ascii: "=") { isPadded = true }
            if isPadded || byte <= 0x20 { continue }
            guard let value = Base64.value(standard(byte)) else { throw .dataURL }
            bits = bits << 6 | UInt32(value)
            count += 1
            guard count & 3 == 0 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
            bytes.append(UInt8(truncatingIfNeeded: bits))
        }
        switch count & 3 {
        case 1: throw .dataURL
        case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3: bytes += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
        default: break
        }
        return bytes
    }

    private static func standard(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: byte
        }
    }
}
