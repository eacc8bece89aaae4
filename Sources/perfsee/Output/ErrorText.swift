import Foundation
import Localization

/// What the log says about an error: its sentence, or its own description, or its name. What Swift would print instead for
/// an error without a description has all its fields, which are neither readable nor always fit to be shown.
struct ErrorText: CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        description =
            switch error {
            case let message as any Message: message.text[.english]
            case is CancellationError: "The work was canceled."
            case let error as CocoaError: error.localizedDescription
            case let error as POSIXError: error.localizedDescription
            case let error as any LocalizedError where error.errorDescription != nil: error.localizedDescription
            case let error as any CustomStringConvertible: error.description
            default: Self.name(of: error)
            }
    }

    /// `ChannelError.alreadyClosed`: the type and, if it has cases, the case.
    private static func name(of error: any Error) -> String {
        let mirror = Mirror(reflecting: error)
        let type = String(describing: mirror.subjectType)
        guard mirror.displayStyle == .enum else { return type }
        return "\(type).\(mirror.children.first?.label ?? "\(error)")"
    }
}
