import Foundation

/// What this process has used so far.
struct Usage {
    /// User and system time, in seconds.
    var cpu: Double
    /// Peak memory, in megabytes.
    var peakMemory: Double

    static var now: Usage {
        var usage = rusage()
        getrusage(__rusage_who_t(0), &usage)  // RUSAGE_SELF
        let cpu = [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }.reduce(0, +)
        return Usage(cpu: cpu, peakMemory: Double(usage.ru_maxrss) / 1024)
    }
}

/// The figures of one run, as a line of JSON that `scripts/bench` reads.
struct Figures {
    private var pairs: [(String, Double)] = []

    mutating func add(_ name: String, _ value: Double) {
        pairs.append((name, value))
    }

    func print() {
        let fields = pairs.map { "\"\($0)\":\(($1 * 1000).rounded() / 1000)" }
        Swift.print("{\(fields.joined(separator: ","))}")
    }
}
