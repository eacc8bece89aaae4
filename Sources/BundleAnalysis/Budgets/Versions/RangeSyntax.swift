/// Reads one alternative of a range, and says it in comparators.
enum RangeSyntax {
    private typealias Comparator = SemanticRange.Comparator

    /// Nil if it is no range; without any for one that every release is in.
    static func comparators(_ text: ArraySlice<UInt8>) -> [SemanticRange.Comparator]? {
        let words = text.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        if words.count == 3, words[1].elementsEqual("-".utf8) { return hyphen(words[0], words[2]) }
        var all: [Comparator] = []
        var index = 0
        while index < words.count {
            var (sign, version) = sign(of: words[index])
            // An operator may stand apart from its version.
            if sign != nil, version.isEmpty {
                index += 1
                guard index < words.count else { return nil }
                version = words[index]
            }
            index += 1
            guard let partial = PartialVersion(version), let found = comparators(sign, partial) else { return nil }
            all += found
        }
        return all
    }

    private enum Sign: String, CaseIterable {
        // The longer ones first.
        case greaterOrEqual = ">="
        case lessOrEqual = "<="
        case tildeGreater = "~>"
        case greater = ">"
        case less = "<"
        case equal = "="
        case tilde = "~"
        case caret = "^"
    }

    private static func sign(of word: ArraySlice<UInt8>) -> (Sign?, ArraySlice<UInt8>) {
        for sign in Sign.allCases where word.starts(with: sign.rawValue.utf8) {
            return (sign, word.dropFirst(sign.rawValue.utf8.count))
        }
        return (nil, word)
    }

    private static func comparators(_ sign: Sign?, _ version: PartialVersion) -> [Comparator]? {
        switch sign {
        case nil, .equal: same(version)
        case .caret: caret(version)
        case .tilde, .tildeGreater: tilde(version)
        case .greater: greater(version)
        case .greaterOrEqual: version.major == nil ? [] : [Comparator(.greaterOrEqual, version.filled)]
        case .less: less(version)
        case .lessOrEqual: upTo(version)
        }
    }

    private static func hyphen(_ from: ArraySlice<UInt8>, _ to: ArraySlice<UInt8>) -> [Comparator]? {
        guard let low = PartialVersion(from), let high = PartialVersion(to) else { return nil }
        return (low.major == nil ? [] : [Comparator(.greaterOrEqual, low.filled)]) + upTo(high)
    }

    private static func same(_ version: PartialVersion) -> [Comparator] {
        guard version.patch == nil else { return [Comparator(.equal, version.filled)] }
        return tilde(version)
    }

    private static func tilde(_ version: PartialVersion) -> [Comparator] {
        guard let major = version.major else { return [] }
        let end = version.minor.map { SemanticVersion.before(major, $0 + 1, 0) } ?? .before(major + 1, 0, 0)
        return [Comparator(.greaterOrEqual, version.filled), Comparator(.less, end)]
    }

    /// Up to the next version whose first number that is not 0 is another one.
    private static func caret(_ version: PartialVersion) -> [Comparator] {
        guard let major = version.major else { return [] }
        let end: SemanticVersion =
            switch (major, version.minor, version.patch) {
            case (1..., _, _), (_, nil, _): .before(major + 1, 0, 0)
            case (_, let minor?, nil): .before(0, minor + 1, 0)
            case (_, let minor?, let patch?): minor > 0 ? .before(0, minor + 1, 0) : .before(0, 0, patch + 1)
            }
        return [Comparator(.greaterOrEqual, version.filled), Comparator(.less, end)]
    }

    private static func greater(_ version: PartialVersion) -> [Comparator] {
        guard let major = version.major else { return none }
        guard let minor = version.minor else {
            return [Comparator(.greaterOrEqual, SemanticVersion(major + 1, 0, 0))]
        }
        guard version.patch != nil else {
            return [Comparator(.greaterOrEqual, SemanticVersion(major, minor + 1, 0))]
        }
        return [Comparator(.greater, version.filled)]
    }

    private static func less(_ version: PartialVersion) -> [Comparator] {
        guard version.major != nil else { return none }
        let filled = version.filled
        guard version.patch == nil else { return [Comparator(.less, filled)] }
        return [Comparator(.less, .before(filled.major, filled.minor, 0))]
    }

    private static func upTo(_ version: PartialVersion) -> [Comparator] {
        guard let major = version.major else { return [] }
        guard let minor = version.minor else { return [Comparator(.less, .before(major + 1, 0, 0))] }
        guard version.patch != nil else { return [Comparator(.less, .before(major, minor + 1, 0))] }
        return [Comparator(.lessOrEqual, version.filled)]
    }

    /// What no version meets.
    private static var none: [Comparator] { [Comparator(.less, .before(0, 0, 0))] }
}
