import Domain
import HTTPTypes
import TestSupport
import Testing

/// One endpoint with what it takes.
struct Door: Sendable, CustomTestStringConvertible {
    var method: HTTPRequest.Method
    /// As the description writes it.
    var template: String
    /// A token that has the right account but too small a scope; nil where any token will do.
    var tooSmall: String?
    /// Whether it lies in a project, and so is hidden from strangers.
    var isInProject = true
    var path: String {
        template.replacing("{project}", with: "shop").replacing("{id}", with: "1").replacing("{replay}", with: "1")
            .replacing("{account}", with: "3").replacing("{application}", with: "5")
    }

    var testDescription: String { "\(method.rawValue) \(template)" }

    static let all = inProjects + elsewhere + ofApplications

    private static let inProjects: [Door] = [
        Door(method: .post, template: "projects", tooSmall: "mia", isInProject: false),
        Door(method: .get, template: "projects", tooSmall: "mia-publish", isInProject: false),
        Door(method: .get, template: "projects/{project}", tooSmall: "mia-upload"),
        Door(method: .patch, template: "projects/{project}", tooSmall: "mia-read"),
        Door(method: .delete, template: "projects/{project}", tooSmall: "mia-publish"),
        Door(method: .get, template: "projects/{project}/members", tooSmall: "mia-read"),
        Door(method: .post, template: "projects/{project}/members", tooSmall: "mia-read"),
        Door(method: .get, template: "projects/{project}/members/{account}", tooSmall: "mia-read"),
        Door(method: .put, template: "projects/{project}/members/{account}", tooSmall: "mia-publish"),
        Door(method: .delete, template: "projects/{project}/members/{account}", tooSmall: "mia-upload"),
        Door(method: .post, template: "projects/{project}/webhooks", tooSmall: "mia-read"),
        Door(method: .get, template: "projects/{project}/webhooks", tooSmall: "mia-read"),
        Door(method: .get, template: "projects/{project}/webhooks/{id}", tooSmall: "mia-publish"),
        Door(method: .patch, template: "projects/{project}/webhooks/{id}", tooSmall: "mia-upload"),
        Door(method: .delete, template: "projects/{project}/webhooks/{id}", tooSmall: "mia-read"),
        Door(method: .post, template: "projects/{project}/webhooks/{id}/ping", tooSmall: "mia-publish"),
        Door(method: .post, template: "projects/{project}/webhooks/{id}/secret", tooSmall: "mia-publish"),
        Door(method: .post, template: "projects/{project}/webhooks/{id}/replays", tooSmall: "mia-read"),
        Door(method: .get, template: "projects/{project}/webhooks/{id}/replays/{replay}", tooSmall: "mia-read"),
        Door(method: .get, template: "projects/{project}/deliveries/stream", tooSmall: "mia-read"),
        Door(method: .post, template: "projects/{project}/events", tooSmall: "mia-upload"),
        Door(method: .get, template: "projects/{project}/events", tooSmall: "mia-publish"),
        Door(method: .get, template: "projects/{project}/events/{id}", tooSmall: "mia-read"),
        Door(method: .get, template: "projects/{project}/deliveries", tooSmall: "mia-read"),
        Door(method: .get, template: "projects/{project}/deliveries/{id}", tooSmall: "mia-read"),
        Door(method: .post, template: "projects/{project}/deliveries/{id}/redeliver", tooSmall: "mia-publish"),
        Door(method: .get, template: "projects/{project}/artifacts", tooSmall: "mia-upload"),
        Door(method: .get, template: "projects/{project}/artifacts/{id}", tooSmall: "mia-upload"),
        Door(method: .get, template: "projects/{project}/artifacts/{id}/report", tooSmall: "mia-publish"),
        Door(method: .get, template: "projects/{project}/artifacts/{id}/content", tooSmall: "mia-publish"),
        Door(method: .get, template: "projects/{project}/artifacts/{id}/build", tooSmall: "mia-publish"),
        Door(method: .post, template: "artifacts", tooSmall: "mia-read"),
    ]

    private static let elsewhere: [Door] = [
        Door(method: .get, template: "event-types", isInProject: false),
        Door(method: .post, template: "tokens", isInProject: false),
        Door(method: .get, template: "tokens", isInProject: false),
        Door(method: .delete, template: "tokens/{id}", isInProject: false),
    ]

    private static let ofApplications: [Door] =
        [
            Door(method: .post, template: "applications", tooSmall: "mia", isInProject: false),
            Door(method: .get, template: "applications", tooSmall: "bot", isInProject: false),
            Door(method: .get, template: "applications/{application}", tooSmall: "bot-read", isInProject: false),
            Door(method: .delete, template: "applications/{application}", tooSmall: "bot", isInProject: false),
        ]
        + [
            (.post, "webhooks"), (.get, "webhooks"), (.get, "webhooks/{id}"), (.patch, "webhooks/{id}"),
            (.delete, "webhooks/{id}"), (.post, "webhooks/{id}/ping"), (.post, "webhooks/{id}/secret"),
            (.post, "webhooks/{id}/replays"), (.get, "webhooks/{id}/replays/{replay}"), (.get, "deliveries"),
            (.get, "deliveries/stream"), (.get, "deliveries/{id}"), (.post, "deliveries/{id}/redeliver"),
        ].map { method, path in
            Door(
                method: method, template: "applications/{application}/\(path)", tooSmall: "bot-read", isInProject: false
            )
        }

    /// Whether it lies in an application, and so is hidden from all others.
    var isOfApplication: Bool { template.hasPrefix("applications/") }

    /// With what makes an upload one of the project `shop`.
    var request: String { template == "artifacts" ? House.upload : path }
}

@Suite("Who may what")
struct AccessTests {
    @Test("every endpoint that takes a token is in this table")
    func isComplete() async throws {
        try await House.with { house async throws in
            let paths = try await house.get("/openapi.json", as: nil)["paths"] ?? .null
            var described: Set<String> = []
            for path in paths.names {
                for method in paths[path]?.names ?? [] where paths[path]?[method]?["security"] != nil {
                    described.insert("\(method.uppercased()) \(path)")
                }
            }
            #expect(described == Set(Door.all.map { "\($0.method.rawValue) /api/v1/\($0.template)" }))
        }
    }

    @Test("without a token, and with one that does not hold, everything is a 401 that says how")
    func noToken() async throws {
        try await House.with { house async throws in
            let before = try await house.everything()
            for door in Door.all {
                for token in [nil, "unknown", "", "two words", "mia,mia"] {
                    let answer = try await house.send(
                        door.method, door.request, as: token, json: door.method == .get ? nil : "{}")
                    #expect(answer.status == 401, "\(door.testDescription) \(token ?? "-")")
                    #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
                }
            }
            let basic = try await house.send(.get, "projects", as: nil, headers: [.authorization: "Basic bWlhOm1pYQ=="])
            #expect(basic.status == 401)
            #expect(try await house.everything() == before)
        }
    }

    @Test("a scope that is too small is a 403, before the body is looked at")
    func tooSmall() async throws {
        try await House.with { house async throws in
            let before = try await house.everything()
            for door in Door.all {
                guard let token = door.tooSmall else { continue }
                let body = door.method == .get ? nil : "not even JSON"
                let answer = try await house.send(door.method, door.request, as: token, json: body)
                #expect(answer.status == 403, "\(door.testDescription): \(answer.text)")
            }
            #expect(try await house.everything() == before)
        }
    }

    @Test("a role that is too small is a 403")
    func reader() async throws {
        try await House.with { house async throws in
            for door in Door.all where door.isInProject {
                let answer = try await house.send(door.method, door.request, as: "ron")
                let isRead =
                    door.template.contains("artifacts") && door.method == .get || door.template == "projects/{project}"
                let mayRead = isRead && door.method == .get
                #expect(
                    mayRead ? [200, 404].contains(answer.status) : answer.status == 403,
                    "\(door.testDescription): \(answer.status)")
            }
        }
    }

    @Test("another's project answers as one that is not there does")
    func hidden() async throws {
        try await House.with { house async throws in
            let before = try await house.everything()
            for door in Door.all where door.isInProject {
                let answer = try await house.send(door.method, door.request, as: "sue")
                #expect(answer.status == 404, "\(door.testDescription): \(answer.text)")
                let nowhere = try await house.send(
                    door.method, door.request.replacing("shop", with: "nowhere"), as: "sue")
                #expect(nowhere.status == 404)
                #expect(nowhere.text.replacing("nowhere", with: "shop") == answer.text)
            }
            #expect(try await house.everything() == before)
        }
    }

    @Test("an application answers to itself and to instance admins, to all others as one that is not there does")
    func applications() async throws {
        try await House.with { house async throws in
            #expect(house.accounts.bot.id == 5)
            let before = try await house.everything()
            for door in Door.all where door.isOfApplication {
                for token in ["mia", "ron", "sue"] {
                    let answer = try await house.send(door.method, door.request, as: token)
                    #expect(answer.status == 404, "\(door.testDescription): \(answer.text)")
                    let nowhere = try await house.send(
                        door.method, door.request.replacing("applications/5", with: "applications/99"), as: token)
                    #expect(nowhere.status == 404)
                    #expect(nowhere.text.replacing("99", with: "5") == answer.text)
                }
                let narrow = try await house.send(door.method, door.request, as: "bot-shop")
                #expect(narrow.status == 403, "\(door.testDescription): \(narrow.text)")
            }
            #expect(try await house.everything() == before)
        }
    }

    @Test("a token for one project knows of no other")
    func narrowed() async throws {
        try await House.with { house async throws in
            let other = #"{"id":"other","host":"Unknown","namespace":"a","name":"b","isPublic":true}"#
            #expect(try await house.post("projects", other, as: "root").status == 201)
            #expect(try await house.get("projects/other", as: "mia").status == 200)
            #expect(try await house.get("projects/other", as: "mia-shop").status == 404)
            #expect(try await house.get("projects/shop", as: "mia-shop").status == 200)
            let list = try await house.get("projects", as: "mia-shop")
            #expect(list["items"]?.items.compactMap { $0["id"]?.string } == ["shop"])
        }
    }

    @Test("of a public project anyone reads the artifacts and no more")
    func publicProject() async throws {
        try await House.with { house async throws in
            #expect(try await house.patch("projects/shop", #"{"isPublic":true}"#).status == 200)
            #expect(try await house.get("projects/shop/artifacts", as: "sue").status == 200)
            for path in ["webhooks", "events", "deliveries"] {
                #expect(try await house.get("projects/shop/\(path)", as: "sue").status == 403)
            }
        }
    }

    @Test("a token that is revoked or expired no longer holds")
    func ended() async throws {
        try await House.with { house async throws in
            let made = try await house.post("tokens", #"{"name":"brief","expiresAt":"2023-11-14T22:14:20Z"}"#)
            let text = try #require(made["token"]?.string)
            #expect(try await house.get("projects/shop", as: text).status == 200)
            house.time.advance(seconds: 61)
            #expect(try await house.get("projects/shop", as: text).status == 401)
            let second = try await house.post("tokens", #"{"name":"second"}"#)
            let id = try #require(second["id"]?.int)
            #expect(try await house.send(.delete, "tokens/\(id)").status == 204)
            #expect(try await house.get("projects/shop", as: second["token"]?.string).status == 401)
            #expect(try await house.send(.delete, "tokens/\(id)").status == 404)
        }
    }
}
