import Domain
import Localization
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The messages of an analysis on an artifact's page")
struct ArtifactMessageTests {
    private static let lead = "（由其他版本以英文记录）"
    private static let unknown = #"{"moon":{"phase":"full"}}"#

    /// The page of an artifact that ended with `outcome`, in both languages.
    private static func pages(
        _ outcome: ArtifactOutcome, report: String = #"{"entryPoints":[],"assets":[]}"#,
        _ body: @escaping @Sendable (_ english: String, _ chinese: String, ServerFixture) async throws -> Void
    ) async throws {
        try await ServerFixture.with { fixture in
            let now = fixture.time.now()
            let shop = try #require(try await fixture.store.project("shop"))
            let build = Artifact.Build(
                branch: "main", name: "main", hash: "abc", commitMessage: nil, author: nil, buildKey: "builds/1/x.tar")
            _ = try await fixture.store.createArtifact(
                build, baseline: BaselineRequest(), in: shop.number, at: now, once: nil)
            try await fixture.blobs.write("reports/1", bytes: Array(report.utf8))
            let claimed = try #require(
                try await fixture.store.claimArtifact(at: now, leaseUntil: now + .seconds(60)))
            let event = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
            _ = try await fixture.store.finish(claimed.lease, outcome, event: { _, _ in event }, at: now)
            let english = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let chinese = try await Visitor.signedIn(fixture.accounts.ron, in: fixture, language: "zh-CN")
            try await body(
                try await english.get("/shop/artifacts/1").text, try await chinese.get("/shop/artifacts/1").text,
                fixture)
        }
    }

    private static func passed(_ warnings: [RecordedMessage]) -> ArtifactOutcome {
        .passed(
            Artifact.Result(
                score: 90, size: .init(raw: 3, gzip: 2, brotli: 1), entryPoints: [], warnings: warnings,
                reportKey: "reports/1", contentKey: "c", analysisVersion: 1), duration: .milliseconds(5))
    }

    @Test("A failure with a code is in the language of the page, and in English in the API")
    func failure() async throws {
        let failure = ArtifactFailure.analysis(problem: .gaveUp(tries: 3))
        let reason = try RecordedMessage(failure)
        try await Self.pages(.failed(reason: reason, duration: .milliseconds(5))) { english, chinese, fixture in
            #expect(english.contains("The analysis was tried 3 times and never finished."))
            #expect(chinese.contains("分析已尝试 3 次") && !chinese.contains(Self.lead))
            let answer = try await fixture.get("projects/shop/artifacts/1", as: "ron")
            #expect(answer["failedReason"]?.string == failure.text.en)
        }
    }

    @Test("A failure from another version is in English, marked as such", arguments: [nil, unknown])
    func oldFailure(coded: String?) async throws {
        let reason = RecordedMessage(english: "The archive is `cut` off.", coded: coded)
        try await Self.pages(.failed(reason: reason, duration: .milliseconds(5))) { english, chinese, _ in
            let sentence = "The archive is <code>cut</code> off."
            #expect(english.contains(sentence) && !english.contains(Self.lead))
            #expect(chinese.contains("\(Self.lead)</span> <span lang=\"en\">\(sentence)</span>"))
        }
    }

    @Test("Each warning is in the language of the page, or in English and marked as such")
    func warnings() async throws {
        let warnings = [
            RecordedMessage(english: "Recorded.", coded: #"{"more":{"count":12}}"#),
            RecordedMessage(english: "From before."), RecordedMessage(english: "From later.", coded: Self.unknown),
        ]
        try await Self.pages(Self.passed(warnings)) { english, chinese, fixture in
            #expect(english.contains("12 more warnings are not listed."))
            #expect(english.contains("From before.") && english.contains("From later."))
            #expect(chinese.contains("另有 12 条警告未列出。") && !chinese.contains("Recorded."))
            for sentence in ["From before.", "From later."] {
                #expect(chinese.contains("\(Self.lead)</span> <span lang=\"en\">\(sentence)</span>"))
            }
            let answer = try await fixture.get("projects/shop/artifacts/1", as: "ron")
            #expect(answer["warnings"]?.items.map(\.string) == ["Recorded.", "From before.", "From later."])
        }
    }

    @Test("An audit has the texts of this version, one of another version those of the report")
    func audits() async throws {
        let report = """
            {"entryPoints":[{"name":"app","size":{"raw":1,"gzip":1,"brotli":1},"initialSize":{"raw":1,"gzip":1,\
            "brotli":1},"score":9,"audits":[{"id":"http2-notice","title":"Old title","desc":"Old text.","score":2},\
            {"id":"moon-notice","title":"Title of tomorrow","desc":"Text of tomorrow.","score":2}]}],"assets":[]}
            """
        try await Self.pages(Self.passed([]), report: report) { english, chinese, _ in
            #expect(english.contains("Serve over HTTP/2") && english.contains("Over HTTP/1.1 a browser loads"))
            #expect(chinese.contains("使用 HTTP/2") && chinese.contains("页面需等待 6 个以上的文件"))
            for page in [english, chinese] {
                #expect(!page.contains("Old title") && !page.contains("Old text."))
                #expect(page.contains("Title of tomorrow") && page.contains("Text of tomorrow."))
            }
        }
    }
}
