/// Deliveries that came once more although they had been answered, and why.
struct Duplicates {
    /// One of which nothing that the test did tells why.
    struct Unexplained {
        /// When it came first, by the wall's clock in milliseconds since 1970.
        var firstRead: Int64
        var story: String
    }

    /// Seconds that a lease lasts: what a node had in its hands when it died is due again when that has run out.
    static let lease = 120.0
    /// Seconds until somebody notices that a lease has run out, and until what is due then has its turn.
    static let rescue = 60.0
    /// Seconds that have to be left of a lease, beside the time that the webhook gives an exchange, when one begins.
    static let margin = 10.0
    /// Seconds within which what came of an exchange is recorded, unless the database is away.
    static let recording = 10.0

    /// The sender was killed before it could record that the delivery was taken.
    private(set) var afterKills = 0
    /// The sender could not record it while the lease held, since the database was away or its connections were cut.
    private(set) var afterTrouble: [String] = []
    /// The receiver was so late to read it that its sender had given up.
    private(set) var afterTimeouts: [String] = []
    /// What is to be told of each, by the delivery's id.
    private(set) var unexplained: [String: Unexplained] = [:]
    private(set) var longestGap = 0.0
    private(set) var shortestGap = Double.infinity

    var count: Int { afterKills + afterTrouble.count + afterTimeouts.count + unexplained.count }

    /// - Parameter timeout: seconds that the webhooks give an exchange.
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
        // Not before the lease of the first can have run out, and not long after it must have; or after that of whoever
        // took the delivery over then, and was killed in turn before it could send it.
        let wait = Duration.seconds(Self.lease + Self.rescue)
        let takenOver = first.time + .seconds(timeout + Self.margin)
        let isWithinALease =
            gap >= timeout + Self.margin
            && (second.time <= first.time + wait
                || log.hasKill(in: max(takenOver, second.time - wait)...second.time))
        let end = Int32(first.sender).flatMap(log.end)
        let death = end.map { "killed \(first.time.seconds(to: $0)) s later" } ?? "not killed"
        let story = "\(delivery.path) \(delivery.id): \(gap) s after \(first.sender), \(death)"
        if isWithinALease, let end, (-1...Self.recording).contains(first.time.seconds(to: end)) {
            afterKills += 1
        } else if isWithinALease, log.hasTrouble(first.time...first.time + .seconds(Self.recording)) {
            afterTrouble.append(story)
        } else {
            unexplained[delivery.id] = Unexplained(firstRead: first.wallTime, story: story)
        }
    }

    /// Takes what the log of attempts says of one that nothing explained.
    ///
    /// - Parameter timeouts: when its attempts that had no answer in time ended, in milliseconds since 1970. On a machine
    ///   that is busy enough the receiver reads a request only after that, and answers nobody.
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
