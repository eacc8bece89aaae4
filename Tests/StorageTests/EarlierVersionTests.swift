import Domain
import Foundation
import GRDB
import Localization
import PostgresClient
import SQLiteStorage
import StoreSupport
import TestSupport
import Testing

@testable import Storage

/// Version 0.1.0 stored English sentences where messages are values now. `Samples` has a database of each kind and an
/// export as that version wrote them: one project, ten webhooks whose receivers respond in different ways or not at
/// all, and three uploads. Secrets are sealed with a key of 32 bytes, all 1.
@Suite("What the version before stored")
struct EarlierVersionTests {
    enum Sample: String, CaseIterable, Sendable {
        case database, export
    }

    @Test(
        "A database and an export of it open, and their attempts, failures, and warnings read well",
        arguments: TravelEnd.allCases, Sample.allCases)
    func reads(_ end: TravelEnd, _ sample: Sample) async throws {
        try await Self.withStore(end, sample) { store in
            let project = try #require(try await store.project("shop"))
            try await Self.checkAttempts(store, project)
            try await Self.checkArtifacts(store, project)
            // Nobody chose it, and it has no builds; in an export, it can't be told from a choice.
            #expect(project.baselineBranch == (sample == .database ? nil : "master"))
        }
    }

    // MARK: Checks

    /// The reason of each webhook's first attempt, and whether the sentence that was recorded is still shown.
    private static let reasons: [String: FailureReason?] = [
        "/204": nil, "/500": .status, "/302": .status, "/429": .status, "/410": .status, "/slow": .timeout,
        "/refused": .refused, "/hook": .dns, "/x": .blockedAddress, "/tls": .tls,
    ]

    private static func checkAttempts(_ store: any Store, _ project: Project) async throws {
        let deliveries = try await store.deliveries(
            in: .project(project.number), matching: DeliveryFilter(), before: nil, limit: 100)
        var seen: Set<String> = []
        for delivery in deliveries {
            for attempt in try await store.attempts(of: delivery.id) {
                let path = try #require(URL(string: attempt.request.url)?.path)
                let expected = try #require(reasons[path], "An attempt at \(attempt.request.url)")
                seen.insert(path)
                #expect(attempt.reason == expected, "\(path)")
                try check(attempt.messages, of: expected)
            }
        }
        #expect(seen == Set(reasons.keys))
    }

    private static func check(_ messages: [AttemptMessage], of reason: FailureReason?) throws {
        switch reason {
        case nil: #expect(messages == [])
        // Where the name leads was recorded, and is nobody's business.
        case .blockedAddress: #expect(messages == [.blockedHost(host: "internal.example")])
        case .some(let reason):
            guard case .recorded(let sentence) = try #require(messages.first) else {
                Issue.record("\(messages)")
                return
            }
            #expect(sentence.hasSuffix(".") && sentence.count > 20, "\(sentence)")
            #expect(messages.map { $0.text.en } == [sentence])
            #expect(reason.text.zh != reason.text.en)
        }
    }

    private static func checkArtifacts(_ store: any Store, _ project: Project) async throws {
        let artifacts = try await store.artifacts(
            in: project.number, matching: ArtifactFilter(), before: nil, limit: 100)
        #expect(artifacts.map(\.status) == [.failed, .failed, .passed])
        #expect(artifacts.allSatisfy { !$0.build.isFork && $0.result?.importsKey == nil })
        for artifact in artifacts where artifact.status == .failed {
            let failure = try #require(artifact.failure)
            check(failure.failure(in:), recorded: failure.english)
        }
        let warnings = try #require(artifacts.last?.result?.warnings)
        #expect(!warnings.isEmpty)
        for warning in warnings { check(warning.warning(in:), recorded: warning.english) }
    }

    /// The sentence as it was recorded; a Chinese page says why it is in English.
    private static func check(_ text: (Language) -> RecordedText, recorded: String) {
        #expect(recorded.hasSuffix(".") && recorded.count > 20, "\(recorded)")
        #expect(text(.english) == RecordedText(recorded: recorded, .english))
        #expect(text(.english).lead == nil)
        #expect(text(.chinese).text == recorded)
        #expect(text(.chinese).lead != nil)
    }

    // MARK: Samples

    private static func withStore(
        _ end: TravelEnd, _ sample: Sample, _ body: (any Store) async throws -> Void
    ) async throws {
        switch (end, sample) {
        case (_, .export):
            try await end.with { travel in
                try await travel.take(try data("earlier.export"))
                try await body(travel.store)
            }
        case (.sqlite, .database): try await withSQLite(body)
        case (.postgres, .database): try await withPostgres(body)
        }
    }

    private static func withSQLite(_ body: (any Store) async throws -> Void) async throws {
        let dump = try text("earlier-sqlite.sql")
        try await withTemporaryFolder { folder in
            let path = folder + "/perfsee.db"
            // The dump names tables before it creates them.
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            try await DatabaseQueue(path: path, configuration: configuration).write { try $0.execute(sql: dump) }
            let store = try await SQLiteStore.open(path: path, keyring: TemporaryPostgresStore.keyring)
            let result: Result<Void, any Error>
            do { result = .success(try await body(store)) } catch { result = .failure(error) }
            try await store.close()
            try result.get()
        }
    }

    private static func withPostgres(_ body: (any Store) async throws -> Void) async throws {
        let dump = try text("earlier-postgres.sql")
        try await TemporaryPostgresStore.withDatabase { url in
            try await RawDatabase.postgres(url: url).execute(dump)
            try await TemporaryPostgresStore.withStore(url) { try await body($0) }
        }
    }

    private static func data(_ name: String, _ file: String = #filePath) throws -> Data {
        try Data(contentsOf: URL(filePath: file).deletingLastPathComponent().appending(path: "Samples/\(name)"))
    }

    private static func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }
}
