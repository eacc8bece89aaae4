/// A version of which the last numbers may be missing or wildcards: `1.2`, `1.x`, `*`.
struct PartialVersion: Equatable {
    /// Nil for any, and so are then the numbers after it.
    private(set) var major: Int?
    private(set) var minor: Int?
    private(set) var patch: Int?
    private(set) var prerelease: [SemanticVersion.Identifier] = []

    /// The numbers with 0 for those that are missing.
    var filled: SemanticVersion { SemanticVersion(major ?? 0, minor ?? 0, patch ?? 0, prerelease: prerelease) }

    /// Nil if it is none. A leading `v` is allowed, and no text is any version.
    init?(_ text: ArraySlice<UInt8>) {
        var rest = text
        if let first = rest.first, first == UInt8(ascii: "v") || first == UInt8(ascii: "=") { rest.removeFirst() }
        let plus = rest.firstIndex(of: UInt8(ascii: "+"))
        if let plus {
            guard Self.identifiers(rest[(plus + 1)...], allowsZeros: true) != nil else { return nil }
            rest = rest[..<plus]
        }
        let hyphen = rest.firstIndex(of: UInt8(ascii: "-"))
        let numbers = rest[..<(hyphen ?? rest.endIndex)]
        guard numbers.isEmpty || setNumbers(numbers) else { return nil }
        guard hyphen != nil || plus != nil else { return }
        guard patch != nil else { return nil }
        guard let hyphen else { return }
        guard let found = Self.identifiers(rest[(hyphen + 1)...], allowsZeros: false) else { return nil }
        prerelease = found
    }

    private mutating func setNumbers(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 3 else { return false }
        var numbers: [Int?] = []
        for part in parts {
            if part.count == 1, let byte = part.first, Self.wildcards.contains(byte) {
                numbers.append(nil)
            } else {
                guard let number = Self.number(part) else { return false }
                numbers.append(number)
            }
        }
        let known = numbers.prefix { $0 != nil }.compactMap { $0 }
        major = known.first
        minor = known.count > 1 ? known[1] : nil
        patch = known.count > 2 ? known[2] : nil
        return true
    }

    private static let wildcards = Array("xX*".utf8)

    /// Digits without a leading zero, at most ``SemanticVersion/largest``.
    private static func number(_ text: ArraySlice<UInt8>) -> Int? {
        guard let first = text.first, text.count <= 16, text.allSatisfy(isDigit) else { return nil }
        guard first != UInt8(ascii: "0") || text.count == 1 else { return nil }
        let number = text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return number <= SemanticVersion.largest ? number : nil
    }

    private static func identifiers(
        _ text: ArraySlice<UInt8>, allowsZeros: Bool
    ) -> [SemanticVersion.Identifier]? {
        var identifiers: [SemanticVersion.Identifier] = []
        for part in text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard !part.isEmpty, part.allSatisfy({ isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "-") }) else {
                return nil
            }
            if let number = number(part) {
                identifiers.append(.number(number))
            } else if part.allSatisfy(isDigit), !allowsZeros {
                return nil
            } else {
                identifiers.append(.text(Array(part)))
            }
        }
        return identifiers
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
