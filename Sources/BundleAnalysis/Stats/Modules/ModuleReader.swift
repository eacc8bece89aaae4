import JSONLexing

/// Reads the lists of modules in the stats of webpack and rspack.
///
/// A module is read once, where it is first listed; of the others only the id, which tells that it is known.
struct ModuleReader {
    /// How deep concatenated modules, and groups of modules, may be nested in each other. Real ones are nested once.
    static let depthLimit = 16

    var modules = StatsModules()
    /// By the number of the name of their id.
    private var known: [UInt32: Int32] = [:]
    /// Those without an id, by the number of their identifier, or name.
    private var knownNames: [UInt32: Int32] = [:]
    /// The kinds of imports that are made at run time are the names up to this number.
    let lazyTypes: UInt32
    /// The chunk in whose list a module was seen last, so that it is there once.
    private var seen: [Int32] = []
    private var memberCount = 0
    /// The chunks by the numbers of the names of their ids.
    private var chunkIndices: [UInt32: Int32] = [:]
    private var listsOfChunks = 0

    init() {
        // The first names, so that it shows in their number.
        for type in Self.lazy { _ = modules.intern(type) }
        lazyTypes = UInt32(Self.lazy.count)
    }

    /// Perfsee's list of the kinds of imports that are made at run time.
    private static let lazy = [
        "import()", "import() eager", "import() weak", "import() context development", "import() context production",
        "prefetch", "require.ensure", "require.ensure item", "amd require", "amd require array", "amd require context",
        "module.hot.accept",
    ]

    // MARK: Lists

    /// Reads the modules of the next chunk.
    mutating func readChunk(_ reader: inout StatsReader) throws(StatsFault) -> [Int32] {
        listsOfChunks += 1
        var members: [Int32] = []
        try readList(&reader, depth: 0) { (self, module, _) in
            guard self.seen[module] != self.listsOfChunks32 else { return }
            self.seen[module] = self.listsOfChunks32
            members.append(Int32(module))
        }
        memberCount += members.count
        try reader.check(memberCount, atMost: StatsLimits.memberships, .modules)
        return members
    }

    /// Adds the next chunk. An empty id is that of a chunk without one.
    mutating func addChunk(id: String, _ members: [Int32]) {
        let index = Int32(modules.members.count)
        modules.addChunk(members)
        if !id.isEmpty { chunkIndices[modules.intern(id).index] = index }
    }

    /// Reads the list at the top, whose modules name their chunks; after all chunks.
    mutating func readTop(_ reader: inout StatsReader) throws(StatsFault) {
        var found: [(Int32, [StatsModules.Name])] = []
        try readList(&reader, depth: 0, wantsChunks: true) { (_, module, chunks) in
            if !chunks.isEmpty { found.append((Int32(module), chunks)) }
        }
        memberCount += found.reduce(0) { $0 + $1.1.count }
        try reader.check(memberCount, atMost: StatsLimits.memberships, .modules)
        join(found)
    }

    private mutating func join(_ found: [(Int32, [StatsModules.Name])]) {
        var added: [Int32: [Int32]] = [:]
        for (module, chunks) in found {
            for chunk in chunks.compactMap({ chunkIndices[$0.index] }) { added[chunk, default: []].append(module) }
        }
        for (chunk, more) in added {
            var members = modules.members[Int(chunk)]
            var present = Set(members)
            for module in more where present.insert(module).inserted { members.append(module) }
            modules.setMembers(members, ofChunk: Int(chunk))
        }
    }

    private var listsOfChunks32: Int32 { Int32(truncatingIfNeeded: listsOfChunks) }

    private mutating func readList(
        _ reader: inout StatsReader, depth: Int, isInner: Bool = false, wantsChunks: Bool = false,
        _ use: (inout ModuleReader, Int, [StatsModules.Name]) -> Void
    ) throws(StatsFault) {
        guard depth < Self.depthLimit else { return try reader.skip() }
        _ = try reader.array { (reader) throws(StatsFault) in
            var draft = ModuleDraft()
            let isObject = try reader.object { (reader, key) throws(StatsFault) in
                try self.note(key, in: &draft, &reader)
            }
            let end = reader.position
            defer { reader.go(to: end) }
            if let group = draft.children, draft.isNameless {
                reader.go(to: group)
                return try self.readList(
                    &reader, depth: depth + 1, isInner: isInner, wantsChunks: wantsChunks, use)
            }
            guard isObject, !draft.isNameless else { return }
            var chunks: [StatsModules.Name] = []
            if wantsChunks, let offset = draft.chunks {
                reader.go(to: offset)
                chunks = try self.identifiers(&reader)
                // What is in no chunk is part of a concatenation, which lists it.
                if chunks.isEmpty { return }
            }
            use(&self, try self.module(draft, &reader, depth: depth, isInner: isInner), chunks)
        }
    }

    // MARK: One module

    private mutating func note(
        _ key: JSONString, in draft: inout ModuleDraft, _ reader: inout StatsReader
    ) throws(StatsFault) {
        guard draft.known == nil || key.written.count == 6 else { return try reader.skip() }
        if reader.matches(key, "id") {
            try readID(into: &draft, &reader)
        } else {
            draft.note(key, at: reader.nextOffset(), reader)
            try reader.skip()
        }
    }

    private mutating func readID(into draft: inout ModuleDraft, _ reader: inout StatsReader) throws(StatsFault) {
        draft.isNumber = reader.isAtNumber
        guard let id = try reader.identifierBytes({ modules.intern($0) }), id != .empty else { return }
        draft.id = id
        draft.known = known[id.index].map(Int.init)
    }

    /// The module, read if it is new. A concatenation has inner modules of its own.
    private mutating func module(
        _ draft: ModuleDraft, _ reader: inout StatsReader, depth: Int, isInner: Bool
    ) throws(StatsFault) -> Int {
        if let known = draft.known { return known }
        guard draft.id == .empty, !isInner else { return try read(draft, &reader, depth: depth) }
        let key = try name(at: draft.identifier ?? draft.name, &reader).index
        if let known = knownNames[key] { return Int(known) }
        let index = try read(draft, &reader, depth: depth)
        knownNames[key] = Int32(index)
        return index
    }

    /// Reads what was noted of a module that is new.
    private mutating func read(
        _ draft: ModuleDraft, _ reader: inout StatsReader, depth: Int
    ) throws(StatsFault) -> Int {
        var module = StatsModules.Module(id: draft.id, isNumber: draft.isNumber)
        module.name = try name(at: draft.name, &reader)
        module.condition = try name(at: draft.condition, &reader)
        module.identifier = try name(at: draft.identifier, &reader)
        if let offset = draft.size {
            reader.go(to: offset)
            module.size = try reader.byteCount()
        }
        let index = modules.add(module)
        seen.append(0)
        try reader.check(modules.all.count, atMost: StatsLimits.modules, .modules)
        if draft.id != .empty { known[draft.id.index] = Int32(index) }
        try readExports(of: index, draft, &reader)
        try readLists(of: index, draft, &reader)
        if let offset = draft.inner {
            reader.go(to: offset)
            var inner: [Int] = []
            try readList(&reader, depth: depth + 1, isInner: true) { (_, module, _) in inner.append(module) }
            modules.setInner(inner, of: index)
        }
        return index
    }
}
