/// A member of a source map's JSON object that is read.
package enum SourceMapField: String, CaseIterable, Sendable {
    case version, file, sourceRoot, sources, sourcesContent, names, mappings, ignoreList, sections
    /// Of a section of an index map.
    case offset, map
    /// Of a section's offset.
    case line, column
}
