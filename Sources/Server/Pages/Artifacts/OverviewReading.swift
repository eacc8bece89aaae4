import Domain
import Foundation
import Localization

/// The overview of a build, or why it could not be read.
struct OverviewReading: Sendable {
    var overview: OverviewOutline?
    var failure: BuildInspectionFailure?

    static let none = OverviewReading()

    /// Against its baseline, if that can be read; else alone.
    static func of(
        _ artifact: Artifact, against baseline: Artifact?, _ part: OverviewPart, _ inspector: any BuildInspector
    ) async -> OverviewReading {
        guard let result = artifact.result else { return .none }
        let before = baseline?.result
        do {
            return try await read(result, before, part, inspector)
        } catch {
            switch error {
            case .missing, .tooLarge, .unreadable, .notInBuild:
                guard before != nil, var alone = try? await read(result, nil, part, inspector) else { break }
                alone.failure = error
                return alone
            case .busy, .cancelled, .storageUnavailable: break
            }
            return OverviewReading(failure: error)
        }
    }

    private static func read(
        _ result: Artifact.Result, _ before: Artifact.Result?, _ part: OverviewPart, _ inspector: any BuildInspector
    ) async throws(BuildInspectionFailure) -> OverviewReading {
        let bytes = try await inspector.overview(part, of: result, against: before)
        guard let overview = try? JSONDecoder().decode(OverviewOutline.self, from: Data(bytes)) else {
            throw .unreadable(.report)
        }
        return OverviewReading(overview: overview)
    }

    /// What people are told; nil if nothing is missing.
    func note(_ strings: Strings) -> String? {
        failure.map { overview == nil ? strings($0) : strings("comparison-unread", ["reason": strings($0)]) }
    }
}
