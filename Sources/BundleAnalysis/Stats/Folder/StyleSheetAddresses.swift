/// The addresses in a style sheet: of `url()` and of `@import`.
enum StyleSheetAddresses {
    static let limit = 20_000
    private static let longest = 1_024

    static func of(_ sheet: UnsafeBufferPointer<UInt8>) -> [String] {
        var addresses: [String] = []
        var at = 0
        while at < sheet.count, addresses.count < limit {
            if begins("/*", sheet, at) {
                at += 2
                while at < sheet.count, !begins("*/", sheet, at) { at += 1 }
            } else if begins("url(", sheet, at) {
                at += 4
                if let address = argument(sheet, &at) { addresses.append(address) }
            } else if begins("@import", sheet, at) {
                at += 7
                skipSpace(sheet, &at)
                // `@import url(…)` is found as any other.
                guard !begins("url(", sheet, at) else { continue }
                if let address = argument(sheet, &at) { addresses.append(address) }
            } else {
                at += 1
            }
        }
        return addresses.filter { !$0.hasPrefix("data:") && !$0.hasPrefix("#") }
    }

    /// What is between quotes, or up to the next bracket.
    private static func argument(_ sheet: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> String? {
        skipSpace(sheet, &at)
        guard at < sheet.count else { return nil }
        let quote = sheet[at]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        if isQuoted { at += 1 }
        let start = at
        while at < sheet.count, isQuoted ? sheet[at] != quote : sheet[at] != UInt8(ascii: ")") && sheet[at] > 0x20 {
            at += 1
        }
        guard at - start <= longest, at > start else { return nil }
        return String(decoding: sheet[start..<at], as: UTF8.self)
    }

    private static func skipSpace(_ sheet: UnsafeBufferPointer<UInt8>, _ at: inout Int) {
        while at < sheet.count, sheet[at] <= 0x20 { at += 1 }
    }

    /// Letters match in either case.
    private static func begins(_ text: StaticString, _ sheet: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at + text.utf8CodeUnitCount <= sheet.count else { return false }
        for index in 0..<text.utf8CodeUnitCount {
            let (byte, wanted) = (sheet[at + index], text.utf8Start[index])
            let isLetter = (0x61...0x7a).contains(wanted)
            guard byte == wanted || isLetter && byte | 0x20 == wanted else { return false }
        }
        return true
    }
}
