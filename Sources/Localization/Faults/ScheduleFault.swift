/// What is wrong with a retry schedule: times are in seconds.
package enum ScheduleFault: Hashable, Sendable {
    case notIntegers
    case tooMany(limit: Int)
    /// All waits together are too long.
    case tooLong(limit: Int)
    /// One wait is out of range.
    case wait(lowest: Int, highest: Int)
}
