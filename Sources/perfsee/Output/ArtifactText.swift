import PerfseeSDK

/// An artifact as text.
struct ArtifactText {
    let artifact: Artifact

    init(_ artifact: Artifact) {
        self.artifact = artifact
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
                "\(ByteCount(entry.initialSize.gzip))", "\(ByteCount(entry.initialSize.brotli))")
        }
        if !entries.isEmpty { table.show(orElse: "") }
        for warning in artifact.warnings ?? [] { Terminal.print("! \(warning.plain)") }
    }
}

/// A size before and after compression, on one line.
struct SizeText: CustomStringConvertible {
    let description: String

    init(_ raw: Int, _ gzip: Int, _ brotli: Int) {
        description = "\(ByteCount(raw)), \(ByteCount(gzip)) with gzip, \(ByteCount(brotli)) with brotli"
    }
}
