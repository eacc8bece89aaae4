import BundleAnalysis

/// Gauges in OpenMetrics' text format, in the part of it that GitLab reads too.
struct OpenMetricsDocument {
    struct Sample {
        /// The values are as ``label(_:)`` makes them.
        let labels: [(name: String, value: String)]
        let value: String
    }

    private var text = ""

    /// A family without samples is left out.
    mutating func add(_ name: String, isBytes: Bool = false, help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        text += "# TYPE \(name) gauge\n" + (isBytes ? "# UNIT \(name) bytes\n" : "") + "# HELP \(name) \(help)\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ",")
            text += name + (labels.isEmpty ? "" : "{\(labels)}") + " \(sample.value)\n"
        }
    }

    var finished: String { text + "# EOF\n" }

    /// A name as the value of a label. GitLab splits lines as a shell does and takes what follows a number sign for a
    /// comment, even between quotes: what means something to it is replaced.
    static func label(_ name: String) -> String {
        let special: Set<Unicode.Scalar> = ["\"", "'", "\\", "#", "$", "\u{FFFD}"]
        let shown = ShownName(name).name.unicodeScalars.map {
            special.contains($0) || $0.properties.isWhitespace ? "_" : $0
        }
        return String(String.UnicodeScalarView(shown))
    }
}
