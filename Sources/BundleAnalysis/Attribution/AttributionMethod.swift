/// How it is known whose bytes an asset's are.
package enum AttributionMethod: String, Sendable, Codable, CaseIterable {
    /// The module table in a script of webpack or rspack: exact.
    case table
    /// The source map.
    case map
    /// What esbuild's metafile counts for each input.
    case metafile
    /// The sizes of the modules before they were minified, scaled to the asset.
    case scaled
    /// Not at all: the asset is one piece.
    case whole
}
