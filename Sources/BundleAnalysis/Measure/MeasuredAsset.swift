/// An asset that was found and measured.
struct MeasuredAsset: Equatable, Sendable {
    /// Counted from 1.
    let ref: Int
    let name: String
    let type: AssetType
    var size: AssetSize
    let isIntermediate: Bool
    let hasSourceMap: Bool
    /// Nil if the file is not in the build.
    let file: Members.Member?
    /// For HTML, what the page loads.
    var page: HTMLPage?
    /// For a style sheet, the addresses in it.
    var addresses: [String] = []
    /// For scripts and style sheets, how many of its bytes are white space and comments that a minifier would remove.
    var removableBytes = 0
}
