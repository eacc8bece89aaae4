import Domain
import Foundation
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The chart of a project")
struct ChartTests {
    /// A build whose analysis passed.
    @discardableResult
    private static func build(
        _ fixture: ServerFixture, _ name: String = "main", on branch: String = "main", score: Int = 70, raw: Int,
        at time: Timestamp? = nil
    ) async throws -> Artifact.ID {
        let now = time ?? fixture.time.now()
        let shop = try #require(try await fixture.store.project("shop"))
        let build = Artifact.Build(
            branch: branch, name: name, hash: "abcdef0123", commitMessage: nil, author: nil, buildKey: "builds/1/x.tar")
        let reply = try await fixture.store.createArtifact(
            build, baseline: BaselineRequest(), in: shop.number, at: now, once: nil)
        guard case .done(let artifact) = reply else { throw ServerFixture.Unexpected(what: "no artifact") }
        let claimed = try #require(try await fixture.store.claimArtifact(at: now, leaseUntil: now + .seconds(60)))
        let result = Artifact.Result(
            score: score, size: .init(raw: raw, gzip: 2, brotli: 1), entryPoints: [], warnings: [], reportKey: "r",
            contentKey: "c", analysisVersion: 1)
        let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        _ = try await fixture.store.finish(
            claimed.lease, .passed(result, duration: .milliseconds(5)), event: { _, _ in body }, at: now)
        return artifact.id
    }

    /// The lines of a plot, as they are drawn.
    private static func lines(_ kind: String, _ page: String) throws -> [String] {
        let start = try #require(page.range(of: "<figure class=\"\(kind)\">")).upperBound
        let figure = page[start...].prefix(upTo: try #require(page[start...].range(of: "</figure>")).lowerBound)
        return figure.matches(of: /<polyline class="line s[0-9]" points="([^"]*)"/).map { String($0.1) }
    }

    @Test("Sizes begin at zero, scores have a plot of their own, and time is to scale")
    func scale() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            try await Self.build(fixture, score: 50, raw: 100_000)
            let alone = try await ron.get("/shop").text
            #expect(try Self.lines("size", alone) == ["500,0"] && alone.contains("1 build: score 50, 100.0 kB"))
            fixture.time.advance(seconds: 3_600)
            try await Self.build(fixture, score: 100, raw: 150_000)
            fixture.time.advance(seconds: 3 * 3_600)
            try await Self.build(fixture, score: 0, raw: 190_000)
            let page = try await ron.get("/shop").text
            // An hour is a quarter of four; the axis ends at 200 kB.
            #expect(try Self.lines("size", page) == ["0,100 250,50 1000,10"])
            #expect(try Self.lines("score", page) == ["0,100 250,0 1000,200"])
            #expect(page.contains("<span>200.0 kB</span><span>100.0 kB</span><span>0 B</span>"))
            #expect(page.contains("<span>100</span><span>50</span><span>0</span>"))
            #expect(page.contains("3 builds; the latest: score 0, 190.0 kB, +90.0 kB (+90.0%) since the first shown"))
        }
    }

    @Test("Builds that were imported late are drawn, listed and compared in the order of time, not of their numbers")
    func lateImport() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let now = fixture.time.now()
            let newest = try await Self.build(fixture, raw: 190_000, at: now)
            let oldest = try await Self.build(fixture, raw: 100_000, at: now - .hours(4))
            let middle = try await Self.build(fixture, raw: 150_000, at: now - .hours(3))
            let page = try await ron.get("/shop").text
            #expect(try Self.lines("size", page) == ["0,100 250,50 1000,10"])
            #expect(page.contains("190.0 kB, +90.0 kB (+90.0%) since the first shown"))
            let table = page[try #require(page.range(of: "<details id=\"numbers\">")).lowerBound...]
            let ids = table.prefix(upTo: try #require(table.range(of: "</details>")).lowerBound)
                .matches(of: /href="\/shop\/artifacts\/(\d+)"/).compactMap { Int64($0.1) }
            #expect(ids == [newest, middle, oldest])
        }
    }

    @Test("Each point leads to its build, and a table has the same numbers for those who do not see it")
    func points() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let id = try await Self.build(fixture, "a<b", raw: 100_000)
            let page = try await ron.get("/shop").text
            let link = "<a href=\"/shop/artifacts/\(id)\" tabindex=\"-1\"><path class=\"dots s0\" d=\"M500 0h0\">"
            #expect(page.contains("\(link)<title>a&lt;b #\(id) · main · 100.0 kB</title>"))
            let table = page[try #require(page.range(of: "<details id=\"numbers\">")).lowerBound...]
            #expect(table.contains("<a href=\"/shop/artifacts/\(id)\">") && table.contains(">100.0 kB</td>"))
            #expect(table.contains(">70</td>"))
        }
    }

    @Test("It shows the baseline branch unless another is chosen, with a line for each name and branch")
    func branches() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            try await Self.build(fixture, on: "feat/x", raw: 100)
            // As long as the baseline branch has no builds, all others stand in for it.
            let early = try await ron.get("/shop").text
            #expect(early.contains("<option value=\"*\" selected>All branches</option>"))
            #expect(try Self.lines("size", early).count == 1 && !early.contains("(baseline)"))
            try await Self.build(fixture, on: "master", raw: 100)
            fixture.time.advance(seconds: 60)
            try await Self.build(fixture, "admin", on: "master", raw: 50)
            try await Self.build(fixture, on: "master", raw: 100)
            let page = try await ron.get("/shop").text
            #expect(page.contains("<option value=\"\" selected>master (baseline)</option>"))
            #expect(try Self.lines("size", page) == ["0,0 1000,0", "1000,100"])
            #expect(page.contains("<strong>admin</strong> · master: 1 build"))
            #expect(!page.contains("<strong>main</strong> · feat/x"))
            // The list below has the builds of every branch.
            #expect(page.contains(/data-label="Branch"><a [^>]*><span class="cut" title="feat\/x">/))
            let one = try await ron.get("/shop?branch=feat/x").text
            #expect(try Self.lines("size", one).count == 1 && one.contains("<strong>main</strong> · feat/x"))
            #expect(try await Self.lines("size", ron.get("/shop?branch=*").text).count == 3)
            #expect(try await Self.lines("size", ron.get("/shop?name=admin").text).count == 1)
        }
    }

    @Test("Of many lines the newest are drawn, each unlike the others, and the page says how many are not")
    func many() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            for number in 1...10 { try await Self.build(fixture, "app-\(number)", raw: number) }
            let page = try await ron.get("/shop").text
            #expect(try Self.lines("size", page).count == ChartSeries.maximum)
            #expect(page.contains("2 more lines are in the table only."))
            #expect(page.contains("<strong>app-10</strong>") && !page.contains("<strong>app-2</strong>"))
            for place in 0..<ChartSeries.maximum {
                #expect(page.contains("class=\"line s\(place)\"") && page.contains("class=\"dots s\(place)\""))
                #expect(page.contains("class=\"dots hole s\(place)\"") == [2, 3, 6, 7].contains(place))
            }
        }
    }

    @Test("A build's number is never cut off, however long or short its name is", arguments: [1, 40, 200])
    func number(length: Int) async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let name = String(repeating: "n", count: length)
            try await Self.build(fixture, name, raw: 100)
            let whole = "<span class=\"cut\" title=\"\(name) #1\"><span>\(name)</span><span> #1</span></span>"
            for path in ["/shop", "/shop/artifacts"] {
                #expect(try await ron.get(path).text.contains(whole), "\(path)")
            }
        }
    }

    @Test(
        "An axis ends at a round number", arguments: [(0, 1), (1, 1), (7, 8), (100, 100), (101, 200), (4_100, 5_000)])
    func top(value: Int, top: Int) {
        #expect(ChartScale.top(for: value) == top)
    }

    @Test(
        "A project's baseline branch is its setting, what the setting matches, or main or master",
        arguments: [(nil, ["main", "master"]), ("trunk", ["trunk"]), ("/^v[0-9]/", ["v2"]), ("/^x/", [])])
    func baseline(setting: String?, branches: [String]) {
        let project = Project(
            number: 1, id: "shop", host: .github, namespace: "n", name: "n", isPublic: false, baselineBranch: setting,
            createdAt: Timestamp(milliseconds: 0))
        #expect(project.baselineBranches(of: ["feat/v1", "v2", "v3"]) == branches)
    }
}
