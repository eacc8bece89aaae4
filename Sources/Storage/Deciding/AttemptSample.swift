import Domain

/// The part of an attempt that statistics need.
package struct AttemptSample: Sendable {
    package var start: Int64
    package var milliseconds: Int
    package var isSuccess: Bool

    package init(
        start: Int64, milliseconds: Int, isSuccess: Bool
    ) {
        self.start = start
        self.milliseconds = milliseconds
        self.isSuccess = isSuccess
    }
}

extension [AttemptSample] {
    /// Counted hour by hour, oldest first.
    package var hours: [WebhookHour] {
        Dictionary(grouping: self) { $0.start / WebhookHour.milliseconds }
            .sorted { $0.key < $1.key }
            .map { hour, attempts in
                WebhookHour(
                    start: Timestamp(milliseconds: hour * WebhookHour.milliseconds),
                    durations: attempts.filter(\.isSuccess).map(\.milliseconds),
                    failed: attempts.count { !$0.isSuccess })
            }
    }
}
