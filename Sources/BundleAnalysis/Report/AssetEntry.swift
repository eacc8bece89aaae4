/// What the report says of one asset.
struct AssetEntry {
    private let asset: MeasuredAsset
    private let attribution: AssetAttribution?
    private let build: AttributedBuild

    init(_ asset: AttributedAsset, _ build: AttributedBuild) {
        self.asset = asset.asset
        attribution = asset.attribution
        self.build = build
    }

    func entry(_ packages: inout PackageList) -> Report.Asset {
        let parts = attribution?.parts ?? []
        var sizes: [Int: Size] = [:]
        for part in parts where part.size != .zero {
            if let ref = ref(of: part.owner, &packages) {
                sizes[ref, default: .zero] = sizes[ref, default: .zero] + part.size
            }
            guard case .module(let index) = part.owner, !build.modules.all[index].inner.isEmpty else { continue }
            // Its bytes may be those of the modules that were put together in it.
            for inner in build.inner(of: index).sorted() {
                if let ref = ref(of: .module(inner), &packages) { sizes[ref] = sizes[ref] ?? .zero }
            }
        }
        var entry = Report.Asset(
            ref: asset.ref, name: asset.name, path: asset.name, type: asset.type, size: asset.size,
            packageRefs: Self.bySize(sizes), moduleRefs: parts.filter { $0.size != .zero }.compactMap(moduleRef),
            intermediate: asset.isIntermediate ? true : nil)
        entry.attribution = attribution?.method
        entry.agreement = attribution?.agreement
        entry.unattributed = parts.first { $0.owner == .unattributed }?.size
        return entry
    }

    private func ref(of owner: ByteOwner, _ packages: inout PackageList) -> Int? {
        build.packages.package(of: owner, attribution?.sources ?? [:]).map { packages.ref(of: $0) }
    }

    /// Largest first.
    private static func bySize(_ sizes: [Int: Size]) -> [Report.Asset.PackageRef] {
        sizes.map { Report.Asset.PackageRef(ref: $0.key, size: $0.value) }.sorted { one, other in
            one.size.raw == other.size.raw ? one.ref < other.ref : one.size.raw > other.size.raw
        }
    }

    /// The id of a module; the name of one without.
    private func moduleRef(_ part: AssetAttribution.Part) -> ModuleRef? {
        guard case .module(let index) = part.owner else { return nil }
        let module = build.modules.all[index]
        guard module.id != .empty else { return .name(build.modules.names[module.name]) }
        let id = build.modules.names[module.id]
        return module.isNumber ? Int(id).map(ModuleRef.number) ?? .name(id) : .name(id)
    }
}
