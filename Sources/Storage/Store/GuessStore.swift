package import Domain

/// Counts what may be tried only so often, above all passwords, over all nodes together.
package protocol GuessStore: Sendable {
    /// Counts one guess under every one of the counters, in one step, before it is judged. Where one of them is full
    /// nothing is counted, and the answer is when that one begins anew; nil where the guess was counted.
    ///
    /// However many guesses come at once, on whatever nodes, no more than a counter's limit are counted.
    func countGuess(_ counters: [GuessCounter], at now: Timestamp, within window: GuessWindow) async throws
        -> Timestamp?
    /// Takes a guess back that was right.
    func takeBackGuess(_ counters: [GuessCounter], at now: Timestamp) async throws
    /// How many guesses are counted under a key in the window that is open at `now`.
    func guesses(of key: [UInt8], at now: Timestamp) async throws -> Int
}

/// Under which key a guess is counted, and how many are taken there.
package struct GuessCounter: Hashable, Sendable {
    /// The hash of an email, say.
    package var key: [UInt8]
    package var limit: Int

    package init(key: [UInt8], limit: Int) {
        self.key = key
        self.limit = limit
    }
}

/// For how long guesses are counted, and of how many keys.
package struct GuessWindow: Hashable, Sendable {
    /// In milliseconds, from the first guess of a key on.
    package var length: Int64
    /// The most keys that are kept; beyond that those whose windows end first are dropped.
    package var maximumKeys: Int

    package init(length: Int64, maximumKeys: Int) {
        self.length = length
        self.maximumKeys = maximumKeys
    }

    /// 15 minutes, and 100,000 keys: some megabytes.
    package static let standard = GuessWindow(length: 15 * 60_000, maximumKeys: 100_000)
}
