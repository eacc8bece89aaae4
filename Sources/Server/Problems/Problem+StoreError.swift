import HTTPTypes
import NIOCore
import NIOHTTP1
import Storage

extension Problem {
    init(_ error: StoreError) {
        switch error {
        case .notFound:
            self = .notFound("It is not there (any more).")
        case .conflict(let field?, let message):
            self = Problem(.conflict, message, faults: [FieldFault(field: field, message: message)])
        case .refused(let field, let message):
            self = .invalid([FieldFault(field: field, message: message)])
        case .conflict(nil, let message), .limit(let message):
            self = .conflict(message)
        case .quota(let breach):
            self = Problem(breach)
        case .busy:
            self = .busy
        case .unknownOutcome:
            self = .unavailable
        }
    }

    /// What a client is told about any error.
    init(describing error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as StoreError: self = Problem(error)
        case is PasswordQueue.Full: self = .crowded
        case let fault as JSONFault: self = Problem(.badRequest, fault.sentence)
        case is SlowBody: self = .slowBody
        case is HTTPParserError, is ChannelError, is IOError: self = .brokenOff
        default: self = .unavailable
        }
    }
}
