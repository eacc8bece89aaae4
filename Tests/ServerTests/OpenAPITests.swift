import Domain
import HTTPTypes
import TestSupport
import Testing

@Suite("The OpenAPI description")
struct OpenAPITests {
    /// One request, and the operation that describes its answer.
    private struct Sample {
        var operation: String
        var answer: Answer
    }

    @Test("The description matches the actual answers of every operation")
    func answers() async throws {
        try await ServerFixture.with { fixture async throws in
            let document = try await fixture.get("/openapi.json", as: nil).json
            #expect(document["openapi"] == .string("3.1.0"))
            let check = SchemaCheck(document: document)
            var described = Self.operations(document)
            for sample in try await Self.samples(fixture) {
                let known = described.removeValue(forKey: sample.operation)
                let operation = try #require(known, "\(sample.operation)")
                let responses = operation["responses"]
                let response = try #require(
                    responses?[String(sample.answer.status)], "\(sample.operation): \(sample.answer.status)")
                let faults = Self.faults(of: sample.answer, response, check)
                #expect(faults.isEmpty, "\(sample.operation): \(faults)")
            }
            // This one does not end by itself; it has its own suite.
            #expect(described.keys.sorted() == ["streamDeliveries", "streamDeliveriesOfApplication"])
        }
    }

    @Test("The description says that every response has a request id, the default included")
    func requestIDs() async throws {
        try await ServerFixture.with { fixture async throws in
            let document = try await fixture.get("/openapi.json", as: nil).json
            let schema = document["components"]?["headers"]?["X-Request-Id"]?["schema"]
            #expect(schema?["maxLength"] == .number(128))
            for (name, operation) in Self.operations(document) {
                let responses = try #require(operation["responses"])
                #expect(responses.names.contains("default"))
                for status in responses.names {
                    let header = responses[status]?["headers"]?["X-Request-Id"]
                    #expect(header?["$ref"] == .string("#/components/headers/X-Request-Id"), "\(name) \(status)")
                }
            }
        }
    }

    @Test("The description covers every problem, and every field that a body accepts")
    func problems() async throws {
        try await ServerFixture.with { fixture async throws in
            let document = try await fixture.get("/openapi.json", as: nil).json
            let check = SchemaCheck(document: document)
            let problem = try #require(document["components"]?["schemas"]?["Problem"])
            let answers = [
                try await fixture.get("projects", as: nil), try await fixture.get("projects/none"),
                try await fixture.get("/api/v1/none"),
                try await fixture.post("projects", "{", as: "root"),
                try await fixture.post("projects", "{}", as: "root"),
                try await fixture.post("projects", "{}"), try await fixture.send(.put, "projects"),
            ]
            for answer in answers { #expect(check.faults(of: answer.json, problem).isEmpty, "\(answer.text)") }
            let body = Self.operations(document)["createWebhook"]?["requestBody"]?["content"]?["application/json"]?[
                "schema"]
            let fields: Set = [
                "url", "secret", "method", "eventType", "enabled", "description", "headers", "retrySchedule", "timeout",
                "maxConcurrency", "rateLimit", "httpVersion",
            ]
            #expect(Set(body?["properties"]?.names ?? []) == fields)
            #expect(body?["required"] == .array([.string("url")]))
        }
    }

    @Test("The schema checker detects faults")
    func checker() {
        let schema = Tree.object([
            "type": .string("object"), "required": .array([.string("a")]), "additionalProperties": .bool(false),
            "properties": .object(["a": .object(["type": .string("integer")])]),
        ])
        let check = SchemaCheck(document: .null)
        #expect(check.faults(of: .object(["a": .number(1)]), schema).isEmpty)
        #expect(check.faults(of: .object([:]), schema).count == 1)
        #expect(check.faults(of: .object(["a": .number(1.5)]), schema).count == 1)
        #expect(check.faults(of: .object(["a": .number(1), "b": .null]), schema).count == 1)
        #expect(check.faults(of: .array([]), schema).count == 2)
    }

    private static func operations(_ document: Tree) -> [String: Tree] {
        var operations: [String: Tree] = [:]
        for path in document["paths"]?.names ?? [] {
            for method in document["paths"]?[path]?.names ?? [] {
                guard let operation = document["paths"]?[path]?[method], let id = operation["operationId"]?.string
                else {
                    continue
                }
                operations[id] = operation
            }
        }
        return operations
    }

    private static func faults(of answer: Answer, _ response: Tree, _ check: SchemaCheck) -> [String] {
        guard let content = response["content"] else { return answer.bytes.isEmpty ? [] : ["there is a body"] }
        let type = answer.headers[.contentType] ?? ""
        guard let schema = content[type]?["schema"] else { return ["the type \(type) is not described"] }
        return type == "application/json" ? check.faults(of: answer.json, schema) : []
    }

    /// Every operation once, in an order in which each finds what it needs.
    private static func samples(_ fixture: ServerFixture) async throws -> [Sample] {
        let shop = "projects/shop"
        var samples = [
            Sample(
                operation: "createProject",
                answer: try await fixture.post(
                    "projects", #"{"id":"new","host":"Github","namespace":"a","name":"b"}"#, as: "root")),
            Sample(operation: "listProjects", answer: try await fixture.get("projects")),
            Sample(operation: "getProject", answer: try await fixture.get(shop)),
            Sample(operation: "changeProject", answer: try await fixture.patch(shop, "{}")),
            Sample(
                operation: "createWebhook",
                answer: try await fixture.post(
                    "\(shop)/webhooks",
                    #"{"url":"https://a.example","retrySchedule":[1,2],"rateLimit":5,"headers":{"X-A":"1"}}"#)),
            Sample(
                operation: "publishEvent",
                answer: try await fixture.post("\(shop)/events", #"{"eventType":"a:b","payload":{"x":1}}"#)),
        ]
        let hook = "\(shop)/webhooks/\(samples[4].answer["id"]?.int ?? 0)"
        try await ResourceTests.fail(fixture, webhook: Int64(samples[4].answer["id"]?.int ?? 0))
        let deliveries = try await fixture.get("\(shop)/deliveries")
        let delivery = "\(shop)/deliveries/\(deliveries["items"]?[0]?["id"]?.string ?? "")"
        samples += [
            Sample(
                operation: "publishEvents",
                answer: try await fixture.send(
                    .post, "\(shop)/events/batch", bytes: Array(#"{"eventType":"a:b","payload":{"x":1}}"#.utf8),
                    headers: [.contentType: "application/x-ndjson"])),
            Sample(operation: "getSettings", answer: try await fixture.get("settings")),
            Sample(operation: "changeSettings", answer: try await fixture.patch("settings", "{}", as: "root")),
            Sample(operation: "listWebhooks", answer: try await fixture.get("\(shop)/webhooks")),
            Sample(operation: "getWebhook", answer: try await fixture.get(hook)),
            Sample(operation: "changeWebhook", answer: try await fixture.patch(hook, #"{"timeout":3}"#)),
            Sample(operation: "pingWebhook", answer: try await fixture.send(.post, "\(hook)/ping")),
            Sample(operation: "rotateSecret", answer: try await fixture.send(.post, "\(hook)/secret")),
            Sample(operation: "switchSecret", answer: try await Self.switched(fixture, hook)),
            Sample(
                operation: "createReplay",
                answer: try await fixture.post("\(hook)/replays", #"{"since":"2020-01-01T00:00:00Z"}"#)),
            Sample(operation: "getReplay", answer: try await fixture.get("\(hook)/replays/1")),
            Sample(operation: "listEvents", answer: try await fixture.get("\(shop)/events")),
            Sample(
                operation: "getEvent",
                answer: try await fixture.get("\(shop)/events/\(samples[5].answer["id"]?.int ?? 0)")),
            Sample(operation: "listEventTypes", answer: try await fixture.get("event-types")),
            Sample(operation: "listDeliveries", answer: deliveries),
            Sample(operation: "getDelivery", answer: try await fixture.get(delivery)),
            Sample(operation: "redeliver", answer: try await fixture.send(.post, "\(delivery)/redeliver")),
            Sample(operation: "deleteWebhook", answer: try await fixture.send(.delete, hook)),
        ]
        return try await samples + applicationSamples(fixture) + memberSamples(fixture) + uploadSamples(fixture)
            + budgetSamples(fixture) + tokenSamples(fixture) + operatorSamples(fixture)
            + [Sample(operation: "deleteProject", answer: try await fixture.send(.delete, shop))]
    }

    private static func switched(
        _ fixture: ServerFixture, _ webhook: String, as name: String = "mia"
    ) async throws -> Answer {
        _ = try await fixture.post("\(webhook)/secret", #"{"prepare":true}"#, as: name)
        return try await fixture.send(.post, "\(webhook)/secret/switch", as: name)
    }

    private static func applicationSamples(_ fixture: ServerFixture) async throws -> [Sample] {
        let path = fixture.bot
        let hook = try await fixture.post("\(path)/webhooks", #"{"url":"https://a.example"}"#, as: "bot")
        let one = "\(path)/webhooks/\(hook["id"]?.int ?? 0)"
        let ping = try await fixture.send(.post, "\(one)/ping", as: "bot")
        try await ResourceTests.fail(fixture, webhook: Int64(hook["id"]?.int ?? 0))
        let delivery = "\(path)/deliveries/\(ping["deliveryId"]?.string ?? "")"
        let since = #"{"since":"2020-01-01T00:00:00Z"}"#
        let answers: [(String, Answer)] = [
            ("createApplication", try await fixture.post("applications", #"{"name":"deployer"}"#, as: "root")),
            ("listApplications", try await fixture.get("applications", as: "root")),
            ("getApplication", try await fixture.get(path, as: "bot")),
            ("createWebhookOfApplication", hook), ("pingWebhookOfApplication", ping),
            ("listWebhooksOfApplication", try await fixture.get("\(path)/webhooks", as: "bot")),
            ("getWebhookOfApplication", try await fixture.get(one, as: "bot")),
            ("changeWebhookOfApplication", try await fixture.patch(one, #"{"timeout":3}"#, as: "bot")),
            ("rotateSecretOfApplication", try await fixture.send(.post, "\(one)/secret", as: "bot")),
            ("switchSecretOfApplication", try await Self.switched(fixture, one, as: "bot")),
            ("createReplayOfApplication", try await fixture.post("\(one)/replays", since, as: "bot")),
            ("getReplayOfApplication", try await fixture.get("\(one)/replays/2", as: "bot")),
            ("listDeliveriesOfApplication", try await fixture.get("\(path)/deliveries", as: "bot")),
            ("getDeliveryOfApplication", try await fixture.get(delivery, as: "bot")),
            ("redeliverOfApplication", try await fixture.send(.post, "\(delivery)/redeliver", as: "bot")),
            ("deleteWebhookOfApplication", try await fixture.send(.delete, one, as: "bot")),
            ("deleteApplication", try await fixture.send(.delete, path, as: "root")),
        ]
        return answers.map { Sample(operation: $0, answer: $1) }
    }

    private static func budgetSamples(_ fixture: ServerFixture) async throws -> [Sample] {
        let id = try await fixture.exceedingArtifact()
        let budgets = #"{"text":"budgets: [{on: size, max: 1 kB}]"}"#
        let acceptance = try await fixture.post("projects/shop/artifacts/\(id)/acceptance", #"{"reason":"x"}"#)
        return [
            Sample(
                operation: "replaceProjectBudgets",
                answer: try await fixture.send(.put, "projects/shop/budgets", json: budgets)),
            Sample(operation: "getProjectBudgets", answer: try await fixture.get("projects/shop/budgets")),
            Sample(operation: "acceptArtifactExcess", answer: acceptance),
        ]
    }

    private static func memberSamples(_ fixture: ServerFixture) async throws -> [Sample] {
        let path = "projects/shop/members"
        let sue = "\(path)/\(fixture.accounts.sue.id)"
        return [
            Sample(operation: "listMembers", answer: try await fixture.get(path)),
            Sample(
                operation: "addMember",
                answer: try await fixture.post(path, #"{"email":"sue@example.com","role":"admin"}"#)),
            Sample(operation: "setMember", answer: try await fixture.put(sue, #"{"role":"read"}"#)),
            Sample(operation: "getMember", answer: try await fixture.get(sue)),
            Sample(operation: "endMembership", answer: try await fixture.send(.delete, sue)),
        ]
    }

    private static func uploadSamples(_ fixture: ServerFixture) async throws -> [Sample] {
        for number in 1...2 { try await fixture.analyzedBuild(number, bytes: 1_000) }
        for copies in 1...2 { try await fixture.build(["react": copies]) }
        let upload = try await fixture.send(.post, ServerFixture.upload, bytes: [1, 2, 3])
        try await UploadTests.finish(fixture)
        let second = try await fixture.send(.post, ServerFixture.upload, bytes: [1, 2, 3])
        let path = "projects/shop/artifacts"
        return [
            Sample(operation: "uploadArtifact", answer: upload),
            Sample(operation: "listArtifacts", answer: try await fixture.get(path)),
            Sample(operation: "getArtifact", answer: try await fixture.get("\(path)/\(second["id"]?.int ?? 0)")),
            Sample(operation: "getArtifactReport", answer: try await fixture.get("\(path)/1/report")),
            Sample(operation: "getArtifactContent", answer: try await fixture.get("\(path)/1/content")),
            Sample(operation: "getArtifactDiff", answer: try await fixture.get("\(path)/2/diff")),
            Sample(operation: "getArtifactImports", answer: try await fixture.get("\(path)/2/why?module=lodash")),
            Sample(operation: "getArtifactBuild", answer: try await fixture.get("\(path)/1/build")),
            Sample(
                operation: "getProjectHistory", answer: try await fixture.get("projects/shop/history?package=react")),
            Sample(operation: "getPackage", answer: try await fixture.get("packages/react")),
            Sample(operation: "analyzeArtifact", answer: try await fixture.send(.post, "\(path)/1/analysis")),
        ]
    }

    private static func tokenSamples(_ fixture: ServerFixture) async throws -> [Sample] {
        let made = try await fixture.post(
            "tokens", #"{"name":"t","project":"shop","expiresAt":"2030-01-01T00:00:00Z"}"#)
        return [
            Sample(operation: "createToken", answer: made),
            Sample(operation: "listTokens", answer: try await fixture.get("tokens")),
            Sample(operation: "revokeToken", answer: try await fixture.send(.delete, "tokens/\(made["id"]?.int ?? 0)")),
        ]
    }

    private static func operatorSamples(_ fixture: ServerFixture) async throws -> [Sample] {
        [
            Sample(operation: "healthz", answer: try await fixture.get("/healthz", as: nil)),
            Sample(operation: "readyz", answer: try await fixture.get("/readyz", as: nil)),
            Sample(operation: "metrics", answer: try await fixture.get("/metrics", as: nil)),
            Sample(operation: "openapi", answer: try await fixture.get("/openapi.json", as: nil)),
        ]
    }
}
