/// An asset that was found and measured.
struct MeasuredAsset: Equatable, Sendable {
    /// From 1.
    let ref: Int
    let name: String
    let type: AssetType
    var size: Size
    let isIntermediate: Bool
    let hasSourceMap: Bool
    /// Nil if the file is not in the build.
    let file: Members.Member?
    /// What a page loads, for HTML.
    var page: HTMLPage?
}
