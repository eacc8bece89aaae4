import Domain

/// The Prometheus text format, version 0.0.4.
struct TextExposition: Sendable {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Labels that identify an owner: for instance admins only.
    static let ownerLabels: Set<String> = ["project", "webhook"]

    private(set) var text = ""
    private var describedName: String?

    /// - Parameter isForAdmin: whether to include series that identify their owners.
    init(_ samples: [SeriesSample], isForAdmin: Bool) {
        for sample in samples
        where isForAdmin || !sample.id.labels.contains(where: { Self.ownerLabels.contains($0.name) }) {
            write(sample)
        }
    }

    private mutating func write(_ sample: SeriesSample) {
        switch sample.value {
        case .counter(let value):
            describe(sample.id.name, "counter")
            line(sample.id.name, sample.id.labels, value)
        case .gauge(let value):
            describe(sample.id.name, "gauge")
            line(sample.id.name, sample.id.labels, value)
        case .histogram(let bounds, let counts, let sum):
            describe(sample.id.name, "histogram")
            write(sample.id, bounds, counts, sum)
        }
    }

    private mutating func write(_ id: SeriesID, _ bounds: [Double], _ counts: [Int], _ sum: Double) {
        var total = 0
        for (index, count) in counts.enumerated() {
            total += count
            let bound = index < bounds.count ? Self.number(bounds[index]) : "+Inf"
            line(id.name + "_bucket", id.labels + [SeriesID.Label(name: "le", value: bound)], Double(total))
        }
        line(id.name + "_sum", id.labels, sum)
        line(id.name + "_count", id.labels, Double(total))
    }

    private mutating func describe(_ name: String, _ type: String) {
        guard describedName != name else { return }
        describedName = name
        if let help = MetricHelp.text(of: name) { text += "# HELP \(name) \(help)\n" }
        text += "# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ labels: [SeriesID.Label], _ value: Double) {
        let inside = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += labels.isEmpty ? name : "\(name){\(inside)}"
        text += " \(Self.number(value))\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing(byte: "\\", with: "\\\\").replacing(byte: "\"", with: "\\\"").replacing(byte: "\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}
