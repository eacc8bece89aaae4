import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Batches of events")
struct EventBatchTests {
    private static let path = "projects/shop/events/batch"

    private static func line(_ type: String, _ payload: String = "{}", key: String? = nil) -> String {
        #"{"eventType":"\#(type)","payload":\#(payload)\#(key.map { #","idempotencyKey":"\#($0)""# } ?? "")}"#
    }

    private static func send(
        _ fixture: ServerFixture, _ lines: [String], as caller: String = "mia", key: String? = nil,
        type: String = "application/x-ndjson"
    ) async throws -> Answer {
        var headers: HTTPFields = [.contentType: type]
        headers[.idempotencyKey] = key
        return try await fixture.send(
            .post, path, as: caller, bytes: Array(lines.joined(separator: "\n").utf8), headers: headers)
    }

    private static func count(_ fixture: ServerFixture) async throws -> Int {
        try await fixture.get("projects/shop/events?limit=200")["items"]?.items.count ?? -1
    }

    @Test("Each line is an event with its payload byte for byte, and is answered in the order of the lines")
    func accepted() async throws {
        try await ServerFixture.with { fixture async throws in
            _ = try await fixture.makeWebhook(#""url":"https://a.example","eventType":"a:*""#)
            let answer = try await Self.send(
                fixture, [Self.line("a:b", #"{ "n" : 1.0 }"#), "", Self.line("c:d"), "\r", Self.line("a:e") + "\r", ""])
            #expect(answer.status == 202, "\(answer.text)")
            let items = answer["items"]?.items ?? []
            #expect(items.map { $0["deliveries"]?.int } == [1, 0, 1])
            let ids = items.compactMap { $0["id"]?.int }
            #expect(ids == ids.sorted() && Set(ids).count == 3)
            let first = try await fixture.get("projects/shop/events/\(ids[0])")
            #expect(first.text.contains(#"{ "n" : 1.0 }"#))
        }
    }

    @Test(
        "A bad line is named, and nothing of the batch is kept",
        arguments: [
            (["{", line("a:b")], 400, "Line 1", [String]()),
            ([line("a:b"), "", "[]"], 422, "Line 3", []),
            ([line("a:b"), line("A b"), #"{"eventType":"a:b"}"#], 422, "", ["2.eventType", "3.payload"]),
            ([line("ping")], 422, "", ["1.eventType"]),
            ([line("a:b", "[]")], 422, "", ["1.payload"]),
            ([line("a:b", key: "k"), line("a:c"), line("a:d", key: "k")], 422, "", ["3.idempotencyKey"]),
            ([line("a:b", key: "\u{e9}")], 422, "", ["1.idempotencyKey"]),
            ([#"{"eventType":"a:b","payload":{},"more":1}"#], 422, "", ["1.more"]),
            (["", " \r"], 422, "empty", []),
            (Array(repeating: line("a:b"), count: 1_001), 422, "1000", []),
        ])
    func refused(lines: [String], status: Int, detail: String, faults: [String]) async throws {
        try await ServerFixture.with { fixture async throws in
            let answer = try await Self.send(fixture, lines)
            #expect(answer.status == status, "\(answer.text)")
            #expect(detail.isEmpty || answer.detail.contains(detail), "\(answer.detail)")
            #expect(faults.isEmpty || answer.faults == faults)
            #expect(try await Self.count(fixture) == 0)
        }
    }

    @Test("A batch, and each line of it, has a largest size; another content type is refused")
    func limits() async throws {
        try await ServerFixture.with { fixture async throws in
            let limits = ServerFixture.limits
            func line(_ bytes: Int) -> String {
                Self.line("a:b", #"{"pad":"\#(String(repeating: "x", count: bytes))"}"#)
            }
            let tooLong = try await Self.send(fixture, [Self.line("a:b"), line(limits.event)])
            #expect(tooLong.status == 413 && tooLong.detail.contains("Line 2"), "\(tooLong.text)")
            let half = line(limits.event / 2)
            let count = limits.batch / half.utf8.count
            #expect(try await Self.send(fixture, Array(repeating: half, count: count + 1)).status == 413)
            #expect(try await Self.send(fixture, Array(repeating: half, count: count - 1)).status == 202)
            let json = try await Self.send(fixture, [Self.line("a:b")], type: "application/json")
            #expect(json.status == 415 && json.detail.contains("application/x-ndjson"))
        }
    }

    @Test("A repeated batch, and a repeated event of another batch, are answered as the first time")
    func repeated() async throws {
        try await ServerFixture.with { fixture async throws in
            let lines = [Self.line("a:b", key: "one"), Self.line("a:c")]
            let first = try await Self.send(fixture, lines, key: "whole")
            #expect(first.status == 202, "\(first.text)")
            let again = try await Self.send(fixture, lines, key: "whole")
            #expect(again.bytes == first.bytes)
            #expect(try await Self.count(fixture) == 2)
            #expect(try await Self.send(fixture, [Self.line("a:c")], key: "whole").faults == ["Idempotency-Key"])
            let mixed = try await Self.send(fixture, [Self.line("a:d"), Self.line("a:b", key: "one")])
            #expect(mixed["items"]?[1] == first["items"]?[0] && mixed.status == 202)
            #expect(try await Self.count(fixture) == 3)
            let other = try await Self.send(fixture, [Self.line("a:d"), Self.line("a:z", key: "one")])
            #expect(other.status == 422 && other.faults == ["2.idempotencyKey"], "\(other.text)")
            #expect(try await Self.count(fixture) == 3)
        }
    }

    @Test("A batch that does not fit into the quota is refused whole; the same rights are needed as for each event")
    func rights() async throws {
        let quotas = Quotas(events: EventQuota(events: 3, bytes: nil), artifactBytes: nil)
        try await ServerFixture.with(quotas: quotas) { fixture async throws in
            let lines = (0..<4).map { Self.line("a:b", #"{"n":\#($0)}"#) }
            #expect(try await Self.send(fixture, lines).status == 429)
            #expect(try await Self.count(fixture) == 0)
            #expect(try await Self.send(fixture, Array(lines.prefix(3))).status == 202)
            #expect(try await Self.send(fixture, Array(lines.prefix(1))).status == 429)
            #expect(try await Self.send(fixture, Array(lines.prefix(1)), as: "ron").status == 403)
        }
    }
}
