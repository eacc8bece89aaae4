import Domain
import Foundation
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import Delivery

@Suite("Lookups of the two families of addresses")
struct LookupFamilyTests {
    private static let v4 = IPAddress.v4(0x7F00_0001)
    private static let v6 = IPAddress.v6(1)

    private func addresses(_ names: NameResolver, of name: String = "receiver.test") async throws -> [IPAddress] {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        return try await names.addresses(of: name, webhook: 1, owner: .project(1), on: loop).get()
    }

    private func failure(_ answers: @escaping NameResolver.Lookup) async throws -> SendFailure? {
        do {
            _ = try await addresses(NameResolver(lookup: answers))
            return nil
        } catch {
            return error as? SendFailure
        }
    }

    @Test("The addresses of both families are used")
    func both() async throws {
        var limits = LookupLimits()
        limits.otherFamily = .seconds(60)
        let names = NameResolver(limits: limits) { _, family in .found([family == .v4 ? Self.v4 : Self.v6]) }
        #expect(try await addresses(names) == [Self.v6, Self.v4])
    }

    @Test("A family whose lookup hangs costs at most 1 s, not the time limit", arguments: AddressFamily.allCases)
    func hanging(_ hanging: AddressFamily) async throws {
        #expect(LookupLimits().otherFamily <= .seconds(1))
        let gate = ThreadGate()
        var limits = LookupLimits()
        limits.otherFamily = .milliseconds(200)
        limits.timeout = .minutes(10)
        // So that what follows has to ask again.
        limits.cached = .zero
        let names = NameResolver(limits: limits) { _, family in
            if family == hanging { gate.pass() }
            return .found([family == .v4 ? Self.v4 : Self.v6])
        }
        let found = hanging == .v4 ? Self.v6 : Self.v4
        var first: [IPAddress] = []
        let time = try await ContinuousClock().measure { first = try await addresses(names) }
        #expect(first == [found])
        #expect(time >= .milliseconds(200))
        #expect(try await addresses(names) == [found])
        gate.open()
    }

    @Test("Whoever comes while a lookup hangs does not wait for it again")
    func known() async throws {
        let gate = ThreadGate()
        var limits = LookupLimits()
        limits.cached = .minutes(10)
        let names = NameResolver(limits: limits) { _, family in
            if family == .v6 { gate.pass() }
            return .found([family == .v4 ? Self.v4 : Self.v6])
        }
        #expect(try await addresses(names) == [Self.v4])
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let isAnsweredAtOnce = try await loop.submit {
            let isAnswered = NIOLoopBoundBox(false, eventLoop: loop)
            names.addresses(of: "receiver.test", webhook: 1, owner: .project(1), on: loop)
                .whenSuccess { if $0 == [Self.v4] { isAnswered.value = true } }
            return isAnswered.value
        }.get()
        #expect(isAnsweredAtOnce)
        gate.open()
    }

    @Test("A family without addresses is not asked for again while the other's are cached")
    func absent() async throws {
        let asked = Mutex(0)
        // However slow the machine is.
        var limits = LookupLimits()
        limits.cached = .minutes(10)
        limits.otherFamily = .minutes(10)
        let names = NameResolver(limits: limits) { _, family in
            asked.withLock { $0 += 1 }
            return family == .v4 ? .found([Self.v4]) : .none
        }
        for _ in 1...5 { #expect(try await addresses(names) == [Self.v4]) }
        #expect(asked.withLock { $0 } == 2)
    }

    @Test("That a name does not exist is said only if both lookups say so")
    func unknown() async throws {
        #expect(try await failure { _, _ in .none } == .unknownName("receiver.test"))
        #expect(try await failure { _, _ in .failed } == .failedLookup("receiver.test"))
        #expect(try await failure { _, family in family == .v4 ? .none : .failed } == .failedLookup("receiver.test"))
        #expect(try await failure { _, family in family == .v4 ? .failed : .none } == .failedLookup("receiver.test"))
        #expect(SendFailure.failedLookup("a").reason == .dns)
    }

    @Test("The lookup of one family that fails does not keep the other's addresses from being used")
    func failing() async throws {
        let names = NameResolver { _, family in family == .v4 ? .found([Self.v4]) : .failed }
        #expect(try await addresses(names) == [Self.v4])
    }

    @Test("Only some of the system's errors say that a name has no address")
    func codes() {
        #expect(SystemLookup.answer(code: EAI_NONAME) == .none)
        for code in [EAI_AGAIN, EAI_FAIL, EAI_SYSTEM, EAI_MEMORY] {
            #expect(SystemLookup.answer(code: code) == .failed)
        }
        #if canImport(Glibc)
            // A name that exists but has no address of the family.
            #expect(SystemLookup.answer(code: -5) == .none)
        #endif
    }

    @Test("The system's lookup knows this machine")
    func system() {
        #expect(SystemLookup.addresses(of: "localhost", family: .v4) == .found([Self.v4]))
    }
}
