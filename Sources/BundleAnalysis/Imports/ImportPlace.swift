/// Where a module is imported, as far as the stats say.
package struct ImportPlace: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// `import`, `export … from`, `require()`, `@import`, `url()`: loaded together with the module that imports.
        case `static`
        /// `import()` and the like: loaded when it is called.
        case dynamic
    }

    /// The path of the module that imports, as the content tree shows it: `src/table.ts`.
    package var module: String
    /// As it is written: `lodash/debounce`.
    package var specifier: String?
    package var kind: Kind
    /// Counted from 1.
    package var line: Int?
    /// Counted from 0, as build tools do.
    package var column: Int?

    package init(module: String, specifier: String? = nil, kind: Kind, line: Int? = nil, column: Int? = nil) {
        self.module = module
        self.specifier = specifier
        self.kind = kind
        self.line = line
        self.column = column
    }
}
