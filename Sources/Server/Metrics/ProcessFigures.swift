import Domain
import Foundation

/// What this process uses of its machine, under the names that all of Prometheus' clients use.
enum ProcessFigures {
    /// What cannot be found out is left out.
    static func samples() -> [SeriesSample] {
        let stat = text(of: "/proc/self/stat").flatMap { ProcessStat(parsing: $0) }
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        let page = Double(max(1, sysconf(Int32(_SC_PAGESIZE))))
        let gauges: [(String, Double?)] = [
            ("process_max_fds", mostFiles), ("process_open_fds", openFiles),
            ("process_resident_memory_bytes", stat.map { Double($0.residentPages) * page }),
            ("process_start_time_seconds", stat.flatMap { stat in boot.map { $0 + Double(stat.start) / ticks } }),
            ("process_virtual_memory_bytes", stat.map { Double($0.virtualBytes) }),
        ]
        let cpu = stat.map {
            SeriesSample(
                id: SeriesID("process_cpu_seconds_total", []), value: .counter(Double($0.cpuTicks) / ticks))
        }
        return [cpu].compactMap(\.self)
            + gauges.compactMap { name, value in
                value.map { SeriesSample(id: SeriesID(name, []), value: .gauge($0)) }
            }
    }

    /// When the machine was started, in seconds since 1970: processes count their start from there.
    private static let boot: Double? = text(of: "/proc/stat").flatMap { text in
        let line = text.split(separator: "\n").first { $0.hasBytePrefix("btime ") }
        return line?.split(separator: " ").last.flatMap { Double($0) }
    }

    private static var openFiles: Double? {
        let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        // Listing them takes one.
        return files.map { Double(max(0, $0.count - 1)) }
    }

    private static var mostFiles: Double? {
        var limit = rlimit()
        #if os(Linux)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        return getrlimit(resource, &limit) == 0 ? Double(limit.rlim_cur) : nil
    }

    private static func text(of path: String) -> String? {
        let data = try? FileHandle(forReadingAtPath: path)?.readToEnd()
        return data.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A line of Linux's `/proc/PID/stat`: proc(5).
struct ProcessStat: Hashable {
    var cpuTicks: Int64
    /// In ticks since the machine was started.
    var start: Int64
    var virtualBytes: Int64
    var residentPages: Int64

    /// Nil for anything else.
    init?(parsing text: String) {
        // The program's name is in parentheses, and may contain some, and spaces.
        guard let end = text.utf8.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = String(decoding: text.utf8[end...].dropFirst(), as: UTF8.self).split(byte: " ").map {
            Int64($0.trimmed)
        }
        // The first of them is the third of the line.
        func field(_ number: Int) -> Int64? { number - 3 < fields.count ? fields[number - 3] : nil }
        guard let user = field(14), let system = field(15), let start = field(22), let virtual = field(23),
            let resident = field(24)
        else { return nil }
        cpuTicks = user + system
        self.start = start
        virtualBytes = virtual
        residentPages = resident
    }
}
