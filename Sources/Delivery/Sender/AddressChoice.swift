import Domain

/// Decides which of a name's addresses are used, and in which order.
enum AddressChoice {
    /// How many of a name's addresses an attempt tries, and therefore the most sockets it has open at once.
    static let perAttempt = 4

    /// The families alternate, IPv6 first, so that a family that does not work never hides the other. If a name has
    /// more addresses than are used, each attempt picks among them at random.
    /// - Returns: at most `limit` addresses, without duplicates.
    static func choose(
        _ limit: Int, of addresses: [IPAddress], using generator: inout some RandomNumberGenerator
    ) -> [IPAddress] {
        guard addresses.count > 1 else { return addresses }
        var seen: Set<IPAddress> = []
        let distinct = addresses.filter { seen.insert($0).inserted }
        var families = [128, 32].map { width in distinct.filter { $0.width == width } }
        // If all of them fit, the system's order of preference is kept within a family.
        if distinct.count > limit { for index in families.indices { families[index].shuffle(using: &generator) } }
        return turns(families[0], families[1], limit: limit)
    }

    private static func turns(_ first: [IPAddress], _ second: [IPAddress], limit: Int) -> [IPAddress] {
        var chosen: [IPAddress] = []
        for index in 0..<max(first.count, second.count) {
            if index < first.count { chosen.append(first[index]) }
            if index < second.count { chosen.append(second[index]) }
            if chosen.count >= limit { break }
        }
        return Array(chosen.prefix(limit))
    }
}
