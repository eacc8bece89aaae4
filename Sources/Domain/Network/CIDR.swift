/// A range of addresses: those that share a prefix.
package struct CIDR: Hashable, Sendable {
    /// The first address of the range.
    package let base: IPAddress
    /// The number of bits that all of its addresses share: 0...32 or 0...128.
    package let prefix: Int

    /// Why a range could not be parsed.
    package enum Invalid: Error, Hashable {
        /// The text has no address before its slash.
        case notANetwork(String)
        /// What follows the slash is not a number from 0 to the address's width.
        case prefix(of: String, address: IPAddress)
        /// The address has bits set that the prefix leaves out.
        case bitsBeyondPrefix(of: String, network: CIDR)
    }

    /// Reads `10.0.0.0/8`, `fd00::/8`, or a single address.
    package init(parsing text: String) throws(Invalid) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else {
            throw .notANetwork(text)
        }
        let prefix = parts.count == 1 ? address.width : try Self.prefix(parts[1], of: address, in: text)
        self.init(containing: address, prefix: prefix)
        guard base == address else { throw .bitsBeyondPrefix(of: text, network: self) }
    }

    /// The range with this prefix length that contains an address.
    package init(containing address: IPAddress, prefix: Int) {
        let free = UInt128(address.width - prefix)
        let bits = free == 128 ? 0 : (address.bits >> free) << free
        switch address {
        case .v4: base = .v4(UInt32(bits))
        case .v6: base = .v6(bits)
        }
        self.prefix = prefix
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.width == base.width else { return false }
        return prefix == 0 || (address.bits ^ base.bits) >> UInt128(base.width - prefix) == 0
    }

    private static func prefix(_ text: Substring, of address: IPAddress, in whole: String) throws(Invalid) -> Int {
        guard text.isDigits, let prefix = Int(text), prefix <= address.width else {
            throw .prefix(of: whole, address: address)
        }
        return prefix
    }
}

extension CIDR: CustomStringConvertible {
    package var description: String { "\(base)/\(prefix)" }
}

/// As its text: `10.0.0.0/8`.
extension CIDR: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(Invalid) {
            try self.init(parsing: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
