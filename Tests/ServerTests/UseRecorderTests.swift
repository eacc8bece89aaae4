import Domain
import HTTPTypes
import HummingbirdTesting
import Foundation
import Logging
import Signing
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Server

@Suite("When tokens are used")
struct UseRecorderTests {
    /// Counts what is recorded, and fails if it is told to.
    private final class CountingStore: UseStore {
        struct Refused: Error {}

        let recorded = Mutex<[Uses]>([])
        let isBroken: Bool

        init(isBroken: Bool = false) {
            self.isBroken = isBroken
        }

        func record(_ uses: Uses) async throws {
            recorded.withLock { $0.append(uses) }
            if isBroken { throw Refused() }
        }

        var count: Int { recorded.withLock { $0.count } }
    }

    private static func recorder(_ store: CountingStore) -> UseRecorder {
        UseRecorder(store: store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func token(_ id: Token.ID, usedAt: Timestamp? = nil) -> Token {
        Token(
            id: id, account: 1, name: "t", scopes: [], project: nil, expiresAt: nil, parent: nil,
            createdAt: Timestamp(milliseconds: 0), usedAt: usedAt)
    }

    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    @Test("A token that is used all the time is written once a minute, even if it cannot be", arguments: [false, true])
    func seldom(isBroken: Bool) async {
        let store = CountingStore(isBroken: isBroken)
        let recorder = Self.recorder(store)
        for second in 0..<180 {
            recorder.note(Self.token(1), at: Self.now + .seconds(second))
            await recorder.settle()
        }
        #expect(store.count == 3)
    }

    @Test("What the store has recorded within a minute is not written again, by any node")
    func known() async {
        let store = CountingStore()
        let recorder = Self.recorder(store)
        recorder.note(Self.token(1, usedAt: Self.now), at: Self.now + .seconds(59))
        await recorder.settle()
        #expect(store.count == 0)
        recorder.note(Self.token(1, usedAt: Self.now), at: Self.now + .seconds(60))
        await recorder.settle()
        #expect(store.count == 1)
    }

    @Test("What comes together is written together")
    func together() async {
        let store = CountingStore()
        let recorder = Self.recorder(store)
        for id in Int64(1)...1_000 { recorder.note(Self.token(id), at: Self.now) }
        let session = Session(
            account: Account(id: 1, kind: .user, name: "a", email: nil, isInstanceAdmin: false, createdAt: Self.now),
            expiresAt: Self.now + .days(1))
        recorder.note(session, hash: [1], from: "192.0.2.1", at: Self.now)
        await recorder.settle()
        let recorded = store.recorded.withLock { $0 }
        #expect(recorded.map(\.tokens.count).reduce(0, +) == 1_000)
        #expect(recorded.map(\.sessions.count).reduce(0, +) == 1)
        #expect(recorded.count < 100)
    }

    @Test("The API and the page of tokens show when each was last used")
    func shown() async throws {
        try await ServerFixture.with { fixture async throws in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            #expect(try await mia.get("/shop/settings/tokens").text.contains("data-label=\"Last used\">Never"))
            #expect(try await fixture.get("projects/shop", as: "mia-shop").status == 200)
            await fixture.server.services.uses.settle()
            let used = fixture.time.now()
            fixture.time.advance(seconds: 240)
            let page = try await mia.get("/shop/settings/tokens").text
            #expect(page.contains("data-label=\"Last used\"><time datetime=\"\(used.iso8601)\""))
            #expect(page.contains("4 min ago"))
            let tokens = try await fixture.get("tokens")["items"]?.items ?? []
            let one = try #require(tokens.first { $0["name"]?.string == "mia-shop" })
            #expect(one["lastUsedAt"]?.string == used.iso8601)
            #expect(tokens.contains { $0["name"]?.string == "mia-upload" && $0["lastUsedAt"]?.string == nil })
        }
    }
}
