import ArgumentParser

/// Where the store and its blobs are, for commands that move them.
struct TransferOptions: ParsableArguments {
    @OptionGroup var place: StoreOptions
    @Option(
        help: ArgumentHelp(
            "The folder for builds and reports, the same as for `serve`. Default: next to the database",
            valueName: "dir"))
    var blobs: String?

    func sources() async throws -> SettingSources {
        try await place.sources(flags: blobs.map { ["blobs": [$0]] } ?? [:])
    }
}
