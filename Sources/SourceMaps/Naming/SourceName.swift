/// What an entry of `sources` names, the same for all bundlers, so that it can be matched with the modules of stats.
///
/// The rules, in this order. A path is normalized last: backslashes become slashes, empty and `.` segments are dropped,
/// `..` is resolved, and leading ones are counted in ``root``.
///
/// | written | is |
/// |---|---|
/// | null, nothing | `none` |
/// | `data:…` | `virtual`, its media type |
/// | `file:///path` | the path, percent-decoded; `/C:/` is `C:/` |
/// | `webpack://ns/./x`, `webpack:///./x`, `webpack-internal:///(layer)/./x` | `./x`; the namespace is what stands before the first `/./`, or one segment, or two after `@` |
/// | `turbopack:///[project]/x`, `[turbopack]/x`, `[externals]/x` | `module`, `runtime`, `external` |
/// | `https://host/x`, `scheme://host/x` | `host/x` |
/// | `node:x` | `external` |
/// | `rolldown:runtime`, `<runtime>` | `runtime` |
/// | `name:x`, `(disabled):x`, `<name>`, `ignored\|x`, `x (ignored)` | `virtual` |
/// | `external "x"`, `external commonjs "x"` | `external`, what is quoted |
/// | `a!b!c` | `c` |
/// | `x?query`, `x + 5 modules` | `x` |
/// | `(webpack)/x`, `webpack/bootstrap`, `webpack/startup`, `webpack/runtime/x`, … | `runtime` |
/// | `webpack/container/x`, `webpack/sharing/x`, `container entry …`, … | `virtual` |
/// | a NUL anywhere, or `\0` at the beginning, as Rollup's plugins write them | `virtual`, without it; `runtime` for Rolldown's |
/// | a segment `_virtual` or `__vite-browser-external…` | `virtual` |
/// | anything else | `module`; what is not absolute follows `sourceRoot` |
package struct SourceName: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A file.
        case module
        /// Code of the bundler itself.
        case runtime
        /// A module that is not part of the bundle, or the few bytes that import it.
        case external
        /// Code that a plugin made. Its path may still be that of the file which it made it for.
        case virtual
        /// No name.
        case none
    }

    /// What a path begins at.
    package enum Root: Hashable, Sendable {
        /// A folder that the bundler did not say, or one that is that many levels above it.
        case relative(up: Int)
        /// The root of a file system, or a host.
        case absolute
    }

    /// The maximum length of ``path`` in bytes. The beginning of a longer one is dropped: its end says more.
    package static let longestPath = 4096

    package let kind: Kind
    /// Normalized. Begins with a slash or a drive letter if it is absolute, and never with `./` or `../`.
    package let path: String
    package let root: Root

    /// - Parameters:
    ///   - source: as in `sources`.
    ///   - root: the map's `sourceRoot`.
    package init(_ source: String?, root: String? = nil) {
        let written = Array((source ?? "").utf8.suffix(SourceNameText.longest))
        var text = SourceNameText(written)
        if let root, !root.isEmpty, text.kind == .module, !text.isAbsolute, !text.hadScheme {
            text = SourceNameText(Array(root.utf8.prefix(SourceNameText.longest)) + [UInt8(ascii: "/")] + written)
        }
        let path = SourcePath(text.rest)
        kind = text.kind == .module && path.segments.isEmpty ? .none : text.kind
        self.root = path.isAbsolute || text.isHost ? .absolute : .relative(up: path.up)
        self.path = path.text(longest: Self.longestPath)
    }
}
