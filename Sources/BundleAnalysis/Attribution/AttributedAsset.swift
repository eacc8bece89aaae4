/// A measured asset, and whose its bytes are.
struct AttributedAsset: Sendable {
    var asset: MeasuredAsset
    /// Nil for what is neither a script nor a style sheet, or not in the build.
    var attribution: AssetAttribution?
    /// Why its source map is not used, if it has one that cannot be.
    var mapDefect: MapDefect?
}
