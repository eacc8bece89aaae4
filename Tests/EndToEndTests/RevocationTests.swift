import Foundation
import PostgresSupport
import ProgramSupport
import StoreSupport
import TestSupport
import Testing

@Suite(
    "What one node revokes counts on the other within a second",
    .enabled(if: TemporaryPostgres.isInstalled, "There is no PostgreSQL: install postgresql-15."),
    .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."), .timeLimit(.minutes(5)))
struct RevocationTests {
    /// The longest that a node may act on what another has revoked.
    private static let bound = Duration.seconds(1)

    /// A request that is accepted until something is revoked.
    private struct Right {
        var request: String
        var token: String
        /// What revokes it, sent to `here`, and the status of the request from then on.
        var revocation: (method: String, path: String, json: String?)
        var status: Int
    }

    @Test("Tokens, roles, memberships, applications and projects", arguments: TwoNodes.Notifications.allCases)
    func access(_ notifications: TwoNodes.Notifications) async throws {
        try await TwoNodes.with(notifications) { nodes in
            let here = nodes.here
            #expect(try await here.send("POST", "projects", Self.project("shop")).status == 201)
            let bot = try #require(try await here.send("POST", "applications", #"{"name":"bot"}"#).number("id"))
            #expect(
                try await here.send("POST", "projects/shop/members", #"{"application":"bot","role":"admin"}"#).status
                    == 201)
            let token = try await Self.token(here, #"{"name":"a","scopes":["read","admin"],"application":\#(bot)}"#)
            let other = try await Self.token(here, #"{"name":"b","scopes":["read"]}"#)
            let member = "projects/shop/members/\(bot)"
            let rights = [
                Right(
                    request: "projects/shop/webhooks", token: token.text,
                    revocation: ("PUT", member, #"{"role":"read"}"#), status: 403),
                Right(request: "projects/shop", token: token.text, revocation: ("DELETE", member, nil), status: 404),
                Right(
                    request: "projects/shop", token: here.token, revocation: ("DELETE", "projects/shop", nil),
                    status: 404),
                Right(
                    request: "projects", token: other.text, revocation: ("DELETE", "tokens/\(other.id)", nil),
                    status: 401),
                Right(
                    request: "projects", token: token.text, revocation: ("DELETE", "applications/\(bot)", nil),
                    status: 401),
            ]
            for right in rights { try await Self.check(right, nodes) }
        }
    }

    private static func check(_ right: Right, _ nodes: TwoNodes) async throws {
        for node in [nodes.here, nodes.there] {
            #expect(try await node.get(right.request, as: right.token).status == 200, "\(right.request)")
        }
        let (method, path, json) = right.revocation
        let status = try await nodes.here.send(method, path, json).status
        let revoked = ContinuousClock.now
        #expect((200...204).contains(status), "\(method) \(path)")
        #expect(try await nodes.here.get(right.request, as: right.token).status == right.status, "\(path)")
        try await untilRefused(by: nodes.there, right.request, as: right.token, with: right.status, since: revoked)
    }

    /// Returns once the request is refused; none may be accepted that begins too long after `revoked`.
    private static func untilRefused(
        by node: ProgramFixture, _ request: String, as token: String, with status: Int,
        since revoked: ContinuousClock.Instant
    ) async throws {
        while true {
            let asked = ContinuousClock.now
            let found = try await node.get(request, as: token).status
            if found == status { return }
            #expect(found == 200, "\(request)")
            try #require(asked - revoked < bound, "\(request) was accepted \(asked - revoked) after the revocation")
        }
    }

    // MARK: Webhooks

    /// How `here` changes a webhook, or what it hears, while `there` has deliveries for it in hand.
    enum WebhookChange: String, CaseIterable {
        case url, secret, disabled, deleted, membership, project

        /// Whether what waited is sent to the new URL, or with the new secret.
        var isStillSent: Bool { self == .url || self == .secret }
    }

    /// How many deliveries of each webhook `there` holds, and how many of them are in flight.
    private static let held = 8
    private static let inFlight = 2

    @Test("No delivery starts by a webhook as it was", arguments: TwoNodes.Notifications.allCases)
    func webhooks(_ notifications: TwoNodes.Notifications) async throws {
        let receiver = try await HoldingReceiver.start()
        try await TwoNodes.with(notifications) { nodes in
            let webhooks = try await Self.hold(nodes, receiver)
            for (change, webhook) in webhooks { try await Self.make(change, of: webhook, nodes, receiver) }
            try await ContinuousClock().sleep(until: .now + Self.bound)
            receiver.answer()
            try await Self.eventually("the end of all deliveries") {
                try await Self.count("state IN (0, 1)", nodes) == 0
            }
            for change in WebhookChange.allCases {
                #expect(
                    receiver.count(change.rawValue) == Self.inFlight
                        + (change == .secret ? Self.held - Self.inFlight : 0))
            }
            #expect(receiver.count("new-url") == Self.held - Self.inFlight)
            #expect(
                receiver.signatures("secret") == Self.held - Self.inFlight,
                "What is sent after the change has the new secret's signature.")
        }
        await receiver.stop()
    }

    @Test("A node that is cut off from the database starts nothing by what it can no longer confirm")
    func cutOff() async throws {
        let receiver = try await HoldingReceiver.start()
        try await TwoNodes.with(.heard) { nodes in
            let webhooks = try await Self.hold(nodes, receiver)
            let token = try await Self.token(nodes.here, #"{"name":"b","scopes":["read"]}"#)
            #expect(try await nodes.there.get("projects", as: token.text).status == 200)
            nodes.link.swallow()
            #expect(try await nodes.here.send("DELETE", "tokens/\(token.id)").status == 200)
            for (change, webhook) in webhooks { try await Self.make(change, of: webhook, nodes, receiver) }
            try await ContinuousClock().sleep(until: .now + Self.bound)
            receiver.answer()
            // It has places for the next ones now, and what it held would allow them.
            #expect(try await nodes.there.get("projects", as: token.text).status != 200)
            try await ContinuousClock().sleep(until: .now + Self.bound)
            for change in WebhookChange.allCases {
                #expect(receiver.count(change.rawValue) == Self.inFlight, "\(change)")
            }
            #expect(receiver.count("new-url") == 0)
        }
        await receiver.stop()
    }

    /// Webhooks of which `there` has leased all deliveries and is sending the first, with their paths.
    private static func hold(_ nodes: TwoNodes, _ receiver: HoldingReceiver) async throws -> [(WebhookChange, String)] {
        var webhooks: [(WebhookChange, String)] = []
        for change in WebhookChange.allCases {
            let project = "of-\(change)"
            #expect(try await nodes.here.send("POST", "projects", Self.project(project)).status == 201)
            var owner = "projects/\(project)"
            if change == .membership {
                let name = "bot-\(change)"
                let bot = try #require(
                    try await nodes.here.send("POST", "applications", #"{"name":"\#(name)"}"#).number("id"))
                owner = "applications/\(bot)"
                _ = try await nodes.here.send(
                    "POST", "projects/\(project)/members", #"{"application":"\#(name)","role":"read"}"#)
            }
            let webhook = try await nodes.here.send(
                "POST", "\(owner)/webhooks",
                #"{"url":"\#(receiver.url(change.rawValue))","secret":"the old secret","maxConcurrency":\#(inFlight),"timeout":30}"#
            )
            webhooks.append((change, "\(owner)/webhooks/\(try #require(webhook.number("id")))"))
            // In one request: the first must not have timed out when the last arrives.
            let events = Array(repeating: #"{"eventType":"a:b","payload":{}}"#, count: held).joined(separator: "\n")
            let published = try await nodes.there.send(
                "POST", "projects/\(project)/events/batch", events, type: "application/x-ndjson")
            #expect(published.status == 202)
        }
        let all = WebhookChange.allCases
        try await eventually("leases of all deliveries") {
            guard all.allSatisfy({ receiver.count($0.rawValue) == inFlight }) else { return false }
            return try await count("state = 1", nodes) == held * all.count
        }
        return webhooks
    }

    private static func make(
        _ change: WebhookChange, of webhook: String, _ nodes: TwoNodes, _ receiver: HoldingReceiver
    ) async throws {
        let answer =
            switch change {
            case .url: try await nodes.here.send("PATCH", webhook, #"{"url":"\#(receiver.url("new-url"))"}"#)
            case .secret: try await nodes.here.send("PATCH", webhook, #"{"secret":"\#(HoldingReceiver.secret)"}"#)
            case .disabled: try await nodes.here.send("PATCH", webhook, #"{"enabled":false}"#)
            case .deleted: try await nodes.here.send("DELETE", webhook)
            case .membership:
                try await nodes.here.send(
                    "DELETE", "projects/of-membership/members/\(webhook.split(separator: "/")[1])")
            case .project: try await nodes.here.send("DELETE", "projects/of-project")
            }
        #expect((200...204).contains(answer.status), "\(change): \(answer)")
    }

    private static func count(_ condition: String, _ nodes: TwoNodes) async throws -> Int? {
        try await nodes.database.texts("SELECT count(*)::text FROM deliveries WHERE \(condition)").first?
            .flatMap { Int($0) }
    }

    private static func eventually(_ what: String, _ isThere: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(120)
        while try await !isThere() {
            try #require(ContinuousClock.now < end, "The test waited in vain for \(what).")
            await Pause.beforeNextLook()
        }
    }

    // MARK: Other programs

    @Test(
        "What `perfsee admin` creates counts at once beside a running server, and what a program deletes, within a second"
    )
    func otherPrograms() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let url = try await fixture.database()
        let made = try await CommandLineProgram.run(
            "admin", "token", "--database", url,
            environment: ["PERFSEE_SECRET_KEY": Data(repeating: 1, count: 32).base64EncodedString()],
            in: fixture.folder.url)
        let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await fixture.get("projects", as: token).status == 200, "\(made)")
        let database =
            TestedStore.isPostgres ? RawDatabase.postgres(url: url) : .sqlite(path: fixture.folder.path("p.db"))
        try await database.execute("DELETE FROM tokens WHERE name = 'perfsee admin token'")
        try await Self.untilRefused(by: fixture, "projects", as: token, with: 401, since: .now)
        #expect(try await fixture.get("projects").status == 200)
        try await fixture.stop(server, by: SIGTERM)
    }

    @Test("A node that starts with another `PERFSEE_ADMIN_TOKEN` ends the one before on the nodes that run")
    func adminToken() async throws {
        try await TwoNodes.with(.lost) { nodes in
            #expect(try await nodes.there.get("projects").status == 200)
            let third = try ProgramFixture()
            guard case .postgres(let url) = nodes.database else { return }
            let next = "the-next-administrators-token-of-this-test"
            let server = try await third.start(on: url, role: "api", variables: ["PERFSEE_ADMIN_TOKEN": next])
            try await Self.untilRefused(by: nodes.there, "projects", as: nodes.there.token, with: 401, since: .now)
            #expect(try await nodes.there.get("projects", as: next).status == 200)
            try await third.stop(server, by: SIGKILL)
        }
    }

    // MARK: Requests

    private static func project(_ id: String) -> String {
        #"{"id":"\#(id)","host":"Unknown","namespace":"perfsee","name":"\#(id)"}"#
    }

    private static func token(_ node: ProgramFixture, _ json: String) async throws -> (id: Int, text: String) {
        let made = try await node.send("POST", "tokens", json)
        return (try #require(made.number("id"), "\(made)"), try #require(made.text("token")))
    }
}
