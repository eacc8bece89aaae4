/// A way to tell whose an asset's bytes are.
///
/// To add one, add a type to `Attribution` and its name to ``AttributionSources/all``.
protocol AttributionSource: Sendable {
    /// Nil if it says nothing of this asset.
    func attribution(of content: AssetContent, in build: AttributedBuild) -> AssetAttribution?
}

enum AttributionSources {
    /// In the order of how exact they are: the first that says something of an asset counts.
    static let all: [any AttributionSource] = [
        TableAttribution(), MetafileAttribution(), MapAttribution(), ScaledAttribution(), WholeAttribution(),
    ]
}
