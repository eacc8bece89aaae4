/// The top level of a JSON file: which kind of stats it is, and where the parts begin.
struct StatsOutline {
    enum Shape: Equatable {
        /// From webpack and rspack, and from the build plugins for every tool.
        case webpack
        case esbuildMetafile
        /// Recognized but not supported.
        case rollupBundle
        case unknown
    }

    enum Part: CaseIterable {
        case assets, chunks, entrypoints, publicPath, inputs, outputs
        case repoPath, buildPath, buildTool, htmlExclusive, includeAuxiliary, strictChunkRelations, rules

        fileprivate var key: StaticString {
            switch self {
            case .assets: "assets"
            case .chunks: "chunks"
            case .entrypoints: "entrypoints"
            case .publicPath: "publicPath"
            case .inputs: "inputs"
            case .outputs: "outputs"
            case .repoPath: "repoPath"
            case .buildPath: "buildPath"
            case .buildTool: "buildTool"
            case .htmlExclusive: "htmlExclusive"
            case .includeAuxiliary: "includeAuxiliary"
            case .strictChunkRelations: "strictChunkRelations"
            case .rules: "rules"
            }
        }
    }

    let shape: Shape
    private let offsets: [Part: Int]
    private let reader: StatsReader

    /// Reads the whole text once: validates it and records every name that is assigned to a value.
    init(_ bytes: UnsafeRawBufferPointer) throws(StatsFault) {
        var reader = StatsReader(bytes)
        var offsets: [Part: Int] = [:]
        var first: Int?
        let isObject = try reader.object { (reader, key) throws(StatsFault) in
            let offset = reader.nextOffset()
            first = first ?? offset
            if let part = Part.allCases.first(where: { reader.matches(key, $0.key) }) { offsets[part] = offset }
            try reader.skip()
        }
        try reader.end()
        self.reader = reader
        self.offsets = offsets
        shape = isObject ? try Self.shape(reader, offsets, first: first) : .unknown
    }

    /// A reader positioned at the part; nil if there is none.
    func reader(at part: Part) -> StatsReader? {
        guard let offset = offsets[part] else { return nil }
        var reader = reader
        reader.go(to: offset)
        return reader
    }

    func string(_ part: Part) throws(StatsFault) -> String? {
        guard var reader = reader(at: part) else { return nil }
        return try reader.string()
    }

    func boolean(_ part: Part) throws(StatsFault) -> Bool {
        guard var reader = reader(at: part) else { return false }
        return try reader.boolean() ?? false
    }

    private static func shape(
        _ reader: StatsReader, _ offsets: [Part: Int], first: Int?
    ) throws(StatsFault) -> Shape {
        func at(_ part: Part) -> StatsReader? {
            guard let offset = offsets[part] else { return nil }
            var reader = reader
            reader.go(to: offset)
            return reader
        }
        let entrypoints = at(.entrypoints)
        if at(.assets)?.isAtArray == true, entrypoints?.isAtObject ?? true,
            entrypoints != nil || at(.chunks)?.isAtArray == true
        {
            return .webpack
        }
        if at(.inputs)?.isAtObject == true, at(.outputs)?.isAtObject == true { return .esbuildMetafile }
        guard let first else { return .unknown }
        var value = reader
        value.go(to: first)
        return try isRollupOutput(&value) ? .rollupBundle : .unknown
    }

    private static func isRollupOutput(_ reader: inout StatsReader) throws(StatsFault) -> Bool {
        var (hasFileName, hasType) = (false, false)
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "fileName") { hasFileName = true }
            if reader.matches(key, "type") {
                let type = try reader.string()
                hasType = type == "chunk" || type == "asset"
            } else {
                try reader.skip()
            }
        }
        return hasFileName && hasType
    }
}
