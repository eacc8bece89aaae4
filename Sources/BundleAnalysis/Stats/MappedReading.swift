import Foundation

/// Gives the pages of a mapped text back to the system once they are read, so that a text of hundreds of megabytes does not
/// count as memory. What is read again comes from the file.
struct MappedReading {
    /// How much is given back at once, in bytes: a multiple of every page size.
    private static let step = 16 << 20

    private let start: UnsafeMutableRawPointer?
    /// What precedes this offset was given back.
    private var released = 0

    /// - Parameter text: the whole mapping; nil for a text that is held in memory.
    init(_ text: UnsafeRawBufferPointer?) { start = text?.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) } }

    /// Notes that everything before `position` was read.
    mutating func advance(to position: Int) {
        guard let start, position - released >= Self.step else { return }
        madvise(start + released, Self.step, MADV_DONTNEED)
        released += Self.step
    }

    /// Notes that reading continues at `position`, which may be further to the front.
    mutating func go(to position: Int) { released = min(released, position / Self.step * Self.step) }
}
