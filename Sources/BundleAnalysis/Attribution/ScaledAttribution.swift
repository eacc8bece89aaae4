import SourceMaps

/// By the sizes of the modules before they were minified, shrunk until their sum is the asset.
///
/// A bundler that says which part of a module is in which file is followed; otherwise an asset has all modules of its
/// chunks, which is right for chunks with one script.
struct ScaledAttribution: AttributionSource {
    func attribution(of content: AssetContent, in build: AttributedBuild) -> AssetAttribution? {
        guard content.asset.type == .js else { return nil }
        let bytes = parts(of: content.asset, in: build)
        guard bytes.contains(where: { $0.raw > 0 }) else { return nil }
        return AssetAttribution(.scaled, bytes, size: content.size)
    }

    private func parts(of asset: MeasuredAsset, in build: AttributedBuild) -> [(owner: ByteOwner, raw: Int)] {
        if let output = build.outputs[asset.name] {
            return build.modules.parts[output.parts].map { (.module($0.module), $0.bytes) }
        }
        var runtime = 0
        var bytes: [(owner: ByteOwner, raw: Int)] = []
        for module in build.members(of: asset).sorted() {
            let size = build.modules.all[module].size
            guard size > 0 else { continue }
            if build.index.isRuntime(module) {
                runtime += size
            } else {
                bytes.append((.module(module), size))
            }
        }
        return runtime > 0 ? bytes + [(.runtime, runtime)] : bytes
    }
}
