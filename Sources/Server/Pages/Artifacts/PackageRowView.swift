import Localization

/// A package in an artifact, with its share of all assets.
struct PackageRowView: Sendable {
    /// The maximum number of packages on the page, largest first; the report has all.
    static let shown = 50

    var name: String
    /// The page of who ships it; nil for what is not installed, such as the project's own code.
    var usesHref: String?
    var version: String?
    /// Where it is installed, if another of its name is in the artifact.
    var folder: String?
    var raw: String
    var gzip: String
    var brotli: String

    /// Largest first.
    static func all(_ report: ReportOutline) -> [PackageRowView] {
        var sizes: [Int: (raw: Int, gzip: Int, brotli: Int)] = [:]
        for part in report.assets.flatMap({ $0.packageRefs ?? [] }) {
            let size = sizes[part.ref] ?? (0, 0, 0)
            sizes[part.ref] = (
                size.raw + part.size.raw, size.gzip + (part.size.gzip ?? 0), size.brotli + (part.size.brotli ?? 0)
            )
        }
        let packages = report.packages ?? []
        let named = Dictionary(grouping: packages) { Array($0.name.utf8) }
        let found = packages.compactMap { package in sizes[package.ref].map { (package, $0) } }
        return found.sorted { $0.1.raw > $1.1.raw }.map { package, size in
            let isAlone = named[Array(package.name.utf8)]?.count == 1
            return PackageRowView(
                name: package.name, usesHref: package.name == package.path ? nil : PackageLink.path(of: package.name),
                version: package.version, folder: isAlone ? nil : package.path,
                raw: SizeText.of(size.raw), gzip: SizeText.of(size.gzip), brotli: SizeText.of(size.brotli))
        }
    }
}
