/// Not at all: the asset is one piece.
struct WholeAttribution: AttributionSource {
    func attribution(of content: AssetContent, in build: AttributedBuild) -> AssetAttribution? {
        let owner: ByteOwner = content.asset.type == .css ? .whole : .unattributed
        return AssetAttribution(
            .whole, OwnedRuns(owner, count: content.text.count), size: content.size, gzip: nil)
    }
}
