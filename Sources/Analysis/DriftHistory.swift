import BundleAnalysis
import Foundation
import Storage

/// What earlier builds of the baseline branch had of what drifts, from their stored reports. Each report is read once, and
/// one at a time: of a drift over 20 builds, usually the oldest alone.
struct DriftHistory {
    /// How many reports are read for one build, and how many bytes of them in all; what they do not tell by then is not
    /// known.
    static let maximumReports = 50
    static let maximumBytes = 512 << 20

    let blobs: any BlobStore
    /// The keys of the reports, the oldest first.
    let reports: [String]

    /// The values of each drift, by its ID: the one that it is measured from, and the newest if the baseline has none.
    func values(of drifts: [MeasuredBudgets.Drift]) async -> [Int: [Double]] {
        var past: [Int: [Double]] = [:]
        var (left, bytesLeft) = (Self.maximumReports, Self.maximumBytes)
        for (place, key) in reports.enumerated() {
            let (age, isNewest) = (reports.count - place, place == reports.count - 1)
            let asked = drifts.filter { drift in
                age <= drift.builds && (past[drift.id] == nil || (isNewest && !drift.isInBaseline))
            }
            guard !asked.isEmpty, left > 0 else { continue }
            left -= 1
            guard let build = await build(key, &bytesLeft) else { continue }
            for drift in asked {
                if let value = build.number(of: drift.measure) { past[drift.id, default: []].append(value) }
            }
        }
        return past
    }

    private func build(_ key: String, _ bytesLeft: inout Int) async -> BudgetedBuild? {
        guard let size = try? await blobs.size(key), size <= StoredBuildInspector.reportLimit, size <= bytesLeft else {
            return nil
        }
        bytesLeft -= Int(size)
        let report = try? await blobs.withFile(key) { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        return (report ?? nil).flatMap { BudgetedBuild(report: $0) }
    }
}
