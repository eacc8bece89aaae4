import CZlib

/// What surrounds deflated data.
package enum ZlibFormat: Sendable {
    /// A gzip header, and a checksum and the length at the end.
    case gzip
    /// Zlib's own header, and a checksum at the end.
    case zlib
    /// Nothing.
    case raw

    /// How zlib is told: the format and a window of 32 KiB.
    var windowBits: Int32 {
        switch self {
        case .gzip: 16 + MAX_WBITS
        case .zlib: MAX_WBITS
        case .raw: -MAX_WBITS
        }
    }
}
