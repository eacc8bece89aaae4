import Domain
import Signing
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Guessing passwords")
struct SignInGuardTests {
    private struct Guess: Sendable {
        var email = "mia@example.com"
        var network = "192.0.2.1"
        var browsers: [KnownBrowser] = []
    }

    /// A server whose password checks are scripted; Mia's password is "right".
    private struct GuardFixture {
        let fixture: ServerFixture
        let hasher: ScriptedHasher
        let services: Services

        init(_ fixture: ServerFixture, isShut: Bool = false) async throws {
            self.fixture = fixture
            hasher = ScriptedHasher(isShut: isShut)
            let all = fixture.server.services
            services = Services(
                store: all.store, access: all.access, blobs: all.blobs, inspector: all.inspector, time: all.time,
                keyring: all.keyring, configuration: all.configuration, egress: all.egress,
                ownAddresses: all.ownAddresses, metrics: all.metrics, callers: all.callers,
                passwords: PasswordQueue(hasher.hasher), signInRefusals: all.signInRefusals, uses: all.uses,
                disk: all.disk, databaseDisk: all.databaseDisk)
            try await fixture.store.setPassword(hash: ScriptedHasher.hash("right"), of: fixture.accounts.mia.id)
        }

        func guardian(
            _ email: String = "mia@example.com", from network: String? = "192.0.2.1", _ browsers: [KnownBrowser] = []
        ) throws -> SignInGuard {
            SignInGuard(
                services: services, accounts: fixture.store, email: email,
                network: try network.map { try CIDR(parsing: $0) }, browsers: browsers)
        }

        func check(
            _ password: String, _ email: String = "mia@example.com", from network: String? = "192.0.2.1",
            _ browsers: [KnownBrowser] = []
        ) async throws -> String {
            try await word(guardian(email, from: network, browsers).check(password))
        }

        func word(_ verdict: SignInGuard.Verdict) -> String {
            switch verdict {
            case .right(let credentials): "right \(credentials.account.name)"
            case .wrong: "wrong"
            case .refused(.crowded, _): "crowded"
            case .refused(let refusal, _): "wait \(refusal.wait(at: services.now).wholeSeconds)"
            }
        }

        /// The results of many simultaneous guesses, with their counts.
        func check(_ guesses: [Guess]) async throws -> [String: Int] {
            try await withThrowingTaskGroup(of: String.self) { group in
                for guess in guesses {
                    group.addTask { try await check("guess", guess.email, from: guess.network, guess.browsers) }
                }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
        }

        func browser(of account: Account) async throws -> KnownBrowser {
            let hash = try await fixture.store.passwordHash(of: account.id) ?? ""
            return KnownBrowser(of: account.id, passwordHash: hash, at: services.now)
        }
    }

    @Test(
        "Of 150 simultaneous guesses at one account ten are checked, and then even the right password has to wait",
        arguments: ["mia@example.com", "nobody@example.com"])
    func account(email: String) async throws {
        try await ServerFixture.with { fixture in
            let guarded = try await GuardFixture(fixture)
            // From different networks.
            let guesses = (0..<150).map { Guess(email: email, network: "192.0.2.\($0)") }
            #expect(try await guarded.check(guesses) == ["wrong": 10, "wait 900": 140])
            #expect(guarded.hasher.judged.count == 10)
            fixture.time.advance(seconds: 0.001)
            #expect(try await guarded.check("right", email.uppercased(), from: "198.51.100.1") == "wait 900")
            fixture.time.advance(seconds: 60)
            #expect(try await guarded.check("right", email) == "wait 840")
            #expect(guarded.hasher.judged.count == 10)
            fixture.time.advance(seconds: 840)
            #expect(try await guarded.check("right", email) == (email.hasPrefix("mia") ? "right mia" : "wrong"))
        }
    }

    @Test("Of 150 simultaneous guesses from one network thirty are checked, and other networks need not wait")
    func network() async throws {
        try await ServerFixture.with { fixture in
            let guarded = try await GuardFixture(fixture)
            let here = "2001:db8::/64"
            let guesses = (0..<150).map { Guess(email: "person\($0)@example.com", network: here) }
            #expect(try await guarded.check(guesses) == ["wrong": 30, "wait 900": 120])
            #expect(try await guarded.check("right", from: here) == "wait 900")
            for other in ["2001:db8:0:1::/64", "192.0.2.1", nil] {
                #expect(try await guarded.check("right", from: other) == "right mia")
            }
        }
    }

    @Test("A browser that has signed in before gets in while strangers are refused, and has a limit of its own")
    func knownBrowser() async throws {
        try await ServerFixture.with { fixture in
            let guarded = try await GuardFixture(fixture)
            let known = try await guarded.browser(of: fixture.accounts.mia)
            let strangers = (0..<40).map { _ in Guess() }
            _ = try await guarded.check(strangers)
            #expect(try await guarded.check("right") == "wait 900")
            #expect(try await guarded.check("right", from: "192.0.2.1", [known]) == "right mia")
            let stolen = (0..<40).map { _ in Guess(browsers: [known]) }
            #expect(try await guarded.check(stolen) == ["wrong": 10, "wait 900": 30])
            #expect(try await guarded.check("right", from: "192.0.2.1", [known]) == "wait 900")
            let other = try await guarded.browser(of: fixture.accounts.mia)
            #expect(try await guarded.check("right", from: "192.0.2.1", [other]) == "right mia")
        }
    }

    @Test("A browser known to another account, or from an earlier password, counts as a stranger's")
    func strangersBrowser() async throws {
        try await ServerFixture.with { fixture in
            let guarded = try await GuardFixture(fixture)
            let sue = try await guarded.browser(of: fixture.accounts.sue)
            let mia = try await guarded.browser(of: fixture.accounts.mia)
            for _ in 0..<10 { #expect(try await guarded.check("guess", from: nil, [sue]) == "wrong") }
            #expect(try await guarded.check("right", from: nil, [sue]) == "wait 900")
            #expect(try await guarded.check("right", from: nil, [sue, mia]) == "right mia")
            try await fixture.store.setPassword(hash: ScriptedHasher.hash("new"), of: fixture.accounts.mia.id)
            #expect(try await guarded.check("new", from: nil, [mia]) == "wait 900")
        }
    }

    @Test("A right guess is uncounted, and the wrong ones before it stay counted")
    func success() async throws {
        try await ServerFixture.with { fixture in
            let guarded = try await GuardFixture(fixture)
            for _ in 0..<3 { _ = try await guarded.check("guess") }
            for _ in 0..<20 { #expect(try await guarded.check("right", "MIA@example.com") == "right mia") }
            for text in ["sign-in mia@example.com", "sign-in from 192.0.2.1/32"] {
                let key = SignInGuard.counter(text).key
                #expect(try await fixture.store.guesses(of: key, at: fixture.time.now()) == 3)
            }
        }
    }

    @Test("A guess that finds the queue full is not counted")
    func crowded() async throws {
        try await ServerFixture.with { fixture in
            let guarded = try await GuardFixture(fixture, isShut: true)
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0...PasswordQueue.maximumWaiting {
                    group.addTask {
                        try await guarded.check("guess", "p\(number)@example.com", from: "192.0.2.\(number)")
                    }
                }
                while guarded.services.passwords.waiting < PasswordQueue.maximumWaiting { await Task.yield() }
                #expect(try await guarded.check("right", from: "198.51.100.1") == "crowded")
                let key = SignInGuard.counter("sign-in mia@example.com").key
                #expect(try await fixture.store.guesses(of: key, at: fixture.time.now()) == 0)
                guarded.hasher.letOn(PasswordQueue.maximumWaiting + 1)
                for try await word in group { #expect(word == "wrong") }
            }
        }
    }
}
