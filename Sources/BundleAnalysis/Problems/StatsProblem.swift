/// What is wrong with the stats of a build.
package enum StatsProblem: Hashable, Sendable, Codable {
    /// The file cannot be parsed at `position`.
    case malformed(file: ShownName, position: StatsPosition, defect: StatsDefect)
    /// The file has more than `limit` bytes, decompressed.
    case tooLarge(file: ShownName, limit: Int)
    /// The files that are searched for stats have more than `limit` bytes in all.
    case candidatesTooLarge(limit: Int)
    /// It describes a bundle as Rollup does, which was not supported. Stored only.
    case rollupBundle(file: ShownName)
    /// It is in MessagePack. From before that was supported: in stored messages only.
    case messagePack(file: ShownName)
    /// It is in MessagePack, and cannot be read at `byte`, which counts from the start of the decompressed file.
    case malformedMessagePack(file: ShownName, byte: Int, defect: MessagePackDefect)
    /// It has the name of stats, but not their content.
    case notStats(file: ShownName)
    case noChunks(file: ShownName)
    case noEntryPoints(file: ShownName)
    /// No output of the metafile has an entry point.
    case noMetafileEntryPoints(file: ShownName)
    /// None of the scripts that it names is in the build, but others are.
    case foreign(file: ShownName, scripts: ShownNames)
    /// None of its entry points has a file: `chunks` do not name any.
    case noFiles(file: ShownName)
    /// The entry points refer to more than `limit` chunks and assets, modules, or packages in all.
    case tooManyReferences(limit: Int)
}
