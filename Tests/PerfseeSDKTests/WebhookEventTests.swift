import Foundation
import PerfseeSDK
import Testing

@Suite("Webhook events")
struct WebhookEventTests {
    @Test("Every type of the catalog is known")
    func catalog() throws {
        let entries = try Catalog.entries()
        #expect(entries.count == 9)
        for entry in entries {
            let event = try WebhookEvent(body: entry.body(payload: entry.example))
            #expect(event.eventType == entry.eventType)
            if case .other = event { Issue.record("\(entry.eventType) is not typed") }
        }
    }

    @Test("A bundle event holds every field of the catalog's example")
    func bundleFinished() throws {
        let entry = try Catalog.entry("bundle:finished")
        guard case .bundleFinished(let event) = try WebhookEvent(body: entry.body(payload: entry.example)) else {
            return #expect(Bool(false), "not a bundle:finished")
        }
        #expect(event.project.id == "perfsee")
        #expect(event.artifact.id == 65)
        #expect(event.artifact.score == 57)
        #expect(event.artifact.status == .passed)
        #expect(event.artifact.createdAt == Date(timeIntervalSince1970: 1_671_405_124.076))
        #expect(event.baseline?.score == 62)
        var artifact = try subject("artifact", of: entry)
        let baseline = try #require(artifact.removeValue(forKey: "baseline") as? NSDictionary)
        #expect(try fields(of: event.artifact) == artifact as NSDictionary)
        #expect(try fields(of: event.baseline) == baseline)
    }

    @Test("A lab or source event holds every field of the catalog's example")
    func lab() throws {
        for entry in try Catalog.entries() {
            switch try WebhookEvent(body: entry.body(payload: entry.example)) {
            case .labSnapshotCompleted(let event):
                #expect(try fields(of: event.snapshot) == subject("snapshot", of: entry) as NSDictionary)
                #expect(event.snapshot.snapshotReports?.count == 2)
            case .labSnapshotReportCompleted(let event):
                #expect(try fields(of: event.snapshotReport) == subject("snapshotReport", of: entry) as NSDictionary)
            case .sourceFinished(let event):
                #expect(try fields(of: event.snapshotReport) == subject("snapshotReport", of: entry) as NSDictionary)
            case .ping(let event):
                #expect(event.webhookID == 1)
                #expect(event.project.namespace == "perfsee")
            default: break
            }
        }
    }

    @Test("An event about budgets holds every field of the catalog's example")
    func budgets() throws {
        var types: [String] = []
        for entry in try Catalog.entries() {
            guard case .product(let event) = try WebhookEvent(body: entry.body(payload: entry.example)) else {
                continue
            }
            types.append(event.eventType)
            let (artifact, baseline, causes): (EventArtifact, EventArtifact?, [EventCause]?)
            switch event {
            case .budgetExceeded(let told), .budgetRecovered(let told), .compared(let told):
                (artifact, baseline, causes) = (told.artifact, told.baseline, told.causes)
                #expect(told.budgets.count == 1 && told.budgets.first?.unit == .bytes)
                #expect(told.budgets.first?.exceeded == (entry.eventType != "bundle:budget-recovered"))
            case .accepted(let told):
                (artifact, baseline, causes) = (told.artifact, told.baseline, told.causes)
                let acceptance = try subject("acceptance", of: entry)
                #expect(told.acceptance.acceptedBy == acceptance["acceptedBy"] as? String)
                #expect(told.acceptance.budgets.first?.value == 176_640)
            }
            #expect(artifact.id == 65 && baseline?.id == 61)
            #expect(causes?.map(\.name) == ["lodash", "src/table.ts"])
            #expect(causes?.map(\.from) == ["src/table.ts:3", nil])
        }
        let expected = ["budget-exceeded", "budget-recovered", "accepted", "compared"].map { "bundle:\($0)" }
        #expect(types == expected)
    }

    @Test("An artifact that was compared with nothing has no causes")
    func noCauses() throws {
        let entry = try Catalog.entry("bundle:budget-exceeded")
        let path = ["data", "project", "artifact", "causes"]
        let body = try entry.body(payload: replacing(path[...], in: entry.example, with: nil))
        guard case .product(.budgetExceeded(let event)) = try WebhookEvent(body: body) else {
            return #expect(Bool(false), "not a bundle:budget-exceeded")
        }
        #expect(event.causes == nil)
    }

    @Test("Null is accepted exactly in the fields that the catalog makes nullable")
    func nulls() throws {
        for entry in try Catalog.entries() {
            let fields = SchemaWalk(root: entry.schema).fields()
            #expect(fields.count > 6)
            for field in fields where field.path.first == "data" {
                let body = try entry.body(payload: replacing(field.path[...], in: entry.example, with: NSNull()))
                if field.isNullable {
                    #expect(throws: Never.self, "\(entry.eventType) \(field.path)") { try WebhookEvent(body: body) }
                } else {
                    #expect(throws: UnreadableEvent.self, "\(entry.eventType) \(field.path)") {
                        try WebhookEvent(body: body)
                    }
                }
            }
        }
    }

    @Test("Unknown fields are ignored")
    func unknownFields() throws {
        for entry in try Catalog.entries() {
            var payload = entry.example
            payload["new"] = ["nested": [1, 2]]
            let body = try entry.body(
                payload: replacing(["data", "project", "color"], in: payload, with: "blue"))
            #expect(try WebhookEvent(body: body).eventType == entry.eventType)
        }
    }

    @Test("An artifact without a baseline has none")
    func noBaseline() throws {
        let entry = try Catalog.entry("bundle:finished")
        let path = ["data", "project", "artifact", "baseline"]
        for value in [NSNull(), nil] as [Any?] {
            let body = try entry.body(payload: replacing(path[...], in: entry.example, with: value))
            guard case .bundleFinished(let event) = try WebhookEvent(body: body) else {
                return #expect(Bool(false), "not a bundle:finished")
            }
            #expect(event.baseline == nil)
        }
    }

    @Test("An event of another type keeps its payload byte for byte")
    func other() throws {
        let payload = #"{ "b" : 1.0e2, "a":"\u00e9 \" } ]", "list":[ {}, [ ] ], "b":2 }"#
        for body in [
            #"{"eventType":"shop:order-placed","payload":\#(payload)}"#,
            #" { "payload" : \#(payload) , "eventType" : "shop:order-placed" } "#,
            #"{"x":[{"payload":1}],"y":"\\\"payload\"","payload":\#(payload),"eventType":"shop:order-placed"}"#,
            #"{"eventType":"shop:order-placed","pay\u006c\u006Fad":\#(payload)}"#,
        ] {
            let event = try WebhookEvent(body: Array(body.utf8))
            #expect(event == .other(OtherEvent(eventType: "shop:order-placed", payload: Array(payload.utf8))))
            #expect(event.eventType == "shop:order-placed")
        }
    }

    @Test("An event of another type can be decoded as a custom type")
    func decodeOther() throws {
        struct Order: Decodable, Equatable {
            let number: Int
            let placedAt: Date
        }
        let body = #"{"eventType":"shop:order","payload":{"number":7,"placedAt":"2024-02-29T12:00:00.500Z"}}"#
        guard case .other(let event) = try WebhookEvent(body: Array(body.utf8)) else {
            return #expect(Bool(false), "not another type")
        }
        let order = try event.decodePayload(as: Order.self)
        #expect(order == Order(number: 7, placedAt: Date(timeIntervalSince1970: 1_709_208_000.5)))
        #expect(throws: DecodingError.self) { try event.decodePayload(as: [Int].self) }
    }

    @Test(
        "A body that is not an event is refused with a sentence",
        arguments: ["", "{", "[]", "null", "7", "{}", #"{"eventType":7,"payload":{}}"#, #"{"eventType":"a"}"#])
    func notAnEvent(body: String) {
        let error = #expect(throws: UnreadableEvent.self) { try WebhookEvent(body: Array(body.utf8)) }
        guard case .notAnEvent = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(error?.description.hasPrefix("The body is not a Perfsee event: ") == true)
    }

    @Test("A payload that does not match the catalog is refused with the field's name")
    func unexpectedPayload() throws {
        let entry = try Catalog.entry("bundle:finished")
        let path = ["data", "project", "artifact", "score"]
        let body = try entry.body(payload: replacing(path[...], in: entry.example, with: "high"))
        let error = #expect(throws: UnreadableEvent.self) { try WebhookEvent(body: body) }
        #expect(error?.description.contains("artifact.score") == true)
    }

    /// The value of `data.project` under `name` in the catalog's example.
    private func subject(_ name: String, of entry: Catalog.Entry) throws -> [String: Any] {
        let data = try #require(entry.example["data"] as? [String: Any])
        let project = try #require(data["project"] as? [String: Any])
        return try #require(project[name] as? [String: Any])
    }

    /// The fields that a value holds, as JSON, including nulls.
    private func fields(of value: some Encodable) throws -> NSDictionary {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            try container.encode(date.addingTimeInterval(0.0005).formatted(style))
        }
        let object = try JSONSerialization.jsonObject(with: encoder.encode(value))
        return try #require(NullFilling(example: object).object) as NSDictionary
    }
}

/// Encoders leave nil fields out, but the examples write null. Only one field is null in the examples: `failedReason`.
private struct NullFilling {
    let example: Any

    var object: [String: Any]? { filled(example) as? [String: Any] }

    private func filled(_ value: Any) -> Any {
        if let list = value as? [Any] { return list.map(filled) }
        guard var object = value as? [String: Any] else { return value }
        object = object.mapValues(filled)
        if object["createdAt"] != nil, object["failedReason"] == nil { object["failedReason"] = NSNull() }
        return object
    }
}
