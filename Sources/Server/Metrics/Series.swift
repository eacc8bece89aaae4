import Metrics
import Synchronization

/// The value of a series at one moment.
enum SeriesValue: Hashable, Sendable {
    case counter(Double)
    case gauge(Double)
    /// `counts` holds one count per bound and one for values beyond the last, not cumulative.
    case histogram(bounds: [Double], counts: [Int], sum: Double)
}

protocol Series: AnyObject, Sendable {
    var value: SeriesValue { get }
}

final class CountSeries: Series, CounterHandler {
    private let count = Atomic<Int64>(0)

    var value: SeriesValue { .counter(Double(count.load(ordering: .relaxed))) }

    func increment(by amount: Int64) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() {
        count.store(0, ordering: .relaxed)
    }
}

final class SumSeries: Series, FloatingPointCounterHandler {
    private let sum = Mutex(0.0)

    var value: SeriesValue { .counter(sum.withLock { $0 }) }

    func increment(by amount: Double) {
        guard amount.isFinite, amount > 0 else { return }
        sum.withLock { $0 += amount }
    }

    func reset() {
        sum.withLock { $0 = 0 }
    }
}

final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    private let current = Mutex(0.0)

    var value: SeriesValue { .gauge(current.withLock { $0 }) }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) {
        current.withLock { $0 = value }
    }

    func increment(by amount: Double) {
        current.withLock { $0 += amount }
    }

    func decrement(by amount: Double) { increment(by: -amount) }

    func record(_ value: Int64) { set(Double(value)) }

    func record(_ value: Double) { set(value) }
}

final class HistogramSeries: Series, TimerHandler, RecorderHandler {
    /// For durations, in seconds: from half a millisecond to half a minute.
    static let seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    /// For analyses, in seconds: from a tenth of a second to the longest that one may take.
    static let analysisSeconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]
    /// For counts and sizes: powers of four.
    static let sizes: [Double] = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576]

    /// - Parameter label: what is timed, without the unit.
    static func seconds(of label: String) -> [Double] {
        label == "perfsee_analysis_duration" ? analysisSeconds : seconds
    }

    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var value: SeriesValue {
        let state = state.withLock { $0 }
        return .histogram(bounds: bounds, counts: state.counts, sum: state.sum)
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }
}
