package import Foundation

/// Where the build to analyze is.
package enum BuildSource: Sendable {
    /// A tar archive, plain or compressed with gzip or zstd, or a zip archive, whatever its name.
    case archive(URL)
    /// A folder with the build's output.
    case directory(URL)
    /// A stats file, in the folder with the build's output.
    case stats(URL)

    /// Whether a file is an archive or stats, judging by its name.
    package static func file(_ url: URL) -> BuildSource {
        var name = url.lastPathComponent.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        return [".json", ".jsonr", ".mp"].contains(where: name.hasSuffix) ? .stats(url) : .archive(url)
    }
}
