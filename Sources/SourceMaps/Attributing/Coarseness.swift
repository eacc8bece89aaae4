/// Measures whether a map has enough segments to tell apart what is on a line.
///
/// A line is coarse if it has fewer than one segment for ``codePerSegment`` bytes of code: string literals aside, and
/// what segments of one field say comes from no source. A long line without any segment is coarse as well.
struct Coarseness {
    /// How many bytes of a line one segment can stand for.
    static let codePerSegment = 2048
    /// A map is too coarse if more than this part of the code is on coarse lines. One long regular expression on a line
    /// of its own does not make a map useless.
    private static let partOfCode = 10

    /// On coarse lines.
    private(set) var coarseBytes = 0
    /// On all lines.
    private(set) var codeBytes = 0
    private var lineBytes = 0
    private var lineSegments = 0

    var isTooCoarse: Bool { coarseBytes > codeBytes / Self.partOfCode }

    mutating func add(code: Int) { lineBytes += code }

    mutating func addSegment() { lineSegments += 1 }

    mutating func endLine() {
        codeBytes += lineBytes
        if lineBytes > Self.codePerSegment * max(lineSegments, 1) {
            coarseBytes += lineBytes
        }
        (lineBytes, lineSegments) = (0, 0)
    }
}
