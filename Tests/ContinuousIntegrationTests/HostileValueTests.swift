import ContinuousIntegration
import Foundation
import Testing

@Suite("Values that somebody chose")
struct HostileValueTests {
    @Test(
        "What git takes for no branch's name is none",
        arguments: [
            "", "-upload-pack=x", "--help", "a..b", "a b", "a~1", "main^2", "a:b", "a?", "a*", "a[b", "a\\b", "a@{1}",
            "@", "HEAD", "/a", "a/", "a//b", ".a", "a/.b", "a.", "a.lock", "a.lock/b", "a\u{7}b", "a\nb",
            "refs/tags/v1",
            "refs/pull/17/merge", "refs/heads/", "refs/heads/-x", String(repeating: "a", count: BranchName.longest + 1),
        ])
    func noBranch(_ name: String) {
        #expect(BranchName(name) == nil)
    }

    @Test(
        "A branch's name is what git allows, without what stands before it",
        arguments: [
            ("main", "main"), ("refs/heads/feature/a", "feature/a"), ("feature/ä-1.2", "feature/ä-1.2"),
            ("heads/x", "heads/x"), ("a@b", "a@b"),
            ("dependabot/npm_and_yarn/@types/node-1", "dependabot/npm_and_yarn/@types/node-1"),
        ])
    func branch(_ text: String, _ name: String) {
        #expect(BranchName(text)?.text == name)
    }

    @Test(
        "Only a whole hash is one",
        arguments: [
            "", "abc", String(repeating: "0", count: 40), String(repeating: "g", count: 40), "--help",
            String(repeating: "a", count: 39), String(repeating: "a", count: 41),
            String(repeating: "\u{FF11}", count: 40),
        ])
    func noHash(_ text: String) {
        #expect(CommitHash(text) == nil)
    }

    @Test("A hash is of SHA-1 or SHA-256, and in lower case")
    func hash() throws {
        #expect(CommitHash(String(repeating: "A", count: 64))?.text == String(repeating: "a", count: 64))
        let hash = try #require(CommitHash(String(repeating: "A1", count: 20)))
        #expect(hash.text == String(repeating: "a1", count: 20))
        #expect(
            hash.isAbbreviated(by: "A1a1a1a") && !hash.isAbbreviated(by: "a1a1a1") && !hash.isAbbreviated(by: "a1a1a1b")
        )
    }

    @Test("Long values and those with control characters are absent; a message is cut")
    func values() {
        let long = String(repeating: "a", count: CIEnvironment.longestValue + 1)
        let environment = CIEnvironment([
            "LONG": long, "EMPTY": "", "BELL": "a\u{7}", "LINES": "one\r\ntwo", "NUMBER": "99999999999999999999",
            "NEGATIVE": "-1", "ZERO": "0", "WIDE": "\u{FF11}", "TEXT": "a",
        ])
        for name in ["LONG", "EMPTY", "BELL", "LINES", "NONE"] { #expect(environment.text(name) == nil, "\(name)") }
        for name in ["NUMBER", "NEGATIVE", "ZERO", "WIDE", "TEXT"] {
            #expect(environment.number(name) == nil, "\(name)")
        }
        #expect(environment.text("EMPTY", "TEXT") == "a")
        #expect(environment.firstLine("LINES") == "one")
        #expect(environment.firstLine("LONG")?.count == CIEnvironment.longestMessage)
    }

    @Test("An author is an email address that a server would take, or nobody")
    func authors() {
        let environment = CIEnvironment([
            "FULL": "Ada <ada@example.com>", "ALONE": "ada@example.com", "NAME": "ada", "OPEN": "Ada <ada@example.com",
            "TWO": "a@b@c", "SPACE": "Ada <a da@example.com>", "EMPTY": "Ada <@>", "NONE": "Ada <>",
        ])
        for name in ["FULL", "ALONE", "OPEN"] { #expect(environment.email(name) == "ada@example.com", "\(name)") }
        for name in ["NAME", "TWO", "SPACE", "EMPTY", "NONE"] { #expect(environment.email(name) == nil, "\(name)") }
    }

    @Test("A job is run by the first system whose mark it has", arguments: ["false", "", "0", "no"])
    func marks(_ value: String) {
        #expect(CISystems.facts(CIEnvironment(["GITHUB_ACTIONS": value, "TRAVIS": value, "VERCEL": value])) == nil)
    }

    @Test(
        "A remote's URL names its repository",
        arguments: [
            ("git@github.com:acme/shop.git", "Github", "acme", "shop"),
            ("https://github.com/acme/shop", "Github", "acme", "shop"),
            ("https://user:secret@gitlab.com/group/part/shop.git", "Gitlab", "group/part", "shop"),
            ("ssh://git@git.example:2222/acme/shop.git", "Unknown", "acme", "shop"),
            ("ssh://git@ssh.github.com:443/acme/shop.git", "Github", "acme", "shop"),
            ("https://GitHub.com/acme/shop/", "Github", "acme", "shop"),
        ])
    func remotes(_ url: String, _ host: String, _ namespace: String, _ name: String) throws {
        let remote = try #require(GitRemote(url))
        #expect([remote.host, remote.namespace, remote.name] == [host, namespace, name])
    }

    @Test(
        "Other text does not name a repository",
        arguments: [
            "", "shop", "../shop", "https://github.com", "/srv/git/acme/shop.git", "file:///srv/git/acme/shop.git",
        ])
    func noRemotes(_ url: String) {
        #expect(GitRemote(url) == nil)
    }
}
