import JSONLexing

/// An output file of a metafile.
struct EsbuildOutput: Equatable {
    struct Import: Equatable {
        var path = ""
        var isDynamic = false
        /// Not part of the build.
        var isExternal = false
    }

    var path = ""
    var bytes = 0
    var imports: [Import] = []
    /// The source file, for an entry point or a dynamic import.
    var entryPoint: String?
    /// The style sheet that belongs to this script.
    var cssBundle: String?

    static func read(_ metafile: StatsOutline) throws(StatsFault) -> [EsbuildOutput] {
        guard var reader = metafile.reader(at: "outputs") else { return [] }
        var outputs: [EsbuildOutput] = []
        _ = try reader.object { (reader, key) throws(StatsFault) in
            var output = try output(&reader)
            output.path = reader.text(key)
            outputs.append(output)
            try reader.check(outputs.count, atMost: StatsLimits.assets, .outputs)
        }
        return outputs
    }

    private static func output(_ reader: inout StatsReader) throws(StatsFault) -> EsbuildOutput {
        var output = EsbuildOutput()
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "bytes") {
                output.bytes = try reader.byteCount()
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

    private static func imports(_ reader: inout StatsReader) throws(StatsFault) -> [Import] {
        var imports: [Import] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            var entry = Import()
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "path") {
                    entry.path = try reader.string() ?? ""
                } else if reader.matches(key, "kind") {
                    entry.isDynamic = try reader.string() == "dynamic-import"
                } else if reader.matches(key, "external") {
                    entry.isExternal = try reader.boolean() ?? false
                } else {
                    try reader.skip()
                }
            }
            if !entry.isExternal { imports.append(entry) }
        }
        return imports
    }
}
