import Testing

@testable import Domain

@Suite("Sharing a webhook's concurrency quota")
struct ConcurrencyQuotaTests {
    typealias Request = ConcurrencyQuota.Request

    @Test("A single node gets everything it wants, up to the limit")
    func alone() {
        #expect(grant(8, held: 0) == .init(concurrency: 8, held: 8))
        #expect(grant(3, held: 0) == .init(concurrency: 3, held: 3))
        #expect(grant(99, held: 0) == .init(concurrency: 8, held: 8))
    }

    @Test("A share that has to be given up counts until it is known to be unused")
    func givingUp() {
        let newcomer = Request(webhook: 1, wanted: 8, held: 0)
        #expect(grant(8, held: 8, beside: [newcomer]) == .init(concurrency: 4, held: 8))
        #expect(grant(8, held: 0, beside: [Request(webhook: 1, wanted: 8, held: 8)]) == .init(concurrency: 0, held: 0))
        #expect(grant(8, held: 4, beside: [newcomer]) == .init(concurrency: 4, held: 4))
        #expect(grant(8, held: 0, beside: [Request(webhook: 1, wanted: 8, held: 4)]) == .init(concurrency: 4, held: 4))
    }

    @Test("What no other node wants is used")
    func unused() {
        #expect(grant(8, held: 4, beside: [Request(webhook: 1, wanted: 0, held: 0)]).concurrency == 8)
        #expect(grant(8, held: 4, beside: [Request(webhook: 1, wanted: 2, held: 2)]).concurrency == 6)
        #expect(grant(0, held: 5, beside: []) == .init(concurrency: 0, held: 5))
    }

    @Test("A single place stays with its holder for as long as it is wanted")
    func single() {
        let waiting = Request(webhook: 1, wanted: 1, held: 0)
        #expect(
            ConcurrencyQuota.grant(Request(webhook: 1, wanted: 1, held: 1), beside: [waiting], most: 1).concurrency == 1
        )
        #expect(
            ConcurrencyQuota.grant(waiting, beside: [Request(webhook: 1, wanted: 1, held: 1)], most: 1).concurrency == 0
        )
        #expect(
            ConcurrencyQuota.grant(waiting, beside: [Request(webhook: 1, wanted: 0, held: 0)], most: 1).concurrency == 1
        )
    }

    @Test("However nodes join, leave, and use their shares, the sum never exceeds the limit", arguments: 0..<50)
    func neverTooMuch(seed: UInt64) {
        var random = Sequence64(state: seed)
        let most = Int.random(in: 1...20, using: &random)
        var nodes = [Node](repeating: Node(), count: Int.random(in: 1...5, using: &random))
        for _ in 0..<200 {
            let index = Int.random(in: 0..<nodes.count, using: &random)
            nodes[index].ask(Int.random(in: 0...most, using: &random), most: most, beside: nodes, at: index)
            for other in nodes.indices { nodes[other].work(&random) }
            #expect(nodes.reduce(0) { $0 + $1.running } <= most)
        }
    }

    @Test("A node that wants something gets its part once all have asked a few times")
    func everybodyGetsSome() {
        var nodes = [Node](repeating: Node(), count: 3)
        nodes[0].ask(9, most: 9, beside: nodes, at: 0)
        for _ in 0..<3 {
            for index in nodes.indices {
                nodes[index].running = min(nodes[index].running, nodes[index].limit)
                nodes[index].ask(9, most: 9, beside: nodes, at: index)
            }
        }
        #expect(nodes.map(\.limit) == [3, 3, 3])
    }

    private func grant(_ wanted: Int, held: Int, beside others: [Request] = []) -> ConcurrencyQuota.Grant {
        ConcurrencyQuota.grant(Request(webhook: 1, wanted: wanted, held: held), beside: others, most: 8)
    }
}

/// A node as the store knows it, and what it does.
private struct Node {
    var known = ConcurrencyQuota.Request(webhook: 1, wanted: 0, held: 0)
    var limit = 0
    var running = 0

    mutating func ask(_ wanted: Int, most: Int, beside nodes: [Node], at index: Int) {
        let others = nodes.enumerated().filter { $0.offset != index }.map(\.element.known)
        let request = ConcurrencyQuota.Request(webhook: 1, wanted: wanted, held: max(limit, running))
        let grant = ConcurrencyQuota.grant(request, beside: others, most: most)
        known = ConcurrencyQuota.Request(webhook: 1, wanted: wanted, held: grant.held)
        limit = grant.concurrency
    }

    /// Starts as much as it may, and ends some of what is in flight.
    mutating func work(_ random: inout Sequence64) {
        if running < limit { running = Int.random(in: running...limit, using: &random) }
        running = Int.random(in: 0...running, using: &random)
    }
}

/// Random numbers that are repeatable from a seed.
private struct Sequence64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
