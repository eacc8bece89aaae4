import Domain
import Testing

@testable import Storage

@Suite("The events of a span of time")
struct EventIDRangeTests {
    /// Events with these ids, one a second; finds the first from an id on, and counts how often it is asked.
    private final class Log {
        let ids: [Event.ID]
        private(set) var looks = 0

        init(_ ids: [Event.ID]) {
            self.ids = ids
        }

        func next(_ id: Event.ID) -> EventIDRange.Place? {
            looks += 1
            guard let index = ids.firstIndex(where: { $0 >= id }) else { return nil }
            return EventIDRange.Place(id: ids[index], createdAt: EventIDRangeTests.time(index))
        }
    }

    private static func time(_ second: Int) -> Timestamp { Timestamp(milliseconds: 1_000_000 + Int64(second) * 1_000) }

    private static func admitted(_ ids: [Event.ID], _ filter: EventFilter, before: Event.ID? = nil) -> [Event.ID] {
        let log = Log(ids)
        let range = EventIDRange(filter, before: before, next: log.next)
        #expect(log.looks <= 130)
        return ids.filter { range.lowest <= $0 && $0 < range.end }
    }

    private static let high: Event.ID = 1 << 61
    private static let logs: [[Event.ID]] = [
        [1, 2, 3, 4, 5], [3, 900, 901, 9_007_199_254_740_992, 9_007_199_254_740_999],
        [high / 2, high - 1, high, high + 1, high + 9],
    ]

    @Test("Whatever the ids are, the range holds what happened in the span, its end excluded", arguments: logs)
    func spans(_ ids: [Event.ID]) {
        #expect(Self.admitted(ids, EventFilter()) == ids)
        #expect(Self.admitted(ids, EventFilter(since: Self.time(2))) == Array(ids[2...]))
        #expect(Self.admitted(ids, EventFilter(until: Self.time(2))) == Array(ids[..<2]))
        #expect(Self.admitted(ids, EventFilter(since: Self.time(1), until: Self.time(4))) == Array(ids[1..<4]))
        #expect(Self.admitted(ids, EventFilter(since: Self.time(1)), before: ids[3]) == Array(ids[1..<3]))
        #expect(Self.admitted(ids, EventFilter(since: Self.time(9))) == [])
        #expect(Self.admitted(ids, EventFilter(until: Self.time(9))) == ids)
        #expect(Self.admitted(ids, EventFilter(until: Self.time(0))) == [])
    }

    @Test("Without events there is none")
    func empty() {
        #expect(Self.admitted([], EventFilter(since: Self.time(0), until: Self.time(1))) == [])
    }
}
