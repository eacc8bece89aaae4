import HTTPTypes
import Server
import Testing

@Suite("Bodies that cannot be taken")
struct BodyTests {
    private static let paths = ["projects", "projects/shop/webhooks", "projects/shop/events", "tokens"]

    private static func token(_ path: String) -> String { path == "projects" ? "root" : "mia" }

    @Test(
        "are a 400 that says where",
        arguments: [
            ([], "empty"), (Array("{\"a\":".utf8), "ends"), (Array("nonsense".utf8), "not JSON"),
            ([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], "not UTF-8"),
            (Array("{\"a\":\"\u{1}\"}".utf8), "control character"),
            (
                Array(
                    "{\"payload\":{\"a\":\(String(repeating: "[", count: 63))\(String(repeating: "]", count: 63))}}"
                        .utf8), "deeper than 64"
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

    @Test("are a 422 where they are JSON but no object", arguments: ["[]", "7", "null", "\"a\""])
    func noObject(_ json: String) async throws {
        try await ServerFixture.with { fixture async throws in
            for path in Self.paths {
                let answer = try await fixture.post(path, json, as: Self.token(path))
                #expect(answer.status == 422, "\(path)")
            }
        }
    }

    @Test("are a 422 where a field is there twice, were the second written otherwise")
    func twice() async throws {
        try await ServerFixture.with { fixture async throws in
            let answer = try await fixture.post(
                "projects/shop/events", #"{"eventType":"a:b","payload":{},"payl\u006fad":{"a":1}}"#)
            #expect(answer.status == 422)
            #expect(answer.faults == ["payload"])
        }
    }

    @Test("are a 413 over the limit, and are taken at it")
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
        "are a 415 where they do not say that they are JSON in UTF-8",
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

    @Test("are told from those that can, whatever the case and the parameters of their type")
    func goodContentType() async throws {
        try await ServerFixture.with { fixture async throws in
            for type in ["application/json", "Application/JSON; charset=UTF-8", "application/merge-patch+json"] {
                let answer = try await fixture.send(
                    .patch, "projects/shop", json: #"{"name":"shop"}"#, headers: [.contentType: type])
                #expect(answer.status == 200, "\(type)")
            }
        }
    }

    @Test("leave no trace where ping and redeliver are sent fields that they do not have")
    func unexpectedFields() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            let before = try await fixture.everything()
            let answer = try await fixture.post("projects/shop/webhooks/\(id)/ping", #"{"loud":true}"#)
            #expect(answer.status == 422 && answer.faults == ["loud"])
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("are limited to 1 MiB for events, 500 MB for archives and 64 KiB for all else unless told otherwise")
    func standardLimits() {
        let expected = BodyLimits(event: 1_048_576, archive: 500_000_000, other: 65_536)
        #expect(ServerConfiguration().bodyLimits == expected)
    }
}
