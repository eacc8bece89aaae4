import Domain
import Foundation
import StoreSupport
import TestSupport
import Testing

@testable import Storage

@Suite("What an attempt says, in the database")
struct AttemptMessageTests {
    /// A delivery that failed, on a fresh store.
    private static func withFailure(
        _ end: TravelEnd, next: Delivery.Next = .failed,
        _ body: (any Store, RawDatabase, DeliveryID) async throws -> Void
    ) async throws {
        try await end.with { travel in
            let fixture = StoreFixture(store: travel.store)
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            try await fixture.record(leased, next)
            try await body(travel.store, travel.database, leased.id)
        }
    }

    @Test("A failure is stored as a code with its values, and without a sentence", arguments: TravelEnd.allCases)
    func failure(_ end: TravelEnd) async throws {
        try await Self.withFailure(end) { store, database, id async throws in
            #expect(try await database.texts("SELECT messages FROM attempts") == [#"[{"status":{"status":500}}]"#])
            #expect(try await database.texts("SELECT detail FROM attempts") == [nil])
            #expect(try await store.attempts(of: id).map(\.messages) == [[.status(status: 500)]])
        }
    }

    @Test("A success stores nothing", arguments: TravelEnd.allCases)
    func success(_ end: TravelEnd) async throws {
        try await Self.withFailure(end, next: .delivered) { store, database, id async throws in
            #expect(try await database.texts("SELECT messages FROM attempts") == [nil])
            #expect(try await database.texts("SELECT detail FROM attempts") == [nil])
            #expect(try await store.attempts(of: id).map(\.messages) == [[]])
        }
    }

    @Test("The sentence that an earlier version recorded is kept as it is", arguments: TravelEnd.allCases)
    func earlier(_ end: TravelEnd) async throws {
        try await Self.withFailure(end) { store, database, id async throws in
            let sentence = "No answer within 10 s. Answer 2xx first, work later."
            try await database.execute(
                "UPDATE attempts SET reason = 'timeout', detail = '\(sentence)', messages = NULL")
            #expect(try await store.attempts(of: id).map(\.messages) == [[.recorded(sentence: sentence)]])
        }
    }

    @Test(
        "Where a blocked name leads is not shown, even if an earlier version recorded it", arguments: TravelEnd.allCases
    )
    func blocked(_ end: TravelEnd) async throws {
        try await Self.withFailure(end) { store, database, id async throws in
            try await database.execute(
                """
                UPDATE attempts SET reason = 'blocked_address', messages = NULL, url = 'https://db.internal:8443/x',
                    detail = 'The name `db.internal` leads to 10.1.2.3, which is in a private network.'
                """)
            #expect(try await store.attempts(of: id).map(\.messages) == [[.blockedHost(host: "db.internal")]])
        }
    }

    @Test("What only a newer version knows does not hide the attempt", arguments: TravelEnd.allCases)
    func newer(_ end: TravelEnd) async throws {
        try await Self.withFailure(end) { store, database, id async throws in
            let known = #"{"refused":{"authority":"a.example:443"}}"#
            let texts: [(String, [AttemptMessage])] = [
                (
                    #"[{"swallowed":{"whale":3}},\#(known)]"#,
                    [.unknown(code: "swallowed"), .refused(authority: "a.example:443")]
                ),
                (#"[{"timeout":{"step":"digestion","limitMilliseconds":5}}]"#, [.unknown(code: "timeout")]),
                (#"[{}, 7]"#, [.unknown(code: "?"), .unknown(code: "?")]), ("no JSON", []), ("{}", []),
                (
                    #"[{"\#(String(repeating: "x", count: 500))":{}}]"#,
                    [.unknown(code: String(repeating: "x", count: 60))]
                ),
            ]
            for (text, messages) in texts {
                try await database.execute("UPDATE attempts SET messages = '\(text)'")
                #expect(try await store.attempts(of: id).map(\.messages) == [messages], "\(text)")
            }
        }
    }

    @Test("An export of the version before, without the column, is imported", arguments: TravelEnd.allCases)
    func export(_ end: TravelEnd) async throws {
        try await TravelEnd.sqlite.withFull { source, full in
            var stream = StreamLines(try await source.export())
            let rows = stream.rows(of: "attempts")
            let names = TransferCatalog.attempts.columns.map(\.name)
            let place = try #require(names.firstIndex(of: "messages"))
            let detail = try #require(names.firstIndex(of: "detail"))
            let columns = names.filter { $0 != "messages" }.map { "\"\($0)\"" }.joined(separator: ",")
            stream.lines[rows.lowerBound - 1] = "{\"columns\":[\(columns)],\"table\":\"attempts\"}"
            for line in rows {
                var row = try #require(try JSONSerialization.jsonObject(with: Data(stream.lines[line].utf8)) as? [Any])
                row[detail] = "The receiver answered 500. Its log should say what went wrong there."
                row.remove(at: place)
                stream.lines[line] = String(decoding: try JSONSerialization.data(withJSONObject: row), as: UTF8.self)
            }
            try await end.with { target in
                try await target.take(stream.data)
                let project = try #require(try await target.store.project("shop"))
                let failed = try #require(
                    try await target.store.deliveries(
                        in: project.number, matching: DeliveryFilter(state: .failed), before: nil, limit: 1
                    ).first)
                let messages = try await target.store.attempts(of: failed.id).flatMap(\.messages)
                #expect(
                    messages == [
                        .recorded(sentence: "The receiver answered 500. Its log should say what went wrong there.")
                    ])
            }
        }
    }

    @Test("The longest host makes a text of less than 1 KiB, and a message is read back as it was")
    func bounded() throws {
        let host = String(repeating: "a", count: 253)
        let messages: [AttemptMessage] = [
            .blocked(
                .notPublic(
                    host: host, kind: .carrierGradeNAT,
                    network: try CIDR(parsing: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"))),
            .unreachable(authority: "\(host):65535", why: .system(code: .max)),
            .slowLookup(name: host, limitMilliseconds: .max), .certificateInvalid(host: host),
            .blocked(.servicePort(port: 65_535, service: "Elasticsearch")), .sentAgain(why: .connectionClosed),
        ]
        for message in messages {
            let text = try #require(try AttemptMessages.text([message, .sentAgain(why: .strayBytes)]))
            #expect(text.utf8.count < 1_024)
            let read = AttemptMessages.messages(text, detail: nil, reason: nil, url: "")
            #expect(read == [message, .sentAgain(why: .strayBytes)])
        }
        let none = try AttemptMessages.text([])
        #expect(none == nil)
    }
}
