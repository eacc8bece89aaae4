import SourceMaps

/// The refs of the packages in a report. Remembers those of modules, which are in many assets.
final class PackageRefs {
    private let build: BuildPackages
    private let byPath: [[UInt8]: Int]
    private var ofModules: [Int: Int?] = [:]

    init(_ packages: [(ref: Int, path: String)], _ build: BuildPackages) {
        self.build = build
        byPath = Dictionary(packages.map { (Array($0.path.utf8), $0.ref) }) { first, _ in first }
    }

    /// Nil for what is no file, and for an asset that is one piece.
    func ref(of owner: ByteOwner, _ sources: [Int: SourceName]) -> Int? {
        guard owner != .whole else { return nil }
        guard case .module(let index) = owner else { return ref(build.package(of: owner, sources)) }
        if let known = ofModules[index] { return known }
        let ref = ref(build.package(of: index))
        ofModules[index] = ref
        return ref
    }

    private func ref(_ package: PackageName?) -> Int? { package.flatMap { byPath[Array($0.path.utf8)] } }
}
