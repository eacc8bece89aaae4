/// What was taken from a budget. It is given back when the lease is released: an answer that is dropped unwritten,
/// because the connection is gone, gives its share back too.
final class Lease: Sendable {
    private let giveBack: @Sendable () -> Void

    init(giveBack: @escaping @Sendable () -> Void) {
        self.giveBack = giveBack
    }

    deinit { giveBack() }
}
