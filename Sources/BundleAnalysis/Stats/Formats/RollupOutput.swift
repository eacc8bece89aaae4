import JSONLexing

/// An output file of Rollup.
struct RollupOutput: Equatable {
    var fileName = ""
    var isChunk = false
    /// The chunk's name; of an asset the first of its names.
    var name: String?
    var isEntry = false
    var isDynamicEntry = false
    /// File names.
    var imports: [String] = []
    var dynamicImports: [String] = []
    /// Files that the code refers to, and that Vite's metadata names: style sheets, pictures.
    var referenced: [String] = []
    /// The bytes of `code` or `source`.
    var bytes = 0
    /// The module that the chunk was made for.
    var source: String?
    /// Nil for an asset, and for a chunk whose modules were left out.
    var parts: [StatsModules.Part]?

    /// Nil if the value is no output file.
    static func read(
        _ reader: inout StatsReader, _ modules: inout RollupModules
    ) throws(StatsFault) -> RollupOutput? {
        var output = RollupOutput()
        _ = try reader.object { (reader, key) throws(StatsFault) in
            guard reader.matches(key, "modules"), reader.isAtObject else { return try output.readMember(key, &reader) }
            output.parts = try modules.read(&reader)
        }
        return output.fileName.isEmpty ? nil : output
    }

    private mutating func readMember(_ key: JSONString, _ reader: inout StatsReader) throws(StatsFault) {
        if reader.matches(key, "fileName") {
            fileName = try reader.string() ?? ""
        } else if reader.matches(key, "type") {
            isChunk = try reader.string() == "chunk"
        } else if reader.matches(key, "name") {
            name = try reader.string()
        } else if reader.matches(key, "facadeModuleId") {
            source = try reader.string()
        } else if reader.matches(key, "isEntry") {
            isEntry = try reader.boolean() ?? false
        } else if reader.matches(key, "isDynamicEntry") {
            isDynamicEntry = try reader.boolean() ?? false
        } else if reader.matches(key, "imports") {
            imports = try reader.strings()
        } else if reader.matches(key, "dynamicImports") {
            dynamicImports = try reader.strings()
        } else if reader.matches(key, "referencedFiles") {
            referenced += try reader.strings()
        } else if reader.matches(key, "viteMetadata") {
            try readViteMetadata(&reader)
        } else if reader.matches(key, "code") || reader.matches(key, "source") {
            bytes = try Self.bytes(&reader)
        } else {
            try reader.skip()
        }
    }

    /// Sets, which JSON shows as arrays only where somebody made them such.
    private mutating func readViteMetadata(_ reader: inout StatsReader) throws(StatsFault) {
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "importedCss") || reader.matches(key, "importedAssets") {
                referenced += try reader.strings()
            } else {
                try reader.skip()
            }
        }
    }

    /// Of a text, or of a buffer, which JSON shows as `{"type": "Buffer", "data": [1, 2]}` or `{"0": 1, "1": 2}`.
    private static func bytes(_ reader: inout StatsReader) throws(StatsFault) -> Int {
        guard reader.isAtObject else { return try reader.bytes { (text) throws(StatsFault) in text.count } ?? 0 }
        var bytes = 0
        _ = try reader.object { (reader, key) throws(StatsFault) in
            guard reader.matches(key, "data") else {
                if reader.isAtNumber { bytes += 1 }
                return try reader.skip()
            }
            _ = try reader.array { (reader) throws(StatsFault) in
                bytes += 1
                try reader.skip()
            }
        }
        return bytes
    }
}
