/// The modules of a build, as its stats list them, and which chunks and files they are in.
///
/// Stats of a large build list a module once for each of hundreds of chunks: here each is kept once, in flat arrays.
struct StatsModules: Equatable, Sendable {
    typealias Name = NamePool.Name

    struct Module: Equatable, Sendable {
        /// The id as text; empty if there is none. Inner modules of a concatenation have none.
        var id = Name.empty
        var isNumber = false
        var name = Name.empty
        /// The file's path on the machine of the build; empty if it is not known.
        var condition = Name.empty
        var identifier = Name.empty
        /// Bytes of its source.
        var size = 0
        /// False if the stats say that nothing is known of its exports, as of CommonJS.
        var isESM = true
        /// Whether all that import it do so at run time: `import()` and the like.
        var isDynamic = false
        /// How many of its exports nobody uses, as far as is known.
        var unusedExports = 0
        /// Into ``StatsModules/inner``: the modules that were concatenated into this one, itself included.
        var inner = 0..<0
        /// Into ``StatsModules/assets``: the files that it emits.
        var assets = 0..<0
        /// Into ``StatsModules/reasons``.
        var reasons = 0..<0
        /// Into ``StatsModules/sideEffects``.
        var sideEffects = 0..<0
        var exports = ModuleExports()
    }

    /// An import of a module.
    struct Reason: Equatable, Sendable {
        /// The name of the module that imports.
        var module = Name.empty
        /// The name of the module that it was concatenated into.
        var outer = Name.empty
        /// The kind of import, as the tool calls it.
        var type = Name.empty
        /// Lines and columns: `3:0-21`.
        var location = Name.empty
        /// The specifier, as it is written.
        var request = Name.empty
    }

    /// A part of an output file.
    struct Part: Equatable, Sendable {
        let module: Int
        /// Bytes in the file, or before it was minified.
        let bytes: Int
    }

    /// The parts of an output file, as esbuild and Rollup know them.
    struct Output: Equatable, Sendable {
        let parts: Range<Int>
        /// Whether the parts are of the text before it was minified.
        let isBeforeMinification: Bool
    }

    private(set) var names = NamePool()
    private(set) var all: [Module] = []
    private(set) var inner: [Int] = []
    private(set) var assets: [Name] = []
    private(set) var reasons: [Reason] = []
    /// Where a module has side effects: a sentence of webpack's, with file and line.
    private(set) var sideEffects: [Name] = []
    /// The modules of each chunk, by the index of the chunk.
    private(set) var members: [[Int32]] = []
    private(set) var parts: [Part] = []
    /// By the name of the asset.
    private(set) var outputs: [String: Output] = [:]
    /// The modules that output files were made for, an entry point or a dynamic import, by the name of the asset.
    private(set) var entries: [String: Int] = [:]
    /// Where the modules of each further configuration of the build begin: their names are others'.
    private(set) var configurations: [Int] = []

    /// How many reasons are kept; those beyond are dropped.
    static let reasonLimit = 5_000_000
    /// How many reasons of one module are kept.
    static let reasonsOfOne = 10_000

    var isEmpty: Bool { all.isEmpty }

    /// The modules of a chunk; empty if it lists none.
    func members(ofChunk index: Int) -> [Int32] { index < members.count ? members[index] : [] }

    // MARK: Filling

    mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Name { names.intern(bytes) }

    mutating func intern(_ name: String) -> Name { names.intern(name) }

    /// Adds a module and returns its index.
    mutating func add(_ module: Module) -> Int {
        all.append(module)
        return all.count - 1
    }

    mutating func update(_ index: Int, _ change: (inout Module) -> Void) { change(&all[index]) }

    mutating func setInner(_ modules: [Int], of index: Int) {
        let start = inner.count
        inner += modules
        all[index].inner = start..<inner.count
    }

    mutating func setAssets(_ files: [Name], of index: Int) {
        let start = assets.count
        assets += files
        all[index].assets = start..<assets.count
    }

    mutating func setSideEffects(_ places: [Name], of index: Int) {
        let start = sideEffects.count
        sideEffects += places
        all[index].sideEffects = start..<sideEffects.count
    }

    mutating func setReasons(_ imports: [Reason], of index: Int) {
        let start = reasons.count
        reasons += imports.prefix(max(0, min(Self.reasonsOfOne, Self.reasonLimit - start)))
        all[index].reasons = start..<reasons.count
    }

    mutating func addChunk(_ modules: [Int32] = []) { members.append(modules) }

    mutating func setMembers(_ modules: [Int32], ofChunk index: Int) { members[index] = modules }

    mutating func setOutput(_ name: String, _ modules: [Part], isBeforeMinification: Bool) {
        let start = parts.count
        parts += modules
        outputs[name] = Output(parts: start..<parts.count, isBeforeMinification: isBeforeMinification)
    }

    mutating func setEntry(_ module: Int, of name: String) { entries[name] = module }

    /// Appends those of another configuration of the build, whose chunks and outputs come after these.
    mutating func append(_ other: StatsModules, outputName: (String) -> String) {
        let map = (0..<other.names.count).map { index in
            other.names.withBytes(of: Name(index: UInt32(index))) { names.intern($0) }
        }
        func moved(_ name: Name) -> Name { map[Int(name.index)] }
        let (modules, inners, files) = (all.count, inner.count, assets.count)
        let (imports, places, start) = (reasons.count, sideEffects.count, parts.count)
        configurations.append(modules)
        for var module in other.all {
            (module.id, module.name) = (moved(module.id), moved(module.name))
            (module.condition, module.identifier) = (moved(module.condition), moved(module.identifier))
            module.exports = module.exports.moved(moved)
            module.inner = module.inner.moved(by: inners)
            module.assets = module.assets.moved(by: files)
            module.reasons = module.reasons.moved(by: imports)
            module.sideEffects = module.sideEffects.moved(by: places)
            all.append(module)
        }
        inner += other.inner.map { $0 + modules }
        assets += other.assets.map(moved)
        sideEffects += other.sideEffects.map(moved)
        reasons += other.reasons.map { reason in
            Reason(
                module: moved(reason.module), outer: moved(reason.outer), type: moved(reason.type),
                location: moved(reason.location), request: moved(reason.request))
        }
        members += other.members.map { $0.map { $0 + Int32(modules) } }
        parts += other.parts.map { Part(module: $0.module + modules, bytes: $0.bytes) }
        for (name, module) in other.entries { entries[outputName(name)] = module + modules }
        for (name, output) in other.outputs {
            outputs[outputName(name)] = Output(
                parts: output.parts.moved(by: start), isBeforeMinification: output.isBeforeMinification)
        }
    }
}

extension Range<Int> {
    fileprivate func moved(by distance: Int) -> Range<Int> { lowerBound + distance..<upperBound + distance }
}
