/// The pages of a project's repository on its host. Each is made of parts that were checked; what does not look like
/// what it should be is not linked.
package struct RepositoryLinks: Hashable, Sendable {
    /// The repository's own page.
    package let home: String
    private let forge: Forge

    /// Nil if the host of the repository is not known.
    package init?(of project: Project) {
        guard let url = Self.url(of: project) else { return nil }
        home = url.text
        forge =
            switch project.host {
            case .github: .github
            case .gitlab: .gitlab
            case .unknown: Forge(host: url.host)
            }
    }

    /// As it was set, else of the host that the project names, or of the one that its namespace begins with:
    /// `codeberg.org/acme`.
    private static func url(of project: Project) -> RepositoryURL? {
        if let url = project.repositoryURL { return RepositoryURL(url) }
        guard !project.namespace.isEmpty, !project.name.isEmpty else { return nil }
        let path = "\(project.namespace)/\(project.name)"
        return switch project.host {
        case .github: RepositoryURL("https://github.com/\(path)")
        case .gitlab: RepositoryURL("https://gitlab.com/\(path)")
        case .unknown: project.namespace.utf8.contains(UInt8(ascii: "/")) ? RepositoryURL("https://\(path)") : nil
        }
    }

    /// Whether the repository also shows the commits of its forks.
    package var hasCommitsOfForks: Bool { forge == .github }

    /// - Parameter hash: the whole hash or the beginning of one: at least 7 hexadecimal digits.
    package func commit(_ hash: String) -> String? {
        guard (7...64).contains(hash.utf8.count), hash.utf8.allSatisfy(Self.isHexadecimal) else { return nil }
        return forge.commitPath(hash).map { home + $0 }
    }

    package func branch(_ name: String) -> String? {
        let parts = name.split(byte: "/", omittingEmptySubsequences: false).map { String($0) }
        guard parts.allSatisfy(Self.isPlain(part:)) else { return nil }
        return forge.branchPath(parts.map(Self.encoded).joined(separator: "/")).map { home + $0 }
    }

    package func pullRequest(_ number: Int64) -> String? {
        guard number > 0 else { return nil }
        return forge.pullRequestPath(number).map { home + $0 }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
    }

    private static func isPlain(part: String) -> Bool {
        !part.isEmpty && !part.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
    }

    /// Percent-encoded, byte by byte, but for what needs no encoding in a path.
    private static func encoded(_ part: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in part.utf8 {
            if byte.isASCIILetterOrDigit || "-._~".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
