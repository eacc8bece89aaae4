/// One process of a benchmark: `scripts/bench` runs several and prints their figures side by side.
@main
enum BenchCommand {
    static func main() async throws {
        let arguments = Arguments(CommandLine.arguments.dropFirst())
        switch arguments.command {
        case "receiver": try await Receiver.serve(arguments)
        case "database": try await DatabaseProcess.serve()
        case "whole": try await WholeWay(arguments).run()
        case "sender": try await SenderAlone(arguments).run()
        case "publish": try await Publishing(arguments).run()
        case "latency": try await Latency(arguments).run()
        case "neighbors": try await Neighbors(arguments).run()
        case "fsync": try Fsync(arguments).run()
        case "worker": try await WorkerProcess.work(arguments)
        case "backlog": try await Backlog(arguments).run()
        case "claim": try await Claiming(arguments).run()
        case "map": try SourceMapOnce().run()
        case "analyze": try await AnalyzeOnce(arguments).run()
        default:
            print(
                """
                usage: perfsee-bench receiver|database|worker|whole|sender|publish|backlog|claim|latency|neighbors|fsync|\
                analyze|map [--name value] ...
                """)
        }
    }
}

/// A command and its `--name value` pairs.
struct Arguments {
    var command = ""
    private var values: [String: String] = [:]

    init(_ words: some Sequence<String>) {
        var name: String?
        for word in words {
            if word.hasPrefix("--") {
                name = String(word.dropFirst(2))
            } else if let key = name {
                values[key] = word
                name = nil
            } else {
                command = word
            }
        }
    }

    func text(_ name: String) -> String? { values[name] }

    func number(_ name: String, or standard: Int) -> Int {
        values[name].flatMap { Int($0) } ?? standard
    }
}
