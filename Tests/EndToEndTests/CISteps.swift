import Foundation
import ProgramSupport

/// The ready-made steps for CI, in `packaging/ci`.
enum CISteps {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "packaging/ci")

    static let step = folder.appending(path: "perfsee-step.sh").path

    static func text(of name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// The program's folder first, so that `perfsee` is the one that was built.
    static var path: String {
        let others = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return URL(filePath: CommandLineProgram.path).deletingLastPathComponent().path + ":" + others
    }
}

/// A folder with a build in it, in which the step is run as CI runs it.
struct CIJob {
    let folder: CommandLineFolder

    init() throws {
        folder = try CommandLineFolder()
        try build(lodash: 0)
    }

    /// Writes the build, with so many bytes of lodash in it.
    func build(lodash: Int, in place: String = "dist") throws {
        let own = "console.log('one small file');\n"
        _ = try folder.write(own + String(repeating: "a", count: lodash), to: "\(place)/main.js")
        let part = lodash > 0 ? #","node_modules/lodash/lodash.js":{"bytesInOutput":\#(lodash)}"# : ""
        let input = lodash > 0 ? #","node_modules/lodash/lodash.js":{"bytes":\#(lodash),"imports":[]}"# : ""
        let metafile = """
            {"inputs":{"src/main.js":{"bytes":31,"imports":[]}\(input)},
             "outputs":{"dist/main.js":{"bytes":\(31 + lodash),"imports":[],"exports":[],"entryPoint":"src/main.js",
             "inputs":{"src/main.js":{"bytesInOutput":31}\(part)}}}}
            """
        _ = try folder.write(metafile, to: "\(place)/meta.json")
    }

    /// - Parameter path: the value of `PATH`.
    func run(_ variables: [String: String] = [:], path: String = CISteps.path) async throws
        -> CommandLineProgram.Outcome
    {
        let environment = ["PATH": path, "HOME": folder.url.path].merging(variables) { $1 }
        let place = folder.url
        return try await CommandLineProgram.onAnotherThread {
            try RunningProgram([CISteps.step], of: "/bin/sh", environment: environment, in: place).outcome()
        }
    }

    func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: folder.path(file)) }

    /// The `PATH` without `perfsee`.
    static var systemPath: String { ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin" }
}
