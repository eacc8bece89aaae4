/// Lists the assets of a build and measures them.
struct AssetMeasuring {
    let members: Members
    let files: AssetFiles
    /// How many assets to compress at once.
    let width: Int

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
        let work = WorkQueue(assets.count)
        let results = await withTaskGroup(of: Result<[(Int, AttributedAsset)], AnalysisFailure>.self) { group in
            for _ in 0..<max(1, min(width, assets.count)) {
                group.addTask { measureSome(of: assets, work, attributor, progress) }
            }
            var results: [Result<[(Int, AttributedAsset)], AnalysisFailure>] = []
            for await result in group {
                if case .failure = result { work.stop() }
                results.append(result)
            }
            return results
        }
        var measured = assets.map { AttributedAsset(asset: $0) }
        for result in results {
            for (index, asset) in try result.get() { measured[index] = asset }
        }
        return measured
    }

    private func measureSome(
        of assets: [MeasuredAsset], _ work: WorkQueue, _ attributor: AssetAttributor,
        _ progress: @Sendable (AnalysisProgress) -> Void
    ) -> Result<[(Int, AttributedAsset)], AnalysisFailure> {
        Result { () throws(AnalysisFailure) in
            let counter = try SizeCounter()
            var measured: [(Int, AttributedAsset)] = []
            while let index = work.next() {
                try AnalysisFailure.checkCancellation(.measuring)
                measured.append((index, try measure(assets[index], attributor, counter)))
                let done = work.finishOne()
                if done % Self.progressStep == 0 || done == assets.count {
                    progress(.measuring(done: done, total: assets.count))
                }
            }
            return measured
        }
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
