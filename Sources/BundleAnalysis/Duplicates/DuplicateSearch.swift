/// Finds the duplicates of a build, kind by kind in the order of ``Duplicate/Kind``: each module belongs to one duplicate.
struct DuplicateSearch {
    private let delivered: DeliveredModules
    private let importers: ModuleImporters
    private let formats: ModuleFormats
    private let versions: [String?]
    /// The modules that are part of a duplicate.
    private var taken: [Bool]
    private(set) var found: [FoundDuplicate] = []

    /// - Parameter versions: of the packages of `delivered`.
    init(
        _ delivered: DeliveredModules, _ importers: ModuleImporters, _ formats: ModuleFormats, versions: [String?]
    ) {
        (self.delivered, self.importers, self.formats) = (delivered, importers, formats)
        self.versions = versions
        taken = [Bool](repeating: false, count: delivered.all.count)
        let modules = delivered.modulesByPackage()
        findPackages(modules)
        for package in modules.indices { findFormats(package, modules[package]) }
        findCopies()
        findTexts()
        found = Duplicate.Kind.allCases.flatMap { kind in
            found.filter { $0.kind == kind }.sorted(by: FoundDuplicate.mostWastedFirst)
        }
    }

    private mutating func add(_ kind: Duplicate.Kind, _ copies: [FoundDuplicate.Copy]) {
        for copy in copies { for module in copy.modules { taken[module] = true } }
        found.append(FoundDuplicate(kind, copies))
    }

    private func isReal(_ package: Int) -> Bool { delivered.packages[package].name.utf8.first != UInt8(ascii: "(") }

    private func copy(
        of modules: [Int], _ package: Int?, path: String, format: ModuleFormat? = nil
    ) -> FoundDuplicate.Copy {
        FoundDuplicate.Copy(
            modules: modules, parts: modules.flatMap { delivered.copies(of: $0) },
            size: Size.sum(modules.map { delivered.all[$0].size }), package: package, format: format, path: path)
    }

    // MARK: Packages

    /// Packages of one name at several paths.
    private mutating func findPackages(_ modules: [[Int]]) {
        let named = Dictionary(grouping: modules.indices.filter { isReal($0) && !modules[$0].isEmpty }) {
            Array(delivered.packages[$0].name.utf8)
        }
        for paths in named.values.sorted(by: { $0[0] < $1[0] }) where paths.count > 1 {
            let known = Set(paths.map { versions[$0].map { Array($0.utf8) } })
            let copies = paths.map { copy(of: modules[$0], $0, path: delivered.packages[$0].path) }
            add(known.count == 1 && known != [nil] ? .sameVersion : .versions, copies)
        }
    }

    /// A package whose files are there in both formats: all of them if its entry is, otherwise those that are.
    private mutating func findFormats(_ package: Int, _ modules: [Int]) {
        guard isReal(package), modules.count > 1, !taken[modules[0]], hasBothFormats(modules) else { return }
        var (esm, commonJS) = ([String: [Int]](), [String: [Int]]())
        for module in modules {
            guard case .stats(let index) = delivered.all[module].source,
                let path = CounterpartPath.of(delivered.path(of: module), in: delivered.packages[package])
            else { continue }
            switch formats.format(ofStats: index) {
            case .esm: esm[path, default: []].append(module)
            case .commonJS: commonJS[path, default: []].append(module)
            }
        }
        let both = esm.keys.filter { path in
            commonJS[path].map { !areLinked(esm[path] ?? [], $0) } ?? false
        }
        guard !both.isEmpty else { return }
        let isWhole = both.contains(CounterpartPath.entry)
        let sides = [(ModuleFormat.esm, esm), (.commonJS, commonJS)].map { format, files in
            let modules = (isWhole ? Array(files.values) : both.compactMap { files[$0] }).flatMap { $0 }.sorted()
            let entry = files[CounterpartPath.entry]?.first ?? modules[0]
            return copy(of: modules, package, path: delivered.path(of: entry), format: format)
        }
        add(.formats, sides)
    }

    private func hasBothFormats(_ modules: [Int]) -> Bool {
        var first: ModuleFormat?
        for module in modules {
            guard case .stats(let index) = delivered.all[module].source else { continue }
            let format = formats.format(ofStats: index)
            if let first, first != format { return true }
            first = format
        }
        return false
    }

    /// Whether one of the modules imports another, as a file that only passes on what the other exports.
    private func areLinked(_ some: [Int], _ others: [Int]) -> Bool {
        let all = some + others
        let indices = Set(
            all.compactMap { module -> Int? in
                guard case .stats(let index) = delivered.all[module].source else { return nil }
                return index
            })
        return indices.contains { index in
            importers.imports(of: index).contains { $0.importer.map(indices.contains) ?? false }
        }
    }

    // MARK: Modules

    private mutating func findCopies() {
        for module in delivered.all.indices where !taken[module] && delivered.all[module].copies.count > 1 {
            let types = Dictionary(grouping: delivered.copies(of: module)) { delivered.assets[$0.asset].asset.type }
            // What a style sheet and a script have of one module are different things.
            guard let parts = types.values.max(by: { $0.count < $1.count }), parts.count > 1 else { continue }
            let path = delivered.path(of: module)
            let copies = parts.map { part in
                FoundDuplicate.Copy(
                    modules: [module], parts: [part], size: delivered.size(of: part),
                    package: delivered.all[module].package, path: path)
            }
            add(.copiedModule, copies)
        }
    }

    private struct Text: Hashable {
        let hash: UInt64
        let count: Int
        let type: AssetType
    }

    private mutating func findTexts() {
        var texts: [Text: [Int]] = [:]
        for module in delivered.all.indices where !taken[module] {
            guard let part = delivered.copies(of: module).first, case let hash = delivered.hash(of: part), hash != 0
            else {
                continue
            }
            let asset = delivered.assets[part.asset].asset
            texts[Text(hash: hash, count: delivered.size(of: part).raw, type: asset.type), default: []].append(module)
        }
        for modules in texts.values.filter({ $0.count > 1 }).sorted(by: { $0[0] < $1[0] }) {
            var paths: Set<[UInt8]> = []
            // Two configurations of a build have a module of one path each.
            let copies = modules.compactMap { module -> FoundDuplicate.Copy? in
                let path = delivered.path(of: module)
                guard paths.insert(Array(path.utf8)).inserted else { return nil }
                return copy(of: [module], delivered.all[module].package, path: path)
            }
            if copies.count > 1 { add(.sameText, copies) }
        }
    }
}
