/// The largest packages of each entry point, with the pieces of files that they are.
struct LargestPackages: Sendable {
    struct Package: Sendable {
        /// Into ``DeliveredModules/packages``.
        let package: Int
        let size: Size
        let pieces: [SavingPlan.Piece]
    }

    /// By the index of the entry point.
    let all: [[Package]]

    /// - Parameter entryPoints: the refs of each one's assets.
    init(_ delivered: DeliveredModules, entryPoints: [[Int]]) {
        var parts: [[Int: [DeliveredModules.Copy]]] = Array(repeating: [:], count: delivered.assets.count)
        for copy in delivered.copies {
            guard let package = delivered.all[copy.module].package else { continue }
            // `(Source Code)` and the like are no packages that could be taken out.
            guard delivered.packages[package].name.utf8.first != UInt8(ascii: "(") else { continue }
            parts[copy.asset][package, default: []].append(copy)
        }
        let pieces = parts.map { packages in
            packages.map { package, copies in
                (
                    package: package, size: Size.sum(copies.map(delivered.size)),
                    piece: SavingPlan.pieces(of: copies)[0]
                )
            }
        }
        all = entryPoints.prefix(SavingLimits.entryPoints).map { refs in
            var found: [Int: (size: Size, pieces: [SavingPlan.Piece])] = [:]
            for ref in refs {
                for part in pieces[ref - 1] {
                    let known = found[part.package]?.size ?? .zero
                    found[part.package, default: (.zero, [])].pieces.append(part.piece)
                    found[part.package]?.size = known + part.size
                }
            }
            let largest = found.sorted { ($1.value.size.raw, $0.key) < ($0.value.size.raw, $1.key) }
            return largest.prefix(SavingLimits.packages).map {
                Package(package: $0.key, size: $0.value.size, pieces: $0.value.pieces)
            }
        }
    }
}
