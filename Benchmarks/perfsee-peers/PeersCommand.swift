import JavaScript

/// What the analysis makes of files: `scripts/peers` compares it with what other projects expect.
@main
enum PeersCommand {
    private static let commands = "script-tokens|module-tokens|tables|maps|owners|stats|modules|sums|jsonr"

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let paths = arguments.dropFirst()
        switch arguments.first {
        case "script-tokens": try paths.forEach(Tokens(sourceType: .script).print)
        case "module-tokens": try paths.forEach(Tokens(sourceType: .module).print)
        case "tables": try paths.forEach(Tables.print)
        case "maps": try paths.forEach(Maps.print)
        case "owners": try paths.forEach(Owners.print)
        case "stats": for path in paths { try await Stats.print(path) }
        case "modules": for path in paths { try await Modules.print(path) }
        case "sums": for path in paths { try await Sums.print(path) }
        case "jsonr": try paths.forEach(PlainText.print)
        default: print("usage: perfsee-peers \(Self.commands) FILE ...")
        }
    }
}
