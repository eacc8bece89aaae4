import BundleAnalysis
package import Domain
import Foundation
import Localization
package import Storage
import Threads

/// Answers questions about builds one at a time, on a thread of its own: the files of a large build take tens of megabytes
/// and up to seconds.
package struct StoredBuildInspector: BuildInspector {
    /// The largest files that are read, in bytes.
    package static let reportLimit = 64 << 20
    package static let contentLimit = 128 << 20
    package static let importsLimit = 64 << 20
    /// How many questions can wait at once.
    static let maximumWaiting = 16
    private static let niceness: Int32 = 5
    private static let stackSize = 8 << 20

    private let blobs: any BlobStore
    private let line = InspectionLine(limit: maximumWaiting)
    private let answers = InspectionAnswers()
    /// Apart from the others, so that large treemaps don't displace what pages are made from.
    private let overviews = InspectionAnswers()
    private let threads = ThreadExecutor("inspection", count: 1, niceness: niceness, stackSize: stackSize)

    package init(blobs: any BlobStore) { self.blobs = blobs }

    package func diff(
        of artifact: Artifact.Result, against baseline: Artifact.Result
    ) async throws(BuildInspectionFailure) -> [UInt8] {
        try await answer(.diff(report: artifact.reportKey, baseline: baseline.reportKey)) {
            () async throws(BuildInspectionFailure) in
            let current = try await build(artifact)
            let before = try await build(baseline)
            let chains = try await storedImports(artifact).map(ImportChains.init)
            let diff = BuildComparison.diff(current, against: before) { chains?.place(of: $0) }
            return try Self.encode(diff.encoded)
        }
    }

    package func why(
        _ module: String, in artifact: Artifact.Result
    ) async throws(BuildInspectionFailure) -> [UInt8] {
        try await answer(.why(module: Array(module.utf8), report: artifact.reportKey)) {
            () async throws(BuildInspectionFailure) in
            guard let graph = try await storedImports(artifact) else { throw .missing(.imports) }
            let answer = ImportAnswer(module, in: ImportChains(graph))
            return try Self.encode(answer.encoded)
        }
    }

    package func treemap(
        of part: TreemapPart, in artifact: Artifact.Result, against baseline: Artifact.Result?
    ) async throws(BuildInspectionFailure) -> [UInt8] {
        try await answer(
            .treemap(part: .init(part), report: artifact.reportKey, baseline: baseline?.reportKey)
        ) { () async throws(BuildInspectionFailure) in
            let current = try await treemapBuild(artifact)
            var before: TreemapBuild?
            if let baseline { before = try await treemapBuild(baseline) }
            guard let document = TreemapDocument(of: .init(part), in: current, against: before) else {
                throw .notInBuild
            }
            return try Self.encode(document.encoded)
        }
    }

    package func faults(ofBudgets text: String) -> [RecordedMessage] {
        do {
            _ = try BudgetFile(Array(text.utf8))
            return []
        } catch {
            return error.faults.map { fault in
                (try? RecordedMessage(fault)) ?? RecordedMessage(english: fault.text.en)
            }
        }
    }

    package func overview(
        _ part: OverviewPart, of artifact: Artifact.Result, against baseline: Artifact.Result?
    ) async throws(BuildInspectionFailure) -> [UInt8] {
        try await answer(.overview(part: part, report: artifact.reportKey, baseline: baseline?.reportKey)) {
            () async throws(BuildInspectionFailure) in
            let current = try await storedBuild(artifact)
            var before: ComparedBuild?
            if let baseline { before = try await comparedBuild(baseline) }
            return try Self.encode(BuildOverview(.init(part), of: current, against: before).encoded)
        }
    }

    package func search(
        _ text: String, in artifact: Artifact.Result
    ) async throws(BuildInspectionFailure) -> [UInt8] {
        try await answer(.search(text: Array(text.utf8), report: artifact.reportKey)) {
            () async throws(BuildInspectionFailure) in
            try Self.encode(BuildSearch(text, in: try await treemapBuild(artifact)).encoded)
        }
    }

    /// The answer to a question that was asked before, or else the one that `work` finds.
    private func answer(
        _ question: InspectionQuestion, _ work: @Sendable () async throws(BuildInspectionFailure) -> [UInt8]
    ) async throws(BuildInspectionFailure) -> [UInt8] {
        let answers = question.isOfPage ? overviews : answers
        if let known = answers[question] { return known }
        let turn = try await line.turn()
        defer { turn.end() }
        // Whoever was served before may have asked the same.
        if let known = answers[question] { return known }
        let answer = try await threads.run(work)
        answers.keep(answer, for: question)
        return answer
    }

    private func build(_ artifact: Artifact.Result) async throws(BuildInspectionFailure) -> ComparedBuild {
        let report = try await read(artifact.reportKey, .report, limit: Self.reportLimit)
        let content = try await read(artifact.contentKey, .content, limit: Self.contentLimit)
        do {
            return try ComparedBuild(report: report, content: content)
        } catch {
            throw Self.failure(error)
        }
    }

    /// Of which the report alone has to be there.
    private func storedBuild(_ artifact: Artifact.Result) async throws(BuildInspectionFailure) -> StoredBuild {
        let report = try await read(artifact.reportKey, .report, limit: Self.reportLimit)
        let content = try await unlessMissing { () async throws(BuildInspectionFailure) in
            try await read(artifact.contentKey, .content, limit: Self.contentLimit)
        }
        let imports = try await unlessMissing { () async throws(BuildInspectionFailure) in
            try await storedImports(artifact)
        }
        do {
            return try StoredBuild(report: report, content: content, imports: imports ?? nil)
        } catch {
            throw Self.failure(error)
        }
    }

    /// Of which the report alone has to be there.
    private func comparedBuild(_ artifact: Artifact.Result) async throws(BuildInspectionFailure) -> ComparedBuild {
        let report = try await read(artifact.reportKey, .report, limit: Self.reportLimit)
        let content = try await unlessMissing { () async throws(BuildInspectionFailure) in
            try await read(artifact.contentKey, .content, limit: Self.contentLimit)
        }
        do {
            return try ComparedBuild(report: report, content: content)
        } catch {
            throw Self.failure(error)
        }
    }

    /// Nil for a file that is no longer stored.
    private func unlessMissing<Value>(
        _ read: () async throws(BuildInspectionFailure) -> Value
    ) async throws(BuildInspectionFailure) -> Value? {
        do {
            return try await read()
        } catch {
            guard case .missing = error else { throw error }
            return nil
        }
    }

    private func treemapBuild(_ artifact: Artifact.Result) async throws(BuildInspectionFailure) -> TreemapBuild {
        let report = try await read(artifact.reportKey, .report, limit: Self.reportLimit)
        let content = try await read(artifact.contentKey, .content, limit: Self.contentLimit)
        do {
            return try TreemapBuild(report: report, content: content)
        } catch {
            throw Self.failure(error)
        }
    }

    private static func failure(_ fault: StoredBuildFault) -> BuildInspectionFailure {
        switch fault {
        case .invalidReport: .unreadable(.report)
        case .invalidContent: .unreadable(.content)
        }
    }

    /// Nil if the analysis stored none.
    private func storedImports(_ artifact: Artifact.Result) async throws(BuildInspectionFailure) -> ImportGraph? {
        guard let key = artifact.importsKey else { return nil }
        let bytes = try await read(key, .imports, limit: Self.importsLimit)
        guard let graph = try? ImportGraph(decoding: bytes) else { throw .unreadable(.imports) }
        return graph
    }

    private func read(
        _ key: String, _ file: BuildInspectionFailure.File, limit: Int
    ) async throws(BuildInspectionFailure) -> Data {
        let found: Data?
        do {
            guard let size = try await blobs.size(key) else { throw BuildInspectionFailure.missing(file) }
            guard size <= limit else { throw BuildInspectionFailure.tooLarge(file, limit: limit) }
            found = try await blobs.withFile(key) { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        } catch {
            throw error as? BuildInspectionFailure ?? .storageUnavailable
        }
        guard let found else { throw .missing(file) }
        return found
    }

    private static func encode(_ encoded: () throws -> Data) throws(BuildInspectionFailure) -> [UInt8] {
        guard let bytes = try? encoded() else { throw .unreadable(.report) }
        return Array(bytes)
    }
}

extension TreemapDocument.Part {
    fileprivate init(_ part: TreemapPart) {
        switch part {
        case .first: self = .first
        case .entryPoint(let name): self = .entryPoint(name)
        case .asset(let name): self = .asset(name)
        }
    }
}

extension BuildOverview.Part {
    fileprivate init(_ part: OverviewPart) {
        switch part {
        case .front: self = .front
        case .section(let section, let from): self = .section(BuildOverview.Section(section), from: Int(max(0, from)))
        }
    }
}

extension BuildOverview.Section {
    fileprivate init(_ section: OverviewPart.Section) {
        switch section {
        case .entries: self = .entries
        case .assets: self = .assets
        case .packages: self = .packages
        case .duplicates: self = .duplicates
        case .audits: self = .audits
        }
    }
}
