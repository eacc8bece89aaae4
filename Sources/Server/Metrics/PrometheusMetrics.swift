import Domain
package import Metrics
import Synchronization

/// What this process counts and measures, for Prometheus to scrape.
package final class PrometheusMetrics: MetricsFactory {
    /// The maximum number of series; any beyond that are only counted as dropped.
    package static let maximumSeries = 5_000

    private let limit: Int
    private let state = Mutex(State())

    private struct State {
        var series: [SeriesID: any Series] = [:]
        var dropped = 0
    }

    package init(maximumSeries: Int = PrometheusMetrics.maximumSeries) {
        limit = maximumSeries
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(SeriesID(label, dimensions)) { CountSeries() }
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(SeriesID(label, dimensions)) { SumSeries() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(SeriesID(label, dimensions)) { GaugeSeries() }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        let id = SeriesID(label, dimensions)
        if aggregate { return series(id) { HistogramSeries(bounds: HistogramSeries.sizes) } }
        return series(id) { GaugeSeries() }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(SeriesID("\(label)_seconds", dimensions)) { HistogramSeries(bounds: HistogramSeries.seconds(of: label)) }
    }

    // Series stay: a counter that restarts at 0 whenever its owner goes away would mislead.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// The series ordered by name, with their current values.
    func samples() -> [SeriesSample] {
        let (series, dropped) = state.withLock { ($0.series, $0.dropped) }
        var samples = series.map { SeriesSample(id: $0.key, value: $0.value.value) }
        samples.append(
            SeriesSample(id: SeriesID("perfsee_metrics_dropped_series_total", []), value: .counter(Double(dropped))))
        return samples.sorted { $0.id < $1.id }
    }

    private func series<S: Series>(_ id: SeriesID, make: () -> S) -> S {
        state.withLock { state in
            if let known = state.series[id] as? S { return known }
            let new = make()
            // A series over the limit, or whose name is taken by another kind, works but is not exposed.
            if state.series[id] == nil, state.series.count < limit {
                state.series[id] = new
            } else {
                state.dropped += 1
            }
            return new
        }
    }
}

/// What distinguishes one series from another.
struct SeriesID: Hashable, Comparable, Sendable {
    struct Label: Hashable, Sendable {
        var name: String
        var value: String
    }

    var name: String
    var labels: [Label]

    init(_ label: String, _ dimensions: [(String, String)]) {
        name = Self.sanitised(label)
        labels = dimensions.map { Label(name: Self.sanitised($0.0), value: $0.1) }.sorted { $0.name < $1.name }
    }

    static func < (left: SeriesID, right: SeriesID) -> Bool {
        guard left.name == right.name else { return left.name < right.name }
        return left.labels.map(\.value).lexicographicallyPrecedes(right.labels.map(\.value))
    }

    /// Prometheus allows letters, digits and underscores, with no digit first.
    private static func sanitised(_ name: String) -> String {
        let bytes = name.utf8.map { $0.isASCIILetterOrDigit ? $0 : UInt8(ascii: "_") }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.first.map { $0.isNumber } == true ? "_" + text : text
    }
}

struct SeriesSample: Hashable, Sendable {
    var id: SeriesID
    var value: SeriesValue
}
