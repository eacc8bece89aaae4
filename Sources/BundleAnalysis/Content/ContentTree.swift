import SourceMaps

/// The content tree of one asset: its modules in their folders, and what belongs to none.
struct ContentTree {
    let build: AttributedBuild
    let attribution: AssetAttribution
    let packages: PackageRefs

    func root(of asset: MeasuredAsset, entryPoints: [String]) -> ModuleTreeNode {
        let leaves = attribution.parts.filter { $0.size.raw > 0 || $0.size.gzip > 0 || $0.size.brotli > 0 }.map(leaf)
        var root = ModuleTreeNode(
            name: asset.name, size: Size.sum(attribution.parts.map(\.size)), children: ModuleTree(leaves).children(),
            entryPoints: entryPoints)
        root.attribution = attribution.method
        root.agreement = attribution.agreement
        return root
    }

    private func leaf(_ part: AssetAttribution.Part) -> ModuleLeaf {
        var leaf = ModuleLeaf(path: path(of: part.owner), size: part.size, attribution: part.method)
        leaf.packageRef = packages.ref(of: part.owner, attribution.sources)
        if case .module(let index) = part.owner { leaf.marks = marks(of: index) }
        return leaf
    }

    private func path(of owner: ByteOwner) -> [String] {
        switch owner {
        case .module(let index): modulePath(index)
        case .source(let index): sourcePath(index)
        case .librarySource(let index): [PackageName.unknown.name] + sourcePath(index)
        case .inlinedEntries: [ContentName.inlinedEntries]
        case .runtime: [ContentName.runtime]
        case .noSource: [ContentName.noSource]
        case .mapComment: [ContentName.mapComment]
        case .whole: [ContentName.styleSheet]
        case .unattributed: [ModuleTreeNode.unattributed]
        }
    }

    private func modulePath(_ index: Int) -> [String] {
        let module = build.modules.all[index]
        let name = build.modules.names[module.name == .empty ? module.identifier : module.name]
        let parts = ModuleTitle.parts(of: name)
        return parts.isEmpty ? [build.modules.names[module.id]] : parts
    }

    private func sourcePath(_ index: Int) -> [String] {
        let parts = attribution.sources[index].map(Self.parts) ?? []
        return parts.isEmpty ? [ContentName.noSource] : parts
    }

    private static func parts(_ name: SourceName) -> [String] {
        let parts = name.path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        return name.kind == .external ? ["(external)"] + parts : parts
    }

    private func marks(of index: Int) -> ModuleMarks {
        let module = build.modules.all[index]
        let inner = build.modules.inner[module.inner]
        return ModuleMarks(
            modules: inner.isEmpty ? nil : inner.map { build.modules.names[build.modules.all[$0].name] },
            unused: module.unusedExports > 0 && inner.isEmpty ? module.unusedExports : nil, isDynamic: module.isDynamic,
            isESM: module.isESM, hasSideEffects: build.hasSideEffects(index))
    }
}
