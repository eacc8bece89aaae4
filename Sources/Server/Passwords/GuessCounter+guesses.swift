import Signing
import Storage

extension GuessCounter {
    /// - Parameter guesses: the guesses that it counts, such as those at one email; only their hash is stored.
    init(of guesses: String, limit: Int) {
        self.init(key: SHA256Digest.of(Array(guesses.utf8)), limit: limit)
    }
}
