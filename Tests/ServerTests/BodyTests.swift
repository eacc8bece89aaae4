import HTTPTypes
import Server
import Testing
import Zlib

@Suite("Unacceptable bodies")
struct BodyTests {
    private static let paths = ["projects", "projects/shop/webhooks", "projects/shop/events", "tokens"]

    private static func token(_ path: String) -> String { path == "projects" ? "root" : "mia" }

    @Test(
        "Malformed JSON is a 400 that says where",
        arguments: [
            ([], "empty"), (Array("{\"a\":".utf8), "ends"), (Array("nonsense".utf8), "not valid JSON"),
            ([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], "not valid UTF-8"),
            (Array("{\"a\":\"\u{1}\"}".utf8), "control character"),
            (
                Array(
                    "{\"payload\":{\"a\":\(String(repeating: "[", count: 63))\(String(repeating: "]", count: 63))}}"
                        .utf8), "deeper than the limit of 64"
            ),
        ] as [([UInt8], String)])
    func malformed(_ bytes: [UInt8], _ word: String) async throws {
        try await ServerFixture.with { fixture async throws in
            let before = try await fixture.everything()
            for path in Self.paths where !(bytes.isEmpty && !path.hasSuffix("events")) {
                let answer = try await fixture.send(.post, path, as: Self.token(path), bytes: bytes)
                #expect(answer.status == 400, "\(path): \(answer.text)")
                #expect(answer.detail.contains(word), "\(answer.detail)")
            }
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("JSON that is not an object is a 422", arguments: ["[]", "7", "null", "\"a\""])
    func noObject(_ json: String) async throws {
        try await ServerFixture.with { fixture async throws in
            for path in Self.paths {
                let answer = try await fixture.post(path, json, as: Self.token(path))
                #expect(answer.status == 422, "\(path)")
            }
        }
    }

    @Test("A repeated field is a 422, even if it is escaped differently")
    func twice() async throws {
        try await ServerFixture.with { fixture async throws in
            let answer = try await fixture.post(
                "projects/shop/events", #"{"eventType":"a:b","payload":{},"payl\u006fad":{"a":1}}"#)
            #expect(answer.status == 422)
            #expect(answer.faults == ["payload"])
        }
    }

    @Test("A body over the limit is a 413, and one at the limit is accepted")
    func tooLarge() async throws {
        try await ServerFixture.with { fixture async throws in
            let before = try await fixture.everything()
            for path in Self.paths {
                let limit = path.hasSuffix("events") ? ServerFixture.limits.event : ServerFixture.limits.other
                let over = Array("{}".utf8) + Array(repeating: UInt8(ascii: " "), count: limit - 1)
                let answer = try await fixture.send(.post, path, as: Self.token(path), bytes: over)
                #expect(answer.status == 413, "\(path)")
                #expect(answer.headers[.connection] == "close")
            }
            #expect(try await fixture.everything() == before)
            let frame = #"{"eventType":"a:b","payload":{"a":""}}"#
            let filler = String(repeating: "x", count: ServerFixture.limits.event - frame.utf8.count)
            let full = #"{"eventType":"a:b","payload":{"a":"\#(filler)"}}"#
            #expect(try await fixture.post("projects/shop/events", full).status == 202)
        }
    }

    @Test(
        "A body that is not declared as JSON in UTF-8 is a 415",
        arguments: ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "json"])
    func contentType(_ type: String) async throws {
        try await ServerFixture.with { fixture async throws in
            let before = try await fixture.everything()
            for path in Self.paths {
                let answer = try await fixture.send(
                    .post, path, as: Self.token(path), json: "{}", headers: [.contentType: type])
                #expect(answer.status == 415, "\(path)")
            }
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("An acceptable content type is recognized whatever its case and parameters")
    func goodContentType() async throws {
        try await ServerFixture.with { fixture async throws in
            for type in ["application/json", "Application/JSON; charset=UTF-8", "application/merge-patch+json"] {
                let answer = try await fixture.send(
                    .patch, "projects/shop", json: #"{"name":"shop"}"#, headers: [.contentType: type])
                #expect(answer.status == 200, "\(type)")
            }
        }
    }

    @Test("Unknown fields in a ping or a redelivery are refused without a trace")
    func unexpectedFields() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            let before = try await fixture.everything()
            let answer = try await fixture.post("projects/shop/webhooks/\(id)/ping", #"{"loud":true}"#)
            #expect(answer.status == 422 && answer.faults == ["loud"])
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("Bodies are limited to 1 MiB for events, 500 MB for archives and 64 KiB for everything else by default")
    func standardLimits() {
        let expected = BodyLimits(event: 1_048_576, archive: 500_000_000, other: 65_536)
        #expect(ServerConfiguration().bodyLimits == expected)
    }

    @Test("A gzip body is taken, and the limit is that of what it unpacks to; what is not gzip is a 400")
    func gzip() async throws {
        try await ServerFixture.with { fixture async throws in
            func publish(_ bytes: [UInt8], coding: String = "gzip") async throws -> Answer {
                try await fixture.send(
                    .post, "projects/shop/events", as: "mia", bytes: bytes, headers: [.contentEncoding: coding])
            }
            let packed = try Self.gzip(Array(#"{"eventType":"a:b","payload":{"a":1}}"#.utf8))
            #expect(try await publish(packed).status == 202)
            #expect(try await publish(packed, coding: "X-GZIP").status == 202)
            #expect(try await publish(Array(packed.dropLast(1))).status == 400)
            #expect(try await publish(packed + [0]).status == 400)
            #expect(try await publish(Array("{}".utf8)).status == 400)
            let bomb =
                Array(#"{"eventType":"a:b","payload":{"a":""#.utf8)
                + [UInt8](repeating: 65, count: ServerFixture.limits.event)
            #expect(try await publish(try Self.gzip(bomb)).status == 413)
            for coding in ["br", "deflate", "gzip, gzip"] {
                #expect(try await publish(packed, coding: coding).status == 415)
            }
            #expect(
                try await publish(Array(#"{"eventType":"a:b","payload":{}}"#.utf8), coding: "identity").status == 202)
        }
    }

    private static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        try #require(DeflateStream.compress(bytes, .gzip, level: 6))
    }
}
