import Foundation
import PerfseeSDK
import Signing
import Synchronization
import Testing

@Suite("The API client", .timeLimit(.minutes(1)))
struct PerfseeClientTests {
    private let quick = RetryPolicy(waits: [.milliseconds(1), .milliseconds(1)])

    private func client(_ server: ScriptedServer) throws -> PerfseeClient {
        try PerfseeClient(baseURL: server.url, token: "psee_test", retries: quick)
    }

    @Test("It sends the token, an escaped path and an escaped query")
    func request() async throws {
        try await ScriptedServer.run([.init(body: #"{"items":[],"nextCursor":null}"#)]) { server in
            let filter = DeliveryFilter(
                webhook: 3, state: "failed", since: Date(timeIntervalSince1970: 1_700_000_000.057))
            let page = try await client(server).deliveries(of: "a/b ü", filter, PageRequest(cursor: "x+/="))
            #expect(page.items.isEmpty)
            let request = try #require(server.requests.first)
            #expect(request.method == "GET")
            #expect(
                request.target == "/api/v1/projects/a%2Fb%20%C3%BC/deliveries?webhook=3&state=failed"
                    + "&since=2023-11-14T22%3A13%3A20.057Z&cursor=x%2B%2F%3D")
            #expect(request.headers["authorization"] == "Bearer psee_test")
            #expect(request.headers["accept"] == "application/json")
        }
    }

    @Test("It sends a payload byte for byte and with an idempotency key")
    func publish() async throws {
        try await ScriptedServer.run([.init(status: 202, body: #"{"id":12,"deliveries":2}"#)]) { server in
            let payload = #"{ "n" : 1.00, "s":"\u00e9/" }"#
            let published = try await client(server).publish("shop:order", payload: Array(payload.utf8), to: "shop")
            #expect(published.id == 12 && published.deliveries == 2)
            let request = try #require(server.requests.first)
            #expect(request.target == "/api/v1/projects/shop/events")
            #expect(
                String(decoding: request.body, as: UTF8.self) == #"{"eventType":"shop:order","payload":\#(payload)}"#)
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["idempotency-key"]?.count == 36)
        }
    }

    @Test("It says which delivery led to an event, and how deep that was")
    func forwarding() async throws {
        try await ScriptedServer.run([.init(status: 202, body: #"{"id":1,"deliveries":0}"#)]) { server in
            let payload = Array("{}".utf8)
            let id = "2b0c5a52-6f0c-4c9e-9c39-0d6a6b0f7b11"
            let signature = PerfseeSignature.sign(payload, with: try WebhookSecret("s"))
            for depth in [nil, "2", "x"] {
                var headers = ["X-Perfsee-Delivery": id, "X-Perfsee-Signature-256": signature]
                headers["x-perfsee-depth"] = depth
                let delivery = try WebhookVerifier(secret: "s").verify(
                    headers: headers, body: payload, scheme: .perfsee)
                _ = try await client(server).publish("a", payload: payload, to: "shop", after: delivery)
            }
            _ = try await client(server).publish("a", payload: payload, to: "shop")
            let sent = server.requests.map { [$0.headers["x-perfsee-delivery"], $0.headers["x-perfsee-depth"]] }
            #expect(sent == [[id, nil], [id, "2"], [id, nil], [nil, nil]])
        }
    }

    @Test("It retries a publication with the same key until it is accepted")
    func retries() async throws {
        let busy = ScriptedServer.Answer(status: 503, headers: ["Retry-After": "0"])
        let taken = ScriptedServer.Answer(status: 202, body: #"{"id":1,"deliveries":0}"#)
        try await ScriptedServer.run([busy, .init(hangsUp: true), taken]) { server in
            let published = try await client(server).publish("a", payload: Array("{}".utf8), to: "shop")
            #expect(published.id == 1)
            #expect(server.requests.count == 3)
            #expect(Set(server.requests.map { $0.headers["idempotency-key"] }).count == 1)
            #expect(Set(server.requests.map(\.body)).count == 1)
        }
    }

    @Test("It waits out a conflict only if its own first try is still running")
    func conflicts() async throws {
        let conflict = ScriptedServer.Answer(status: 409, body: #"{"status":409,"title":"Conflict"}"#)
        let taken = ScriptedServer.Answer(status: 202, body: #"{"id":1,"deliveries":0}"#)
        try await ScriptedServer.run([.init(hangsUp: true), conflict, taken]) { server in
            let published = try await client(server).publish("a", payload: Array("{}".utf8), to: "shop")
            #expect(published.id == 1)
        }
        try await ScriptedServer.run([conflict, taken]) { server in
            await #expect(throws: PerfseeClientError.self) {
                try await client(server).publish("a", payload: Array("{}".utf8), to: "shop")
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test("It gives up when its retries are used up, or the server asks for too long a wait")
    func givingUp() async throws {
        for (headers, count) in [([:], 3), (["Retry-After": "31"], 1)] {
            try await ScriptedServer.run([.init(status: 503, headers: headers)]) { server in
                let error = await #expect(throws: PerfseeClientError.self) {
                    try await client(server).publish("a", payload: Array("{}".utf8), to: "shop")
                }
                guard case .refused(let problem) = error else { return #expect(Bool(false), "\(error as Any)") }
                #expect(problem.status == 503)
                #expect(server.requests.count == count)
            }
        }
    }

    @Test("It never retries a request without an idempotency key")
    func noRetries() async throws {
        try await ScriptedServer.run([.init(status: 503)]) { server in
            await #expect(throws: PerfseeClientError.self) { try await client(server).redeliver("id", of: "shop") }
            #expect(server.requests.count == 1)
        }
    }

    @Test("It reports a refusal in the server's words, with a line for each field")
    func problems() async throws {
        let problem = """
            {"type":"about:blank","title":"Unprocessable","status":422,"detail":"Two fields are wrong.",
            "errors":[{"field":"url","message":"is no URL"},{"field":"timeout","message":"is 1...30"}]}
            """
        let answer = ScriptedServer.Answer(
            status: 422, headers: ["Content-Type": "application/problem+json"], body: problem)
        try await ScriptedServer.run([answer]) { server in
            let error = await #expect(throws: PerfseeClientError.self) {
                try await client(server).createWebhook(NewWebhook(url: "x"), in: "shop")
            }
            #expect(error?.description == "Two fields are wrong.\n  url: is no URL\n  timeout: is 1...30")
        }
    }

    @Test("It says so if the answer does not come from a Perfsee server")
    func otherServer() async throws {
        try await ScriptedServer.run([.init(status: 404, body: "<html>"), .init(body: "<html>")]) { server in
            let client = try client(server)
            for _ in 0..<2 {
                let error = await #expect(throws: PerfseeClientError.self) { try await client.project("shop") }
                #expect(error?.description.hasSuffix("Is it a Perfsee server?") == true)
            }
        }
    }

    @Test("It names the URL if nothing is listening")
    func refusedConnection() async throws {
        // A port that was just released could belong to another test by now.
        let url = "http://127.0.0.1:1"
        let client = try PerfseeClient(baseURL: url, token: nil, retries: .never)
        let error = await #expect(throws: PerfseeClientError.self) { try await client.projects() }
        let reason = "the connection was refused; is the server running?"
        #expect(error == .notReached(url: url, reason: reason))
        #expect(error?.description == "No Perfsee server could be reached at \(url): \(reason)")
    }

    @Test("It suggests http if there is no answer to TLS")
    func plainServer() async throws {
        try await ScriptedServer.run([.init()]) { server in
            let url = server.url.replacingOccurrences(of: "http://", with: "https://")
            let client = try PerfseeClient(baseURL: url, token: nil, retries: .never)
            let error = await #expect(throws: PerfseeClientError.self) { try await client.projects() }
            let place = server.url.dropFirst("http://".count)
            let reason = "the TLS handshake with \(place) failed; does the server speak http:// there?"
            #expect(error == .notReached(url: url, reason: reason))
        }
    }

    @Test("It does not follow redirects")
    func redirects() async throws {
        try await ScriptedServer.run([.init(status: 302, headers: ["Location": "/elsewhere"])]) { server in
            await #expect(throws: PerfseeClientError.self) { try await client(server).project("shop") }
            #expect(server.requests.count == 1)
        }
    }

    @Test("It streams a file and reports the progress")
    func upload() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "upload-\(UUID().uuidString)")
        let content = Data((0..<700_000).map { UInt8(truncatingIfNeeded: $0) })
        try content.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let answer = #"{"status":"success","url":"http://x/1","id":1}"#
        try await ScriptedServer.run([.init(body: projectJSON), .init(status: 201, body: answer)]) { server in
            let client = try client(server)
            let project = try await client.project("shop")
            let steps = Mutex<[FileUpload.Progress]>([])
            let upload = try FileUpload(path: file.path) { step in steps.withLock { $0.append(step) } }
            var build = BuildDescription(of: project, branch: "feat/a", commitHash: "50fae89")
            build.commitMessage = "Faster & smaller"
            let uploaded = try await client.upload(upload, build)
            #expect(uploaded.id == 1)
            let request = try #require(server.requests.last)
            #expect(request.body == Array(content))
            #expect(request.headers["content-type"] == "application/octet-stream")
            #expect(request.headers["content-length"] == "700000")
            #expect(
                request.target == "/api/v1/artifacts?projectId=shop&host=Gitlab&namespace=acme&name=shop"
                    + "&artifactName=main&branch=feat%2Fa&commitHash=50fae89"
                    + "&commitMessage=Faster%20%26%20smaller&toolkit=perfsee")
            let sent = steps.withLock { $0.map(\.sentBytes) }
            #expect(sent == [262_144, 524_288, 700_000])
            #expect(steps.withLock { $0.last?.fraction } == 1)
        }
    }

    @Test("An upload names the pull request, and the commits to compare with in headers that fit through proxies")
    func uploadOfPullRequest() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "upload-\(UUID().uuidString)")
        try Data("x".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let answer = #"{"status":"success","url":"http://x/1","id":1}"#
        try await ScriptedServer.run([.init(body: projectJSON), .init(status: 201, body: answer)]) { server in
            let client = try client(server)
            var build = BuildDescription(of: try await client.project("shop"), branch: "main", commitHash: "c")
            build.baseBranch = "main"
            build.baseCommitHash = "b"
            build.pullRequest = 17
            build.isFork = true
            build.tag = "v1"
            build.baseAncestors = (0..<120).map { String(format: "%064x", $0) }
            _ = try await client.upload(try FileUpload(path: file.path), build)
            let request = try #require(server.requests.last)
            #expect(
                request.target.hasSuffix(
                    "&commitHash=c&baseCommitHash=b&baseBranch=main&pr=17&isFork=true&tag=v1&toolkit=perfsee"))
            let lines = try #require(request.headers["x-perfsee-base-ancestors"]).components(separatedBy: ", ")
            #expect(lines.count == 3 && lines.allSatisfy { $0.utf8.count < 4_096 })
            #expect(lines.joined(separator: ",") == build.baseAncestors.joined(separator: ","))
        }
    }

    @Test("It requests a new analysis of an artifact, and says whether that raises an event")
    func analyzeAgain() async throws {
        let answer = #"{"id":7,"name":"main","status":"Passed","createdAt":"2026-01-02T03:04:05.678Z"}"#
        try await ScriptedServer.run([.init(status: 202, body: answer)]) { server in
            let artifact = try await client(server).analyzeAgain(7, of: "shop", raiseEvent: true)
            #expect(artifact.id == 7)
            let request = try #require(server.requests.first)
            #expect(request.method == "POST" && request.target == "/api/v1/projects/shop/artifacts/7/analysis")
            #expect(String(decoding: request.body, as: UTF8.self) == #"{"raiseEvent":true}"#)
        }
    }

    @Test("It accepts what an artifact exceeds, and replaces a project's budgets")
    func budgets() async throws {
        let acceptance = #"""
            {"artifactId":7,"reason":"é","acceptedBy":"Ada","acceptedAt":"2026-01-02T03:04:05.678Z","budgets":[{"name":"a",\#
            "subject":"size","value":2,"limit":1,"baseline":null,"unit":"bytes","exceeded":true,"state":"exceeded"}]}
            """#
        let budgets = #"{"text":"budgets: []","updatedAt":"2026-01-02T03:04:05.678Z"}"#
        try await ScriptedServer.run([.init(status: 201, body: acceptance), .init(status: 200, body: budgets)]) {
            server in
            let accepted = try await client(server).accept(7, of: "shop", reason: "é")
            #expect(accepted.acceptedBy == "Ada" && accepted.budgets.first?.exceeded == true)
            #expect(try await client(server).setBudgets("budgets: []", of: "shop").text == "budgets: []")
            let requests = server.requests
            #expect(requests.map(\.method) == ["POST", "PUT"])
            #expect(requests.first?.target == "/api/v1/projects/shop/artifacts/7/acceptance")
            #expect(requests.last?.target == "/api/v1/projects/shop/budgets")
            #expect(requests.first.map { String(decoding: $0.body, as: UTF8.self) } == #"{"reason":"é"}"#)
        }
    }

    @Test("It names a file that cannot be read")
    func missingFile() {
        let error = #expect(throws: PerfseeClientError.self) { try FileUpload(path: "/nowhere/at/all.tar") }
        #expect(error?.description.hasPrefix("The file /nowhere/at/all.tar can't be read: ") == true)
    }

    @Test(
        "It refuses an invalid base URL",
        arguments: ["", "localhost:8080", "ftp://x", "http://", "http://a?b", "http://me:pw@a", "http://a#b"])
    func baseURL(text: String) {
        #expect(throws: PerfseeClientError.invalidBaseURL(text)) { try PerfseeClient(baseURL: text, token: nil) }
    }

    @Test("It keeps the path of a base URL, with or without a trailing slash")
    func basePath() async throws {
        try await ScriptedServer.run([.init(body: projectJSON)]) { server in
            for end in ["/perfsee", "/perfsee/"] {
                _ = try await PerfseeClient(baseURL: server.url + end, token: nil).project("shop")
                #expect(server.requests.last?.target == "/perfsee/api/v1/projects/shop")
                #expect(server.requests.last?.headers["authorization"] == nil)
            }
        }
    }

    @Test("It encodes only what changes, and null for what is reset")
    func patch() async throws {
        try await ScriptedServer.run([.init(body: webhookJSON)]) { server in
            var changes = WebhookChanges()
            changes.enabled = .set(false)
            changes.secret = .reset
            changes.retrySchedule = .set([5, 300])
            let webhook = try await client(server).updateWebhook(3, of: "shop", changes)
            #expect(webhook.lastDelivery?.isSuccess == true)
            #expect(webhook.headers?.names == ["X-One"])
            let request = try #require(server.requests.first)
            #expect(request.method == "PATCH")
            let body = try JSONSerialization.jsonObject(with: Data(request.body)) as? NSDictionary
            #expect(body == ["enabled": false, "secret": NSNull(), "retrySchedule": [5, 300]])
        }
    }

    @Test("It rotates a secret, which never shows when it is printed")
    func rotation() async throws {
        let answer = #"{"secret":"whsec_abc","overlapUntil":"2026-01-02T03:04:05.678Z"}"#
        try await ScriptedServer.run([.init(body: answer)]) { server in
            let rotated = try await client(server).rotateSecret(ofWebhook: 3, of: "shop", overlapSeconds: 60)
            #expect(rotated.secret == "whsec_abc" && rotated.overlapUntil != nil)
            #expect(!"\(rotated)".contains("abc"))
            let request = try #require(server.requests.first)
            #expect("\(request.method) \(request.target)" == "POST /api/v1/projects/shop/webhooks/3/secret")
            #expect(String(decoding: request.body, as: UTF8.self) == #"{"overlapSeconds":60}"#)
        }
    }

    @Test("It rotates a secret in two steps")
    func rotationInTwoSteps() async throws {
        let prepared = #"{"secret":"whsec_abc","isPrepared":true,"overlapUntil":null}"#
        let switched = #"{"overlapUntil":"2026-01-02T03:04:05.678Z"}"#
        try await ScriptedServer.run([.init(body: prepared), .init(body: switched)]) { server in
            let client = try client(server)
            #expect(try await client.prepareSecret(ofWebhook: 3, of: "shop").isPrepared == true)
            #expect(try await client.switchSecret(ofWebhook: 3, of: "shop").overlapUntil != nil)
            let requests = server.requests
            #expect(requests.map { String(decoding: $0.body, as: UTF8.self) } == [#"{"prepare":true}"#, "{}"])
            #expect(requests.last?.target == "/api/v1/projects/shop/webhooks/3/secret/switch")
        }
    }

    @Test("It reads, sets and ends memberships by the account's id")
    func members() async throws {
        let member = #"{"account":3,"kind":"user","name":"ron","email":null,"role":"read"}"#
        let page = #"{"items":[\#(member)],"nextCursor":null}"#
        try await ScriptedServer.run([.init(body: page), .init(body: member), .init(status: 204, body: "")]) { server in
            let client = try client(server)
            #expect(try await client.members(of: "shop").items.first?.name == "ron")
            #expect(try await client.setMember(3, of: "shop", role: "read").email == nil)
            try await client.endMembership(of: 3, in: "shop")
            let targets = server.requests.map { "\($0.method) \($0.target)" }
            let path = "/api/v1/projects/shop/members"
            #expect(targets == ["GET \(path)", "PUT \(path)/3", "DELETE \(path)/3"])
            #expect(String(decoding: server.requests[1].body, as: UTF8.self) == #"{"role":"read"}"#)
        }
    }

    @Test("It adds members by a person's email or an application's name")
    func newMembers() async throws {
        let member = #"{"account":3,"kind":"user","name":"ron","email":"ron@example.com","role":"read"}"#
        let answer = ScriptedServer.Answer(status: 201, body: member)
        try await ScriptedServer.run([answer, answer]) { server in
            let client = try client(server)
            #expect(try await client.addMember(email: "ron@example.com", to: "shop", role: "read").account == 3)
            _ = try await client.addMember(application: "bot", to: "shop", role: "admin")
            let targets = server.requests.map { "\($0.method) \($0.target)" }
            #expect(targets == Array(repeating: "POST /api/v1/projects/shop/members", count: 2))
            let bodies = try server.requests.map {
                try JSONDecoder().decode([String: String].self, from: Data($0.body))
            }
            #expect(
                bodies == [
                    ["email": "ron@example.com", "role": "read"], ["application": "bot", "role": "admin"],
                ])
        }
    }

    @Test("It ends with the task that waits for it")
    func cancellation() async throws {
        try await ScriptedServer.run([.init(isSilent: true)]) { server in
            let client = try PerfseeClient(baseURL: server.url, token: nil)
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) { try await client.project("shop") }
                }
                group.cancelAll()
            }
        }
    }

    private let projectJSON = """
        {"id":"shop","host":"Gitlab","namespace":"acme","name":"shop","isPublic":false,"baselineBranch":"main",
        "createdAt":"2026-01-02T03:04:05.678Z"}
        """

    private let webhookJSON = """
        {"id":3,"url":"https://example.com/hook","hasSecret":true,"method":"POST","eventType":"*","enabled":false,
        "disabledReason":"manual","description":"","headers":["X-One"],"retrySchedule":null,"timeout":30,
        "maxConcurrency":8,"rateLimit":null,"httpVersion":"2","createdAt":"2026-01-02T03:04:05.678Z",
        "updatedAt":"2026-01-02T03:04:05.678Z","lastDelivery":{"deliveryId":"0f7c7b0e-9f57-4a0e-8f39-6d3c1f2a9b10",
        "startTime":"2026-01-02T03:04:05.678Z","endTime":"2026-01-02T03:04:05.778Z","statusCode":204,
        "isSuccess":true,"reason":null}}
        """
}
