package import Foundation

/// What an analysis needs of the stored report of the build that it compares with.
///
/// Reports of older versions of the analysis lack some audits and fields: what is missing is not compared.
package struct BaselineReport: Equatable, Sendable {
    /// The largest report that is read, in bytes.
    package static let limit = 64 << 20

    struct EntryPoint: Equatable, Sendable {
        /// By the audits' ids; those without a value are left out.
        var values: [String: Double] = [:]
        /// UTF-8.
        var assetNames: Set<[UInt8]> = []
    }

    private let entryPoints: [[UInt8]: EntryPoint]

    init(_ entryPoints: [(name: String, entryPoint: EntryPoint)]) {
        self.entryPoints = Dictionary(entryPoints.map { (Array($0.name.utf8), $0.entryPoint) }) { first, _ in first }
    }

    /// Nil if the text is larger than ``limit``, or no report.
    package init?(_ json: Data) {
        guard json.count <= Self.limit, let stored = try? JSONDecoder().decode(StoredBaseline.self, from: json) else {
            return nil
        }
        let assets = Dictionary(stored.assets.compactMap(\.pair)) { first, _ in first }
        self.init(
            stored.entryPoints.compactMap { entryPoint in
                guard let name = entryPoint.name else { return nil }
                let names = Set(entryPoint.refs.compactMap { assets[$0] })
                return (name, EntryPoint(values: entryPoint.values, assetNames: names))
            })
    }

    func entryPoint(_ name: String) -> EntryPoint? { entryPoints[Array(name.utf8)] }
}
