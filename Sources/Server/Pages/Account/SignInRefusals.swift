import Domain
import Logging
import Metrics
import Storage
import Synchronization

/// Says in the log and in the metrics that guesses at passwords were refused. However many they are, the log has a few
/// lines a minute.
final class SignInRefusals: Sendable {
    /// The most lines within a minute.
    static let maximumLines = 20
    private static let minute: Int64 = 60_000

    private struct Minute {
        var end = Timestamp(milliseconds: 0)
        var lines = 0
        var unsaid = 0
    }

    private let minute = Mutex(Minute())

    /// - Parameters:
    ///   - account: whose password it was about, if the email is anybody's.
    ///   - address: where the guess came from.
    func note(
        _ refusal: PasswordJudge.Refusal, of account: Account.ID?, from address: IPAddress?, _ services: Services,
        _ logger: Logger
    ) {
        Counter(
            label: "perfsee_sign_ins_refused_total", dimensions: [("reason", refusal.reason)], factory: services.metrics
        ).increment()
        let (mayBeSaid, unsaid) = take(at: services.now)
        if unsaid > 0 {
            logger.info("More sign-ins were refused than the log says.", metadata: ["count": "\(unsaid)"])
        }
        guard mayBeSaid else { return }
        var metadata: Logger.Metadata = [
            "reason": "\(refusal.reason)", "address": address.map { "\($0)" } ?? "unknown",
            "retryAfter": "\(refusal.wait(at: services.now))",
        ]
        if let account { metadata["account"] = "\(account)" }
        logger.info("A sign-in was refused unseen.", metadata: metadata)
    }

    /// Whether there is room for a line, and how many the minutes before had none for.
    private func take(at now: Timestamp) -> (Bool, Int) {
        minute.withLock { minute in
            var unsaid = 0
            if now >= minute.end {
                unsaid = minute.unsaid
                minute = Minute(end: now.adding(milliseconds: Self.minute))
            }
            guard minute.lines < Self.maximumLines else {
                minute.unsaid += 1
                return (false, unsaid)
            }
            minute.lines += 1
            return (true, unsaid)
        }
    }
}
