import JSONLexing

/// Reads the bundle of Rollup, Rolldown or Vite as JSON: an object with each output file under its name, or the result of
/// `generate()` and `write()`, which has them in `output`.
struct RollupBundle: StatsFormat {
    func recognizes(_ outline: StatsOutline) throws(StatsFault) -> Bool {
        guard var first = try Self.outputs(outline).firstOutput(outline) else { return false }
        var (hasFileName, hasType) = (false, false)
        _ = try first.object { (reader, key) throws(StatsFault) in
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

    func read(_ outline: StatsOutline) throws(StatsFault) -> StatsReading {
        var outputs: [RollupOutput] = []
        var modules = RollupModules()
        func add(_ reader: inout StatsReader) throws(StatsFault) {
            guard let output = try RollupOutput.read(&reader, &modules) else { return }
            outputs.append(output)
            try reader.check(outputs.count, atMost: StatsLimits.assets, .outputs)
        }
        switch Self.outputs(outline) {
        case .list:
            guard var list = outline.reader(at: "output") else { break }
            _ = try list.array { (reader) throws(StatsFault) in try add(&reader) }
        case .members:
            var object = outline.reader
            _ = try object.object { (reader, _) throws(StatsFault) in try add(&reader) }
        }
        var stats = RollupChunks(outputs).stats
        for output in outputs {
            if let parts = output.parts { modules.setOutput(output.fileName, parts) }
            if let source = output.source { modules.setEntry(source, of: output.fileName) }
        }
        stats.modules = modules.modules(ofChunks: stats.chunks)
        return stats.entryPoints.isEmpty ? .lacking(.entryPoints) : .stats(stats)
    }

    /// Where the output files are.
    private enum Outputs {
        case members, list

        func firstOutput(_ outline: StatsOutline) throws(StatsFault) -> StatsReader? {
            guard self == .list, var list = outline.reader(at: "output") else { return outline.first }
            var first: StatsReader?
            _ = try list.array { (reader) throws(StatsFault) in
                if first == nil { first = reader }
                try reader.skip()
            }
            return first
        }
    }

    private static func outputs(_ outline: StatsOutline) -> Outputs { outline.isArray("output") ? .list : .members }
}
