/// A range of addresses: those that share a prefix.
package struct CIDR: Hashable, Sendable {
    /// The first address of the range.
    package let base: IPAddress
    /// The number of bits that all of its addresses share: 0...32 or 0...128.
    package let prefix: Int

    /// Why a range could not be parsed.
    package struct Invalid: Error, Hashable, CustomStringConvertible {
        /// A sentence that says what is wrong and what to write instead.
        package let description: String
    }

    /// Reads `10.0.0.0/8`, `fd00::/8`, or a single address.
    package init(parsing text: String) throws(Invalid) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else {
            throw Invalid(description: "`\(text)` is not a network. Write it like `10.0.0.0/8` or `fd00::/8`.")
        }
        let prefix = parts.count == 1 ? address.width : try Self.prefix(parts[1], of: address, in: text)
        self.init(containing: address, prefix: prefix)
        guard base == address else {
            throw Invalid(description: "`\(text)` has bits beyond its prefix. Write `\(self)`.")
        }
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
            throw Invalid(
                description: "The prefix of `\(whole)` must be a number from 0 to \(address.width), "
                    + "as in `\(address)/\(address.width)`.")
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
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
