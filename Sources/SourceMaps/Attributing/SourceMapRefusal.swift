/// Why a source map says nothing about a text that can be used.
package enum SourceMapRefusal: Error, Hashable, Sendable {
    /// More than 1 % of the segments, and more than a few, are beyond the end of their line, or of the text.
    case anotherBuild(segmentsBeyond: Int, of: Int)
    /// Too many bytes are on lines with fewer than one segment for 2 kB, string literals aside.
    case tooCoarse(coarseBytes: Int, of: Int)
    /// - Parameter limit: in bytes.
    case textTooLarge(limit: Int)
}
