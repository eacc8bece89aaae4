import Foundation

/// Why the machine failed.
package enum MachineCause: Hashable, Sendable, Codable {
    /// A system call failed with this `errno`.
    case system(errno: Int32)
    case diskNearlyFull
    case outOfMemory
    /// A library failed; the code is that of zlib, or 0 if the library gives none.
    case library(code: Int32)
    case unknown

    /// The cause of an error of Foundation's file manager.
    init(_ error: any Error) {
        var next: (any Error)? = error
        while let error = next {
            if let code = (error as? POSIXError)?.code {
                self = .system(errno: code.rawValue)
                return
            }
            let described = error as NSError
            if described.domain == NSPOSIXErrorDomain {
                self = .system(errno: Int32(described.code))
                return
            }
            next = described.userInfo[NSUnderlyingErrorKey] as? any Error
        }
        self = .unknown
    }
}
