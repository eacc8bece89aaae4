import BundleAnalysis
import Domain
import Foundation
import Localization
import Storage
import TestSupport
import Testing

@testable import Analysis

/// Builds that are analyzed by a server, one after the other: what their budgets say, and what is told.
@Suite("Budgets on a server")
struct BudgetEventTests {
    /// A build of so many bytes, and what it leads to.
    struct Step: Sendable {
        var branch = "main"
        var bytes: Int
        /// Nil if nothing can be said of the budget.
        var state: ArtifactBudgets.State?
        /// Whether its excess is accepted afterward.
        var isAccepted = false
        /// The events besides `bundle:finished`, without `bundle:`.
        var events: [String] = []
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// A line of the project's budgets.
        var budget: String
        /// Builds without budgets, before.
        var before: [Int] = []
        var steps: [Step]
    }

    static let cases = [
        Case(
            testDescription: "absolute, and the branch recovers", budget: "{on: size, max: 1 kB}",
            steps: [
                Step(bytes: 1_000, state: .kept), Step(bytes: 1_001, state: .exceeded, events: ["budget-exceeded"]),
                Step(bytes: 1_000, state: .kept, events: ["budget-recovered"]), Step(bytes: 900, state: .kept),
            ]),
        Case(
            testDescription: "absolute, on another branch, which does not recover", budget: "{on: size, max: 1 kB}",
            steps: [
                Step(bytes: 1_000, state: .kept),
                Step(branch: "topic", bytes: 1_001, state: .exceeded, events: ["budget-exceeded"]),
                Step(branch: "topic", bytes: 1_000, state: .kept), Step(bytes: 1_000, state: .kept),
            ]),
        Case(
            testDescription: "relative to the baseline", budget: "{on: size, maxIncrease: 5 %}",
            steps: [
                Step(bytes: 10_000, state: nil), Step(bytes: 10_500, state: .kept),
                Step(branch: "topic", bytes: 11_026, state: .exceeded, events: ["budget-exceeded"]),
                Step(branch: "topic", bytes: 11_025, state: .kept),
            ]),
        Case(
            testDescription: "exceeded by the baseline already", budget: "{on: size, max: 1 kB}", before: [2_000],
            steps: [
                Step(branch: "topic", bytes: 2_000, state: .noWorse),
                Step(branch: "topic", bytes: 2_100, state: .noWorse),
                Step(branch: "topic", bytes: 2_101, state: .exceeded, events: ["budget-exceeded"]),
                Step(branch: "topic", bytes: 1_000, state: .kept),
            ]),
        Case(
            testDescription: "accepted, and then more", budget: "{on: size, max: 1 kB}",
            steps: [
                Step(bytes: 1_000, state: .kept),
                Step(bytes: 1_200, state: .exceeded, isAccepted: true, events: ["budget-exceeded", "accepted"]),
                Step(bytes: 1_200, state: .accepted), Step(branch: "topic", bytes: 1_200, state: .noWorse),
                Step(bytes: 1_201, state: .exceeded, events: ["budget-exceeded"]),
                Step(bytes: 1_100, state: .accepted), Step(bytes: 1_000, state: .kept, events: ["budget-recovered"]),
            ]),
        Case(
            testDescription: "accepted on a branch: that counts there, and on no other",
            budget: "{on: size, max: 1 kB}",
            steps: [
                Step(
                    branch: "topic", bytes: 1_200, state: .exceeded, isAccepted: true,
                    events: ["budget-exceeded", "accepted"]),
                Step(branch: "topic", bytes: 1_150, state: .accepted),
                Step(branch: "topic", bytes: 1_201, state: .exceeded, events: ["budget-exceeded"]),
                Step(bytes: 1_200, state: .exceeded, events: ["budget-exceeded"]),
            ]),
        Case(
            testDescription: "drift, at exactly the right build of twenty with +0.3 % each",
            budget: "{on: size, maxDrift: 5 %, builds: 20}", steps: drift),
    ]

    /// 1.003 to the power of 16 is 1.0491, to the power of 17 1.0522.
    private static let drift: [Step] = (0...20).map { build in
        let bytes = Int((100_000 * pow(1.003, Double(build))).rounded())
        switch build {
        case 0: return Step(bytes: bytes, state: nil)
        case ..<17: return Step(bytes: bytes, state: .kept)
        default: return Step(bytes: bytes, state: .exceeded, events: ["budget-exceeded"])
        }
    }

    @Test("Each build has its verdict, its exit status and its events", arguments: cases)
    func table(_ row: Case) async throws {
        try await AnalysisWorkerFixture.with { fixture in
            for bytes in row.before { _ = try await fixture.analyzed(bytes) }
            let text = "budgets:\n  - \(row.budget)\n"
            try await fixture.store.setBudgets(text, of: fixture.project.number, at: fixture.time.now())
            for (number, step) in row.steps.enumerated() {
                let told = try await fixture.told().count
                let artifact = try await fixture.analyzed(step.bytes, branch: step.branch)
                let budgets = try #require(
                    try await fixture.store.budgets(of: artifact.id, in: fixture.project.number))
                #expect(budgets.verdicts.first?.state == step.state, "\(number)")
                #expect(budgets.source == .project && budgets.isExceeded == (step.state == .exceeded), "\(number)")
                if step.isAccepted { try await fixture.accept(artifact) }
                #expect(try await fixture.told().dropFirst(told) == step.events[...], "\(number)")
            }
        }
    }

    @Test("The file in a build counts, else the project's; a build without either has no budgets")
    func source() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let none = try await fixture.analyzed(100)
            #expect(try await fixture.budgets(of: none) == nil)
            try await fixture.store.setBudgets(
                "budgets: [{on: size, max: 50}]", of: fixture.project.number, at: fixture.time.now())
            let own = try await fixture.analyzed(100, branch: "a", budgets: "budgets: [{on: size, max: 1 kB}]")
            #expect(try await fixture.budgets(of: own)?.source == .build)
            #expect(try await fixture.budgets(of: own)?.isExceeded == false)
            // An empty list is a list too: the build is checked against nothing.
            let empty = try await fixture.analyzed(100, branch: "a", budgets: "budgets: []")
            #expect(try await fixture.budgets(of: empty) == nil)
            let projects = try await fixture.analyzed(300, branch: "b")
            #expect(try await fixture.budgets(of: projects)?.source == .project)
            #expect(try await fixture.budgets(of: projects)?.isExceeded == true)
        }
    }

    @Test("Budgets that cannot be read are a warning that names the line, and fail nothing")
    func broken() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            try await fixture.store.setBudgets(
                "budgets: [{on: size, max: 1}]", of: fixture.project.number, at: fixture.time.now())
            let file = "budgets:\n  - on: size\n    max: much\n  - on: nothing\n"
            let artifact = try await fixture.analyzed(100, budgets: file)
            #expect(artifact.status == .passed)
            #expect(try await fixture.budgets(of: artifact) == nil)
            let warning = try #require(artifact.result?.warnings.first)
            #expect(
                warning.english.hasPrefix(
                    "The budgets in `perfsee-budgets.yaml` can't be read, so none was checked: line 3, "))
            #expect(warning.english.hasSuffix(" There is 1 more mistake."))
            #expect(warning.warning(in: .chinese).text.hasPrefix("无法读取 `perfsee-budgets.yaml` 中的预算"))
            #expect(try await fixture.told() == [])
        }
    }

    @Test("The payload has the artifact with its causes, and the budgets, in the order of the contract")
    func payload() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let budgets = "budgets: [{name: All, on: size, max: 1 kB}, {on: size, maxIncrease: 50 %}]"
            _ = try await fixture.analyzed(1_100, budgets: budgets)
            let first = try #require(try await fixture.body("budget-exceeded"))
            #expect(
                first.contains(
                    #""baseline":null},"budgets":[{"name":"All","subject":"size","value":1100,"limit":1000,"baseline":null,"unit":"bytes","exceeded":true}]"#
                ))
            let second = try await fixture.analyzed(2_200, budgets: budgets)
            let body = try #require(try await fixture.body("budget-exceeded"))
            #expect(
                body.hasPrefix(
                    #"{"eventType":"bundle:budget-exceeded","payload":{"data":{"project":{"id":"perfsee","host":"Github","#
                ))
            #expect(
                body.contains(#"},"causes":[{"name":"main.js","bytes":1100,"from":null}]},"budgets":[{"name":"All","#))
            #expect(
                body.contains(
                    #"{"name":"size maxIncrease","subject":"size","value":200,"limit":150,"baseline":100,"unit":"percent","exceeded":true}]"#
                ))
            #expect(body.hasSuffix(#"}},"variables":{"projectId":"perfsee","artifactId":2}}}"#))
            try await fixture.accept(second)
            let accepted = try #require(try await fixture.body("accepted"))
            #expect(
                accepted.contains(#"}]},"acceptance":{"reason":"It is worth it.","acceptedBy":"Ada","acceptedAt":""#))
            #expect(accepted.contains(#""causes":[{"name":"main.js","bytes":1100,"from":null}]"#))
            let finished = try #require(try await fixture.body("finished"))
            #expect(!finished.contains("causes") && !finished.contains("budgets"))
        }
    }

    @Test("`bundle:finished` has the bytes that it has without budgets")
    func finishedIsAsBefore() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            _ = try await fixture.analyzed(1_100)
            let artifact = try await fixture.analyzed(2_200, budgets: "budgets: [{on: size, max: 1 kB}]")
            let baseline = try await fixture.store.artifact(1, in: fixture.project.number)
            let payload = ArtifactPayload(
                project: fixture.project, artifact: artifact, baseline: baseline, publicURL: "https://perfsee.example")
            let expected = EventBody(eventType: .bundleFinished, payload: payload.bytes)
            #expect(try await fixture.body("finished") == String(decoding: expected.bytes, as: UTF8.self))
        }
    }

    @Test("A build whose right baseline came later is compared again: that is told, and what it exceeds by that")
    func compared() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let budgets = "budgets: [{on: size, maxIncrease: 5 %}]"
            let topic = try await fixture.analyzed(
                1_200, branch: "topic", hash: "t", base: BaselineRequest(commitHash: "base"), budgets: budgets)
            #expect(try await fixture.budgets(of: topic)?.undecided.map(\.reason) == [.noBaseline])
            #expect(try await fixture.told() == [])
            _ = try await fixture.analyzed(1_000, hash: "base")
            let again = try await fixture.endedAgain(topic)
            #expect(again.baselineID == 2)
            #expect(try await fixture.told() == ["compared", "budget-exceeded"])
            let body = try #require(try await fixture.body("compared"))
            #expect(body.contains(#""causes":[{"name":"main.js","bytes":200,"from":null}]},"budgets":[{"#))
            #expect(try await fixture.events().filter { $0.eventType == .bundleFinished }.count == 2)
            _ = try await fixture.analyzedAgain(again)
            #expect(try await fixture.told() == ["compared", "budget-exceeded"])
        }
    }

    @Test("A comparison that is made again without budgets is told too, with none")
    func comparedWithoutBudgets() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let topic = try await fixture.analyzed(
                1_100, branch: "topic", hash: "t", base: BaselineRequest(commitHash: "base"))
            _ = try await fixture.analyzed(1_000, hash: "base")
            _ = try await fixture.endedAgain(topic)
            #expect(try await fixture.told() == ["compared"])
            #expect(try #require(try await fixture.body("compared")).contains(#"}]},"budgets":[]}}"#))
        }
    }

    @Test("An accepted build stays accepted when it is analyzed again")
    func analyzedAgain() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let artifact = try await fixture.analyzed(1_100, budgets: "budgets: [{on: size, max: 1 kB}]")
            try await fixture.accept(artifact)
            _ = try await fixture.analyzedAgain(artifact, raisesEvent: true)
            #expect(try await fixture.budgets(of: artifact)?.verdicts.map(\.state) == [.accepted])
            #expect(try await fixture.told() == ["budget-exceeded", "accepted"])
        }
    }

    @Test("Of a drift over many builds, the oldest report that knows the number is read, and no more than a limit")
    func driftReports() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            for (number, bytes) in [100, 200, 300].enumerated() {
                let report = """
                    {"score":90,"entryPoints":[{"name":"main","score":90,"size":{"raw":\(bytes)},\
                    "initialSize":{"raw":\(bytes)},"assetRefs":[1]}],"assets":[{"ref":1,"name":"main.js","type":"js",\
                    "size":{"raw":\(bytes)}}]}
                    """
                try await fixture.blobs.write("r\(number)", bytes: Array(report.utf8))
            }
            let lines = ["{on: size, entry: main, maxDrift: 5 %, builds: 2}", "{on: size, maxDrift: 5 %, builds: 60}"]
            let budgets = try BudgetFile(Array("budgets: [\(lines.joined(separator: ", "))]".utf8)).budgets
            let build = try ComparedBuild(
                report: Data(try #require(try await fixture.blobs.read("r0", offset: 0, count: 9_999))), content: nil)
            let drifts = MeasuredBudgets(budgets, of: build, baseline: nil).drifts
            let reports = ["gone", "r0", "r1", "r2"]
            let values = await DriftHistory(blobs: fixture.blobs, reports: reports).values(of: drifts)
            #expect(values == [0: [200, 300], 1: [100, 300]])
            let many = [String](repeating: "gone", count: DriftHistory.maximumReports) + ["r0"]
            let beyond = await DriftHistory(blobs: fixture.blobs, reports: many).values(of: drifts)
            #expect(beyond[1] == nil)
        }
    }
}

extension AnalysisWorkerFixture {
    /// A build of a script of so many bytes, once it is analyzed.
    func analyzed(
        _ bytes: Int, branch: String = "main", hash: String? = nil, base: BaselineRequest = BaselineRequest(),
        budgets: String? = nil
    ) async throws -> Artifact {
        var files = ["main.js": String(repeating: "a", count: bytes)]
        if let budgets { files[BudgetFile.name] = budgets }
        let key = "builds/\(project.number)/\(UUID().uuidString).tar"
        try await blobs.write(key, bytes: try archive(files))
        let build = Artifact.Build(
            branch: branch, name: "main", hash: hash ?? UUID().uuidString, commitMessage: nil, author: nil,
            buildKey: key)
        let reply = try await store.createArtifact(
            build, baseline: base, in: project.number, at: time.now(), once: nil)
        guard case .done(let artifact) = reply else { throw NothingHappened() }
        return try await ended(artifact)
    }

    func budgets(of artifact: Artifact) async throws -> ArtifactBudgets? {
        try await store.budgets(of: artifact.id, in: project.number)
    }

    func accept(_ artifact: Artifact) async throws {
        let new = NewAcceptance(account: 1, acceptedBy: "Ada", reason: "It is worth it.")
        let project = project
        _ = try await store.acceptExcess(
            new, of: artifact.id, in: project.number,
            event: { $0.body(in: project, publicURL: "https://perfsee.example") }, at: time.now(), once: nil)
    }

    /// The events besides `bundle:finished`, the oldest first, without `bundle:`.
    func told() async throws -> [String] {
        try await store.events(in: project.number, eventType: nil, before: nil, limit: 200).reversed()
            .map { String($0.eventType.text.dropFirst("bundle:".count)) }.filter { $0 != "finished" }
    }

    /// The newest event of a type.
    func body(_ type: String) async throws -> String? {
        try await store.events(in: project.number, eventType: nil, before: nil, limit: 200)
            .first { $0.eventType.text == "bundle:\(type)" }
            .map { String(decoding: $0.body.bytes, as: UTF8.self) }
    }
}
