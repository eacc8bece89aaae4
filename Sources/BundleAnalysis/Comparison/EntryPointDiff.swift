/// An entry point in both builds, matched by name. Values of an entry point that a build lacks are null.
package struct EntryPointDiff: Sendable, Codable, Equatable {
    /// The files of an entry point that the baseline does not have under that name: no browser has them in its cache.
    package struct NewFiles: Sendable, Codable, Equatable {
        package var size: AssetSize
        package var count: Int
        /// The first 200.
        package var names: [String]
    }

    package struct Package: Sendable, Codable, Equatable {
        package struct Facts: Sendable, Codable, Equatable {
            package var path: String
            package var version: String?
            package var size: Size
        }

        package var name: String
        package var facts: Compared<Facts>
    }

    package struct Audit: Sendable, Codable, Equatable {
        package struct Result: Sendable, Codable, Equatable {
            /// As in a report: 0 bad, 1 warn, 2 notice, 3 good.
            package var score: Int
            package var weight: Double
            package var value: Double?
            /// How many things were found.
            package var findings: Int
        }

        package var id: String
        package var result: Compared<Result>
    }

    /// A package name with more than one path in one of the builds.
    package struct Duplicate: Sendable, Codable, Equatable {
        package var name: String
        /// In the order of their paths; null where a build has one path at most.
        package var copies: Compared<[Package.Facts]>
    }

    /// What is loaded on a visit, without the list of files.
    package struct VisitFacts: Sendable, Codable, Equatable {
        package var depth: Int
        package var bytes: Int
        package var times: [Visit.Time]
    }

    package var name: String
    package var size: Compared<AssetSize>
    package var initialSize: Compared<AssetSize>
    package var initialJS: Compared<AssetSize>
    package var initialCSS: Compared<AssetSize>
    package var js: Compared<AssetSize>
    package var css: Compared<AssetSize>
    package var assetCount: Compared<Int>
    package var chunkCount: Compared<Int>
    package var packageCount: Compared<Int>
    package var duplicateCount: Compared<Int>
    package var score: Compared<Int>
    /// Zero if the entry point is new.
    package var newFiles: NewFiles
    package var packages: [Package]
    package var audits: [Audit]
    package var duplicates: [Duplicate]
    package var visit: Compared<VisitFacts>
    /// Of ``size``, and of ``initialSize``.
    package var change: ChangeAccount
    package var initialChange: ChangeAccount
}
