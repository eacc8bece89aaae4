package import Domain

/// The ids of events: milliseconds since 2020, then the lower bits of a sequence that all nodes share. Unique over all
/// nodes as long as no more than 8,192 events are accepted within one millisecond; the newest is the largest. Until
/// 2054 they stay below 2^53, so that JavaScript reads them without loss.
package enum EventNumber {
    package static let sequenceBits: Int64 = 13
    /// 2020-01-01T00:00:00Z, in milliseconds since 1970.
    package static let epoch: Int64 = 1_577_836_800_000
    /// The first id that encodes a time. Events from a single-machine store have smaller ids, which are plain sequence
    /// numbers.
    package static let firstTimed = first(of: Timestamp(milliseconds: epoch) + .days(1))

    package static func make(at time: Timestamp, sequence: Int64) -> Event.ID {
        first(of: time) | sequence & ((1 << sequenceBits) - 1)
    }

    package static func first(of time: Timestamp) -> Event.ID {
        max(0, time.milliseconds - epoch) << sequenceBits
    }

    package static func time(of event: Event.ID) -> Timestamp {
        Timestamp(milliseconds: epoch + (event >> sequenceBits))
    }
}
