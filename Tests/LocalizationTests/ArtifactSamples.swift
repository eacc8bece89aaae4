import BundleAnalysis
import Domain
import Localization

extension ArtifactProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .gaveUp(tries: 3)
        case .gaveUp: .tookTooLong(minutes: 10)
        case .tookTooLong: .archiveGone
        case .archiveGone: nil
        }
    }
}

extension ArtifactFailure: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .build(problem: .archive(problem: .cutOff))
        case .build: .analysis(problem: .archiveGone)
        case .analysis: nil
        }
    }

    /// Every reason for which an artifact fails, and every kind of value in them.
    static var all: [ArtifactFailure] {
        let compressions = CompressedFile.samples.flatMap { file in
            CompressionProblem.samples.map { AnalysisProblem.compression(file: file, problem: $0) }
        }
        let builds =
            AnalysisProblem.samples + compressions + ArchiveProblem.all.map { .archive(problem: $0) }
            + StatsProblem.all.map { .stats(problem: $0) } + FolderProblem.samples.map { .folder(problem: $0) }
            + MachineOperation.samples.map { .machine(operation: $0, cause: .unknown) }
            + MachineCause.samples.map { .machine(operation: .readFile, cause: $0) }
        return builds.map { .build(problem: $0) } + ArtifactProblem.samples.map { .analysis(problem: $0) }
    }
}

extension ArchiveProblem {
    static var all: [ArchiveProblem] {
        samples + UnsupportedForm.allCases.map { .unsupported(form: $0) }
            + MemberKind.allCases.map { .unsupportedMember(name: ShownName("a"), kind: $0) }
            + PathProblem.samples.map { .unsafePath(problem: $0) }
    }
}

extension StatsProblem {
    static var all: [StatsProblem] {
        let defects =
            StatsDefect.samples + StatsItem.allCases.map { .tooMany(items: $0, limit: 5_000) }
            + ExpectedSyntax.allCases.map { .endsEarly(expected: $0) }
            + FoundSyntax.samples.map { .unexpected(found: $0, expected: .colon) }
        let position = StatsPosition(line: 1, column: 2, byte: 1)
        return samples + defects.map { .malformed(file: ShownName("s.json"), position: position, defect: $0) }
    }
}
