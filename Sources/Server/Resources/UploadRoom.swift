import Domain
import Storage

/// How much an upload may still store: what its project's quota and the disk leave. Once a body does not fit, the rest
/// of it is not read.
struct UploadRoom: Sendable {
    /// After how many further bytes the disk is checked again.
    static let step = 4 << 20

    /// How many bytes the project has stored.
    var stored: Int64 = 0
    var quota: Int64?
    var disk = DiskWatch.unwatched

    /// Throws if there is no room for a body that announces so many bytes.
    func require(_ announced: Int) throws {
        try requireQuota(announced)
        guard disk.hasRoom(for: Int64(announced)) else { throw Problem.diskFloor.closingConnection() }
    }

    /// Throws if there is no more room once a body has grown from one size to another. Other bodies grow at the same
    /// time, so what counts is the space that is free now, not the space that was free before.
    func require(_ count: Int, after before: Int) throws {
        try requireQuota(count)
        guard count / Self.step > before / Self.step else { return }
        guard disk.hasRoom() else { throw Problem.diskFloor.closingConnection() }
    }

    private func requireQuota(_ bytes: Int) throws {
        guard let breach = QuotaBreach.artifact(Int64(bytes), beside: stored, quota: quota) else { return }
        throw Problem(breach).closingConnection()
    }
}
