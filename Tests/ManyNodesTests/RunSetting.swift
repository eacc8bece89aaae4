import Foundation

/// What the environment says about a run.
enum RunSetting {
    /// How many events are published.
    static let events = number("PERFSEE_CHAOS_EVENTS") ?? 20_000
    /// The seed of all randomness in a run: printed, so that a failed run can be repeated.
    static let seed = number("PERFSEE_CHAOS_SEED").map(UInt64.init) ?? .random(in: 1...999_999)

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }
}
