import Domain
import Foundation

/// A day (UTC) by which rows are kept together: what began on that day is in one partition of each table.
struct PartitionDay: Hashable, Comparable, Sendable {
    static let milliseconds: Int64 = 24 * 3600 * 1000

    /// Days since 1970.
    let number: Int64

    init(number: Int64) {
        self.number = number
    }

    init(of time: Timestamp) {
        number = Int64((Double(time.milliseconds) / Double(Self.milliseconds)).rounded(.down))
    }

    static func < (left: PartitionDay, right: PartitionDay) -> Bool { left.number < right.number }

    var start: Timestamp { Timestamp(milliseconds: number * Self.milliseconds) }
    var next: PartitionDay { PartitionDay(number: number + 1) }

    /// `20261124`.
    var name: String { String(start.iso8601.prefix(10).filter { $0 != "-" }) }

    /// The smallest id of an event on that day.
    var firstEvent: Event.ID { EventNumber.first(of: start) }
    var firstDelivery: DeliveryID { DeliveryID.first(of: start) }
}

/// The ids of events: milliseconds since 2020, then the lower bits of a sequence that all nodes share. Unique over all
/// nodes as long as no more than 8,192 events are accepted within one millisecond; the newest is the largest. Until
/// 2054 they stay below 2^53, so that JavaScript reads them without loss.
enum EventNumber {
    static let sequenceBits: Int64 = 13
    /// 2020-01-01T00:00:00Z, in milliseconds since 1970.
    static let epoch: Int64 = 1_577_836_800_000
    /// The first id that encodes a time. Events from a single-machine store have smaller ids, which are plain sequence
    /// numbers.
    static let firstTimed = PartitionDay(of: Timestamp(milliseconds: epoch)).next.firstEvent

    static func make(at time: Timestamp, sequence: Int64) -> Event.ID {
        first(of: time) | sequence & ((1 << sequenceBits) - 1)
    }

    static func first(of time: Timestamp) -> Event.ID {
        max(0, time.milliseconds - epoch) << sequenceBits
    }

    static func time(of event: Event.ID) -> Timestamp {
        Timestamp(milliseconds: epoch + (event >> sequenceBits))
    }
}
