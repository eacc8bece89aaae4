import Domain
import NIOCore
import Testing

@testable import Delivery

@Suite("Racing an attempt's addresses")
struct ConnectionRaceTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func race(_ count: Int, seconds: Int64 = 30) -> ConnectionRace {
        ConnectionRace(count: count, deadline: start + .seconds(seconds))
    }

    private func later(_ milliseconds: Int64) -> NIODeadline { start + .milliseconds(milliseconds) }

    @Test("The next address starts 250 ms after the previous one")
    func delay() {
        var race = race(3)
        #expect(race.next(now: start) { _ in true } == .open(0))
        #expect(race.next(now: start) { _ in true } == .wait(until: later(250)))
        #expect(race.next(now: later(250)) { _ in true } == .openBeside(1))
        #expect(race.next(now: later(499)) { _ in true } == .wait(until: later(500)))
        #expect(race.next(now: later(500)) { _ in true } == .openBeside(2))
        #expect(race.next(now: later(500)) { _ in true } == .rest)
    }

    @Test("The next address takes the place of a failed one")
    func failure() {
        var race = race(2)
        _ = race.next(now: start) { _ in true }
        race.failed(0)
        #expect(race.next(now: later(1)) { _ in false } == .open(1))
        race.failed(1)
        #expect(race.next(now: later(2)) { _ in false } == .lost)
    }

    @Test("The failure of a parallel address starts the next one at once")
    func failureBeside() {
        var race = race(3)
        _ = race.next(now: start) { _ in true }
        _ = race.next(now: later(250)) { _ in true }
        race.failed(1)
        #expect(race.next(now: later(260)) { _ in true } == .openBeside(2))
    }

    @Test("When the attempt's own slot is empty and no address is left to start, a parallel one moves in")
    func moveIn() {
        var race = race(2)
        _ = race.next(now: start) { _ in true }
        _ = race.next(now: later(250)) { _ in true }
        race.failed(0)
        #expect(race.next(now: later(300)) { _ in true } == .moveIn(1))
        #expect(race.next(now: later(300)) { _ in true } == .rest)
        race.failed(1)
        #expect(race.next(now: later(400)) { _ in true } == .lost)
    }

    @Test("Without room, addresses go one after the other, each for an equal part of the time")
    func oneAfterTheOther() {
        var race = race(3)
        var time = start
        var changes: [Int64] = []
        while changes.count < 2 {
            switch race.next(now: time, takeRoom: { _ in false }) {
            case .open: break
            case .wait(let until): time = until
            case .replace: changes.append((time - start).nanoseconds / 1_000_000)
            case let step: Issue.record("\(step)"); return
            }
        }
        #expect(changes == [10_000, 20_000])
        #expect(race.next(now: time) { _ in false } == .rest)
    }

    @Test("An address that had to give way is tried again, in the attempt's own slot if that is free by then")
    func crowdedOut() {
        var race = race(2)
        _ = race.next(now: start) { _ in true }
        #expect(race.next(now: later(250)) { _ in true } == .openBeside(1))
        race.crowdedOut(1)
        race.failed(0)
        #expect(race.next(now: later(300)) { _ in false } == .open(1))
    }

    @Test("A race without addresses is lost at once")
    func none() {
        var race = race(0)
        #expect(race.next(now: start) { _ in true } == .lost)
    }

    /// 768 attempts at names with 1,500 black-hole addresses, over three origins, with a healthy exchange from time to
    /// time: what the sender does, without the sockets.
    @Test("Many attempts at many addresses stay under the caps, and keep nobody from a connection")
    func caps() {
        typealias Pool = ConnectionPool<Int, Int, WebhookURL.Origin>
        var pool = Pool(limits: Pool.Limits(connections: 1_000, perOrigin: 400, waiting: 16_384))
        let origins = (0..<4).map { WebhookURL.Origin(isTLS: false, host: .name("h\($0)"), port: 1) }
        // For each attempt: its race, its origin, and the indices of its addresses that have a slot of their own.
        var races: [(race: ConnectionRace, origin: WebhookURL.Origin, beside: [Int: Int], open: Int)] = []
        for number in 0..<768 {
            let origin = origins[number % 3]
            #expect(pool.acquire(number, webhook: Int64(number % 3), origin: origin) == .open(closing: nil))
            races.append((race(AddressChoice.perAttempt), origin, [:], 0))
        }
        var place = 10_000
        var evicted = 0
        for time in stride(from: Int64(0), through: 5_000, by: 250) {
            for index in races.indices {
                var entry = races[index]
                loop: while true {
                    let step = entry.race.next(now: later(time)) { address in
                        guard pool.takeRoom(for: place, origin: entry.origin) else { return false }
                        entry.beside[place] = address
                        place += 1
                        return true
                    }
                    switch step {
                    case .open, .openBeside: entry.open += 1
                    case .replace, .moveIn, .lost: Issue.record("\(step)")
                    case .wait, .rest: break loop
                    }
                }
                #expect(entry.open <= 4)
                races[index] = entry
            }
            #expect(pool.openCount <= 1_000)
            // The fourth origin's exchange gets a connection at once, whatever the races hold.
            let decision = pool.acquire(5_000 + Int(time), webhook: 9, origin: origins[3])
            guard case .open(let closing) = decision else {
                Issue.record("\(decision)")
                continue
            }
            guard let closing else { continue }
            evicted += 1
            let index = races.firstIndex { $0.beside[closing] != nil }
            guard let index, let address = races[index].beside.removeValue(forKey: closing) else {
                Issue.record("\(closing) was not one that ran beside another")
                continue
            }
            #expect(pool.closed(closing, origin: races[index].origin) == nil)
            races[index].race.crowdedOut(address)
            races[index].open -= 1
        }
        // 768 attempts leave 232 slots, all of which the races take: some had to be given back.
        #expect(pool.openCount == 1_000 && evicted > 0)
    }
}
