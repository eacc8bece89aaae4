import Domain
import NIOCore

/// How far an exchange has come; a timeout reports what it was waiting for.
enum SendStep {
    case queue, lookup, connection, tls, answer
}

extension SendFailure {
    static func timeout(_ step: SendStep, after timeout: TimeAmount) -> SendFailure {
        let limit = "within \(timeout.sentence)"
        let detail =
            switch step {
            case .queue:
                "No connection was free \(limit): this server has as many open as it may. Check for slow receivers."
            case .lookup: "The name was not found \(limit). Check the name's DNS servers."
            case .connection: "No connection \(limit). Check the receiver's address and its firewall."
            case .tls: "TLS was not agreed on \(limit). Check that the port speaks TLS."
            case .answer: "No answer \(limit). Answer 2xx first, work later."
            }
        return SendFailure(.timeout, detail)
    }
}

extension TimeAmount {
    /// `30 s`, or `200 ms` if it is not in whole seconds.
    var sentence: String {
        let milliseconds = nanoseconds / 1_000_000
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
