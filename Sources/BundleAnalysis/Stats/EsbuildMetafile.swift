/// Reads a metafile as esbuild itself writes it.
struct EsbuildMetafile {
    /// An output file.
    struct Output: Equatable {
        struct Import: Equatable {
            var path = ""
            var isDynamic = false
        }

        var path = ""
        var bytes = 0
        var imports: [Import] = []
        /// The source file, for an entry point or a dynamic import.
        var entryPoint: String?
        /// The style sheet that belongs to this script.
        var cssBundle: String?
    }

    private let outline: StatsOutline

    init(_ outline: StatsOutline) { self.outline = outline }

    func read() throws(StatsFault) -> BuildStats { MetafileChunks(try outputs()).stats }

    private func outputs() throws(StatsFault) -> [Output] {
        guard var reader = outline.reader(at: .outputs) else { return [] }
        var outputs: [Output] = []
        _ = try reader.object { (reader, key) throws(StatsFault) in
            var output = try Self.output(&reader)
            output.path = reader.text(key)
            outputs.append(output)
            guard outputs.count <= StatsLimits.assets else {
                throw StatsFault(
                    offset: reader.position, defect: .tooMany(items: .outputs, limit: StatsLimits.assets))
            }
        }
        return outputs
    }

    private static func output(_ reader: inout StatsReader) throws(StatsFault) -> Output {
        var output = Output()
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "bytes") {
                output.bytes = WebpackStats.size(try reader.number())
            } else if reader.matches(key, "entryPoint") {
                output.entryPoint = try reader.string()
            } else if reader.matches(key, "cssBundle") {
                output.cssBundle = try reader.string()
            } else if reader.matches(key, "imports") {
                output.imports = try imports(&reader)
            } else {
                try reader.skip()
            }
        }
        return output
    }

    private static func imports(_ reader: inout StatsReader) throws(StatsFault) -> [Output.Import] {
        var imports: [Output.Import] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            var entry = Output.Import()
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "path") {
                    entry.path = try reader.string() ?? ""
                } else if reader.matches(key, "kind") {
                    entry.isDynamic = try reader.string() == "dynamic-import"
                } else {
                    try reader.skip()
                }
            }
            imports.append(entry)
        }
        return imports
    }
}
