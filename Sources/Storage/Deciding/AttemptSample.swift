import Domain

/// The part of an attempt that statistics need.
struct AttemptSample: Sendable {
    var start: Int64
    var milliseconds: Int
    var isSuccess: Bool
}

extension [AttemptSample] {
    /// Counted hour by hour, oldest first.
    var hours: [WebhookHour] {
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
