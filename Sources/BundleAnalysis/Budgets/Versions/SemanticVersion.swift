/// A version as Semantic Versioning 2.0.0 writes it: `1.2.3-beta.1+build`. What follows a plus does not count.
package struct SemanticVersion: Sendable, Hashable {
    /// An identifier of a prerelease; numbers come before text.
    enum Identifier: Sendable, Hashable {
        case number(Int)
        case text([UInt8])
    }

    var major: Int
    var minor: Int
    var patch: Int
    /// Empty for a release.
    var prerelease: [Identifier] = []

    /// The largest number that npm accepts: 2^53 - 1.
    static let largest = 9_007_199_254_740_991

    init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: [Identifier] = []) {
        (self.major, self.minor, self.patch, self.prerelease) = (major, minor, patch, prerelease)
    }

    /// What comes before every version of these numbers: `2.0.0-0`, the end of `^1.0.0`.
    static func before(_ major: Int, _ minor: Int, _ patch: Int) -> SemanticVersion {
        SemanticVersion(major, minor, patch, prerelease: [.number(0)])
    }

    /// Nil if it is no such version.
    package init?(_ text: String) {
        guard let partial = PartialVersion(Array(text.utf8)[...]), let major = partial.major,
            let minor = partial.minor, let patch = partial.patch
        else { return nil }
        self.init(major, minor, patch, prerelease: partial.prerelease)
    }

    func hasNumbers(of other: SemanticVersion) -> Bool {
        major == other.major && minor == other.minor && patch == other.patch
    }
}

extension SemanticVersion: Comparable {
    package static func < (one: SemanticVersion, other: SemanticVersion) -> Bool {
        let (left, right) = ([one.major, one.minor, one.patch], [other.major, other.minor, other.patch])
        if left != right { return left.lexicographicallyPrecedes(right) }
        // What comes before a release is older than it.
        if one.prerelease.isEmpty || other.prerelease.isEmpty {
            return !one.prerelease.isEmpty && other.prerelease.isEmpty
        }
        return one.prerelease.lexicographicallyPrecedes(other.prerelease)
    }
}

extension SemanticVersion.Identifier: Comparable {
    static func < (one: Self, other: Self) -> Bool {
        switch (one, other) {
        case (.number(let left), .number(let right)): left < right
        case (.number, .text): true
        case (.text, .number): false
        case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
        }
    }
}
