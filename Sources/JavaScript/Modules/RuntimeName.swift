/// The properties that webpack's runtime gives its require function: `d`, `hmd`, `miniCssF`...
enum RuntimeName {
    /// They are short but for a few families.
    static func isOne(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        name.count <= 3 || families.contains { name.starts(with: $0) }
    }

    private static let families = ["amd", "hmr", "miniCss", "ruid"].map { Array($0.utf8) }
}
