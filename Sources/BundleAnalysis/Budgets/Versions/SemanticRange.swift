/// A range of versions in npm's grammar: comparators (`>=1.2.3 <2`), `^`, `~`, `x` and partial versions, hyphens
/// (`1.2 - 2.3`), and alternatives (`||`).
///
/// As in npm, a prerelease is only in a range that names a prerelease of the same three numbers: `^1.2.3-beta.2` has
/// `1.2.3-beta.4`, but not `1.3.0-beta.1`.
package struct SemanticRange: Sendable, Equatable {
    package enum Fault: Error, Hashable, Sendable, Codable {
        case tooLong(limit: Int)
        case invalid
    }

    struct Comparator: Sendable, Equatable {
        enum Operator: Sendable {
            case less, lessOrEqual, equal, greaterOrEqual, greater
        }

        let `operator`: Operator
        let version: SemanticVersion

        init(_ operator: Operator, _ version: SemanticVersion) {
            (self.operator, self.version) = (`operator`, version)
        }

        func allows(_ other: SemanticVersion) -> Bool {
            switch `operator` {
            case .less: other < version
            case .lessOrEqual: other <= version
            case .equal: other == version
            case .greaterOrEqual: other >= version
            case .greater: other > version
            }
        }
    }

    package let text: String
    /// Each is met if all of its comparators are; one without any is met by every release.
    let alternatives: [[Comparator]]

    package init(_ text: String) throws(Fault) {
        self.text = text
        guard text.utf8.count <= BudgetLimits.rangeBytes else { throw .tooLong(limit: BudgetLimits.rangeBytes) }
        var alternatives: [[Comparator]] = []
        for part in Self.alternatives(Array(text.utf8)) {
            guard let comparators = RangeSyntax.comparators(part) else { throw .invalid }
            alternatives.append(comparators)
        }
        self.alternatives = alternatives
    }

    package func contains(_ version: SemanticVersion) -> Bool {
        alternatives.contains { comparators in
            guard comparators.allSatisfy({ $0.allows(version) }) else { return false }
            return version.prerelease.isEmpty
                || comparators.contains { !$0.version.prerelease.isEmpty && $0.version.hasNumbers(of: version) }
        }
    }

    /// The texts between `||`.
    private static func alternatives(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var (start, index) = (0, 0)
        while index < bytes.count {
            if bytes[index...].starts(with: "||".utf8) {
                parts.append(bytes[start..<index])
                index += 2
                start = index
            } else {
                index += 1
            }
        }
        return parts + [bytes[start...]]
    }
}
