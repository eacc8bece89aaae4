/// The configurations of one build as one: each with its files below its own output folder.
struct MergedConfigurations {
    private var parts: [(stats: BuildStats, name: String?)] = []

    var isEmpty: Bool { parts.isEmpty }
    var configurations: Int { parts.count }

    mutating func add(_ stats: BuildStats, name: String?) { parts.append((stats, name)) }

    func count(_ items: KeyPath<BuildStats, Int>) -> Int { parts.reduce(0) { $0 + $1.stats[keyPath: items] } }

    var stats: BuildStats {
        guard let first = parts.first, parts.count > 1 else { return parts.first?.stats ?? BuildStats() }
        let folders = Self.relativeFolders(parts.map(\.stats.outputPath))
        let taken = Self.repeated(parts.flatMap { $0.stats.entryPoints.map(\.name) })
        var merged = first.stats
        (merged.assets, merged.chunks, merged.entryPoints) = ([], [], [])
        (merged.modules, merged.packages) = (StatsModules(), [])
        merged.publicPaths = parts.flatMap(\.stats.publicPaths).distinct()
        merged.notes = parts.flatMap(\.stats.notes).distinct()
        merged.htmlExclusive = parts.contains { $0.stats.htmlExclusive }
        for (index, part) in parts.enumerated() {
            let place = Place(index: index, folder: folders[index])
            merged.assets += part.stats.assets.map(place.asset)
            merged.chunks += part.stats.chunks.map(place.chunk)
            merged.modules.append(part.stats.modules, outputName: place.name)
            merged.packages += part.stats.packages
            let prefix = part.name ?? (folders[index].isEmpty ? "\(index + 1)" : folders[index])
            merged.entryPoints += part.stats.entryPoints.map { entryPoint in
                let name = taken.contains(entryPoint.name) ? "\(prefix)/\(entryPoint.name)" : entryPoint.name
                return place.entryPoint(entryPoint, name: name)
            }
        }
        UniqueNames.make(&merged.entryPoints)
        Self.letFilesLieAtTheRoot(&merged.assets)
        return merged
    }

    /// The upload may be of one output folder alone, where its files have no folder before their names.
    private static func letFilesLieAtTheRoot(_ assets: inout [BuildStats.Asset]) {
        let names = Set(assets.map(\.name))
        let twice = repeated(assets.compactMap(\.path))
        for index in assets.indices {
            guard let path = assets[index].path, names.contains(path) || twice.contains(path) else { continue }
            assets[index].path = nil
        }
    }

    private static func repeated(_ names: [String]) -> Set<String> {
        var seen: Set<String> = []
        return Set(names.filter { !seen.insert($0).inserted })
    }

    /// Where each output folder is below the one that they have in common; empty for that folder itself.
    private static func relativeFolders(_ paths: [String?]) -> [String] {
        let parts = paths.map { path in
            path.map { $0.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") } }
        }
        guard var common = parts.compactMap(\.self).first else { return paths.map { _ in "" } }
        for folder in parts.compactMap(\.self) {
            common = Array(zip(common, folder).prefix { $0.elementsEqual($1) }.map(\.0))
        }
        return parts.map { folder in
            (folder ?? []).dropFirst(common.count).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
        }
    }

    /// What tells the names and ids of one configuration from those of another.
    private struct Place {
        let index: Int
        let folder: String

        func name(_ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }
        private func id(_ id: String) -> String { "\(index):\(id)" }

        func asset(_ asset: BuildStats.Asset) -> BuildStats.Asset {
            var asset = asset
            if asset.path == nil, !folder.isEmpty { asset.path = asset.name }
            asset.name = name(asset.name)
            asset.chunks = asset.chunks.map(id)
            return asset
        }

        func chunk(_ chunk: BuildStats.Chunk) -> BuildStats.Chunk {
            var chunk = chunk
            chunk.id = id(chunk.id)
            chunk.files = chunk.files?.map(name)
            chunk.auxiliaryFiles = chunk.auxiliaryFiles.map(name)
            chunk.moduleAssets = chunk.moduleAssets.map(name)
            chunk.children = chunk.children?.map(id)
            chunk.parents = chunk.parents.map(id)
            return chunk
        }

        func entryPoint(_ entryPoint: BuildStats.EntryPoint, name: String) -> BuildStats.EntryPoint {
            BuildStats.EntryPoint(
                name: name, chunks: entryPoint.chunks?.map(id), assets: entryPoint.assets.map(self.name))
        }
    }
}

/// Makes the names of entry points unique: baselines and differences match by them.
enum UniqueNames {
    static func make(_ entryPoints: inout [BuildStats.EntryPoint]) {
        var taken: Set<String> = []
        var counts: [String: Int] = [:]
        for index in entryPoints.indices {
            let name = entryPoints[index].name
            var unique = name
            while !taken.insert(unique).inserted {
                counts[name, default: 1] += 1
                unique = "\(name) (\(counts[name, default: 1]))"
            }
            entryPoints[index].name = unique
        }
    }
}
