import Domain
import Logging
import Metrics
import Synchronization

/// Counts refusals, and logs each with its address.
final class Refusals: Sendable {
    /// The kinds that are counted separately.
    enum Kind: String, Sendable {
        /// A missing or invalid token.
        case unauthorized
        case forbidden
        /// Too often, or too much at once.
        case tooMany = "too_many"
        /// Not HTTP, or not valid HTTP.
        case malformed
        case unknownMethod = "unknown_method"
        case slowHead = "slow_head"
        case slowBody = "slow_body"
        /// A client that does not take its answer.
        case stalled
        /// A connection that was closed to make room for another, of its address or of the server.
        case address, server

        /// Nil for a status that is not a refusal of this kind.
        init?(status: Int) {
            switch status {
            case 401: self = .unauthorized
            case 403: self = .forbidden
            case 429: self = .tooMany
            default: return nil
            }
        }
    }

    private let metrics: PrometheusMetrics
    private let logger: Logger
    private let time: any TimeSource
    private let budget = Mutex(LogBudget())
    private let fullness = Mutex(LogBudget(burst: 1, pause: .minutes(1)))

    init(metrics: PrometheusMetrics, logger: Logger, time: any TimeSource) {
        self.metrics = metrics
        self.logger = logger
        self.time = time
    }

    func note(
        _ kind: Kind, from address: IPAddress?, _ details: @autoclosure () -> Logger.Metadata = [:],
        request: RequestID? = nil
    ) {
        Counter(label: "perfsee_http_refused_total", dimensions: [("kind", kind.rawValue)], factory: metrics)
            .increment()
        guard logger.logLevel <= .info, let leftOut = budget.withLock({ $0.admit(at: time.now()) }) else { return }
        var metadata = details()
        metadata["kind"] = "\(kind.rawValue)"
        metadata["address"] = address.map { "\($0.nameOfPeer)" }
        metadata["request"] = request.map { "\($0)" }
        if leftOut > 0 { metadata["left_out"] = "\(leftOut)" }
        logger.info("A client was refused", metadata: metadata)
    }

    /// No more connections are accepted until one closes.
    func noteFull(_ count: Int) {
        Counter(label: "perfsee_http_accepting_stopped_total", factory: metrics).increment()
        guard let leftOut = fullness.withLock({ $0.admit(at: time.now()) }) else { return }
        logger.warning(
            "No more connections are accepted until one ends",
            metadata: ["connections": "\(count)", "left_out": "\(leftOut)"])
    }
}
