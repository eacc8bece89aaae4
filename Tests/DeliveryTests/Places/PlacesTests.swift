import Domain
import Testing

@testable import Delivery

@Suite("Places for exchanges")
struct PlacesTests {
    /// How many places an owner takes until it may take no more.
    private func fill(_ places: inout Places, _ owner: WebhookOwner, isIdle: Bool = false) -> Int {
        var count = 0
        while places.mayTake(owner, isIdle: isIdle) {
            places.take(owner)
            count += 1
        }
        return count
    }

    @Test(
        "A single owner may have everything but the reserve and a ninth of the rest",
        arguments: [(1_024, 854, 64), (256, 214, 16), (64, 43, 16), (2, 2, 0), (1, 1, 0)])
    func alone(total: Int, most: Int, reserve: Int) {
        var places = Places(total: total)
        #expect(places.reserve == reserve)
        #expect(fill(&places, .project(1)) == most)
    }

    @Test(
        "A webhook with nothing in flight gets a place beside its owner's busy ones, up to a limit",
        arguments: [1_024, 64])
    func idle(total: Int) {
        var places = Places(total: total)
        _ = fill(&places, .project(1))
        #expect(fill(&places, .project(1), isIdle: true) > 0)
        #expect(total - places.taken >= places.reserve)
    }

    @Test("Whatever one owner or twenty take, an owner that holds nothing gets a place", arguments: [1, 20])
    func newcomer(greedy: Int64) {
        var places = Places(total: 1_024)
        for number in 1...greedy {
            for isIdle in [false, true] { _ = fill(&places, .project(number), isIdle: isIdle) }
        }
        #expect(places.mayTake(.application(1), isIdle: true))
        places.take(.application(1))
        #expect(places.mayTake(.application(2), isIdle: true))
    }

    @Test("Owners that take all they can end up with equal numbers as places are given back")
    func evens() {
        var places = Places(total: 1_024)
        var held: [Int64: Int] = [:]
        for number: Int64 in 1...20 { held[number] = fill(&places, .project(number)) }
        for number in held.keys { places.wait(number, of: .project(number), isIdle: false) }
        // The owner with the most gives one back, over and over, while all of them keep asking for more.
        for _ in 0..<5_000 {
            let most = held.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
            held[most, default: 0] -= 1
            places.giveBack(.project(most))
            while let next = places.next() {
                places.take(.project(next))
                held[next, default: 0] += 1
                places.wait(next, of: .project(next), isIdle: false)
            }
        }
        let counts = held.values.sorted()
        #expect(counts[0] >= 45 && counts[19] - counts[0] <= 1, "\(counts)")
        #expect(1_024 - places.taken > places.reserve)
    }

    @Test("The owner that holds least goes first, and an owner's webhooks take turns")
    func turns() {
        var places = Places(total: 4)
        for owner: WebhookOwner in [.project(1), .project(1), .project(2), .project(3)] { places.take(owner) }
        places.wait(11, of: .project(1), isIdle: false)
        places.wait(12, of: .project(1), isIdle: false)
        places.wait(21, of: .project(2), isIdle: false)
        #expect(places.next() == nil)
        var order: [Webhook.ID] = []
        for owner: WebhookOwner in [.project(3), .project(1), .project(2)] {
            places.giveBack(owner)
            places.giveBack(owner == .project(3) ? .project(1) : owner)
            while let next = places.next() {
                order.append(next)
                places.take(next < 20 ? .project(1) : .project(2))
            }
        }
        #expect(order.first == 21 && order.filter { $0 < 20 } == [11, 12])
    }

    @Test("A forgotten webhook is skipped")
    func forgetting() {
        var places = Places(total: 1)
        places.take(.project(1))
        places.wait(1, of: .project(1), isIdle: true)
        places.wait(2, of: .project(2), isIdle: true)
        places.forget(2, of: .project(2), isIdle: true)
        places.giveBack(.project(1))
        #expect(places.next() == 1)
        #expect(places.next() == nil && places.isUnused)
    }
}
