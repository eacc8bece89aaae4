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
        StoreCheck("a repeat is answered as the first time and does nothing") { bed in
            let project = try await bed.project()
            let event = NewEvent.sample("a", in: project)
            _ = try await bed.store.accept(event, at: bed.now, once: once()).value
            guard case .repeated(let answer) = try await bed.store.accept(event, at: bed.now, once: once()) else {
                throw UnexpectedReply(description: "not repeated")
            }
            #expect(answer == .sample)
            #expect(try await bed.store.events(in: project.number, eventType: nil, before: nil, limit: 9).count == 1)
        },
        StoreCheck("another body under the same key is refused; another account or path is another key") { bed in
            let project = try await bed.project()
            let event = NewEvent.sample("a", in: project)
            _ = try await bed.store.accept(event, at: bed.now, once: once()).value
            guard case .mismatched = try await bed.store.accept(event, at: bed.now, once: once(2)) else {
                throw UnexpectedReply(description: "not refused")
            }
            _ = try await bed.store.accept(event, at: bed.now, once: once(account: 2)).value
            _ = try await bed.store.accept(event, at: bed.now, once: once(path: "/q")).value
        },
        StoreCheck("an answer with a secret is withheld from the repeat") { bed in
            let project = try await bed.project()
            func create() async throws -> Reply<Webhook> {
                try await bed.store.createWebhook(.plain, in: project.number, at: bed.now, once: once(answer: nil))
            }
            _ = try await create().value
            guard case .withheld = try await create() else { throw UnexpectedReply(description: "not withheld") }
            #expect(try await bed.store.webhooks(in: project.number, before: nil, limit: 9).count == 1)
        },
        StoreCheck("a key counts for 24 hours, forgotten or not") { bed in
            let project = try await bed.project()
            let event = NewEvent.sample("a", in: project)
            _ = try await bed.store.accept(event, at: bed.now, once: once()).value
            let nearly = bed.now.adding(milliseconds: IdempotencyKey.lifetime - 1)
            try await bed.store.forgetExpired(at: nearly, limit: 9)
            guard case .repeated = try await bed.store.accept(event, at: nearly, once: once()) else {
                throw UnexpectedReply(description: "not repeated")
            }
            let over = bed.now.adding(milliseconds: IdempotencyKey.lifetime)
            _ = try await bed.store.accept(event, at: over, once: once(2)).value
        },
        StoreCheck("keys that have expired are forgotten a chunk at a time, to the last") { bed in
            let project = try await bed.project()
            for path in ["/1", "/2", "/3"] {
                _ = try await bed.store.accept(.sample("a", in: project), at: bed.now, once: once(path: path))
            }
            let over = bed.now.adding(milliseconds: IdempotencyKey.lifetime + 1)
            #expect(try await !bed.store.forgetExpired(at: over, limit: 2))
            #expect(try await bed.store.forgetExpired(at: over, limit: 2))
        },
        StoreCheck("what was refused keeps no answer, and can be tried again") { bed in
            let event = NewEvent(
                project: 1, eventType: EventType(stored: "a"), body: EventBody(stored: Array("{}".utf8)))
            #expect(try await refusal { try await bed.store.accept(event, at: bed.now, once: once()) } == .notFound)
            let project = try await bed.project()
            #expect(project.number == 1)
            _ = try await bed.store.accept(event, at: bed.now, once: once()).value
        },
        StoreCheck("the same request made at once by many is done once") { bed in
            let project = try await bed.project()
            let event = NewEvent.sample("a", in: project)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<10 {
                    group.addTask { _ = try await bed.store.accept(event, at: bed.now, once: once()) }
                }
                try await group.waitForAll()
            }
            #expect(try await bed.store.events(in: project.number, eventType: nil, before: nil, limit: 99).count == 1)
        },
    ]

    static let erasing: [StoreCheck] = [
        StoreCheck("what a deleted project left is erased bit by bit, its blobs named, its neighbours untouched") {
            bed in
            let project = try await bed.project()
            let other = try await bed.project("other")
            let webhook = try await bed.webhook(in: project)
            for _ in 0..<5 { try await bed.publish(in: project) }
            try await bed.publish(in: other)
            let leased = try await bed.claimOne(webhook)
            try await bed.record(leased, .delivered)
            try await bed.passed("main", in: project)
            #expect(try await bed.store.erase(limit: 2) == Erased(blobKeys: [], isDone: true))
            _ = try await bed.store.deleteProject(project.number, at: bed.now)
            var keys: [String] = []
            var rounds = 0
            var isDone = false
            while !isDone {
                let erased = try await bed.store.erase(limit: 2)
                keys += erased.blobKeys
                isDone = erased.isDone
                rounds += 1
            }
            #expect(Set(keys) == ["builds/\(project.number)/x.tar", "artifacts/1/r.json", "artifacts/1/c.json"])
            #expect(rounds > 5 && rounds < 30)
            #expect(try await bed.store.attempts(of: leased.id).isEmpty)
            #expect(try await bed.deliveries(in: project).isEmpty)
            #expect(try await bed.store.events(in: project.number, eventType: nil, before: nil, limit: 9).isEmpty)
            #expect(try await bed.store.artifact(1, in: project.number) == nil)
            #expect(try await bed.store.events(in: other.number, eventType: nil, before: nil, limit: 9).count == 1)
        },
        StoreCheck("what is on its way when its project is erased is not recorded") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let leased = try await bed.claimOne(webhook)
            _ = try await bed.store.deleteProject(project.number, at: bed.now)
            while try await !bed.store.erase(limit: 100).isDone {}
            #expect(try await bed.record(leased, .delivered).leaseHeld == false)
            #expect(try await bed.store.attempts(of: leased.id).isEmpty)
        },
        StoreCheck("a store that works passes its check") { bed in
            try await bed.store.check()
        },
    ]
}

extension StoredAnswer {
    fileprivate static let sample = StoredAnswer(status: 202, location: "/there", body: Array(#"{"a":1}"#.utf8))
}
