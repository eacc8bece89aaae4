import BundleAnalysis
import PerfseeSDK

/// An artifact as text, with what changed from its baseline if that is known.
struct ArtifactText {
    let artifact: Artifact
    let diff: BuildDiff?

    init(_ artifact: Artifact, diff: BuildDiff? = nil) {
        self.artifact = artifact
        self.diff = diff
    }

    func show() {
        let id = "Artifact \(artifact.id)"
        guard artifact.status != .failed else {
            return Terminal.print("✕ \(id) failed: \((artifact.failedReason ?? "no reason given").plain)")
        }
        let score = artifact.score.map { ", score \(ScoreText($0))" } ?? ""
        Terminal.print("✓ \(id) passed\(score)")
        if let size = artifact.size { Terminal.print("  " + SizeText(size.raw, size.gzip, size.brotli).description) }
        let entries = artifact.entryPoints ?? []
        var table = Table("ENTRY POINT", "SCORE", "SIZE", "INITIAL", "INITIAL GZIP", "INITIAL BROTLI")
        for entry in entries {
            table.add(
                entry.name, "\(entry.score)", "\(ByteCount(entry.size.raw))", "\(ByteCount(entry.initialSize.raw))",
                ByteCount.text(entry.initialSize.gzip), ByteCount.text(entry.initialSize.brotli))
        }
        if !entries.isEmpty { table.show(orElse: "") }
        if let diff {
            Terminal.print("Compared with artifact \(artifact.baselineId.map(String.init) ?? "?"):")
            ChangeText(diff).show()
        }
        for line in BudgetText(artifact)?.lines ?? [] { Terminal.print(line) }
        for warning in artifact.warnings ?? [] { Terminal.print("! \(warning.plain)") }
    }
}

/// A size before and, where it is known, after compression, on one line.
struct SizeText: CustomStringConvertible {
    let description: String

    init(_ raw: Int, _ gzip: Int?, _ brotli: Int?) {
        let compressed = [gzip.map { "\(ByteCount($0)) with gzip" }, brotli.map { "\(ByteCount($0)) with brotli" }]
        description = ([ByteCount(raw).description] + compressed.compactMap(\.self)).joined(separator: ", ")
    }
}
