import Foundation
import Glibc
import PostgresSupport
import ProgramSupport

/// Two network namespaces as two machines, each with two links to this one: one to the database and one to everything
/// else. They are removed after the test, however that ends.
final class NodeNetwork: Sendable {
    struct Failed: Error {
        let command: String
        let errors: String
    }

    /// One of the two machines.
    struct Machine: Sendable {
        let name: String
        /// The address that the database sees, and the one that receivers and clients see.
        let databaseAddress: String
        let address: String
        /// This side's end of its link to the database.
        fileprivate let databaseLink: String
        fileprivate let link: String
        fileprivate let namespace: String

        /// The command prefix that runs a program on it.
        var wrapper: [String] { [NodeNetwork.program("ip") ?? "ip", "netns", "exec", namespace] }
    }

    /// Why there can be no such network here; nil if there can.
    static let obstacle: String? = {
        guard geteuid() == 0 else { return "Network namespaces are for root alone." }
        guard program("ip") != nil, program("bridge") != nil else { return "There is no iproute2: install it." }
        do {
            let name = "perfsee-try-\(getpid())"
            try run("ip", "netns", "add", name)
            try run("ip", "netns", "del", name)
            return nil
        } catch {
            return "The kernel lets nobody make a network namespace here."
        }
    }()

    /// This machine's address for the database, and for receivers.
    let databaseAddress: String
    let address: String
    /// The networks of both machines.
    let databaseNetwork: String
    let network: String
    let machines: [Machine]
    private let keeper: ShellGuard

    init() throws {
        let id = getpid()
        // Networks reserved for benchmarking (RFC 2544), so that nobody uses them; chosen at random, so that leftovers
        // of an earlier run do not interfere.
        let place = Int.random(in: 1...254)
        let (database, rest) = ("198.18.\(place)", "198.19.\(place)")
        databaseAddress = database + ".1"
        address = rest + ".1"
        databaseNetwork = database + ".0/24"
        network = rest + ".0/24"
        machines = ["a", "b"].enumerated().map { index, name in
            Machine(
                name: name, databaseAddress: "\(database).\(index + 2)", address: "\(rest).\(index + 2)",
                databaseLink: "pfd\(name)\(id)", link: "pfr\(name)\(id)", namespace: "perfsee-\(name)-\(id)")
        }
        let bridges = ["pfd\(id)", "pfr\(id)"]
        let script =
            machines.map { "ip netns pids \($0.namespace) | xargs -r kill -9; ip netns del \($0.namespace); " }
            + bridges.map { "ip link del \($0); " }
        keeper = try ShellGuard("PATH=/usr/sbin:/sbin:$PATH; exec 2>/dev/null; " + script.joined())
        for (bridge, address) in zip(bridges, [databaseAddress, address]) {
            try Self.run("ip", "link", "add", bridge, "type", "bridge")
            try Self.run("ip", "addr", "add", address + "/24", "dev", bridge)
            try Self.run("ip", "link", "set", bridge, "up")
        }
        for machine in machines {
            try Self.run("ip", "netns", "add", machine.namespace)
            try Self.run("ip", "-n", machine.namespace, "link", "set", "lo", "up")
            try connect(machine, by: machine.databaseLink, to: bridges[0], as: machine.databaseAddress)
            try connect(machine, by: machine.link, to: bridges[1], as: machine.address)
        }
    }

    private func connect(_ machine: Machine, by link: String, to bridge: String, as address: String) throws {
        let inside = link + "n"
        try Self.run("ip", "link", "add", link, "type", "veth", "peer", "name", inside, "netns", machine.namespace)
        try Self.run("ip", "link", "set", link, "master", bridge)
        try Self.run("ip", "link", "set", link, "up")
        try Self.run("ip", "-n", machine.namespace, "addr", "add", address + "/24", "dev", inside)
        try Self.run("ip", "-n", machine.namespace, "link", "set", inside, "up")
    }

    /// From here on nothing gets through between a machine and the database, without notice: the link stays up at both
    /// ends, like that of a machine when a switch further on fails.
    func cut(_ machine: Machine) throws {
        try Self.run("bridge", "link", "set", "dev", machine.databaseLink, "state", "0")
    }

    func heal(_ machine: Machine) throws {
        try Self.run("bridge", "link", "set", "dev", machine.databaseLink, "state", "3")
    }

    func end() {
        keeper.release()
    }

    private static func program(_ name: String) -> String? {
        ["/usr/sbin/", "/sbin/", "/usr/bin/", "/bin/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func run(_ words: String...) throws {
        let outcome = try RunningProgram(Array(words.dropFirst()), of: program(words[0]) ?? words[0]).outcome()
        guard outcome.status == 0 else {
            throw Failed(command: words.joined(separator: " "), errors: outcome.errors)
        }
    }
}
