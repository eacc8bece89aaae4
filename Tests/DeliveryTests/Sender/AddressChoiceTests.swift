import Domain
import Testing

@testable import Delivery

@Suite("Choosing among a name's addresses")
struct AddressChoiceTests {
    /// Produces the same numbers each time.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    private func choose(_ addresses: [IPAddress], limit: Int = 4, seed: UInt64 = 1) -> [IPAddress] {
        var numbers = Numbers(state: seed)
        return AddressChoice.choose(limit, of: addresses, using: &numbers)
    }

    private func v4(_ range: Range<UInt32>) -> [IPAddress] { range.map { .v4(0x0C00_0000 + $0) } }

    private func v6(_ range: Range<UInt128>) -> [IPAddress] { range.map { .v6(0x2600 << 112 + $0) } }

    @Test("The families alternate, IPv6 first, in the system's order if all addresses fit")
    func turns() {
        #expect(choose(v4(0..<2) + v6(0..<2)) == [v6(0..<1), v4(0..<1), v6(1..<2), v4(1..<2)].flatMap { $0 })
        #expect(choose(v4(0..<4)) == v4(0..<4))
        #expect(choose(v6(0..<1)) == v6(0..<1))
        #expect(choose([]) == [])
    }

    @Test(
        "The only address of a family is included, however many the other family has",
        arguments: 0..<20 as Range<UInt64>)
    func hidden(seed: UInt64) {
        let fewIPv4 = choose(v6(0..<1_500) + v4(0..<1), seed: seed)
        #expect(fewIPv4.count == 4 && fewIPv4[1] == v4(0..<1)[0])
        let fewIPv6 = choose(v4(0..<1_500) + v6(0..<1), seed: seed)
        #expect(fewIPv6.count == 4 && fewIPv6[0] == v6(0..<1)[0])
    }

    @Test("If there are more addresses than are tried, any may be chosen")
    func fair() {
        var counts: [IPAddress: Int] = [:]
        var numbers = Numbers(state: 7)
        for _ in 0..<4_000 {
            for address in AddressChoice.choose(4, of: v4(0..<16), using: &numbers) { counts[address, default: 0] += 1 }
        }
        #expect(counts.count == 16)
        #expect(counts.values.allSatisfy { (800...1_200).contains($0) })
    }

    @Test("A duplicate address is tried once")
    func distinct() {
        #expect(choose(v4(0..<1) + v4(0..<1) + v4(1..<2)) == v4(0..<2))
    }
}
