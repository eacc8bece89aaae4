import HTTPTypes
import JSONLexing
import Localization
import NIOCore
import NIOHTTP1
import Storage

extension Problem {
    /// What a client is told about any error.
    init(describing error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as StoreError: self = Problem(error)
        case is PasswordQueue.Full: self = .crowded
        case let fault as JSONFault: self = Problem(.badRequest, .request(.notJSON(fault)))
        case is SlowBody: self = .slowBody
        case is HTTPParserError, is ChannelError, is IOError: self = .brokenOff
        default: self = .unavailable
        }
    }
}
