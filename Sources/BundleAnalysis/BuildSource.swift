package import Foundation

/// Where the build to analyze is.
package enum BuildSource: Sendable {
    /// A tar archive, plain or compressed with gzip or zstd, or a zip archive, whatever its name.
    case archive(URL)
    /// A folder with the build's output.
    case directory(URL)
}
