import Domain
import Logging
import Metrics
import Synchronization

/// Reports refused password guesses in the log and the metrics. However many there are, the log has a few lines a
/// minute.
final class SignInRefusals: Sendable {
    /// The maximum number of lines, at once and per minute.
    static let maximumLines = 20

    private let metrics: PrometheusMetrics
    private let time: any TimeSource
    private let budget = Mutex(LogBudget(burst: maximumLines, pause: .minutes(1) / maximumLines))

    init(metrics: PrometheusMetrics, time: any TimeSource) {
        self.metrics = metrics
        self.time = time
    }

    /// - Parameters:
    ///   - account: the account that was guessed at, if the email belongs to one.
    ///   - address: where the guess came from.
    func note(_ refusal: GuessRefusal, of account: Account.ID?, from address: IPAddress?, _ logger: Logger) {
        let now = time.now()
        Counter(
            label: "perfsee_sign_ins_refused_total", dimensions: [("reason", refusal.reason)], factory: metrics
        ).increment()
        guard let leftOut = budget.withLock({ $0.admit(at: now) }) else { return }
        if leftOut > 0 {
            logger.info("More sign-ins were refused than the log says", metadata: ["count": "\(leftOut)"])
        }
        var metadata: Logger.Metadata = [
            "reason": "\(refusal.reason)", "address": address.map { "\($0.nameOfPeer)" } ?? "unknown",
            "retry_after": "\(refusal.wait(at: now).wholeSeconds)",
        ]
        if let account { metadata["account"] = "\(account)" }
        logger.info("A sign-in was refused before its password was checked", metadata: metadata)
    }
}
