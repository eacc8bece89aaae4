import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("A new analysis on an artifact's page")
struct ReanalysisPagesTests {
    private static let path = "/shop/artifacts/1"
    private static let sentence = "This report is from an earlier version of the analysis (1; the current one is 2)."
    private static let button = "Analyze again</button>"

    @Test("A report of an earlier version is marked, with a button for admins that requests a new analysis")
    func outdated() async throws {
        try await ServerFixture.with(analysisVersion: 2) { fixture in
            try await fixture.analyzedArtifact(version: 1)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let read = try await ron.get(Self.path).text
            #expect(read.contains(Self.sentence) && !read.contains(Self.button))
            #expect(try await mia.get(Self.path).text.contains(Self.button))
            #expect(try await mia.post("\(Self.path)/analysis", from: Self.path).location == Self.path)
            let waiting = try await mia.get(Self.path).text
            #expect(waiting.contains("The build is being analyzed again.") && waiting.contains(" data-poll"))
            #expect(waiting.contains(Self.sentence) && !waiting.contains(Self.button))
            #expect(waiting.contains("90") && !waiting.contains("The report appears here"))
            try await fixture.endAnalysis(.passed(.of(version: 2), duration: .seconds(1)))
            let ended = try await mia.get(Self.path).text
            #expect(!ended.contains("earlier version") && !ended.contains(Self.button) && !ended.contains(" data-poll"))
        }
    }

    @Test("One that failed is explained once, in the language of the page, and can be requested again")
    func failed() async throws {
        try await ServerFixture.with(analysisVersion: 2) { fixture in
            try await fixture.analyzedArtifact(version: 1)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture, language: "zh-CN")
            _ = try await mia.post("\(Self.path)/analysis", from: Self.path)
            try await fixture.endAnalysis(
                .failed(
                    reason: RecordedMessage(
                        english: "The analysis was tried 3 times.",
                        coded: #"{"analysis":{"problem":{"gaveUp":{"tries":3}}}}"#), duration: .seconds(1)))
            let page = try await mia.get(Self.path).text
            #expect(page.contains("无法重新分析此构建") && page.contains("分析已尝试 3 次"))
            #expect(page.contains("此报告来自较早版本的分析（1，当前版本为 2）") && page.contains("重新分析</button>"))
            #expect(!page.contains(">无法分析此构建<"))
        }
    }

    @Test("A failed artifact has the button, and shows its failure once")
    func failedBefore() async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.send(.post, ServerFixture.upload, bytes: [1])
            try await fixture.endAnalysis(.failed(reason: .init(english: "Broken build."), duration: .seconds(1)))
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await mia.get(Self.path).text
            #expect(page.contains(Self.button) && page.ranges(of: "Broken build.").count == 1)
            #expect(!page.contains("could not be analyzed again") && !page.contains("earlier version"))
        }
    }
}
