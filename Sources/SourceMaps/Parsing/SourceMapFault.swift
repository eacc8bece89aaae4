package import JSONLexing

/// Why bytes are not a source map that is accepted.
///
/// ECMA-426 lets a consumer choose for most errors whether it continues; here each of them refuses the map, because bytes
/// that are attributed by a broken map are worse than bytes that are not.
package enum SourceMapFault: Error, Hashable, Sendable {
    /// - Parameter limit: in bytes.
    case tooLarge(limit: Int)
    case json(JSONFault)
    /// The JSON value is not an object.
    case notAnObject
    /// The version is not the number 3.
    case version
    case missing(SourceMapField)
    /// - Parameter offset: of the value, in bytes.
    case wrongType(SourceMapField, offset: Int)
    /// More elements than the limit.
    case tooMany(SourceMapField, limit: Int)
    /// An element of `ignoreList` that is not the index of a source.
    case ignoreListIndex(offset: Int)
    /// An index map with mappings of its own.
    case mappingsBesideSections
    /// A section whose map has sections.
    case nestedSections
    /// A section that begins before the previous one, or not after the previous one's last mapping.
    case sectionOrder(section: Int)
    /// - Parameter line: the generated line, from 0.
    case mapping(MappingFault, line: Int)
    /// A data: URL whose base64 cannot be decoded.
    case dataURL
}
