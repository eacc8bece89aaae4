import JSONLexing

/// A source map of version 3 (ECMA-426), regular or with `sections`, that was checked as a whole.
///
/// Its mappings are decoded whenever they are walked and never stored, so what is kept is far smaller than the text,
/// which must outlive the map: the places of its sources' names, and the sizes of their lines.
///
/// It is read as ECMA-426 says, except that
/// - each error that it lets a consumer report refuses the map;
/// - `null` for an optional member is the same as none, because some generators write it;
/// - bytes in strings are not checked.
package struct SourceMap {
    /// The maximum length of the text, in bytes.
    package static let byteLimit = 1 << 30
    /// The maximum number of sources.
    package static let sourceLimit = 1 << 20
    /// The maximum number of sections of an index map.
    package static let sectionLimit = 1 << 20
    /// The maximum number of segments of a map that does not have them in the order of the text: those of a line are
    /// stored to sort them.
    package static let unsortedSegmentLimit = 1 << 22

    /// One regular map: the only one, or that of a section.
    struct Section {
        var frame: MappingDecoder.Frame
        var mappings: MappingText
        var root: JSONString?
    }

    /// The name of a source, and the section that it is in.
    struct Source {
        var name: JSONString?
        var section: Int32
        var isIgnored = false
    }

    let lexer: JSONLexer
    let sections: [Section]
    let sources: [Source]
    let originals: Originals
    /// How many segments there are.
    package let segmentCount: Int
    /// Whether each segment is where the previous one is, or after it. A map may have them in any order on a line.
    let isSorted: Bool

    /// Reads a whole map.
    ///
    /// - Parameter text: must outlive the map.
    package init(_ text: UnsafeBufferPointer<UInt8>) throws(SourceMapFault) {
        guard text.count <= Self.byteLimit else { throw .tooLarge(limit: Self.byteLimit) }
        var parser = SourceMapParser(text)
        try parser.parse()
        guard parser.check.isSorted || parser.check.segmentCount <= Self.unsortedSegmentLimit else {
            throw .tooMany(.mappings, limit: Self.unsortedSegmentLimit)
        }
        lexer = JSONLexer(text)
        sections = parser.sections
        sources = parser.sources
        originals = parser.originals
        segmentCount = parser.check.segmentCount
        isSorted = parser.check.isSorted
    }

    /// How many sources there are, those of all sections.
    package var sourceCount: Int { sources.count }

    /// What `sources` says of a source; nil if it is null.
    package func source(_ index: Int) -> String? { sources[index].name.map { lexer.repairedText(of: $0) } }

    /// The `sourceRoot` of the map that a source is in.
    package func sourceRoot(_ index: Int) -> String? {
        sections[Int(sources[index].section)].root.map { lexer.repairedText(of: $0) }
    }

    /// The name of a source, normalized.
    package func name(_ index: Int) -> SourceName { SourceName(source(index), root: sourceRoot(index)) }

    /// The length of a source's content in bytes of UTF-8; nil if the map does not contain it.
    package func contentBytes(_ index: Int) -> Int? { originals.bytes(of: index) }

    /// Whether `ignoreList` names the source.
    package func isIgnored(_ index: Int) -> Bool { sources[index].isIgnored }

    /// Whether a source is null.
    func isNull(_ index: Int) -> Bool { sources[index].name == nil }
}
