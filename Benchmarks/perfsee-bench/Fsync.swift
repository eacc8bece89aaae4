import Foundation

/// The p99 of a bare fsync of a page at the end of a file: the unit in which latencies are counted.
///
/// Either at a fixed rate, or one after the other. For a comparison with something that runs at a steady rate, the
/// fsync has to be measured at that rate: on a machine that stalls briefly every second or two, everything that starts
/// during the stall is late, whereas in a loop that starts each one after the last has ended, hardly any starts during
/// the stall.
struct Fsync {
    private let count: Int
    /// Per second; 0 starts each one when the last has ended.
    private let rate: Int

    init(_ arguments: Arguments) {
        rate = arguments.number("rate", or: 0)
        count = rate > 0 ? rate * arguments.number("seconds", or: 8) : arguments.number("count", or: 2_000)
    }

    func run() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("perfsee-fsync-\(getpid())").path
        let descriptor = open(path, O_CREAT | O_RDWR | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw BenchError("the file for fsync cannot be made") }
        defer {
            close(descriptor)
            unlink(path)
        }
        let page = [UInt8](repeating: 7, count: 4096)
        var nanoseconds: [Int64] = []
        let begin = Monotonic.now()
        for number in 0..<count {
            if rate > 0 { Self.sleep(until: begin + Int64(number) * 1_000_000_000 / Int64(rate)) }
            _ = write(descriptor, page, page.count)
            let start = Monotonic.now()
            fsync(descriptor)
            nanoseconds.append(Monotonic.now() - start)
        }
        nanoseconds.sort()
        var figures = Figures()
        figures.add("p50", Double(nanoseconds[count / 2]) / 1e6)
        figures.add("p99", Double(nanoseconds[count * 99 / 100]) / 1e6)
        figures.print()
    }

    private static func sleep(until nanoseconds: Int64) {
        let pause = nanoseconds - Monotonic.now()
        if pause > 0 { usleep(UInt32(pause / 1_000)) }
    }
}
