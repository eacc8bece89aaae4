import SourceMaps

/// The modules of which scripts and style sheets have bytes: those of the stats, and files that only source maps name.
struct DeliveredModules: Sendable {
    enum Source: Hashable, Sendable {
        /// By its index in the stats.
        case stats(Int)
        /// By its path.
        case file(String)
    }

    struct Module: Sendable {
        let source: Source
        /// Into ``packages``; nil for what is no file.
        let package: Int?
        /// Into ``copies``, in the order of the assets.
        fileprivate(set) var copies = 0..<0
        /// Of all copies.
        fileprivate(set) var size = Size.zero
    }

    /// What one asset has of one module.
    struct Copy: Sendable {
        let module: Int
        /// The index of the asset.
        let asset: Int
        /// Into the parts of its attribution.
        let part: Int
    }

    let build: AttributedBuild
    let assets: [AttributedAsset]
    private(set) var all: [Module] = []
    private(set) var copies: [Copy] = []
    private(set) var packages: [PackageName] = []
    /// By the index of the module in the stats; -1 for those that are in no asset.
    private var ofStats: [Int32]

    init(_ assets: [AttributedAsset], _ build: AttributedBuild) {
        (self.assets, self.build) = (assets, build)
        ofStats = [Int32](repeating: -1, count: build.modules.all.count)
        var (files, refs) = ([PathInPackage: Int](), [PackageName: Int]())
        var found: [Copy] = []
        for (index, asset) in assets.enumerated() {
            guard let attribution = asset.attribution else { continue }
            for (number, part) in attribution.parts.enumerated() where part.size.raw > 0 {
                guard let module = module(part.owner, attribution.sources, &files, &refs) else { continue }
                found.append(Copy(module: module, asset: index, part: number))
                all[module].size = all[module].size + part.size
            }
        }
        sort(found)
    }

    private struct PathInPackage: Hashable {
        let path: String
        let package: PackageName?
    }

    private mutating func module(
        _ owner: ByteOwner, _ sources: [Int: SourceName], _ files: inout [PathInPackage: Int],
        _ refs: inout [PackageName: Int]
    ) -> Int? {
        switch owner {
        case .module(let index):
            if ofStats[index] >= 0 { return Int(ofStats[index]) }
            guard !build.index.isRuntime(index) else { return nil }
            ofStats[index] = Int32(all.count)
            add(.stats(index), build.packages.package(of: index), &refs)
        case .source(let index), .librarySource(let index):
            guard let source = sources[index], source.kind == .module else { return nil }
            let key = PathInPackage(path: source.path, package: build.packages.package(of: owner, sources))
            if let known = files[key] { return known }
            files[key] = all.count
            add(.file(source.path), key.package, &refs)
        default: return nil
        }
        return all.count - 1
    }

    private mutating func add(_ source: Source, _ package: PackageName?, _ refs: inout [PackageName: Int]) {
        let ref = package.map { package in
            if let known = refs[package] { return known }
            refs[package] = packages.count
            packages.append(package)
            return packages.count - 1
        }
        all.append(Module(source: source, package: ref))
    }

    /// Puts the copies of each module side by side.
    private mutating func sort(_ found: [Copy]) {
        var starts = [Int](repeating: 0, count: all.count + 1)
        for copy in found { starts[copy.module + 1] += 1 }
        for module in all.indices {
            starts[module + 1] += starts[module]
            all[module].copies = starts[module]..<starts[module + 1]
        }
        copies = found
        for copy in found {
            copies[starts[copy.module]] = copy
            starts[copy.module] += 1
        }
    }

    // MARK: Asking

    /// The module that a module of the stats is; nil if no asset has bytes of it.
    func module(ofStats index: Int) -> Int? { ofStats[index] >= 0 ? Int(ofStats[index]) : nil }

    func copies(of module: Int) -> ArraySlice<Copy> { copies[all[module].copies] }

    /// Whether an asset has bytes of the module.
    func has(_ asset: Int, _ module: Int) -> Bool {
        var range = all[module].copies
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            if copies[middle].asset == asset { return true }
            range = copies[middle].asset < asset ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return false
    }

    func size(of copy: Copy) -> Size { assets[copy.asset].attribution?.parts[copy.part].size ?? .zero }

    /// What tells equal texts; 0 if that is not known.
    func hash(of copy: Copy) -> UInt64 {
        guard let hashes = assets[copy.asset].attribution?.places?.hashes, copy.part < hashes.count else { return 0 }
        return hashes[copy.part]
    }

    /// The refs of the assets that have bytes of any of the modules.
    func assetRefs(of modules: some Sequence<Int>) -> [Int] {
        Set(modules.flatMap { copies(of: $0).map(\.asset) }).sorted().map { assets[$0].asset.ref }
    }

    /// The path, as the content tree shows it.
    func path(of module: Int) -> String {
        switch all[module].source {
        case .stats(let index): return Self.path(ofStats: index, build.modules)
        case .file(let path): return ModuleTitle.parts(of: path).joined(separator: "/")
        }
    }

    static func path(ofStats index: Int, _ modules: StatsModules) -> String {
        let module = modules.all[index]
        return path(modules.names[module.name == .empty ? module.identifier : module.name])
    }

    /// Without `+ 3 modules`.
    static func path(_ name: String) -> String {
        ModuleTitle.parts(of: String(ModulePath.before(" + ", in: Substring(name)))).joined(separator: "/")
    }

    /// The modules of each package, by its index.
    func modulesByPackage() -> [[Int]] {
        var modules = [[Int]](repeating: [], count: packages.count)
        for (index, module) in all.enumerated() { if let package = module.package { modules[package].append(index) } }
        return modules
    }
}
