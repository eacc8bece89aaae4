extension HashedName {
    /// The path with its hashes taken out and all else kept: `js/main.js` for `js/main.3f2a9b1c.js` and
    /// `js/main-BxW2p0Qa.js`.
    ///
    /// A hash is a whole part between dots, or follows `-` or `~` in one. The extension is none, nor is the only part of a
    /// name without extension. Of a name that is nothing but a hash the extension is left: `.svg`. So is a folder that is
    /// nothing but a hash.
    static func masked(_ path: String) -> String {
        let folders = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let file = folders.last else { return path }
        let masked =
            folders.dropLast().map { Array($0) }.map { isContentHash($0[...]) ? [] : $0 } + [Array(maskedFile(file))]
        return String(decoding: Array(masked.joined(separator: [UInt8(ascii: "/")])), as: UTF8.self)
    }

    private static func maskedFile(_ file: some Collection<UInt8>) -> [UInt8] {
        let parts = Array(file).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let last = parts.last, parts.count > 1 else { return Array(file) }
        var kept: [[UInt8]] = []
        for (index, part) in parts.dropLast().enumerated() {
            if isContentHash(part) {
                if index == 0 { kept.append([]) }
            } else {
                kept.append(Array(part[..<hashStart(in: part)]))
            }
        }
        return Array((kept + [Array(last)]).joined(separator: [UInt8(ascii: ".")]))
    }

    /// Where the separator and the hash at the end of the part begin; its end if there are none.
    private static func hashStart(in part: ArraySlice<UInt8>) -> Int {
        var end = part.endIndex
        // The longest one first: the hashes of Rollup may have a hyphen in them.
        while let at = part.indices.first(where: {
            $0 > part.startIndex && $0 < end && isSeparator(part[$0]) && isContentHash(part[($0 + 1)..<end])
        }) { end = at }
        return end
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "~") }

    /// As ``isHash(_:)``; or six and seven characters of base 64, or eight with hyphens, if they are mixed as words are not.
    private static func isContentHash(_ bytes: ArraySlice<UInt8>) -> Bool {
        if isHash(bytes) { return true }
        guard (6...8).contains(bytes.count) else { return false }
        var (kinds, changes, last): (Set<Int>, Int, Int?) = ([], 0, nil)
        for byte in bytes {
            let kind: Int
            switch byte {
            case 0x30...0x39: kind = 0
            case 0x41...0x5a: kind = 1
            case 0x61...0x7a: kind = 2
            case UInt8(ascii: "-"), UInt8(ascii: "_"): kind = 3
            default: return false
            }
            guard kind != 3 || bytes.count == 8 else { return false }
            kinds.insert(kind)
            if let last, last != kind { changes += 1 }
            last = kind
        }
        return kinds.isSuperset(of: [0, 1, 2]) && changes >= 4
    }
}
