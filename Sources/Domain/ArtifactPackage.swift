/// An installed package in an artifact, all its copies together.
package struct ArtifactPackage: Hashable, Sendable {
    /// The most versions of one package that are recorded.
    package static let maximumVersions = 20
    /// The longest version that is recorded, in bytes.
    package static let longestVersion = 256
    /// The longest name that is recorded, in bytes. npm's names have at most 214 characters.
    package static let longestName = 1_024

    package var name: String
    /// Those of its copies, oldest first; empty if none is known.
    package var versions: [String]
    /// At how many places it is installed. More than one is a duplicate: of several versions, or of one.
    package var copies: Int
    /// Its share of all files of the artifact.
    package var size: Artifact.Size

    package init(name: String, versions: [String], copies: Int, size: Artifact.Size) {
        self.name = name
        self.versions = versions
        self.copies = copies
        self.size = size
    }

    package var isDuplicate: Bool { copies > 1 }

    /// Whether every store accepts its name.
    fileprivate var isRecordable: Bool {
        (1...Self.longestName).contains(name.utf8.count) && !name.utf8.contains(0)
    }

    fileprivate var recordable: ArtifactPackage {
        var package = self
        package.versions = Array(
            versions.filter { $0.utf8.count <= Self.longestVersion && !$0.utf8.contains(0) }
                .prefix(Self.maximumVersions))
        return package
    }
}

/// What is recorded of the packages of an artifact, so that its project's history does not have to read its report.
package struct ArtifactPackages: Hashable, Sendable {
    /// The most packages that are recorded of one artifact, largest first.
    package static let maximum = 1_000

    /// In the order of the bytes of their names, each once.
    package let recorded: [ArtifactPackage]
    /// How many there are in all.
    package let total: Int

    /// - Parameter all: each name once.
    package init(_ all: [ArtifactPackage]) {
        total = all.count
        let largest = all.filter(\.isRecordable).sorted { one, other in
            one.size.raw != other.size.raw
                ? one.size.raw > other.size.raw : one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
        }
        recorded = largest.prefix(Self.maximum).map(\.recordable)
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Tells whether two artifacts have the same packages and the same duplicates, whatever their sizes: the 64-bit
    /// FNV-1a hash of the names. Nil if not all packages are recorded: then that cannot be told.
    package var digest: Int64? {
        guard recorded.count == total else { return nil }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for package in recorded {
            package.name.utf8.forEach(add)
            add(0)
            add(package.isDuplicate ? 1 : 0)
        }
        return Int64(bitPattern: hash)
    }
}
