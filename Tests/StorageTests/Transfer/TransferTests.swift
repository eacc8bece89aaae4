import Domain
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Moving a store from SQLite to SQLite")
struct TransferTests {
    @Test("A second export equals the first byte for byte, for everything and for one project")
    func roundTrip() async throws {
        try await RoundTrip.check(.sqlite, .sqlite)
    }

    @Test("An export of the version before the codes of artifacts' messages keeps their English texts")
    func withoutCodes() async throws {
        try await ExportWithoutCodes.check(.sqlite)
    }

    @Test("Packages that an earlier version did not record are recorded after the import")
    func withoutPackages() async throws {
        try await ExportWithoutPackages.check(.sqlite)
    }
}

@Suite("Moving a store that did not record published types")
struct TransferWithoutTypesTests {
    @Test("The types of the events in the stream are known", arguments: TravelEnd.allCases)
    func filled(_ to: TravelEnd) async throws {
        try await TravelEnd.sqlite.withFull { source, full in
            for project in [nil, full.project.id] {
                var stream = StreamLines(try await source.export(project))
                stream.drop("published_types")
                try await to.with { target in
                    try await target.take(stream.data)
                    let shop = try #require(try await target.store.project("shop"))
                    let types = try await target.store.publishedTypes(heardBy: .project(shop.number)).types
                    #expect(Set(types.map(\.text)).isSuperset(of: ["a:b", "c:d"]))
                }
            }
        }
    }
}

@Suite("Moving a store to PostgreSQL and back")
struct PostgresTransferTests {
    private static let ways: [(TravelEnd, TravelEnd)] = [
        (.sqlite, .postgres), (.postgres, .sqlite), (.postgres, .postgres),
    ]

    @Test(
        "A second export equals the first byte for byte, for everything and for one project",
        arguments: ways)
    func roundTrip(_ from: TravelEnd, _ to: TravelEnd) async throws {
        try await RoundTrip.check(from, to)
    }
}

extension PostgresTransferTests {
    @Test("An export of the version before the codes of artifacts' messages keeps their English texts")
    func withoutCodes() async throws {
        try await ExportWithoutCodes.check(.postgres)
    }

    @Test("Packages that an earlier version did not record are recorded after the import")
    func withoutPackages() async throws {
        try await ExportWithoutPackages.check(.postgres)
    }

    @Test("The next ids come after all existing ones, even if the stream lacks the counters")
    func noCounters() async throws {
        try await TravelEnd.sqlite.withFull { source, full in
            var stream = StreamLines(try await source.export())
            stream.drop("counters")
            try await TravelEnd.postgres.with { target in
                try await target.take(stream.data)
                let fixture = StoreFixture(store: target.store)
                let project = try await fixture.project("next")
                #expect(project.number == 4)
                #expect(try await fixture.webhook(in: project).id > full.webhook.id)
            }
        }
    }
}

enum ExportWithoutPackages {
    static func check(_ to: TravelEnd) async throws {
        try await TravelEnd.sqlite.withFull { source, full in
            for project in [nil, full.project.id] {
                var stream = StreamLines(try await source.export(project))
                for table in ["package_lists", "artifact_packages"] { stream.drop(table) }
                try await to.with { target in
                    try await target.take(stream.data)
                    let last = try #require(try await target.store.unlistedArtifact(before: nil))
                    #expect(last.reportKey == "reports/1")
                    let first = try #require(try await target.store.unlistedArtifact(before: last.row))
                    #expect(first.reportKey == "reports/0")
                    #expect(try await target.store.unlistedArtifact(before: first.row) == nil)
                }
            }
        }
    }
}

enum ExportWithoutCodes {
    static func check(_ to: TravelEnd) async throws {
        try await TravelEnd.sqlite.withFull { source, full in
            var stream = StreamLines(try await source.export())
            try stream.drop(["failure", "warning_codes"], of: "artifacts")
            try await to.with { target in
                try await target.take(stream.data)
                let failed = try await target.store.artifact(3, in: full.project.number)
                #expect(failed?.failure == RecordedMessage(english: FullStore.oddText))
                let passed = try await target.store.artifact(1, in: full.project.number)
                #expect(passed?.result?.warnings.map(\.english) == [FullStore.oddText, "old"])
                #expect(passed?.result?.warnings.allSatisfy { $0.coded == nil } == true)
            }
        }
    }
}

enum RoundTrip {
    static func check(_ from: TravelEnd, _ to: TravelEnd) async throws {
        try await from.withFull { source, full in
            for project in [nil, full.project.id] {
                let stream = try await source.export(project)
                try await to.with { target in
                    let counts = try await target.take(stream)
                    #expect(counts.blobs == 10)
                    let again = try await target.export(project)
                    #expect(again == stream, "\(difference(stream, again))")
                }
            }
        }
    }

    /// The first lines that differ.
    private static func difference(_ one: Data, _ other: Data) -> String {
        let lines = (StreamLines(one).lines, StreamLines(other).lines)
        let place = zip(lines.0, lines.1).enumerated().first { $1.0 != $1.1 }
        return place.map { "line \($0 + 1):\n\($1.0.prefix(2_000))\n\($1.1.prefix(2_000))" }
            ?? "\(lines.0.count) lines, \(lines.1.count)"
    }
}
