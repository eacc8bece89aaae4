import Domain
import Logging
import Storage

/// What the log says about single deliveries, so that one can be followed: each attempt that failed, and how it ended.
/// That it was skipped says `SkipReporter`, because most are skipped without the worker.
///
/// URLs, headers and bodies are left out, because they may hold secrets; the attempts of a delivery have them.
struct DeliveryLines: Sendable {
    let logger: Logger

    /// An attempt was recorded.
    ///
    /// - Parameter isDisabled: whether it disabled its webhook.
    func ended(_ result: AttemptResult, isDisabled: Bool) {
        switch result.next {
        case .delivered: logger.debug("A delivery succeeded", metadata: Self.fields(of: result))
        case .failed, .gone: logger.info("A delivery failed", metadata: Self.fields(of: result))
        case .pending(let due, _):
            logger.info("An attempt failed", metadata: Self.fields(of: result, next: isDisabled ? nil : due))
        }
    }

    /// Its lease was over before it could be recorded, so the delivery is sent again.
    func lost(_ result: AttemptResult) {
        logger.warning("An attempt was recorded too late and does not count", metadata: Self.fields(of: result))
    }

    private static func fields(of result: AttemptResult, next: Timestamp? = nil) -> Logger.Metadata {
        var fields: Logger.Metadata = [
            "delivery": "\(result.lease.delivery)", "webhook": "\(result.webhook)",
            "attempt": "\(result.attempt.number)",
        ]
        fields["reason"] = result.attempt.reason.map { "\($0.rawValue)" }
        fields["status"] = result.attempt.response.map { "\($0.status)" }
        fields["next"] = next.map { "\($0.iso8601)" }
        return fields
    }
}
