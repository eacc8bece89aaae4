import Foundation

/// The part of a diff that a page shows.
struct DiffOutline: Decodable, Sendable {
    struct Change: Decodable, Sendable {
        var raw: Int
        /// Nil if it is not known.
        var gzip: Int?
    }

    struct Tally: Decodable, Sendable {
        var modules: Int
        var size: Change
    }

    struct Cause: Decodable, Sendable {
        var kind: String
        var name: String
        var version: String?
        var baselineVersion: String?
        var state: String
        var anotherCopy: Bool?
        var change: Change
        var importedBy: ReportOutline.Place?
    }

    struct Account: Decodable, Sendable {
        var change: Change
        var grown: Tally
        var moved: Tally
        var causes: [Cause]
        var other: Change
    }

    struct Asset: Decodable, Sendable {
        var name: String
        var size: ReportOutline.Size
    }

    struct Pair: Decodable, Sendable {
        var current: Asset?
        var baseline: Asset?
    }

    var change: Account
    var assets: [Pair]
}
