/// Deliveries that arrived again although they had been answered, and why.
struct Duplicates {
    /// A duplicate that nothing the test did explains.
    struct Unexplained {
        /// Its first arrival by the wall clock, in milliseconds since 1970.
        var firstRead: Int64
        var story: String
    }

    /// How long a lease lasts, in seconds: what a node held when it died is due again after that.
    static let lease = 120.0
    /// Seconds until a node notices that a lease has run out, and until the delivery then has its turn.
    static let rescue = 60.0
    /// Seconds that must be left of a lease when an exchange begins, beyond the webhook's timeout.
    static let margin = 10.0
    /// Seconds within which the result of an exchange is recorded, unless the database is unavailable.
    static let recording = 10.0
    /// Seconds after its sender's death within which the receiver reads a request that the kernel still held.
    static let reading = 1.0

    /// The sender was killed before it could record the success.
    private(set) var afterKills = 0
    /// The sender could not record the success while the lease held, because the database was unavailable or its
    /// connections were cut.
    private(set) var afterTrouble: [String] = []
    /// The receiver read it so late that the sender had given up.
    private(set) var afterTimeouts: [String] = []
    /// The unexplained duplicates, by the delivery's id.
    private(set) var unexplained: [String: Unexplained] = [:]
    private(set) var longestGap = 0.0
    private(set) var shortestGap = Double.infinity

    var count: Int { afterKills + afterTrouble.count + afterTimeouts.count + unexplained.count }

    /// - Parameter timeout: the webhooks' timeout for an exchange, in seconds.
    init(_ deliveries: [ReceivedDelivery], timeout: Double, _ log: DisturbanceLog) {
        for delivery in deliveries {
            for (first, second) in zip(delivery.arrivals, delivery.arrivals.dropFirst()) where first.isAnswered {
                add(delivery, first, second, timeout: timeout, log)
            }
        }
    }

    private mutating func add(
        _ delivery: ReceivedDelivery, _ first: Arrival, _ second: Arrival, timeout: Double, _ log: DisturbanceLog
    ) {
        let gap = first.time.seconds(to: second.time)
        longestGap = max(longestGap, gap)
        shortestGap = min(shortestGap, gap)
        // Not before the first sender's lease can have run out, and not long after it must have; or after the lease of
        // a node that took the delivery over, and was killed in turn before it could send it.
        let wait = Duration.seconds(Self.lease + Self.rescue)
        let takenOver = first.time + .seconds(timeout + Self.margin)
        let isWithinALease =
            gap >= timeout + Self.margin
            && (second.time <= first.time + wait
                || log.hasKill(in: max(takenOver, second.time - wait)...second.time))
        let end = Self.death(of: first.sender, readAt: first.time, log)
        let death = end.map { "killed \(first.time.seconds(to: $0)) s later" } ?? "not killed"
        let story = "\(delivery.path) \(delivery.id): \(gap) s after \(first.sender), \(death)"
        // All nodes are on one machine, so what a dead one held is due as soon as another looks.
        let isAfterDeath = end.map { $0 <= second.time && second.time <= $0 + wait } ?? false
        if isAfterDeath, let end, (-Self.reading...Self.recording).contains(first.time.seconds(to: end)) {
            afterKills += 1
        } else if isWithinALease, log.hasTrouble(first.time...first.time + .seconds(Self.recording)) {
            afterTrouble.append(story)
        } else {
            unexplained[delivery.id] = Unexplained(firstRead: first.wallTime, story: story)
        }
    }

    /// When a sender was killed. One that nobody could name was gone before the receiver asked who it was, so it is the one
    /// that was killed just before.
    private static func death(
        of sender: String, readAt time: ContinuousClock.Instant, _ log: DisturbanceLog
    ) -> ContinuousClock.Instant? {
        guard sender == Arrival.unknownSender else { return Int32(sender).flatMap(log.end) }
        return log.lastKill(in: time - .seconds(reading)...time)
    }

    /// Explains a so far unexplained duplicate from the log of attempts.
    ///
    /// - Parameter timeouts: when its timed-out attempts ended, in milliseconds since 1970. On a very busy machine the
    ///   receiver reads a request only after that, and its answer reaches nobody.
    mutating func explain(_ delivery: String, timeouts: [Int64]) {
        guard let late = unexplained[delivery], timeouts.contains(where: { $0 <= late.firstRead }) else { return }
        unexplained[delivery] = nil
        afterTimeouts.append(late.story)
    }
}

extension ContinuousClock.Instant {
    func seconds(to later: ContinuousClock.Instant) -> Double {
        let (seconds, attoseconds) = duration(to: later).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
