/// Which of two versions is the newer one, as semantic versioning orders them.
enum VersionOrder {
    static func precedes(_ one: String, _ other: String) -> Bool {
        let (left, right) = (Version(one), Version(other))
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        // What comes before a release is older than it.
        if left.before.isEmpty || right.before.isEmpty { return !left.before.isEmpty && right.before.isEmpty }
        return left.before.lexicographicallyPrecedes(right.before, by: isBefore)
    }

    private struct Version {
        let numbers: [Int]
        let before: [Substring.UTF8View]

        init(_ text: String) {
            let version = text.utf8.prefix { $0 != UInt8(ascii: "+") }
            let release = version.prefix { $0 != UInt8(ascii: "-") }
            let numbers = release.split(separator: UInt8(ascii: ".")).map {
                Int(String(decoding: $0, as: UTF8.self)) ?? 0
            }
            self.numbers = numbers + Array(repeating: 0, count: max(0, 3 - numbers.count))
            before = version.dropFirst(release.count + 1).split(separator: UInt8(ascii: "."))
        }
    }

    private static func isBefore(_ one: Substring.UTF8View, _ other: Substring.UTF8View) -> Bool {
        switch (Int(String(decoding: one, as: UTF8.self)), Int(String(decoding: other, as: UTF8.self))) {
        case (let left?, let right?): left < right
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): one.lexicographicallyPrecedes(other)
        }
    }
}
