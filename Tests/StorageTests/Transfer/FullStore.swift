import Domain
import Storage
import StoreSupport
import TestSupport
import Testing

/// A store with a value in every column of every table, many of them unusual.
struct FullStore {
    static let oddText = "päd \"q\" \\ \u{1}\u{7F}\t\n\r 🦆 e\u{301} \u{2028}"
    static let message = RecordedMessage(english: oddText, coded: "{\"a\":{\"b\":\"ü 🦆\"}}")
    static let oddBytes: [UInt8] = [0, 0xFF, 0xFE, 0x80, 0x0A, 0x22]

    let fixture: StoreFixture
    let blobs: any BlobStore
    let project: Project
    let other: Project
    let webhook: Webhook
    let ada: Account

    private var store: any Store { fixture.store }
    private var now: Timestamp { fixture.now }

    init(_ travel: Travel) async throws {
        let (store, blobs) = (travel.store, travel.blobs)
        let fixture = StoreFixture(store: store)
        self.fixture = fixture
        self.blobs = blobs
        let ada = NewAccount(name: "Ada \(Self.oddText)", email: "Ada@example.com", isInstanceAdmin: true)
        self.ada = try await store.createAccount(ada, at: fixture.now)
        other = try await fixture.project("other", isPublic: true)
        project = try await fixture.project("shop")
        webhook = try await store.createWebhook(Self.settings, in: project.number, at: fixture.now, once: nil).value
        try await people()
        try await applications()
        try await signIns()
        try await deliveries()
        try await others()
        try await artifacts()
        try await gone()
        // As the version before recorded it.
        try await travel.database.execute(
            "UPDATE attempts SET detail = 'It failed.', messages = NULL WHERE status = 500")
    }

    private static let settings = WebhookSettings(
        url: "https://hooks.example.com/päth?x=\"", secret: "old secret ü", description: oddText,
        headers: [Attempt.Header(name: "X-Key", value: "a: b")],
        retrySchedule: RetrySchedule([.seconds(1), .seconds(20)]),
        timeout: .seconds(5),
        maxConcurrency: 3, rateLimit: 7, httpVersion: .http2)

    private func people() async throws {
        let grace = try await store.createAccount(NewAccount(name: "grace", email: "grace@example.com"), at: now)
        _ = try await store.createAccount(NewAccount(name: "nobody"), at: now)
        try await store.setPassword(hash: "scrypt$x", of: grace.id)
        for account in [ada, grace] { try await store.setRole(.admin, of: account.id, in: project.number, at: now) }
        try await store.setRole(.read, of: grace.id, in: other.number, at: now)
        let narrow = NewToken(
            account: grace.id, name: Self.oddText, scopes: [.read, .upload], project: project.number,
            expiresAt: now + .seconds(1e6))
        let wide = try await store.createToken(
            NewToken(account: grace.id, name: "wide", scopes: [.admin]), hash: hash(2), at: now, once: nil
        ).value
        let parent = try await store.createToken(narrow, hash: hash(1), at: now, once: nil).value
        // One whose creator is exported with a project, and one whose creator is not.
        for (byte, maker) in [(9, parent.id), (10, wide.id)] as [(UInt8, Token.ID)] {
            let made = NewToken(
                account: grace.id, name: "made", scopes: [.read], project: project.number, by: .token(maker))
            _ = try await store.createToken(made, hash: hash(byte), at: now, once: nil)
        }
        try await store.setEnvironmentToken(hash: hash(3), for: ada.id, at: now)
    }

    private func applications() async throws {
        let robot = try await store.createApplication(name: "deployer", at: now, once: nil).value
        try await store.setRole(.read, of: robot.id, in: project.number, at: now)
        let ownedBy = WebhookOwner.application(robot.id)
        _ = try await store.createWebhook(Self.settings, in: ownedBy, at: now, once: nil).value
        let token = NewToken(account: robot.id, name: "robot", scopes: [.read], project: project.number)
        _ = try await store.createToken(token, hash: hash(4), at: now, once: nil)
        let removed = try await store.createApplication(name: "removed", at: now, once: nil).value
        _ = try await store.deleteApplication(removed.id, at: now)
    }

    private func signIns() async throws {
        try await store.addSignInLink(hash: hash(5), for: ada.id, expiresAt: now + .seconds(9))
        try await store.createSession(hash: hash(6), for: ada.id, at: now, expiresAt: now + .seconds(9))
        let origin = SessionOrigin(address: "2001:db8::1", browser: Self.oddText)
        try await store.createSession(
            hash: hash(8), for: ada.id, from: origin, at: now, expiresAt: now + .seconds(9))
        let use = Uses.OfSession(time: now + .seconds(1), address: nil)
        let tokens = try await store.tokens(of: ada.id, in: nil, before: nil, limit: 1, at: now)
        try await store.record(Uses(tokens: [tokens[0].id: now], sessions: [hash(8): use]))
        try await store.setInstanceSettings(InstanceSettings(projectCreators: .everyone))
        _ = try await store.countGuess([GuessCounter(key: hash(7), limit: 9)], at: now, within: .standard)
    }

    /// One delivery in each state, one of them with two attempts, and a rotated and a prepared secret.
    private func deliveries() async throws {
        for number in 0..<6 {
            let body = EventBody(eventType: EventType(stored: "a:b"), payload: "{\"n\":\(number),\"t\":\"ü\"}".utf8)
            let event = NewEvent(project: project.number, eventType: EventType(stored: "a:b"), body: body)
            _ = try await store.accept(event, at: now + .milliseconds(number), once: nil)
        }
        let leased = try await fixture.claim(webhook, limit: 3, at: now + .seconds(1))
        for id in [leased[0].id, DeliveryID(high: 1, low: 2)] {
            let type = EventType(stored: "c:d")
            let event = NewEvent(
                owner: .project(project.number), eventType: type, body: EventBody(eventType: type, payload: "{}".utf8),
                cause: EventCause(delivery: id, depth: 2))
            _ = try await store.accept(event, at: now + .milliseconds(7), once: nil)
        }
        try await record(leased[0], .pending(due: now + .seconds(2)), status: 500, 1)
        try await record(leased[1], .failed, status: nil, 1)
        let again = try await fixture.claim(webhook, limit: 10, at: now + .seconds(3))
        try await record(try #require(again.first { $0.id == leased[0].id }), .delivered, status: 204, 2)
        try await store.release(again.filter { $0.id != leased[0].id }.map(\.lease), at: now + .seconds(4))
        _ = try await store.rotateSecret(
            of: webhook.id, in: project.number, to: "new secret", overlapUntil: now + .seconds(60), at: now,
            once: nil)
        _ = try await store.prepareSecret(
            of: webhook.id, in: .project(project.number), "prepared secret", overlap: .seconds(30), at: now, once: nil)
        let replay = NewReplay(since: now, until: now + .seconds(1), eventType: EventTypeExpression("a:b"))
        _ = try await store.createReplay(replay, of: webhook.id, in: project.number, at: now, once: nil)
    }

    private func record(
        _ leased: LeasedDelivery, _ next: Delivery.Next, status: Int?, _ number: Int
    ) async throws {
        let response = status.map {
            Attempt.Response(
                status: $0, headers: [Attempt.Header(name: "X-Empty", value: "")], body: Self.oddBytes,
                isTruncated: number == 2)
        }
        let attempt = Attempt(
            number: number, startTime: now, endTime: now + .milliseconds(25),
            reason: next == .delivered ? nil : .status,
            messages: next == .delivered ? [] : [.recorded(sentence: Self.oddText)],
            request: Attempt.Request(
                url: webhook.url, headers: [Attempt.Header(name: "User-Agent", value: "Perfsee-Hookshot/1")]),
            response: response,
            timings: Attempt.Timings(
                dns: status == nil ? nil : .microseconds(100), connect: status == nil ? nil : .nanoseconds(1),
                tls: number == 2 ? .nanoseconds(333_333) : nil,
                firstByte: status == nil ? nil : .microseconds(20_125), total: .nanoseconds(Int64.max)))
        let result = AttemptResult(lease: leased.lease, webhook: leased.webhook, attempt: attempt, next: next)
        _ = try await store.record(result, at: now + .seconds(4))
    }

    /// Data outside the project: a throttled webhook, a failing one, a disabled one with something pending, idempotency keys.
    private func others() async throws {
        let throttled = try await fixture.webhook(in: other)
        try await fixture.publish(in: other)
        let until = now + .seconds(60)
        let putOff = try await fixture.claimOne(throttled)
        try await fixture.record(putOff, .pending(due: until, usesStep: false), end: .throttled(until: until))
        let failing = try await fixture.webhook(in: other)
        for _ in 0..<5 {
            try await fixture.publish(in: other)
            let failed = try await fixture.claimOne(failing)
            try await fixture.record(failed, .failed)
            _ = try await store.redeliver(failed.id, in: other.number, at: now + .seconds(3_600), once: nil)
        }
        let disabled = try await fixture.webhook(in: other)
        try await fixture.publish(in: other)
        try await fixture.disable(disabled, in: other)
        let replay = NewReplay(since: now, until: now + .seconds(1))
        _ = try await store.createReplay(replay, of: failing.id, in: other.number, at: now, once: nil)
        for (key, answer) in [("a", StoredAnswer(status: 202, location: "/x", body: Self.oddBytes)), ("B", nil)] {
            let once = Once<Accepted>(
                key: IdempotencyKey(account: ada.id, method: "POST", path: "/ü", key: key, bodyHash: hash(8))
            ) { _ in answer }
            _ = try await store.accept(.sample("x", in: other), at: now, once: once)
        }
    }

    /// Two that passed, one of them with a baseline and a new analysis that failed, the other with one to come; one that
    /// failed, one running, one pending.
    private func artifacts() async throws {
        for (number, hash) in ["aaa", "bbb", "ccc", "ddd", "eee"].enumerated() {
            let key = "builds/\(project.number)/\(number).tar"
            try await blobs.write(key, bytes: [UInt8](repeating: UInt8(number), count: number * 300_000))
            let build = Artifact.Build(
                branch: "main", name: "main", hash: hash,
                commitMessage: number == 0 ? nil : Self.oddText, author: number == 0 ? nil : "Ada", buildKey: key,
                isFork: number == 4, pullRequest: number == 4 ? 7 : nil)
            let base = number == 1 ? BaselineRequest(commitHash: "000", ancestors: ["aaa"], branch: "main") : nil
            _ = try await store.createArtifact(
                build, baseline: base ?? BaselineRequest(), in: project.number, at: now + .seconds(10), once: nil)
            if number < 3 { try await analyze(number) }
            if number == 1 { try await failAgain(2) }
        }
        try await acceptances()
        _ = try await store.claimArtifact(at: now + .seconds(12), leaseUntil: now + .seconds(60))
        _ = try await store.analyzeAgain(1, in: project.number, raisesEvent: true, at: now + .seconds(12), once: nil)
    }

    /// Those that passed exceed a budget: it is accepted of the first, and told of the second.
    private func acceptances() async throws {
        try await store.setBudgets("budgets: [] # \(Self.oddText)", of: project.number, at: now)
        let accepting = NewAcceptance(account: ada.id, acceptedBy: Self.oddText, reason: Self.oddText)
        _ = try await store.acceptExcess(
            accepting, of: 1, in: project.number,
            event: { EventBody(eventType: $0.eventType, payload: "{}".utf8) }, at: now + .seconds(11), once: nil)
    }

    private static let review = BudgetReview(
        causes: [ArtifactCause(name: oddText, bytes: -3, from: nil)], isOnBaselineBranch: true,
        decide: { _ in
            ArtifactBudgets(
                source: .build,
                verdicts: [
                    ArtifactBudgets.Verdict(
                        name: oddText, subject: "main", value: 103.2, limit: 100, baseline: nil, unit: .percent,
                        state: .exceeded, measured: 1.5)
                ])
        })

    private func failAgain(_ id: Artifact.ID) async throws {
        let time = now + .seconds(11)
        _ = try await store.analyzeAgain(id, in: project.number, raisesEvent: false, at: time, once: nil)
        let claimed = try #require(try await store.claimArtifact(at: time, leaseUntil: now + .seconds(60)))
        let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        _ = try await store.finish(
            claimed.lease, .failed(reason: Self.message, duration: .milliseconds(3)), event: { _, _ in body },
            at: time)
    }

    private func analyze(_ number: Int) async throws {
        let time = now + .seconds(11)
        let claimed = try #require(try await store.claimArtifact(at: time, leaseUntil: now + .seconds(60)))
        let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        guard number < 2 else {
            _ = try await store.finish(
                claimed.lease, .failed(reason: Self.message, duration: .milliseconds(3)), event: { _, _ in body },
                at: time)
            return
        }
        for kind in number == 0 ? ["report", "content"] : ["report", "content", "import"] {
            try await blobs.write("\(kind)s/\(number)", bytes: Self.oddBytes)
        }
        let result = Artifact.Result(
            score: 90, size: Artifact.Size(raw: 3, gzip: 2, brotli: 1), entryPoints: [],
            warnings: [Self.message, RecordedMessage(english: "old")],
            reportKey: "reports/\(number)", contentKey: "contents/\(number)",
            importsKey: number == 0 ? nil : "imports/\(number)", analysisVersion: 1)
        let packages = ["@acme/ü 🦆", "lodash"].enumerated().map { place, name in
            ArtifactPackage(
                name: name, versions: ["1.0.0", Self.oddText], copies: place + 1,
                size: place == 0 ? .init(raw: 3, gzip: 2, brotli: 1) : .init(raw: 3, gzip: nil, brotli: nil))
        }
        let recorded = number == 0 ? ArtifactPackages(packages) : nil
        _ = try await store.finish(
            claimed.lease, .passed(result, duration: .milliseconds(5), packages: recorded), review: Self.review,
            event: { $0.kind == .finished ? body : EventBody(eventType: $0.eventType, payload: "{}".utf8) }, at: time)
    }

    /// The highest ids belong to rows that have been deleted.
    private func gone() async throws {
        let gone = try await fixture.project("gone")
        _ = try await fixture.webhook(in: gone)
        _ = try await store.deleteProject(gone.number, at: now)
        while try await !store.erase(limit: 10).isDone {}
        let webhook = try await fixture.webhook(in: project)
        try await fixture.publish(in: project, at: now + .seconds(20))
        _ = try await store.deleteWebhook(webhook.id, in: project.number, at: now)
    }

    private func hash(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte &* 37, count: 32) }
}
