import Foundation
import Testing

@testable import Server

@Suite("Set up CI")
struct SetUpPagesTests {
    /// The texts of the page's snippets, by their IDs.
    private func snippets(_ page: String) -> [String: String] {
        let found = page.matches(of: /<pre tabindex="0" id="(\w+)">([^<]*)<\/pre>/)
        return Dictionary(uniqueKeysWithValues: found.map { (String($0.1), String($0.2)) })
    }

    @Test("The steps have this server's URL and this project, and leave the token to a secret variable")
    func steps() async throws {
        try await ServerFixture.with { fixture in
            let changes = #"{"host":"Unknown","namespace":"it's","name":"<b>"}"#
            #expect(try await fixture.patch("projects/shop", changes).status == 200)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await mia.get("/shop/set-up").text
            let snippets = snippets(page)
            #expect(Set(snippets.keys) == ["github", "gitlab", "bitbucket", "shell", "curl"])
            for (name, code) in snippets { #expect(code.contains("https://perfsee.example"), "\(name)") }
            let (github, gitlab) = (try #require(snippets["github"]), try #require(snippets["gitlab"]))
            #expect(github.contains("uses: ./ci/perfsee/github\n") && github.contains("project: shop\n"))
            #expect(github.contains("token: ${{ secrets.PERFSEE_TOKEN }}") && github.contains("actions/checkout@v4"))
            #expect(gitlab.contains("local: ci/perfsee/gitlab/template.yml") && gitlab.contains("project: shop\n"))
            #expect(snippets["bitbucket"]?.contains("- sh ci/perfsee/perfsee-step.sh\n") == true)
            #expect(snippets["shell"]?.contains("export PERFSEE_PROJECT=shop\n") == true)
            #expect(snippets["curl"]?.contains("namespace=it&#39;\\&#39;&#39;s") == true)
            #expect(snippets["curl"]?.contains("name=&lt;b&gt;") == true)
            #expect(page.contains("href=\"/shop/settings/tokens\"") && page.contains("aria-current=\"page\">Set up CI"))
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let read = try await ron.get("/shop/set-up").text
            #expect(!read.contains("href=\"/shop/settings/tokens\"") && read.contains("Ask an admin of this project"))
            #expect(try await ron.get("/shop").text.contains("href=\"/shop/set-up\""))
        }
    }

    @Test("The program that CI downloads is pinned to the version and the checksum of the one that this server runs")
    func pinned() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "perfsee-\(UUID().uuidString)")
        try Data("abc".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        try await ServerFixture.with(programFile: file.path) { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await mia.get("/shop/set-up").text
            #expect(page.contains("in the version that this server runs: 0, for \(ProgramFile.platform)."))
            #expect(page.contains("<code id=\"sha256\">\(sha256)</code>") && page.contains("data-copy=\"#sha256\""))
            let snippets = snippets(page)
            for name in ["github", "gitlab"] {
                #expect(snippets[name]?.contains("version: &quot;0&quot;\n") == true, "\(snippets)")
                #expect(snippets[name]?.contains("sha256: \(sha256)") == true)
            }
            for name in ["bitbucket", "shell"] {
                #expect(snippets[name]?.contains("export PERFSEE_VERSION=0\n") == true)
                #expect(snippets[name]?.contains("export PERFSEE_SHA256=\(sha256)\n") == true)
            }
        }
    }

    @Test("A checksum that is not known is a variable, and the page says how to find it", arguments: [nil, "/nowhere"])
    func unknown(_ file: String?) async throws {
        try await ServerFixture.with(programFile: file) { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await mia.get("/shop/set-up").text
            #expect(!page.contains("id=\"sha256\"") && page.contains("<code>sha256sum</code>"))
            #expect(snippets(page)["github"]?.contains("sha256: ${{ vars.PERFSEE_SHA256 }}") == true)
            #expect(snippets(page)["shell"]?.contains("PERFSEE_SHA256") == false)
        }
    }

    @Test("The page is in Chinese for those who read Chinese, and its steps are the same")
    func chinese() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let reader = try await Visitor.signedIn(fixture.accounts.mia, in: fixture, language: "zh-CN")
            let page = try await reader.get("/shop/set-up").text
            #expect(page.contains("3. 步骤") && page.contains("<code>ci/perfsee</code>"))
            #expect(try await snippets(page) == snippets(mia.get("/shop/set-up").text))
        }
    }
}
