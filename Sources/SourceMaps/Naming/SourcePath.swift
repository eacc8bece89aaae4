/// A path, cut into segments.
struct SourcePath {
    let isAbsolute: Bool
    /// How many `..` could not be resolved.
    private(set) var up = 0
    private(set) var segments: [ArraySlice<UInt8>] = []

    init(_ written: [UInt8]) {
        let bytes = written.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        let hasDrive = Self.hasDrive(bytes)
        isAbsolute = hasDrive || bytes.first == UInt8(ascii: "/")
        for segment in bytes.split(separator: UInt8(ascii: "/")) {
            if segment.elementsEqual(".".utf8) { continue }
            guard segment.elementsEqual("..".utf8) else {
                segments.append(segment)
                continue
            }
            if segments.count > (hasDrive ? 1 : 0) {
                segments.removeLast()
            } else if !isAbsolute {
                up += 1
            }
        }
    }

    /// Whether it begins with a drive letter of Windows.
    static func hasDrive(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 3, bytes[1] == UInt8(ascii: ":") else { return false }
        guard bytes[2] == UInt8(ascii: "/") || bytes[2] == UInt8(ascii: "\\") else { return false }
        return bytes[0] | 0x20 >= UInt8(ascii: "a") && bytes[0] | 0x20 <= UInt8(ascii: "z")
    }

    /// - Parameter longest: in bytes.
    func text(longest: Int) -> String {
        var bytes = Array(segments.joined(separator: [UInt8(ascii: "/")]))
        if isAbsolute, segments.first.map({ !Self.hasDrive(Array($0) + [UInt8(ascii: "/")]) }) ?? true {
            bytes.insert(UInt8(ascii: "/"), at: 0)
        }
        guard bytes.count > longest else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: bytes.suffix(longest).drop { $0 & 0xC0 == 0x80 }, as: UTF8.self)
    }
}
