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
        for try await change in client.deliveryChanges(of: project) {
            for delivery in try await deliveries(of: change) where shown.isNew(delivery) {
                schedules.learn(from: delivery)
                guard Terminal.offer(try line(of: delivery, schedules)) else { return }
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
        var failures = 0
        while true {
            do {
                return try await client.deliveries(of: project, filter, PageRequest(limit: limit)).items
            } catch let error as PerfseeClientError where error.isPassing {
                failures += 1
                try await Task.sleep(for: Reconnection.standard.wait(afterFailures: failures))
            }
        }
    }

    private func line(of delivery: Delivery, _ schedules: KnownSchedules) throws -> String {
        guard !isJSON else { return try JSONOutput.line(of: delivery) }
        return DeliveryStatusText(delivery, maxAttempts: schedules[delivery.webhook]).line
    }
}
