import PerfseeSDK

/// Shows a project's deliveries as they change, one line per change, starting with the newest ones in the list.
struct DeliveryFollower {
    let client: PerfseeClient
    let project: String
    let filter: DeliveryFilter
    /// How many deliveries of the list are shown at most.
    let limit: Int
    let isJSON: Bool

    /// Returns when nobody reads standard output any more.
    func run() async throws {
        var shown = ShownDeliveries()
        var schedules = KnownSchedules()
        let attempts = LatestAttempt(client: client, project: project)
        for try await change in client.deliveryChanges(of: project) {
            for delivery in try await deliveries(of: change) where shown.isNew(delivery) {
                schedules.learn(from: delivery)
                let attempt = try await attempts.of(delivery)
                guard Terminal.offer(try line(of: delivery, attempt, schedules)) else { return }
            }
        }
    }

    /// The deliveries that a change is about, oldest first.
    private func deliveries(of change: DeliveryChange) async throws -> [Delivery] {
        switch change {
        case .reset: try await newest().reversed()
        case .delivery(let delivery): filter.includes(delivery) ? [delivery] : []
        }
    }

    /// The newest page of the list. The stream is open, so it waits for a server that is briefly unavailable.
    private func newest() async throws -> [Delivery] {
        try await Patience(longestRow: .max).send {
            try await client.deliveries(of: project, filter, PageRequest(limit: limit)).items
        }
    }

    private func line(of delivery: Delivery, _ attempt: Attempt?, _ schedules: KnownSchedules) throws -> String {
        guard !isJSON else { return try JSONOutput.line(of: DeliveryLine(delivery: delivery, attempt: attempt)) }
        return DeliveryStatusText(delivery, last: attempt, maxAttempts: schedules[delivery.webhook]).line
    }
}
