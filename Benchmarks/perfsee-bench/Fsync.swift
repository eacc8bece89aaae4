import Foundation

/// The p99 of a bare fsync of a page at the end of a file: the unit that latencies are counted in.
struct Fsync {
    private let count: Int

    init(_ arguments: Arguments) {
        count = arguments.number("count", or: 2_000)
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
        for _ in 0..<count {
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
}
