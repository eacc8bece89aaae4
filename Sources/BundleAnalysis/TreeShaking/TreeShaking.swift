/// Modules that are in a build whole, or at all, although tree shaking could have removed some of them, and why.
package struct TreeShaking: Sendable, Equatable, Codable {
    /// What the build tool's stats may say of modules.
    package enum Field: String, Sendable, Codable, CaseIterable {
        case usedExports, providedExports, optimizationBailout
        /// What the packages' `package.json` say, which only the build plugins add.
        case sideEffects
    }

    /// How much of what a module exports is used.
    package enum Use: String, Sendable, Codable {
        /// Nothing: the module could be left out, but for what it does when it is loaded.
        case none
        /// All of it counts as used, because of how it is imported.
        case all
        /// The build tool cannot tell its exports apart.
        case unknown
    }

    package struct Module: Sendable, Equatable, Codable {
        /// As the content tree shows it.
        package var path: String
        /// Its package's ref in the report.
        package var packageRef: Int?
        /// Its share of all files that contain it.
        package var size: Size
        package var use: Use
        /// What keeps it, the most certain first; never empty.
        package var obstacles: [TreeShakingObstacle]
        /// The import at fault; nil if the stats name none.
        package var importedBy: ImportPlace?
        package var assetRefs: [Int]
    }

    package struct Total: Sendable, Equatable, Codable {
        package var count: Int
        package var size: Size
    }

    /// What the stats say of no module at all; what would follow from it is absent.
    package var notInStats: [Field]
    /// Modules of whose exports nothing is used; nil if the stats do not say what is.
    package var unused: Total?
    /// Modules of whose exports nothing can be left out; nil if the stats do not say it.
    package var whole: Total?
    /// Modules of whose exports nothing is used, and of which it is not known how many bytes are left.
    package var unmeasured: Int?
    /// The largest of both, at most ``listLimit``; those of which nothing is used come first.
    package var modules: [Module]

    package static let listLimit = 100
}

/// What keeps a module, or what it exports, in a build.
package enum TreeShakingObstacle: Sendable, Hashable, Codable {
    package enum Declaration: String, Sendable, Codable {
        /// `"sideEffects": true`
        case all
        /// A list of files.
        case files
        /// `package.json` does not say.
        case unset
    }

    /// It is CommonJS; in the build tool's words, what makes it opaque: `exports is used directly at 443:50-57`.
    case commonJS(detail: String?)
    /// Its own code has side effects, at this line of the module, from 1, and column, from 0.
    case sideEffectsInSource(line: Int?, column: Int?)
    /// It imports, at this line, a module that has side effects.
    case sideEffectsOfImport(line: Int?, column: Int?)
    /// The `sideEffects` of its package's `package.json`.
    case sideEffectsDeclared(as: Declaration)
    /// `import()` without a list of exports loads all of them.
    case dynamicImport
    /// `import * as` or `export *`, whose object is used as a whole.
    case namespaceImport
    /// `require()` returns all exports.
    case required
    /// A `require` or `import()` of a folder.
    case contextImport
    /// What would tell it is not in the stats.
    case notInStats(fields: [TreeShaking.Field])
    /// The stats name no reason.
    case unnamed
}
