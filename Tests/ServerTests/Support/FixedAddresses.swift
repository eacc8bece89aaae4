import Domain

/// A machine whose addresses are known.
struct FixedAddresses: MachineAddresses {
    private let addresses: Set<IPAddress>

    init(_ addresses: Set<IPAddress>) {
        self.addresses = addresses
    }

    func current() -> Set<IPAddress> { addresses }
}
