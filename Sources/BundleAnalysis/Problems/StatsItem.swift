/// What is counted while stats are read.
package enum StatsItem: String, Hashable, Sendable, Codable, CaseIterable {
    case assets, chunks, entryPoints, outputs, modules, packages
}
