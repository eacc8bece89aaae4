import JSONLexing

/// Reads the inputs of a metafile as modules, and how many bytes of each output they are.
struct MetafileModules {
    private(set) var named: NamedModules
    private var imports: [Int: [StatsModules.Reason]] = [:]
    private var importCount = 0

    /// - Parameter modules: those that are known already, as in the stats of the build plugin.
    init(_ modules: StatsModules = StatsModules()) { named = NamedModules(modules) }

    /// - Parameter asset: the name of the asset that an output is.
    mutating func read(_ metafile: StatsOutline, asset: (String) -> String) throws(StatsFault) {
        if var inputs = metafile.reader(at: "inputs") { try readInputs(&inputs) }
        if var outputs = metafile.reader(at: "outputs") { try readOutputs(&outputs, asset) }
    }

    /// The modules, with those of each chunk.
    func modules(ofChunks chunks: [BuildStats.Chunk]) -> StatsModules {
        var named = named
        for chunk in chunks { named.addChunk(files: chunk.files ?? []) }
        return named.modules
    }

    // MARK: Inputs

    private mutating func readInputs(_ reader: inout StatsReader) throws(StatsFault) {
        let known = named.modules.all.count
        _ = try reader.object { (reader, key) throws(StatsFault) in
            let name = reader.text(key)
            let module = self.named.module(name)
            // What the plugin's stats say of a module stays.
            if module < known { try reader.skip() } else { try self.readInput(module, name, &reader) }
            try self.named.check(reader, adding: 0)
        }
        for (module, reasons) in imports.sorted(by: { $0.key < $1.key }) where module >= known {
            named.setReasons(reasons, of: module)
            let isDynamic = reasons.allSatisfy { $0.type == dynamicImport }
            named.update(module) { $0.isDynamic = isDynamic }
        }
        imports = [:]
    }

    private mutating func readInput(
        _ module: Int, _ name: String, _ reader: inout StatsReader
    ) throws(StatsFault) {
        let importer = named.intern(name)
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "bytes") {
                let bytes = try reader.byteCount()
                self.named.update(module) { $0.size = bytes }
            } else if reader.matches(key, "format") {
                let isESM = try reader.string() != "cjs"
                self.named.update(module) { $0.isESM = isESM }
            } else if reader.matches(key, "imports") {
                _ = try reader.array { (reader) throws(StatsFault) in try self.readImport(by: importer, &reader) }
            } else {
                try reader.skip()
            }
        }
    }

    private mutating func readImport(
        by importer: StatsModules.Name, _ reader: inout StatsReader
    ) throws(StatsFault) {
        var reason = StatsModules.Reason(module: importer)
        var (path, isExternal) = (String?.none, false)
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "path") {
                path = try reader.string()
            } else if reader.matches(key, "kind") {
                reason.type = self.named.intern(try reader.string() ?? "")
            } else if reader.matches(key, "original") {
                reason.request = self.named.intern(try reader.string() ?? "")
            } else if reader.matches(key, "external") {
                isExternal = try reader.boolean() ?? false
            } else {
                try reader.skip()
            }
        }
        guard let path, !isExternal, importCount < StatsModules.reasonLimit else { return }
        importCount += 1
        imports[named.module(path), default: []].append(reason)
    }

    private lazy var dynamicImport = named.intern("dynamic-import")

    // MARK: Outputs

    private mutating func readOutputs(
        _ reader: inout StatsReader, _ asset: (String) -> String
    ) throws(StatsFault) {
        _ = try reader.object { (reader, key) throws(StatsFault) in
            let path = reader.text(key)
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "entryPoint") {
                    guard let source = try reader.string() else { return }
                    return self.named.setEntry(source, of: asset(path))
                }
                guard reader.matches(key, "inputs") else { return try reader.skip() }
                let parts = try self.parts(&reader)
                self.named.setOutput(asset(path), parts, isBeforeMinification: false)
                try self.named.check(reader, adding: parts.count)
            }
        }
    }

    /// esbuild counts less than nothing for a source that minifies to less than what surrounds it.
    private mutating func parts(_ reader: inout StatsReader) throws(StatsFault) -> [StatsModules.Part] {
        var parts: [StatsModules.Part] = []
        _ = try reader.object { (reader, key) throws(StatsFault) in
            let module = self.named.module(reader.text(key))
            var bytes = 0
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "bytesInOutput") { bytes = try reader.byteCount() } else { try reader.skip() }
            }
            parts.append(StatsModules.Part(module: module, bytes: bytes))
        }
        return parts
    }
}
