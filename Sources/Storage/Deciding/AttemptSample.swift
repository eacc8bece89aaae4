package import Domain

/// The part of an attempt that statistics need.
package struct AttemptSample: Sendable {
    package var start: Timestamp
    package var duration: Duration
    package var isSuccess: Bool

    /// - Parameters:
    ///   - start: in milliseconds since 1970, as its column has it.
    ///   - milliseconds: the attempt's duration.
    package init(start: Int64, milliseconds: Int64, isSuccess: Bool) {
        self.start = Timestamp(milliseconds: start)
        duration = .milliseconds(milliseconds)
        self.isSuccess = isSuccess
    }
}

extension [AttemptSample] {
    /// Counted hour by hour, oldest first.
    package var hours: [WebhookHour] {
        let length = WebhookHour.length.milliseconds
        return Dictionary(grouping: self) { $0.start.milliseconds / length }
            .sorted { $0.key < $1.key }
            .map { hour, attempts in
                WebhookHour(
                    start: Timestamp(milliseconds: hour * length),
                    durations: attempts.filter(\.isSuccess).map(\.duration),
                    failed: attempts.count { !$0.isSuccess })
            }
    }
}
