import Domain
import Localization

/// The comparison of two artifacts.
struct CompareView: Sendable {
    struct Side: Sendable {
        var label: String
        var artifactTitle: String
        var artifactHref: String
        var about: String
    }

    var heading = ""
    var formPath: String
    var base: String
    var head: String
    var recents: [ArtifactToolsView.Recent]
    var sides: [Side] = []
    var hasSides = false
    /// The same two the other way round; nil unless both are there.
    var swapHref: String?
    /// That they are builds of different things.
    var otherNames: SentenceView?
    /// Why they cannot be compared.
    var refusals: [String] = []
    var verdict: SentenceView?
    var unread: SentenceView?
    var wholeHref: String?
    var report: ReportView?

    init(base: String, head: String, _ recents: [Artifact], _ project: Project) {
        formPath = "/\(project.id)/compare"
        (self.base, self.head) = (base, head)
        self.recents = recents.filter { $0.result != nil }.map(ArtifactToolsView.Recent.init)
    }

    /// Shows what is known of the two.
    mutating func take(_ baseline: Artifact?, _ artifact: Artifact?, in project: Project, _ request: PageRequest) {
        let strings = request.strings
        sides = [("compare-base", baseline), ("compare-head", artifact)].compactMap { key, artifact in
            artifact.map { Self.side(strings(key), $0, project) }
        }
        hasSides = !sides.isEmpty
        guard let baseline, let artifact else { return }
        swapHref = ComparePages.path(project, artifact.id, baseline.id)
        if !baseline.build.name.hasSameBytes(as: artifact.build.name) {
            otherNames = SentenceView(
                strings("compare-names", ["base": baseline.build.name, "head": artifact.build.name]))
        }
    }

    private static func side(_ label: String, _ artifact: Artifact, _ project: Project) -> Side {
        Side(
            label: label, artifactTitle: "\(artifact.build.name) #\(artifact.id)",
            artifactHref: "/\(project.id)/artifacts/\(artifact.id)",
            about: "\(artifact.build.branch) · \(artifact.build.hash.prefix(8))")
    }

    mutating func show(_ reading: OverviewReading, _ subject: ReportSubject) {
        let strings = subject.request.strings
        // Alone, it would be no comparison.
        let compared = reading.overview.flatMap { $0.isCompared ? $0 : nil }
        unread = reading.failure.map { SentenceView(strings($0)) }
        guard let compared else { return }
        verdict = SentenceView(compared.verdict.text()[strings.language])
        report = ReportView(compared, subject)
        wholeHref = subject.section == nil ? nil : subject.path
    }
}
