import Domain
import HTTPTypes
import Testing

/// One way in which a field can be wrong.
struct FieldCase: Sendable, CustomTestStringConvertible {
    var endpoint: String
    var body: String
    /// The faults that the answer has to name.
    var faults: [String]

    var testDescription: String { "\(endpoint) \(body.prefix(60))" }
}

@Suite("Field faults")
struct FieldTests {
    private static func long(_ count: Int) -> String { String(repeating: "x", count: count) }

    private static func project(_ replaced: [String: String?]) -> String {
        object(["id": #""new-one""#, "host": #""Github""#, "namespace": #""acme""#, "name": #""n""#], replaced)
    }

    private static func webhook(_ replaced: [String: String?]) -> String {
        object(["url": #""https://hooks.example/a""#], replaced)
    }

    private static func event(_ replaced: [String: String?]) -> String {
        object(["eventType": #""own:thing""#, "payload": "{}"], replaced)
    }

    private static func object(_ base: [String: String], _ replaced: [String: String?]) -> String {
        let members = base.merging(replaced.compactMapValues { $0 }) { $1 }.filter {
            !(replaced.keys.contains($0.key) && replaced[$0.key]! == nil)
        }
        return "{" + members.map { "\"\($0.key)\":\($0.value)" }.sorted().joined(separator: ",") + "}"
    }

    static let projects: [FieldCase] = {
        let wrong: [(String, String?)] = [
            ("id", nil), ("id", "7"), ("id", "null"), ("id", #""ab""#), ("id", "\"\(long(101))\""), ("id", #""Shop""#),
            ("id", #""12345""#), ("id", #""a b c""#), ("host", nil), ("host", #""github""#), ("host", "1"),
            ("host", "null"),
            ("namespace", nil), ("namespace", "[]"), ("namespace", #""""#), ("namespace", "\"\(long(256))\""),
            ("namespace", #""a\u0000b""#), ("name", nil), ("name", "{}"), ("name", #""""#),
            ("name", "\"\(long(256))\""),
            ("name", #""\ud800""#), ("isPublic", #""yes""#), ("isPublic", "1"), ("baselineBranch", "7"),
            ("baselineBranch", #""""#), ("baselineBranch", "\"\(long(256))\""), ("baselineBranch", #""/(/""#),
            ("color", "1"),
        ]
        return wrong.map { FieldCase(endpoint: "projects", body: project([$0.0: $0.1]), faults: [$0.0]) }
    }()

    static let webhookValues: [(field: String, value: String, fault: String)] = {
        let header: (String, String) -> (field: String, value: String, fault: String) = { name, value in
            ("headers", "{\"\(name)\":\(value)}", "headers.\(name)")
        }
        let fields: [(field: String, value: String, fault: String)] = [
            ("url", "7", "url"), ("url", "null", "url"), ("url", #""""#, "url"), ("url", #""ftp://a.example""#, "url"),
            ("url", #""https://u:p@a.example""#, "url"), ("url", #""https://""#, "url"),
            ("url", #""https:///x""#, "url"),
            ("url", #""https://a.example:0""#, "url"), ("url", #""https://a.example:65536/""#, "url"),
            ("url", #""https://a.example/#x""#, "url"), ("url", #""https://-ä.example""#, "url"),
            ("url", #""https://a.example/a b""#, "url"), ("url", #""http://127.0.0.1:9""#, "url"),
            ("url", "\"https://a.example/\(long(1024))\"", "url"), ("secret", "7", "secret"),
            ("secret", #""""#, "secret"),
            ("secret", "\"\(long(256))\"", "secret"), ("secret", #""a\nb""#, "secret"),
            ("secret", #""whsec_""#, "secret"), ("secret", #""whsec_*""#, "secret"), ("method", #""PUT""#, "method"),
            ("method", "1", "method"), ("eventType", "[]", "eventType"),
            ("eventType", "\"\(long(1025))\"", "eventType"),
            ("eventType", #""a\u0001""#, "eventType"), ("enabled", #""true""#, "enabled"), ("enabled", "1", "enabled"),
            ("description", "1", "description"), ("description", "\"\(long(256))\"", "description"),
            ("description", #""\u0000""#, "description"), ("retrySchedule", "7", "retrySchedule"),
            ("retrySchedule", "[\(Array(repeating: "1", count: 21).joined(separator: ","))]", "retrySchedule"),
            ("retrySchedule", "[0]", "retrySchedule[0]"), ("retrySchedule", "[1,604801]", "retrySchedule[1]"),
            ("retrySchedule", #"["1"]"#, "retrySchedule[0]"), ("retrySchedule", "[1.5]", "retrySchedule[0]"),
            ("retrySchedule", "[604800,604800,604800,604800,604800]", "retrySchedule"), ("timeout", "0", "timeout"),
            ("timeout", "31", "timeout"), ("timeout", "1.5", "timeout"), ("timeout", #""9""#, "timeout"),
            ("timeout", "99999999999999999999", "timeout"), ("maxConcurrency", "0", "maxConcurrency"),
            ("maxConcurrency", "257", "maxConcurrency"), ("maxConcurrency", "true", "maxConcurrency"),
            ("rateLimit", "0", "rateLimit"), ("rateLimit", "10001", "rateLimit"), ("rateLimit", "{}", "rateLimit"),
            ("httpVersion", "2", "httpVersion"), ("httpVersion", "\"3\"", "httpVersion"),
            ("headers", "[]", "headers"), ("color", "1", "color"), ("id", "9", "id"),
            ("hasSecret", "true", "hasSecret"),
            (
                "headers", "{\((0...20).map { "\"x-\($0)\":\"v\"" }.joined(separator: ","))}", "headers"
            ), ("headers", #"{"x-a":"1","X-A":"2"}"#, "headers"),
            (
                "headers",
                "{\((0..<5).map { "\"x-\($0)\":\"\(long(300))\"" }.joined(separator: ","))}", "headers"
            ),
        ]
        let names = [
            "", "a b", "a:b", "é", "Host", "content-type", "Content-Length", "X-Perfsee-Event", "webhook-id",
            "Connection",
            "Transfer-Encoding", "TE", "User-Agent", "Accept",
        ]
        let values = [#""a\r\nb""#, #""a\u0000""#, "7", "null", #"" padded""#]
        return fields.filter { $0.value.count < 1_500 } + names.map { header($0, #""v""#) }
            + values.map { header("x-a", $0) }
    }()

    static let webhooks: [FieldCase] =
        [FieldCase(endpoint: "projects/shop/webhooks", body: "{}", faults: ["url"])]
        + webhookValues.map {
            FieldCase(endpoint: "projects/shop/webhooks", body: webhook([$0.field: $0.value]), faults: [$0.fault])
        }

    static let events: [FieldCase] = {
        let wrong: [(String, String?)] = [
            ("eventType", nil), ("eventType", "7"), ("eventType", "null"), ("eventType", #""""#),
            ("eventType", #""A""#),
            ("eventType", #""a::b""#), ("eventType", #""ping""#), ("eventType", "\"\(long(129))\""), ("payload", nil),
            ("payload", "7"), ("payload", "[]"), ("payload", #""{}""#), ("payload", "null"), ("color", "1"),
        ]
        return wrong.map { FieldCase(endpoint: "projects/shop/events", body: event([$0.0: $0.1]), faults: [$0.0]) }
    }()

    static let tokens: [FieldCase] = {
        let wrong: [(String, String, String)] = [
            ("name", "7", "name"), ("name", #""""#, "name"), ("name", "\"\(long(256))\"", "name"),
            ("name", "null", "name"),
            ("scopes", "7", "scopes"), ("scopes", "[]", "scopes"), ("scopes", #"["root"]"#, "scopes[0]"),
            ("scopes", #"["read",7]"#, "scopes[1]"), ("scopes", #"["read","read","read","read","read"]"#, "scopes"),
            ("project", "7", "project"), ("project", #""nowhere""#, "project"),
            ("project", "\"\(long(101))\"", "project"),
            ("application", #""5""#, "application"), ("application", "0", "application"),
            ("application", "99", "application"), ("application", "1", "application"),
            ("expiresAt", "7", "expiresAt"), ("expiresAt", #""tomorrow""#, "expiresAt"),
            ("expiresAt", #""2001-01-01T00:00:00Z""#, "expiresAt"), ("color", "1", "color"),
        ]
        let replaced = wrong.map {
            FieldCase(endpoint: "tokens", body: object(["name": #""t""#], [$0.0: $0.1]), faults: [$0.2])
        }
        return [FieldCase(endpoint: "tokens", body: "{}", faults: ["name"])] + replaced
    }()

    static let applications: [FieldCase] = {
        let wrong = [
            "{}", #"{"name":7}"#, #"{"name":null}"#, #"{"name":""}"#, "{\"name\":\"\(long(101))\"}", #"{"name":"12"}"#,
            #"{"name":" a"}"#, #"{"name":"a\u0000b"}"#,
        ]
        return wrong.map { FieldCase(endpoint: "applications", body: $0, faults: ["name"]) }
            + [FieldCase(endpoint: "applications", body: #"{"name":"a","color":1}"#, faults: ["color"])]
            + webhooks.map { FieldCase(endpoint: "applications/5/webhooks", body: $0.body, faults: $0.faults) }
    }()

    @Test("of what is created is named in a 422, and nothing is written")
    func creation() async throws {
        try await ServerFixture.with { fixture async throws in
            let before = try await fixture.everything()
            for example in Self.projects + Self.webhooks + Self.events + Self.tokens + Self.applications {
                let answer = try await fixture.post(
                    example.endpoint, example.body,
                    as: example.endpoint.hasPrefix("projects/") ? "mia" : "root")
                #expect(answer.status == 422, "\(example.testDescription): \(answer.text)")
                #expect(answer.faults == example.faults, "\(example.testDescription): \(answer.text)")
                #expect(answer.headers[.contentType] == "application/problem+json")
            }
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("of what is changed is named in a 422, and nothing is written")
    func change() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            let before = try await fixture.everything()
            for (field, value, fault) in Self.webhookValues {
                let answer = try await fixture.patch("projects/shop/webhooks/\(id)", "{\"\(field)\":\(value)}")
                #expect(answer.status == 422, "\(field) \(value.prefix(40)): \(answer.text)")
                #expect(answer.faults == [fault], "\(field) \(value.prefix(40)): \(answer.text)")
            }
            let wrong = [
                ("id", #""other""#), ("host", "null"), ("host", "1"), ("name", "null"), ("namespace", #""""#),
                ("isPublic", "0"), ("baselineBranch", #""/(/""#),
            ]
            for (field, value) in wrong {
                let answer = try await fixture.patch("projects/shop", "{\"\(field)\":\(value)}")
                #expect(answer.status == 422 && answer.faults == [field], "\(field): \(answer.text)")
            }
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("A faulty field of a member is named in a 422, and nothing is written")
    func member() async throws {
        try await ServerFixture.with { fixture async throws in
            let before = try await fixture.everything()
            let sue = String(fixture.accounts.sue.id)
            let wrong = [
                (sue, "{}", "role"), (sue, #"{"role":null}"#, "role"), (sue, #"{"role":7}"#, "role"),
                (sue, #"{"role":"owner"}"#, "role"), (sue, #"{"role":"Admin"}"#, "role"),
                (sue, #"{"role":"read","email":"a@b.c"}"#, "email"),
            ]
            for (account, body, fault) in wrong {
                let answer = try await fixture.put("projects/shop/members/\(account)", body)
                #expect(answer.status == 422, "\(account) \(body): \(answer.text)")
                #expect(answer.faults == [fault], "\(account) \(body): \(answer.text)")
            }
            let additions = [
                (#"{"role":"read"}"#, "email"), (#"{"email":null,"role":"read"}"#, "email"),
                (#"{"email":"sue@example.com"}"#, "role"), (#"{"email":"sue","role":"read"}"#, "email"),
                (#"{"email":"sue@example.com","role":"owner"}"#, "role"), (#"{"account":4,"role":"read"}"#, "account"),
                (#"{"email":"sue@example.com","application":"bot","role":"read"}"#, "application"),
                (#"{"email":"sue@example.co","role":"read"}"#, "email"), (#"{"email":7,"role":"read"}"#, "email"),
                (#"{"application":"sue","role":"read"}"#, "application"),
                (#"{"application":"","role":"read"}"#, "application"),
            ]
            for (body, fault) in additions {
                let answer = try await fixture.post("projects/shop/members", body)
                #expect(answer.status == 422 && answer.faults == [fault], "\(body): \(answer.text)")
            }
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("A faulty field is named together with all the others")
    func all() async throws {
        try await ServerFixture.with { fixture async throws in
            let answer = try await fixture.post(
                "projects/shop/webhooks", #"{"timeout":0,"color":1,"secret":7,"headers":{"Host":"x","a b":"y"}}"#)
            #expect(answer.status == 422)
            #expect(Set(answer.faults) == ["timeout", "color", "secret", "headers.Host", "headers.a b", "url"])
            let many = (0..<200).map { "\"f\($0)\":1" }.joined(separator: ",")
            #expect(try await fixture.post("projects/shop/webhooks", "{\(many)}").faults.count == 100)
        }
    }

    @Test("Null restores the default of a nullable field")
    func nulls() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook(
                #""url":"https://hooks.example/a","secret":"s","eventType":"a","enabled":false,"description":"d\ne","#
                    + #""headers":{"X-A":"1"},"retrySchedule":[1],"timeout":5,"maxConcurrency":2,"rateLimit":3,"#
                    + #""httpVersion":"2""#)
            let set = try await fixture.get("projects/shop/webhooks/\(id)")
            #expect(set["hasSecret"] == .bool(true))
            #expect(set["disabledReason"] == .string("manual"))
            #expect(set["headers"] == .array([.string("X-A")]))
            #expect(set["description"] == .string("d\ne") && set["httpVersion"] == .string("2"))
            let nulls = [
                "secret", "method", "eventType", "enabled", "description", "headers", "retrySchedule", "timeout",
                "maxConcurrency", "rateLimit", "httpVersion",
            ]
            let body = "{" + nulls.map { "\"\($0)\":null" }.joined(separator: ",") + "}"
            let answer = try await fixture.patch("projects/shop/webhooks/\(id)", body)
            #expect(answer.status == 200, "\(answer.text)")
            let defaults: [String: Tree] = [
                "hasSecret": .bool(false), "eventType": .string("*"), "enabled": .bool(true), "disabledReason": .null,
                "description": .string(""), "headers": .array([]), "retrySchedule": .null, "timeout": .number(30),
                "maxConcurrency": .number(8), "rateLimit": .null, "method": .string("POST"),
                "httpVersion": .string("1.1"),
            ]
            for (name, value) in defaults { #expect(answer[name] == value, "\(name)") }
        }
    }
}
