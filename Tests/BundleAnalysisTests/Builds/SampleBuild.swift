import Foundation
import Testing

@testable import BundleAnalysis

/// A small build of the project's own, and whose the bytes of its scripts and style sheets are.
struct SampleBuild: CustomTestStringConvertible, Sendable {
    struct Asset: Sendable {
        let method: AttributionMethod
        /// Raw bytes by the path in the content tree.
        let leaves: [String: Int]
    }

    let name: String
    var files: [(path: String, bytes: [UInt8])]
    /// By the asset's name; those that are not listed are one piece each.
    var assets: [String: Asset] = [:]
    /// Versions by name.
    var packages: [String: String?] = [:]

    var testDescription: String { name }

    init(_ name: String, _ files: [(path: String, text: String)]) {
        self.name = name
        self.files = files.map { ($0.path, Array($0.text.utf8)) }
    }

    /// What a build tool made of `Samples/source`; see `scripts/make-build-samples.sh`.
    init(_ name: String, folder: String, without isLeftOut: (String) -> Bool = { _ in false }) {
        self.name = name
        let url = Self.samples.appendingPathComponent(folder)
        let paths = (FileManager.default.subpaths(atPath: url.path) ?? []).sorted().filter { !isLeftOut($0) }
        files = paths.compactMap { path in
            (try? Data(contentsOf: url.appendingPathComponent(path))).map { (path, Array($0)) }
        }
    }

    private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Samples")

    var archive: [UInt8] { files.flatMap { TarSample.member($0.path, $0.bytes) } + TarSample.end }

    /// The same build with one more file.
    func adding(_ path: String, _ text: String) -> SampleBuild {
        var build = self
        build.files.append((path, Array(text.utf8)))
        return build
    }

    /// - Parameter rest: the leaf that has what the others have not.
    func expecting(
        _ asset: String, _ method: AttributionMethod, _ leaves: [String: Int], rest: String? = nil
    ) -> SampleBuild {
        var (build, leaves) = (self, leaves)
        let count = files.first { $0.path == asset }?.bytes.count ?? 0
        if let rest { leaves[rest] = count - leaves.values.reduce(0, +) }
        build.assets[asset] = Asset(method: method, leaves: leaves)
        return build
    }

    func expecting(packages: [String: String?]) -> SampleBuild {
        var build = self
        build.packages = packages
        return build
    }

    static let all: [SampleBuild] = {
        do { return allOfTools + (try allOfWebpack()) } catch { fatalError("\(error)") }
    }()
}
