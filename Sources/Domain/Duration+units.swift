/// Spans of time are a `Duration` everywhere. They are numbers only where they are stored or leave the program, and
/// these are the conversions for that.
extension Duration {
    package static func minutes(_ minutes: Int) -> Duration { .seconds(60 * minutes) }
    package static func hours(_ hours: Int) -> Duration { .minutes(60 * hours) }
    package static func days(_ days: Int) -> Duration { .hours(24 * days) }

    /// Whole milliseconds, rounded to the nearest: what columns and the API hold.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let half = attoseconds < 0 ? -Self.attosecondsOfHalf : Self.attosecondsOfHalf
        return seconds * 1000 + (attoseconds + half) / (2 * Self.attosecondsOfHalf)
    }

    /// How many attoseconds half a millisecond has.
    private static let attosecondsOfHalf: Int64 = 500_000_000_000_000

    /// Whole seconds, rounded up, so that nobody is told to wait too short a time.
    package var wholeSeconds: Int {
        let (seconds, attoseconds) = components
        return Int(attoseconds > 0 ? seconds + 1 : seconds)
    }

    /// Whole minutes, rounded up for the same reason.
    package var wholeMinutes: Int { (wholeSeconds + 59) / 60 }

    /// Milliseconds with a fraction, to the nanosecond: what columns and the API hold of an exchange. A number that is
    /// out of range, as an import may bring, becomes the nearest that is not.
    package init(fractionalMilliseconds milliseconds: Double) {
        let nanoseconds = (milliseconds * 1_000_000).rounded()
        self = .nanoseconds(Int64(exactly: nanoseconds) ?? (nanoseconds < 0 ? .min : .max))
    }

    package var fractionalMilliseconds: Double {
        let (seconds, attoseconds) = components
        return (Double(seconds) * 1_000_000_000 + Double(attoseconds / 1_000_000_000)) / 1_000_000
    }
}

extension ClosedRange<Duration> {
    /// The same range in whole seconds, as the API and columns have it.
    package var wholeSeconds: ClosedRange<Int> { lowerBound.wholeSeconds...upperBound.wholeSeconds }
}
