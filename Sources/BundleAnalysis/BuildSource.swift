package import Foundation

/// Where the build to analyze is.
package enum BuildSource: Sendable {
    /// A tar or tar.gz file, whatever its name.
    case archive(URL)
    /// A folder with the build's output.
    case directory(URL)
}
