import Testing

@testable import Domain

@Suite("Links to a repository")
struct RepositoryLinksTests {
    static func project(
        _ host: Project.Host, _ namespace: String = "acme", _ name: String = "shop", url: String? = nil
    ) -> Project {
        Project(
            number: 1, id: "shop", host: host, namespace: namespace, name: name, isPublic: false, baselineBranch: nil,
            repositoryURL: url, createdAt: Timestamp(milliseconds: 0))
    }

    struct Kind: Sendable {
        var project: Project
        var home: String
        var commit: String
        var branch: String
        var pull: String
    }

    private static let kinds: [Kind] = [
        Kind(
            project: project(.github), home: "https://github.com/acme/shop", commit: "/commit/", branch: "/tree/",
            pull: "/pull/"),
        Kind(
            project: project(.gitlab, "acme/web"), home: "https://gitlab.com/acme/web/shop", commit: "/-/commit/",
            branch: "/-/tree/", pull: "/-/merge_requests/"),
        Kind(
            project: project(.gitlab, url: "https://git.example.com:8443/acme/shop.git"),
            home: "https://git.example.com:8443/acme/shop", commit: "/-/commit/", branch: "/-/tree/",
            pull: "/-/merge_requests/"),
        Kind(
            project: project(.unknown, "bitbucket.org/acme"), home: "https://bitbucket.org/acme/shop",
            commit: "/commits/", branch: "/branch/", pull: "/pull-requests/"),
        Kind(
            project: project(.unknown, url: "https://gitea.example.com/acme/shop/"),
            home: "https://gitea.example.com/acme/shop", commit: "/commit/", branch: "/src/branch/", pull: "/pulls/"),
        Kind(
            project: project(.unknown, "codeberg.org/acme"), home: "https://codeberg.org/acme/shop",
            commit: "/commit/", branch: "/src/branch/", pull: "/pulls/"),
    ]

    @Test("Each kind of host has its own paths", arguments: kinds)
    func paths(_ kind: Kind) {
        let links = RepositoryLinks(of: kind.project)
        #expect(links?.home == kind.home)
        #expect(links?.commit("0123abcdef") == "\(kind.home)\(kind.commit)0123abcdef")
        #expect(links?.branch("feature/one") == "\(kind.home)\(kind.branch)feature/one")
        #expect(links?.pullRequest(17) == "\(kind.home)\(kind.pull)17")
    }

    @Test("A host that is not known has no links, and one of an unknown kind those to the repository alone")
    func unknown() {
        #expect(RepositoryLinks(of: Self.project(.unknown)) == nil)
        #expect(RepositoryLinks(of: Self.project(.unknown, "acme/web")) == nil)
        let other = RepositoryLinks(of: Self.project(.unknown, "git.example.com/acme"))
        #expect(other?.home == "https://git.example.com/acme/shop")
        #expect(other?.commit("0123abcdef") == nil && other?.branch("main") == nil && other?.pullRequest(1) == nil)
    }

    private static let hostileNames: [(namespace: String, name: String)] = [
        ("..", "shop"), ("acme", "."), ("acme", ""), ("acme", "shop?x"), ("acme", "shop#x"), ("acme", "a b"),
        ("acme", "<b>"), ("acme", "shop%2e"), ("acme", "sh\u{F6}p"), ("acme//x", "shop"), ("acme", "x\\y"),
        ("acme", "/\u{301}"),
    ]

    @Test("A repository with a part that could lead elsewhere has no links", arguments: hostileNames)
    func hostile(_ namespace: String, _ name: String) {
        #expect(RepositoryLinks(of: Self.project(.github, namespace, name)) == nil)
    }

    @Test(
        "Only a plain https URL with a path is one of a repository",
        arguments: [
            "http://git.example.com/a/b", "javascript:alert(1)", "https://a:b@git.example.com/a/b",
            "https://git.example.com",
            "https://git.example.com/", "https://localhost/a/b", "https://git.example.com/a/../b", "https:///a/b",
            "https://git.example.com/a?x=1", "https://git.example.com/a#x", "https://git.example.com:0/a/b",
            "https://git.example.com:99999/a/b", "https://-x.example/a", "https://git.example.com/a b",
            "HTTPS://git.example.com/a/b", "https://git.example.com/a//b", "https://\u{0645}.example/a",
        ])
    func notRepositories(_ text: String) {
        #expect(RepositoryURL(text) == nil)
        #expect(RepositoryLinks(of: Self.project(.github, url: text)) == nil)
    }

    @Test("Only hexadecimal digits are a commit")
    func commits() {
        let links = RepositoryLinks(of: Self.project(.github))
        for hash in ["", "abc", "0123456", String(repeating: "a", count: 64)] {
            #expect((links?.commit(hash) != nil) == (hash.count >= 7), "\(hash)")
        }
        for hash in ["main123", "../../evil", "0123456/", String(repeating: "a", count: 65)] {
            #expect(links?.commit(hash) == nil, "\(hash)")
        }
    }

    @Test("A branch is encoded part by part, and one that would climb is not linked")
    func branches() {
        let links = RepositoryLinks(of: Self.project(.github))
        #expect(links?.branch("a b/ü?#%<\"") == "https://github.com/acme/shop/tree/a%20b/%C3%BC%3F%23%25%3C%22")
        for branch in ["", "..", "a/../b", "a//b", "/a", "a/."] { #expect(links?.branch(branch) == nil, "\(branch)") }
        #expect(links?.pullRequest(0) == nil && links?.pullRequest(-1) == nil)
    }
}
