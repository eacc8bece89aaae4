import Domain
import HTTPTypes
import Server
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("Quotas and the disk")
struct QuotaTests {
    private static let upload =
        "artifacts?projectId=shop&host=Github&namespace=acme&name=shop&artifactName=main&branch=main&commitHash=abc"
    private static let octets: HTTPFields = [.contentType: "application/octet-stream"]

    private static func quotas(
        events: Int64? = nil, bytes: Int64? = nil, artifacts: Int64? = nil
    ) -> Quotas {
        Quotas(events: EventQuota(events: events, bytes: bytes), artifactBytes: artifacts)
    }

    private static func publish(_ fixture: ServerFixture, _ payload: String = "{}", key: String? = nil) async throws
        -> Answer
    {
        try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":\#(payload)}"#, key: key)
    }

    @Test("Over the daily event quota is a 429 until the day ends, naming the limit and who can raise it")
    func events() async throws {
        try await ServerFixture.with(quotas: Self.quotas(events: 2)) { fixture async throws in
            for _ in 0..<2 { #expect(try await Self.publish(fixture, key: "same").status == 202) }
            #expect(try await Self.publish(fixture).status == 202)
            let refused = try await Self.publish(fixture)
            #expect(refused.status == 429)
            #expect(refused.headers[.retryAfter] == String(fixture.time.now().untilNextDay.wholeSeconds))
            #expect(refused.detail.contains("2 events per day"))
            #expect(refused.detail.contains("--quota-events"))
            // A repeat gets the original answer, and pings do not count.
            #expect(try await Self.publish(fixture, key: "same").status == 202)
            let webhook = try await fixture.makeWebhook()
            #expect(try await fixture.send(.post, "projects/shop/webhooks/\(webhook)/ping").status == 202)
            fixture.time.advance(seconds: Double(fixture.time.now().untilNextDay.wholeSeconds))
            #expect(try await Self.publish(fixture).status == 202)
        }
    }

    @Test("Over the daily byte quota is a 429, but smaller events are still accepted")
    func bytes() async throws {
        try await ServerFixture.with(quotas: Self.quotas(bytes: 500)) { fixture async throws in
            let large = #"{"pad":"\#(String(repeating: "x", count: 600))"}"#
            let refused = try await Self.publish(fixture, large)
            #expect(refused.status == 429 && refused.detail.contains("--quota-event-bytes"))
            #expect(refused.headers[.retryAfter] != nil)
            #expect(try await Self.publish(fixture).status == 202)
        }
    }

    @Test("A build that does not fit is a 429, one that never will is a 413, and nothing of it is kept")
    func artifacts() async throws {
        try await ServerFixture.with(quotas: Self.quotas(artifacts: 1_000)) { fixture async throws in
            func upload(_ count: Int, key: String? = nil) async throws -> Answer {
                var headers = Self.octets
                headers[.idempotencyKey] = key
                return try await fixture.send(
                    .post, Self.upload, bytes: [UInt8](repeating: 1, count: count), headers: headers)
            }
            #expect(try await upload(600, key: "k").status == 201)
            let full = try await upload(500)
            #expect(full.status == 429 && full.headers[.retryAfter] == "3600")
            #expect(full.detail.contains("--quota-artifact-bytes"))
            let never = try await upload(1_001)
            #expect(never.status == 413 && never.headers[.retryAfter] == nil)
            // With a key the body is read first: the request may be a repeat.
            #expect(try await upload(600, key: "k").status == 201)
            #expect(try await upload(500, key: "l").status == 429)
            #expect(try await fixture.get("projects/shop/artifacts")["items"]?.items.count == 1)
            #expect(try await upload(400).status == 201)
        }
    }

    @Test("A nearly full disk refuses builds but accepts events")
    func floor() async throws {
        let free = Mutex<Int64>(100 << 20)
        let disk = DiskWatch(folders: ["x"], floor: .bytes(50 << 20)) { _ in
            DiskSpace(free: free.withLock { $0 }, total: 1 << 30)
        }
        try await ServerFixture.with(disk: disk) { fixture async throws in
            func upload() async throws -> Answer {
                try await fixture.send(.post, Self.upload, bytes: [1, 2, 3], headers: Self.octets)
            }
            #expect(try await upload().status == 201)
            free.withLock { $0 = 50 << 20 }
            let refused = try await upload()
            #expect(refused.status == 503 && refused.headers[.retryAfter] == "60")
            #expect(refused.detail.contains("disk is nearly full"))
            #expect(try await Self.publish(fixture).status == 202)
            #expect(try await fixture.get("/readyz", as: nil).status == 200)
            #expect(try await fixture.get("projects/shop/artifacts")["items"]?.items.count == 1)
        }
    }

    @Test("A full disk is not ready, even if small writes still fit")
    func full() async throws {
        let free = Mutex<Int64>(100 << 20)
        let disk = DiskWatch(folders: ["x"]) { _ in DiskSpace(free: free.withLock { $0 }, total: 1 << 30) }
        try await ServerFixture.with(disk: disk) { fixture async throws in
            func ready() async throws -> Answer { try await fixture.get("/readyz", as: nil) }
            #expect(try await ready().status == 200)
            // Checking the free space needs no write, so it does not wait for an earlier answer to expire.
            free.withLock { $0 = 0 }
            let full = try await ready()
            #expect(full.status == 503 && full.headers[.retryAfter] != nil)
            #expect(full.detail.contains("database's disk is full"))
            free.withLock { $0 = 100 << 20 }
            #expect(try await ready().status == 200)
        }
    }
}
