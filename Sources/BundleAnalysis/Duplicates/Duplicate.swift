/// Code that a build contains more than once.
package struct Duplicate: Sendable, Equatable, Codable {
    /// In the order in which they are looked for: what is of one kind is not of another that comes later.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// Several versions of a package, or several paths of which one has no known version.
        case versions
        /// One version of a package, installed at several paths.
        case sameVersion
        /// A package as ES modules and as CommonJS.
        case formats
        /// One module in several files.
        case copiedModule
        /// The same text under several paths.
        case sameText
    }

    package struct Copy: Sendable, Equatable, Codable {
        /// Of the package from the repository's root; of a module as the content tree shows it.
        package var path: String
        /// The package's ref in the report.
        package var packageRef: Int?
        package var version: String?
        package var format: ModuleFormat?
        /// Its share of the files that contain it.
        package var size: Size
        /// What these files lose if it is taken out and they are compressed again; nil if that is not known.
        package var saving: Size?
        package var assetRefs: [Int]
        /// The imports from outside of it, at most ``DuplicateLimits/importers``, as far as the stats say.
        package var importers: [ImportPlace]
        /// How many modules import it besides those; nil if there are none.
        package var moreImporters: Int?
    }

    package var kind: Kind
    /// Of the package, or the path of the module that stays.
    package var name: String
    /// At most ``DuplicateLimits/copies``, the largest first.
    package var copies: [Copy]
    /// How many there are besides those; nil if there are none.
    package var moreCopies: Int?
    /// The shares of all copies but the largest.
    package var wasted: Size
    /// The savings of all copies but the largest; nil if one is not known.
    package var saving: Size?
    package var remedy: DuplicateRemedy
}

/// What the modules of a copy are written as.
package enum ModuleFormat: String, Sendable, Codable {
    case esm
    case commonJS = "commonjs"
}

/// The line that would remove a duplicate, as facts.
package enum DuplicateRemedy: Sendable, Hashable, Codable {
    /// Upgrade a package, by upgrading those that require an older version of it.
    case upgrade(package: String, from: [String], to: String?, requiredBy: [String])
    /// Let the package manager install one copy.
    case dedupe(package: String, version: String?)
    /// Resolve the CommonJS files of a package to its ES modules.
    case alias(package: String, from: String, to: String)
    /// Put a module into a chunk of its own, which these files then share.
    case splitChunk(module: String, assets: [String])
    /// Import one module instead of its copies.
    case importOne(module: String, insteadOf: [String])
}

/// The duplicates of a build: the largest of each kind, and how much there is of each.
package struct Duplicates: Sendable, Equatable, Codable {
    package struct Total: Sendable, Equatable, Codable {
        package var kind: Duplicate.Kind
        package var count: Int
        package var wasted: Size
    }

    /// By kind, and then the most wasted bytes first; at most ``DuplicateLimits/ofOneKind`` of each.
    package var list: [Duplicate]
    /// Of every kind that there is.
    package var totals: [Total]
}

/// Limits on the list of duplicates, so that a report stays small enough to show.
package enum DuplicateLimits {
    /// How many duplicates of one kind are listed.
    package static let ofOneKind = 100
    /// How many copies of one duplicate are listed.
    package static let copies = 20
    /// How many imports of one copy are listed.
    package static let importers = 10
    /// How many reasons of all copies are looked at to find the imports.
    static let reasons = 1_000_000
}
