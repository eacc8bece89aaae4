/// The packages of a report, numbered from 1 in the order in which they were met.
struct PackageList: Sendable {
    struct Package: Equatable, Sendable {
        let ref: Int
        let name: PackageName
        let version: String?
    }

    private(set) var all: [Package] = []
    private var refs: [PackageName: Int] = [:]
    private let versions: [[UInt8]: String]

    /// - Parameter versions: by the package's path from the repository's root. Where they say nothing, the path may.
    init(versions: [(path: String, version: String)]) {
        self.versions = Dictionary(versions.map { (Array($0.path.utf8), $0.version) }) { first, _ in first }
    }

    /// The ref of a package, which is added if it is new.
    mutating func ref(of name: PackageName) -> Int {
        if let known = refs[name] { return known }
        let ref = all.count + 1
        let version = versions[Array(name.path.utf8)] ?? StoredVersion.of(name)
        all.append(Package(ref: ref, name: name, version: version))
        refs[name] = ref
        return ref
    }

    /// Nil for a package that is not in the list.
    func knownRef(of name: PackageName) -> Int? { refs[name] }
}
