import Logging
import Storage

extension BlobStore {
    /// Deletes what rows named that are gone already: one that cannot be deleted is left behind, and told of.
    func deleteAll(_ keys: [String], logger: Logger) async {
        for key in keys {
            do {
                try await delete(key)
            } catch {
                logger.error("A blob could not be deleted", metadata: ["key": "\(key)", "error": "\(error)"])
            }
        }
    }
}
