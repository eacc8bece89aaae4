import Delivery
import Foundation
import PostgresStorage
import Storage

/// A worker-only node in a separate process, which ends with its parent.
final class WorkerProcess {
    private let process = Process()

    /// Returns once the worker is running.
    init(on url: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = ["worker", "--database", url]
        process.standardOutput = output
        // Closing it asks the worker to stop.
        process.standardInput = Pipe()
        try process.run()
        guard !output.fileHandleForReading.availableData.isEmpty else { throw BenchError("a worker did not start") }
    }

    /// The code of the process itself.
    static func work(_ arguments: Arguments) async throws {
        guard let url = arguments.text("database") else { throw BenchError("--database is missing") }
        let store = try await BenchDatabase.open(url)
        let (sender, worker) = try BenchFixture.worker(of: store)
        let working = Task { try await worker.run() }
        FileHandle.standardOutput.write(Data("working\n".utf8))
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                _ = FileHandle.standardInput.readDataToEndOfFile()
                continuation.resume()
            }
        }
        working.cancel()
        await sender.shutdown()
        try await store.close()
    }

    /// User and system time so far, in seconds.
    var cpu: Double { ProcessTimes.seconds(of: process.processIdentifier) }
    /// Peak memory, in megabytes.
    var peakMemory: Double { ProcessTimes.peakMemory(of: process.processIdentifier) }

    func stop() {
        try? (process.standardInput as? Pipe)?.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
