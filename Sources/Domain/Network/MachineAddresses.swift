/// Where this machine's own addresses come from: its network interfaces in production, a list in tests.
package protocol MachineAddresses: Sendable {
    func current() -> Set<IPAddress>
}
