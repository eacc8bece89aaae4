import JavaScript
import SourceMaps

/// The bytes of a script or a style sheet while its attribution is determined.
struct AssetContent {
    let asset: MeasuredAsset
    let size: Size
    let text: UnsafeBufferPointer<UInt8>
    /// Its gzip stream, whose length is `size.gzip`; nil if it was not kept.
    let gzip: UnsafeRawBufferPointer?
    /// The comment that names its source map or contains it.
    let mapComment: MapComment?
    /// Whose the bytes are by the asset's source map; nil without one that can be used.
    let map: MappedRuns?
    /// The module table of a script; nil if it has none.
    let table: ModuleTable?
}
