/// What Perfsee watches: a repository whose builds are measured and whose events are sent.
package struct Project: Hashable, Sendable {
    /// Git hosts, by their names on the wire.
    package enum Host: String, Sendable, CaseIterable {
        case github = "Github"
        case gitlab = "Gitlab"
        case unknown = "Unknown"
    }

    /// The number used in storage keys; never shown as the project's id.
    package typealias Number = Int64

    package var number: Number
    /// The slug: 3...100 of `a-z 0-9 - _`, not all digits, never reused.
    package var id: String
    package var host: Host
    package var namespace: String
    package var name: String
    package var isPublic: Bool
    /// A branch, or a regular expression written as `/…/`; nil if it is not set: then it is the first of
    /// `usualBaselineBranches` that has builds.
    package var baselineBranch: String?
    /// The page of the repository on its host, if that is not the one that follows from `host`, such as a self-hosted
    /// one; nil if it is not set.
    package var repositoryURL: String?
    package var createdAt: Timestamp

    /// The branches that serve as the baseline branch of a project that does not set one, in this order.
    package static let usualBaselineBranches = ["main", "master"]

    package init(
        number: Number, id: String, host: Host, namespace: String, name: String, isPublic: Bool,
        baselineBranch: String?, repositoryURL: String? = nil, createdAt: Timestamp
    ) {
        self.number = number
        self.id = id
        self.host = host
        self.namespace = namespace
        self.name = name
        self.isPublic = isPublic
        self.baselineBranch = baselineBranch
        self.repositoryURL = repositoryURL
        self.createdAt = createdAt
    }

    /// Slugs that would hide one of the server's own pages.
    package static let reservedSlugs: Set<String> = [
        "account", "admin", "api", "applications", "assets", "healthz", "invite", "metrics", "packages", "projects",
        "readyz", "sign-in", "sign-out",
    ]

    /// Whether `slug` may name a project: 3...100 of `a-z 0-9 - _`, not all digits.
    package static func isValid(slug: String) -> Bool {
        let bytes = slug.utf8
        guard (3...100).contains(bytes.count) else { return false }
        let allowed = bytes.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        return allowed && !slug.isDigits
    }
}
