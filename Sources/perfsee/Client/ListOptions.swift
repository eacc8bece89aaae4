import ArgumentParser
import PerfseeSDK

/// Which part of a list is shown.
struct ListOptions: ParsableArguments {
    @Option(help: "The maximum number of items to show, 1 to 200.")
    var limit = 50

    @Option(help: "The cursor that the previous page printed (nextCursor in JSON).")
    var cursor: String?

    func validate() throws {
        guard (1...200).contains(limit) else { throw ValidationError("--limit must be between 1 and 200.") }
    }

    var page: PageRequest { PageRequest(limit: limit, cursor: cursor) }

    /// Says how to see the rest, if there is any.
    func showRest<Item>(of page: Page<Item>) {
        guard let cursor = page.nextCursor else { return }
        Terminal.print("There are more. To see them, add --cursor \(cursor)")
    }
}
