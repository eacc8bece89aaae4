import Foundation

/// How many files and connections this process may have open.
enum OpenFiles {
    /// Raises the soft limit to the hard one: the soft one, often 1,024, is meant for programs that use `select`. If
    /// that is refused, the server works with what it has.
    /// - Returns: the limit now in effect.
    static func raiseLimit() -> Int {
        var limit = rlimit()
        #if os(Linux)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        guard getrlimit(resource, &limit) == 0 else { return FileBudget.least }
        var raised = limit
        raised.rlim_cur = limit.rlim_max
        if limit.rlim_cur < limit.rlim_max, setrlimit(resource, &raised) == 0 { limit = raised }
        return Int(clamping: limit.rlim_cur)
    }
}
