/// A kind of server for git repositories, which decides what the paths of its pages look like.
package enum Forge: Hashable, Sendable, CaseIterable {
    case github, gitlab, bitbucket, gitea, gitee
    /// Not known: nothing but the repository's own page is linked.
    case other

    /// - Parameter host: the name of the server, in lower case. Many who run one say in its name which it is.
    init(host: String) {
        let known: [(String, Forge)] = [
            ("github", .github), ("gitlab", .gitlab), ("bitbucket.org", .bitbucket), ("codeberg.org", .gitea),
            ("gitea", .gitea), ("forgejo", .gitea), ("gitee", .gitee),
        ]
        self = known.first { host.contains($0.0) }?.1 ?? .other
    }

    func commitPath(_ hash: String) -> String? {
        switch self {
        case .github, .gitea, .gitee: "/commit/\(hash)"
        case .gitlab: "/-/commit/\(hash)"
        case .bitbucket: "/commits/\(hash)"
        case .other: nil
        }
    }

    func branchPath(_ branch: String) -> String? {
        switch self {
        case .github, .gitee: "/tree/\(branch)"
        case .gitlab: "/-/tree/\(branch)"
        case .bitbucket: "/branch/\(branch)"
        case .gitea: "/src/branch/\(branch)"
        case .other: nil
        }
    }

    func pullRequestPath(_ number: Int64) -> String? {
        switch self {
        case .github: "/pull/\(number)"
        case .gitlab: "/-/merge_requests/\(number)"
        case .bitbucket: "/pull-requests/\(number)"
        case .gitea, .gitee: "/pulls/\(number)"
        case .other: nil
        }
    }
}
