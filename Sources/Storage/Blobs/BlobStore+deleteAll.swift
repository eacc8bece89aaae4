package import Logging

extension BlobStore {
    /// Deletes the blobs of rows that are already gone. A blob that cannot be deleted is left behind and logged.
    package func deleteAll(_ keys: [String], logger: Logger) async {
        for key in keys {
            do {
                try await delete(key)
            } catch {
                logger.error("A blob could not be deleted", error: error, metadata: ["key": "\(key)"])
            }
        }
    }
}
