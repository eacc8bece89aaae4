/// What was taken from a budget. It is given back when nobody holds this any more: an answer that is dropped unwritten,
/// because the connection is gone, gives back what it holds as well.
final class Lease: Sendable {
    private let giveBack: @Sendable () -> Void

    init(giveBack: @escaping @Sendable () -> Void) {
        self.giveBack = giveBack
    }

    deinit { giveBack() }
}
