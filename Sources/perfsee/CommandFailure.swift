import Localization
import PerfseeSDK

/// Why a command could not do what it was asked to do: a sentence for standard error, and exit status 1.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// - Parameter source: where the value is from that the message is about.
    init(_ message: some Message, of source: String? = nil) {
        self.init((source.map { "\($0): " } ?? "") + message.text[.english])
    }

    /// The error as the terminal says it: errors of the packages below are values, and know no flags.
    static func said(_ error: any Error) -> any Error {
        if case PerfseeClientError.untrusted = error {
            return CommandFailure("\(error) \(AuthorityEnvironment.advice)")
        }
        return (error as? any Message).map { CommandFailure($0) } ?? error
    }
}
