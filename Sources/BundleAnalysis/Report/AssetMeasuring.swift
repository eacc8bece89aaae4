/// Lists the assets of a build and measures them.
struct AssetMeasuring {
    let members: Members
    let files: AssetFiles
    let parallelism: Parallelism

    /// The assets that count, numbered from 1 in the order of the stats, with the sizes from the stats.
    func list(_ stats: BuildStats) -> [MeasuredAsset] {
        var assets: [MeasuredAsset] = []
        let all = Set(stats.assets.map { AssetName.clean($0.name) })
        var names: Set<String> = []
        for asset in stats.assets {
            let name = AssetName.clean(asset.name)
            let type = asset.type ?? AssetType(name: name)
            guard !AssetName.isSkipped(name), type != .js || asset.hasChunks else { continue }
            // The same file in another coding is not an asset of its own.
            if let plain = AssetName.uncompressed(name), all.contains(plain) { continue }
            let file = files.find(name: name, path: asset.path.map(AssetName.clean))
            guard file != nil || !asset.isUnlisted, names.insert(name).inserted else { continue }
            assets.append(
                MeasuredAsset(
                    ref: assets.count + 1, name: name, type: type, size: .unmeasured(asset.size),
                    isIntermediate: asset.isIntermediate, hasSourceMap: files.hasSourceMap(name: name),
                    file: file))
        }
        return assets
    }

    /// The scripts that are in the build, but that no chunk uses, with their bytes.
    func unusedScripts(_ stats: BuildStats) -> [(name: String, bytes: Int)] {
        return stats.assets.compactMap { asset in
            let name = AssetName.clean(asset.name)
            guard !asset.hasChunks, (asset.type ?? AssetType(name: name)) == .js,
                let file = files.find(name: name, path: asset.path.map(AssetName.clean))
            else { return nil }
            return (name, file.size)
        }
    }

    /// The same assets with the sizes of their files, and what pages load.
    func measure(
        _ assets: [MeasuredAsset], _ attributor: AssetAttributor,
        progress: @escaping @Sendable (AnalysisProgress) -> Void
    ) async throws(AnalysisFailure) -> [AttributedAsset] {
        try await parallelism.results(
            of: assets.count, with: { () throws(AnalysisFailure) in try SizeCounter() },
            finished: { done in
                guard done % Self.progressStep == 0 || done == assets.count else { return }
                progress(.measuring(done: done, total: assets.count))
            }
        ) { (index, counter) throws(AnalysisFailure) in try measure(assets[index], attributor, counter) }
    }

    private static let progressStep = 16

    private func measure(
        _ asset: MeasuredAsset, _ attributor: AssetAttributor, _ counter: SizeCounter
    ) throws(AnalysisFailure) -> AttributedAsset {
        if let file = asset.file, AssetAttributor.applies(to: asset) {
            return try attributor.measure(asset, file, counter)
        }
        guard let file = asset.file, let input = try members.input(file) else {
            return AttributedAsset(asset: asset)
        }
        var asset = asset
        asset.size = AssetSize(try counter.measure(input, size: file.size))
        if asset.type == .html { asset.page = HTMLPage(try members.head(file, limit: HTMLPage.limit)) }
        return AttributedAsset(asset: asset)
    }
}
