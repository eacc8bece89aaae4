import Synchronization

/// The tokens of this process's leases. The upper half of a token identifies the process, so that a process can take
/// back its own leases and no others.
struct LeaseTokens: ~Copyable, Sendable {
    /// Drawn by each process when it starts.
    let node = Int64(Int32.random(in: 1 ... .max))
    private let last = Atomic<UInt32>(0)

    func next() -> Int64 {
        node << 32 | Int64(last.wrappingAdd(1, ordering: .relaxed).newValue)
    }
}
