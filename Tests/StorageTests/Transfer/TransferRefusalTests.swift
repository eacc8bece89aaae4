import Domain
import Foundation
import SQLiteStorage
import Signing
import StoreSupport
import TestSupport
import Testing

@testable import Storage

@Suite("An import that is refused leaves nothing behind")
struct TransferRefusalTests {
    struct Spoilt: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var project: String?
        let sentence: String
        let spoil: @Sendable (inout StreamLines) -> Void
    }

    private static let spoilt = [
        Spoilt(testDescription: "where the stream is empty", sentence: "This is no export of Perfsee") {
            $0.lines = []
        },
        Spoilt(testDescription: "where the stream is something else", sentence: "This is no export of Perfsee") {
            $0.lines = ["<html>", "{}"]
        },
        Spoilt(testDescription: "where the format is a newer one", sentence: "The export is of version 2") {
            $0.lines[0] = $0.lines[0].replacing("\"version\":1", with: "\"version\":2")
        },
        Spoilt(testDescription: "where the last line is missing", sentence: "The export is cut off") {
            $0.lines.removeLast()
        },
        Spoilt(testDescription: "where it ends within a blob", sentence: "The export is cut off") {
            $0.lines = Array($0.lines.prefix(5))
        },
        Spoilt(testDescription: "where a row is missing", sentence: "The export is not whole") {
            $0.lines.remove(at: $0.rows(of: "attempts").lowerBound)
        },
        Spoilt(testDescription: "where a table is unknown", sentence: "wonders is no table that this Perfsee imports") {
            $0.lines[$0.rows(of: "attempts").lowerBound - 1] = #"{"columns":["id"],"table":"wonders"}"#
        },
        Spoilt(testDescription: "where a column is unknown", sentence: "no column slugs that this Perfsee knows") {
            let line = $0.rows(of: "projects").lowerBound - 1
            $0.lines[line] = $0.lines[line].replacing("\"slug\"", with: "\"slugs\"")
        },
        Spoilt(testDescription: "where a table comes twice", sentence: "the table members comes too late or again") {
            let line = $0.rows(of: "tokens").lowerBound - 1
            $0.lines[line] = #"{"columns":["project"],"table":"members"}"#
        },
        Spoilt(
            testDescription: "where a value is of another kind",
            sentence: "Row 2 of the table members: project has to be a whole number."
        ) {
            $0.lines[$0.rows(of: "members").lowerBound + 1] = #"["1",1,"read"]"#
        },
        Spoilt(
            testDescription: "where a value is missing", sentence: "Row 1 of the table members: role has to be a text."
        ) {
            $0.lines[$0.rows(of: "members").lowerBound] = #"[1,1,null]"#
        },
        Spoilt(
            testDescription: "where a row is no row", sentence: "Row 1 of the table members: a row has to be an array"
        ) {
            $0.lines[$0.rows(of: "members").lowerBound] = #"[1,1"#
        },
        Spoilt(
            testDescription: "where a row contradicts another",
            sentence: "The database does not take the rows of the table members"
        ) {
            $0.lines[$0.rows(of: "members").lowerBound] = #"[1,99,"read"]"#
        },
        Spoilt(
            testDescription: "where a secret is sealed for another webhook",
            sentence: "A sealed value was changed or belongs to another place."
        ) {
            let line = $0.rows(of: "webhook_secrets").lowerBound
            $0.lines[line] = $0.lines[line].replacing(/^\[(\d+),(\d+)/) { "[\($0.1),\(Int($0.2)! + 1)" }
        },
        Spoilt(
            testDescription: "where one project's row is of another", project: "shop",
            sentence: "Row 1 of the table tokens: it is not of the project."
        ) {
            let line = $0.rows(of: "tokens").lowerBound
            $0.lines[line] = #"[1,1,"x","AA==","admin",null,null,null,false,1]"#
        },
        Spoilt(
            testDescription: "where one project's rows do not say what they are of", project: "shop",
            sentence: "the table tokens has no column project."
        ) {
            let line = $0.rows(of: "tokens").lowerBound
            $0.lines[line - 1] = #"{"table":"tokens","columns":["id","account","name","hash","scopes"]}"#
            $0.lines[line] = #"[1,1,"x","AA==","admin"]"#
        },
        Spoilt(
            testDescription: "where one project's ids are none that are given", project: "shop",
            sentence: "The export's ids of webhooks are none that Perfsee gives."
        ) {
            $0.lines[0] = $0.lines[0].replacing(/"webhooks":\[\d+,/) { _ in "\"webhooks\":[-1," }
        },
        Spoilt(
            testDescription: "where a number is one that cannot be calculated with",
            sentence: "Row 1 of the table webhooks: timeout has to be from 1 to 30."
        ) {
            $0.set("timeout", of: "webhooks", to: .max)
        },
        Spoilt(testDescription: "where a day is none", sentence: "The export tells of days that are none.") {
            $0.lines[0] = $0.lines[0].replacing(/"days":\[/) { _ in "\"days\":[9223372036854775807," }
        },
        Spoilt(
            testDescription: "where a blob has fewer bytes than none", sentence: "is not what has to be there."
        ) {
            let line = $0.lines.firstIndex { $0.contains(#""blob":"#) }!
            $0.lines[line] = $0.lines[line].replacing(/"size":\d+/) { _ in "\"size\":-9223372036854775808" }
        },
        Spoilt(
            testDescription: "where one project's row names what the first line does not tell of", project: "shop",
            sentence: "Row 1 of the table members: 77 is none of the ids of projects that the first line tells of."
        ) {
            $0.lines[$0.rows(of: "members").lowerBound] = #"[77,1,"read"]"#
        },
    ]

    @Test("A damaged stream is refused with a sentence", arguments: spoilt)
    func refusal(_ spoilt: Spoilt) async throws {
        try await Self.check(spoilt, .sqlite)
    }

    static func check(_ spoilt: Spoilt, _ end: TravelEnd) async throws {
        try await TravelEnd.sqlite.withFull { source, _ in
            let good = try await source.export(spoilt.project)
            var stream = StreamLines(good)
            spoilt.spoil(&stream)
            try await end.with { target in
                let sentence = try await target.refusal(of: stream.data)
                #expect(sentence?.contains(spoilt.sentence) == true, "\(sentence ?? "taken")")
                #expect(try await target.store.project("shop") == nil)
                #expect(try await !target.store.hasAccounts())
                #expect(try await target.blobs.size("reports/0") == nil)
                // The next import may succeed.
                try await target.take(good)
            }
        }
    }

    @Test("A full import into a database in use is refused")
    func usedStore() async throws {
        try await TravelEnd.sqlite.withFull { source, _ in
            let stream = try await source.export()
            let sentence = try await source.refusal(of: stream)
            #expect(sentence?.hasPrefix("There are accounts in the database already.") == true)
        }
    }

    @Test("Exporting a project that does not exist is refused")
    func noProject() async throws {
        try await TravelEnd.sqlite.withFull { source, _ in
            for slug in ["nothing", "gone"] {
                await #expect(throws: TransferError("There is no project \(slug).")) { try await source.export(slug) }
            }
        }
    }

    @Test("A different key is refused; with both keys, everything is resealed with the new one")
    func otherKey() async throws {
        try await TravelEnd.sqlite.withFull { source, full in
            let stream = try await source.export("shop")
            let new = SealingKey.sample(2)
            try await TemporarySQLite(keyring: Keyring(current: new)).with { store, path in
                let target = Travel(store: store, blobs: source.blobs, database: .sqlite(path: path))
                let sentence = try #require(try await target.refusal(of: stream, keyring: Keyring(current: new)))
                #expect(sentence.contains(SealingKey.sample(1).id) && sentence.contains(new.id))
                try await target.take(stream, keyring: Keyring(current: new, older: [.sample(1)]))
                let webhook = try #require(try await store.target(full.webhook.id))
                #expect(webhook.secrets == ["new secret", "old secret ü"])
                #expect(try await target.export("shop") != stream)
            }
        }
    }
}

@Suite("An import into PostgreSQL that is refused leaves nothing behind")
struct PostgresTransferRefusalTests {
    private static let spoilt = [
        TransferRefusalTests.Spoilt(
            testDescription: "where a row contradicts another",
            sentence: "The database does not take the rows of the table members"
        ) {
            $0.lines[$0.rows(of: "members").lowerBound] = #"[1,99,"read"]"#
        },
        TransferRefusalTests.Spoilt(
            testDescription: "where a value is of another kind",
            sentence: "Row 2 of the table members: project has to be a whole number."
        ) {
            $0.lines[$0.rows(of: "members").lowerBound + 1] = #"["1",1,"read"]"#
        },
        TransferRefusalTests.Spoilt(
            testDescription: "where the last line is missing", sentence: "The export is cut off"
        ) {
            $0.lines.removeLast()
        },
    ]

    @Test("A damaged stream is refused with a sentence", arguments: spoilt)
    func refusal(_ spoilt: TransferRefusalTests.Spoilt) async throws {
        try await TransferRefusalTests.check(spoilt, .postgres)
    }
}
