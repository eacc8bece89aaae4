import Domain
import Signing
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Guessing at passwords")
struct SignInGuardTests {
    private static func guardian(_ house: House, _ email: String, from network: String?) throws -> SignInGuard {
        try SignInGuard(
            services: house.server.services, email: email, network: network.map { try CIDR(parsing: $0) })
    }

    private static func fail(_ house: House, _ key: String, times: Int = 1) async throws {
        for _ in 0..<times {
            _ = try await house.store.countFailure(
                of: SHA256Digest.of(Array(key.utf8)), at: house.time.now(), window: SignInGuard.window)
        }
    }

    private static func failures(_ house: House, _ key: String) async throws -> Int {
        try await house.store.failures(of: SHA256Digest.of(Array(key.utf8)), at: house.time.now())
    }

    @Test("After thirty failures of an address, whatever the emails, it waits a quarter of an hour, and no other does")
    func addresses() async throws {
        try await House.with { house in
            let here = "2001:db8::/64"
            try await Self.fail(house, "sign-in from \(here)", times: SignInGuard.maximumFailuresOfAddress - 1)
            let last = try Self.guardian(house, "nobody@example.com", from: here)
            #expect(try await last.minutesToWait() == nil)
            #expect(try await last.account(password: "x") == nil)
            #expect(try await Self.guardian(house, "mia@example.com", from: here).minutesToWait() == 15)
            for other in ["2001:db8:0:1::/64", "192.0.2.1", nil] {
                #expect(try await Self.guardian(house, "nobody@example.com", from: other).minutesToWait() == nil)
            }
            house.time.advance(seconds: Double(SignInGuard.window) / 1000)
            #expect(try await last.minutesToWait() == nil)
        }
    }

    @Test("The right password forgives the failures of its email, and none of the address")
    func success() async throws {
        try await House.with { house in
            let mia = house.accounts.mia
            try await house.store.setPassword(hash: try PasswordHash(of: "correct horse").text, of: mia.id)
            let keys = ["sign-in mia@example.com", "sign-in from 192.0.2.1/32"]
            for key in keys { try await Self.fail(house, key) }
            let guardian = try Self.guardian(house, "Mia@example.com", from: "192.0.2.1")
            #expect(try await guardian.account(password: "correct horse") == mia)
            #expect(try await Self.failures(house, keys[0]) == 0)
            #expect(try await Self.failures(house, keys[1]) == 1)
        }
    }
}
