import Domain
import Storage

/// What an upload may still fill: of its project's quota, and of the disk. Of a body that does not fit the rest is not read.
struct UploadRoom: Sendable {
    /// After how many bytes that have come the disk is looked at again.
    static let step = 4 << 20

    /// How many bytes the project has stored.
    var stored: Int64 = 0
    var quota: Int64?
    var disk = DiskWatch.unwatched

    /// Throws where a body that announces so many bytes has no room.
    func require(_ announced: Int) throws {
        try requireQuota(announced)
        guard disk.hasRoom(for: Int64(announced)) else { throw Problem.diskFloor.closingConnection() }
    }

    /// Throws where there is no more room once a body has grown from one size to another. Other bodies grow beside it,
    /// so what is free is what counts, not what was.
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
