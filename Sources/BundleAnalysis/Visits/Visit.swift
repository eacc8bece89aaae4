/// What a browser loads when someone opens an entry point for the first time.
package struct Visit: Sendable, Codable, Equatable {
    package struct File: Sendable, Codable, Equatable {
        /// The ref of the asset.
        package var ref: Int
        /// 1 for the page, 2 for what the page names, 3 for what only those name, and so on.
        package var depth: Int
    }

    package struct Time: Sendable, Codable, Equatable {
        package var network: Network
        package var milliseconds: Int
    }

    /// The name of the page. Absent if the build has none for the entry point: then one is assumed that names all initial
    /// scripts and style sheets, and whose own bytes do not count.
    package var page: String?
    /// In the order in which the browser learns of them.
    package var files: [File]
    /// The largest depth of a file.
    package var depth: Int
    /// As they are transferred: what compresses with brotli or, if that is not known, with gzip, else as it is. Images,
    /// fonts and media are as they are.
    package var bytes: Int
    package var times: [Time]

    init(page: String?, files: [File], bytes: Int) {
        self.page = page
        self.files = files
        depth = files.map(\.depth).max() ?? 1
        self.bytes = bytes
        times = Network.allCases.map { [depth] network in
            Time(network: network, milliseconds: network.milliseconds(depth: depth, bytes: bytes))
        }
    }
}
