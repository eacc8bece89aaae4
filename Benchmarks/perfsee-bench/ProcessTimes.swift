import Foundation

/// What other processes have used, according to `/proc`.
enum ProcessTimes {
    /// User and system time of one process, in seconds.
    static func seconds(of id: Int32) -> Double {
        stat(of: id).map { $0.own } ?? 0
    }

    /// The same for a process and all its children, including those that have ended.
    static func family(of id: Int32) -> Double {
        guard let parent = stat(of: id) else { return 0 }
        let living = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let children = living.compactMap(Int32.init).compactMap(stat(of:)).filter { $0.parent == id }
        return parent.own + parent.ended + children.reduce(0) { $0 + $1.own }
    }

    /// Peak memory, in megabytes.
    static func peakMemory(of id: Int32) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Double($0.filter(\.isNumber)) }.map { $0 / 1024 } ?? 0
    }

    private struct Stat {
        var parent: Int32
        var own: Double
        /// Of children that were waited for.
        var ended: Double
    }

    private static func stat(of id: Int32) -> Stat? {
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            // The name, in parentheses, may contain spaces.
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[end...].split(separator: " ")
        let ticks = fields.dropFirst(12).prefix(4).compactMap { Double($0) }
        guard ticks.count == 4, let parent = Int32(fields[2]) else { return nil }
        let second = Double(sysconf(Int32(_SC_CLK_TCK)))
        return Stat(parent: parent, own: (ticks[0] + ticks[1]) / second, ended: (ticks[2] + ticks[3]) / second)
    }
}
