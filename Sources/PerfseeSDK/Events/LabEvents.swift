/// The payload of `lab:snapshot-completed`.
public struct LabSnapshotCompleted: Sendable, Hashable, Decodable {
    /// `lab:snapshot-completed`
    public static let eventType = "lab:snapshot-completed"

    /// The project that was measured.
    public let project: EventProject

    /// The snapshot with its reports.
    public let snapshot: Snapshot

    private enum SubjectKeys: String, CodingKey {
        case snapshot
    }

    /// Decodes the payload, an object with `data` and `variables`.
    public init(from decoder: any Decoder) throws {
        let payload = try EventPayload<SubjectKeys>(from: decoder)
        project = payload.project
        snapshot = try payload.subject.decode(Snapshot.self, forKey: .snapshot)
    }
}

/// The payload of `lab:snapshot-report-completed`.
public struct LabSnapshotReportCompleted: Sendable, Hashable, Decodable {
    /// `lab:snapshot-report-completed`
    public static let eventType = "lab:snapshot-report-completed"

    /// The project that was measured.
    public let project: EventProject

    /// The report that completed.
    public let snapshotReport: SnapshotReport

    /// Decodes the payload, an object with `data` and `variables`.
    public init(from decoder: any Decoder) throws {
        let payload = try EventPayload<SnapshotReportKeys>(from: decoder)
        project = payload.project
        snapshotReport = try payload.subject.decode(SnapshotReport.self, forKey: .snapshotReport)
    }
}

/// The payload of `source:finished`.
public struct SourceFinished: Sendable, Hashable, Decodable {
    /// `source:finished`
    public static let eventType = "source:finished"

    /// The project whose sources were analyzed.
    public let project: EventProject

    /// The report that the analysis belongs to.
    public let snapshotReport: SnapshotReport

    /// Decodes the payload, an object with `data` and `variables`.
    public init(from decoder: any Decoder) throws {
        let payload = try EventPayload<SnapshotReportKeys>(from: decoder)
        project = payload.project
        snapshotReport = try payload.subject.decode(SnapshotReport.self, forKey: .snapshotReport)
    }
}

private enum SnapshotReportKeys: String, CodingKey {
    case snapshotReport
}
