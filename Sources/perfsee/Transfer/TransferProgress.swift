import Storage

/// The progress of an export or an import, on standard error.
struct TransferProgress {
    private let act: String
    private let line = ProgressLine()

    /// - Parameter act: such as `Exporting`.
    init(_ act: String) {
        self.act = act
    }

    var note: @Sendable (TransferNote) -> Void {
        { [act, line] note in
            switch note {
            case .progress(let counts):
                line.show("\(act): \(Self.text(of: counts))")
            case .missingBlob(let key):
                line.clear()
                Terminal.warn("The file \(key) no longer exists; it is left out.")
            }
        }
    }

    /// - Parameter act: such as `Exported`.
    func end(_ act: String, _ counts: TransferCounts) {
        line.clear()
        Terminal.warn("\(act) \(Self.text(of: counts)).")
    }

    private static func text(of counts: TransferCounts) -> String {
        "\(counts.rows) rows, \(counts.blobs) builds and reports (\(ByteCount(Int(counts.blobBytes))))"
    }
}
