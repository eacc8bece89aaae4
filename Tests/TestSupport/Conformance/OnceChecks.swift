import Domain
import Storage
import Testing

extension StoreCheck {
    private static func once<Value>(
        _ body: UInt8 = 1, account: Int64 = 1, path: String = "/p", answer: StoredAnswer? = .sample
    ) -> Once<Value> {
        Once(key: IdempotencyKey(account: account, method: "POST", path: path, key: "k", bodyHash: [body])) { _ in
            answer
        }
    }

    static let idempotency: [StoreCheck] = [
        StoreCheck("a repeat is answered as the first time and does nothing") { fixture in
            let project = try await fixture.project()
            let event = NewEvent.sample("a", in: project)
            _ = try await fixture.store.accept(event, at: fixture.now, once: once()).value
            guard case .repeated(let answer) = try await fixture.store.accept(event, at: fixture.now, once: once())
            else {
                throw UnexpectedReply(description: "not repeated")
            }
            #expect(answer == .sample)
            #expect(
                try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 9).count == 1)
        },
        StoreCheck("another body under the same key is refused; another account or path is another key") { fixture in
            let project = try await fixture.project()
            let event = NewEvent.sample("a", in: project)
            _ = try await fixture.store.accept(event, at: fixture.now, once: once()).value
            guard case .mismatched = try await fixture.store.accept(event, at: fixture.now, once: once(2)) else {
                throw UnexpectedReply(description: "not refused")
            }
            _ = try await fixture.store.accept(event, at: fixture.now, once: once(account: 2)).value
            _ = try await fixture.store.accept(event, at: fixture.now, once: once(path: "/q")).value
        },
        StoreCheck("an answer with a secret is withheld from the repeat") { fixture in
            let project = try await fixture.project()
            func create() async throws -> Reply<Webhook> {
                try await fixture.store.createWebhook(
                    .plain, in: project.number, at: fixture.now, once: once(answer: nil))
            }
            _ = try await create().value
            guard case .withheld = try await create() else { throw UnexpectedReply(description: "not withheld") }
            #expect(try await fixture.store.webhooks(in: project.number, before: nil, limit: 9).count == 1)
        },
        StoreCheck("a key counts for 24 hours, forgotten or not") { fixture in
            let project = try await fixture.project()
            let event = NewEvent.sample("a", in: project)
            _ = try await fixture.store.accept(event, at: fixture.now, once: once()).value
            let nearly = fixture.now + IdempotencyKey.lifetime - .milliseconds(1)
            try await fixture.store.forgetExpired(at: nearly, limit: 9)
            guard case .repeated = try await fixture.store.accept(event, at: nearly, once: once()) else {
                throw UnexpectedReply(description: "not repeated")
            }
            let over = fixture.now + IdempotencyKey.lifetime
            _ = try await fixture.store.accept(event, at: over, once: once(2)).value
        },
        StoreCheck("keys that have expired are forgotten a chunk at a time, to the last") { fixture in
            let project = try await fixture.project()
            for path in ["/1", "/2", "/3"] {
                _ = try await fixture.store.accept(.sample("a", in: project), at: fixture.now, once: once(path: path))
            }
            let over = fixture.now + IdempotencyKey.lifetime + .milliseconds(1)
            #expect(try await !fixture.store.forgetExpired(at: over, limit: 2))
            #expect(try await fixture.store.forgetExpired(at: over, limit: 2))
        },
        StoreCheck("what was refused keeps no answer, and can be tried again") { fixture in
            let event = NewEvent(
                project: 1, eventType: EventType(stored: "a"), body: EventBody(stored: Array("{}".utf8)))
            #expect(
                try await refusal { try await fixture.store.accept(event, at: fixture.now, once: once()) } == .notFound)
            let project = try await fixture.project()
            #expect(project.number == 1)
            _ = try await fixture.store.accept(event, at: fixture.now, once: once()).value
        },
        StoreCheck("the same request made at once by many is done once") { fixture in
            let project = try await fixture.project()
            let event = NewEvent.sample("a", in: project)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<10 {
                    group.addTask { _ = try await fixture.store.accept(event, at: fixture.now, once: once()) }
                }
                try await group.waitForAll()
            }
            #expect(
                try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 99).count == 1)
        },
    ]

    static let erasing: [StoreCheck] = [
        StoreCheck("what a deleted project left is erased bit by bit, its blobs named, its neighbors untouched") {
            fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<5 { try await fixture.publish(in: project) }
            try await fixture.publish(in: other)
            let leased = try await fixture.claimOne(webhook)
            try await fixture.record(leased, .delivered)
            try await fixture.passed("main", in: project)
            #expect(try await fixture.store.erase(limit: 2) == Erased(blobKeys: [], isDone: true))
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            var keys: [String] = []
            var rounds = 0
            var isDone = false
            while !isDone {
                let erased = try await fixture.store.erase(limit: 2)
                keys += erased.blobKeys
                isDone = erased.isDone
                rounds += 1
            }
            #expect(Set(keys) == Set(["builds/\(project.number)/x.tar"] + Artifact.Result.sample.storedKeys))
            #expect(rounds > 5 && rounds < 30)
            #expect(try await fixture.store.attempts(of: leased.id).isEmpty)
            #expect(try await fixture.deliveries(in: project).isEmpty)
            #expect(try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 9).isEmpty)
            #expect(try await fixture.store.artifact(1, in: project.number) == nil)
            #expect(try await fixture.store.events(in: other.number, eventType: nil, before: nil, limit: 9).count == 1)
        },
        StoreCheck("what is on its way when its project is erased is not recorded") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            while try await !fixture.store.erase(limit: 100).isDone {}
            #expect(try await fixture.record(leased, .delivered).leaseHeld == false)
            #expect(try await fixture.store.attempts(of: leased.id).isEmpty)
        },
        StoreCheck("a store that works passes its check") { fixture in
            try await fixture.store.check()
        },
    ]
}

extension StoredAnswer {
    fileprivate static let sample = StoredAnswer(status: 202, location: "/there", body: Array(#"{"a":1}"#.utf8))
}
