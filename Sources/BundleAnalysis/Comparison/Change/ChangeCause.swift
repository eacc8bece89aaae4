/// What made a size change: a package, a module of the project's own, or a file that has no modules.
package struct ChangeCause: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case package, module, asset
    }

    /// What became of it in the files that are compared.
    package enum State: String, Sendable, Codable, CaseIterable {
        case added, removed, changed
    }

    package var kind: Kind
    /// The package's name, the module's path or the file's name.
    package var name: String
    /// Of a package: where it is installed.
    package var path: String?
    /// Of a package, in the current build.
    package var version: String?
    package var baselineVersion: String?
    package var state: State
    /// True for a package that is new beside another of its name.
    package var anotherCopy: Bool?
    package var change: SizeChange
    /// The import that brought what is new, if it is known.
    package var importedBy: ImportPlace?
}

/// What may have an import that brought it.
package enum ImportedItem: Hashable, Sendable {
    /// By its path, as the report has it.
    case package(path: String)
    /// By its path in the content tree.
    case module(path: String)
}
