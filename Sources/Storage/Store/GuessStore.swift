package import Domain

/// Counts what may be tried only a limited number of times, above all passwords, over all nodes together.
package protocol GuessStore: Sendable {
    /// Counts one guess under all of the counters, in one step, before the guess is checked. If one of them is full,
    /// nothing is counted, and the result is when that counter's next window begins; nil if the guess was counted.
    ///
    /// However many guesses come at once, on any nodes, no more than a counter's limit are counted.
    func countGuess(_ counters: [GuessCounter], at now: Timestamp, within window: GuessWindow) async throws
        -> Timestamp?
    /// Takes back a guess that was right.
    func takeBackGuess(_ counters: [GuessCounter], at now: Timestamp) async throws
    /// How many guesses are counted under a key in the window that is open at `now`.
    func guesses(of key: [UInt8], at now: Timestamp) async throws -> Int
}

/// The key a guess is counted under, and how many are allowed there.
package struct GuessCounter: Hashable, Sendable {
    /// For example, the hash of an email.
    package var key: [UInt8]
    package var limit: Int

    package init(key: [UInt8], limit: Int) {
        self.key = key
        self.limit = limit
    }
}

/// How long guesses are counted, and for how many keys.
package struct GuessWindow: Hashable, Sendable {
    /// From a key's first guess.
    package var length: Duration
    /// The most keys to keep; beyond that, those whose windows end first are dropped.
    package var maximumKeys: Int

    package init(length: Duration, maximumKeys: Int) {
        self.length = length
        self.maximumKeys = maximumKeys
    }

    /// 15 minutes and 100,000 keys: a few megabytes.
    package static let standard = GuessWindow(length: .minutes(15), maximumKeys: 100_000)
}
