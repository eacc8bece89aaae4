package import Foundation

/// What the files of a build have of an installed package, all its copies together.
package struct PackageShare: Equatable, Sendable {
    package var name: String
    /// Those of its copies as far as they are known, each once, oldest first.
    package var versions: [String]
    /// At how many places it is installed.
    package var copies: Int
    package var size: Size

    /// Each package of a new report once.
    package static func all(of report: Report) -> [PackageShare] { all(of: StoredReport(report)) ?? [] }

    /// The same for a report as an artifact stores it, of this version of the analysis or of an earlier one. Nil if it is
    /// no report, or does not say which packages its files consist of.
    package static func all(ofStored report: Data) -> [PackageShare]? {
        (try? StoredReport(report)).flatMap { all(of: $0) }
    }

    private static func all(of report: StoredReport) -> [PackageShare]? {
        guard report.assets.isEmpty || report.assets.contains(where: { $0.packages != nil }) else { return nil }
        var sizes: [Int: Size] = [:]
        for asset in report.assets where !asset.isIntermediate {
            for package in asset.packages ?? [] {
                sizes[package.ref, default: .zero] = sizes[package.ref, default: .zero] + package.size
            }
        }
        var order: [[UInt8]] = []
        var shares: [[UInt8]: PackageShare] = [:]
        for package in report.packages where package.isInstalled {
            guard let size = sizes[package.ref] else { continue }
            let key = Array(package.name.utf8)
            if shares[key] == nil { order.append(key) }
            shares[key, default: PackageShare(name: package.name, versions: [], copies: 0, size: .zero)]
                .add(package.version, size)
        }
        return order.compactMap { shares[$0] }
    }

    private mutating func add(_ version: String?, _ size: Size) {
        copies += 1
        self.size = self.size + size
        guard let version, !versions.contains(where: { $0.utf8.elementsEqual(version.utf8) }) else { return }
        let place = versions.firstIndex { VersionOrder.precedes(version, $0) } ?? versions.endIndex
        versions.insert(version, at: place)
    }
}

extension StoredReport.PackageInfo {
    /// Whether it is one that was installed: not the project's own code, nor the build tool's.
    fileprivate var isInstalled: Bool {
        ComparedBuild.Package(name: name, path: path, version: version).isInstalled
    }
}
