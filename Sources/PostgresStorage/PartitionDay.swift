import Domain
import Foundation
import Storage

/// A day (UTC) by which rows are kept together: what began on that day is in one partition of each table.
struct PartitionDay: Hashable, Comparable, Sendable {
    /// Days since 1970.
    let number: Int64

    init(number: Int64) {
        self.number = number
    }

    init(of time: Timestamp) {
        number = time.day
    }

    static func < (left: PartitionDay, right: PartitionDay) -> Bool { left.number < right.number }

    var start: Timestamp { Timestamp(day: number) }
    var next: PartitionDay { PartitionDay(number: number + 1) }

    /// `20261124`.
    var name: String { String(start.iso8601.prefix(10).filter { $0 != "-" }) }

    /// The smallest id of an event on that day.
    var firstEvent: Event.ID { EventNumber.first(of: start) }
    var firstDelivery: DeliveryID { DeliveryID.first(of: start) }
}
