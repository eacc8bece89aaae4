import Domain

extension Artifact.Build {
    /// Throws `StoreError.quota` if the archive does not fit into the quota.
    /// - Parameter stored: the total size of the project's builds and reports; called only if there is a quota.
    package func requireRoom(within quota: Int64?, stored: () throws -> Int64) throws {
        guard quota != nil,
            let breach = QuotaBreach.artifact(archiveBytes, beside: try stored(), quota: quota)
        else { return }
        throw StoreError.quota(breach)
    }
}
