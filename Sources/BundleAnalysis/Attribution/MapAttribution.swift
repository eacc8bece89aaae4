/// By the asset's source map.
struct MapAttribution: AttributionSource {
    func attribution(of content: AssetContent, in build: AttributedBuild) -> AssetAttribution? {
        guard let map = content.map else { return nil }
        var attribution = AssetAttribution(.map, map.runs, size: content.size, gzip: content.gzip)
        attribution.sources = map.sources
        return attribution
    }
}
