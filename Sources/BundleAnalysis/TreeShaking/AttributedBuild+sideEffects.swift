extension AttributedBuild {
    /// What the module's package declares; nil if it declares that it has none, or the stats do not list it.
    func declaredSideEffects(ofModule index: Int) -> TreeShakingObstacle.Declaration? {
        guard let package = packages.package(of: index), let declared = sideEffects(of: package) else { return nil }
        switch declared {
        case .none: return nil
        case .all: return .all
        case .implicit: return .unset
        case .files: return .files
        }
    }
}
