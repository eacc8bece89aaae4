import Domain

extension Artifact.Build {
    /// Throws `StoreError.quota` where the archive does not fit into the quota.
    /// - Parameter stored: what the project's builds and reports have in all; asked for only where there is a quota.
    func requireRoom(within quota: Int64?, stored: () throws -> Int64) throws {
        guard quota != nil,
            let breach = QuotaBreach.artifact(archiveBytes, beside: try stored(), quota: quota)
        else { return }
        throw StoreError.quota(breach)
    }
}
