extension WebhookURLFault {
    /// Which character of a URL is wrong, counted from 1 in Unicode scalars, as its length is; nil if no single one is.
    ///
    /// - Parameter text: the URL as it was typed, before an international domain name is turned into its ASCII form.
    package func position(in text: String) -> Int? {
        let typed = TypedURL(text)
        return switch self {
        case .tooLong, .scheme, .noHost, .notIPv4: nil
        case .controlCharacter: typed.first(in: typed.all) { $0.value < 0x20 || $0.value == 0x7F }
        case .userInfo: typed.first(in: typed.authority) { $0 == "@" }
        case .notIPv6: typed.first(in: typed.authority) { $0 == "[" }
        case .afterBracket: typed.first(in: typed.authority) { $0 == "]" }.map { $0 + 1 }
        case .hostNotASCII: typed.first(in: typed.host) { !$0.isASCII }
        case .notInternational(_, let character): typed.first(in: typed.host) { $0 == character?.unicodeScalars.first }
        case .notHostName: typed.first(in: typed.host) { $0.isASCII && !Self.isOfHostName($0) } ?? typed.wrongHyphen
        case .port: typed.first(in: typed.port) { !("0"..."9").contains($0) } ?? typed.port.first.map { $0 + 1 }
        case .fragment: typed.first(in: typed.all) { $0 == "#" }
        case .unencoded(let character, _): typed.first(in: typed.target) { $0 == character.unicodeScalars.first }
        case .spaceAtEnd: typed.all.count
        case .emptyPort: typed.authority.upperBound
        }
    }

    /// Whether a host name may have a character.
    package static func isOfHostName(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && UInt8(scalar.value).isASCIILetterOrDigit || ["-", "_", "."].contains(scalar)
    }
}

/// The parts of a URL as it was typed, as ranges of its Unicode scalars.
private struct TypedURL {
    let scalars: [Unicode.Scalar]
    /// From after `//` to the path, query or fragment.
    let authority: Range<Int>
    let host: Range<Int>

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        let slash = scalars.firstIndex(of: "/") ?? scalars.endIndex
        let start = min(slash + 2, scalars.endIndex)
        let end = scalars[start...].firstIndex { ["/", "?", "#"].contains($0) } ?? scalars.endIndex
        authority = start..<end
        host = start..<(scalars[authority].firstIndex(of: ":") ?? end)
    }

    var all: Range<Int> { scalars.indices }
    /// What is requested from the host.
    var target: Range<Int> { authority.upperBound..<scalars.endIndex }

    /// What follows the `:` after the host, or after an address in brackets.
    var port: Range<Int> {
        let from = scalars[authority].lastIndex(of: "]") ?? authority.lowerBound
        guard let colon = scalars[from..<authority.upperBound].firstIndex(of: ":") else { return 0..<0 }
        return (colon + 1)..<authority.upperBound
    }

    /// The first hyphen at the beginning or the end of a part of the host.
    var wrongHyphen: Int? {
        host.first { place in
            let isAtEnd = { (place: Int) in !host.contains(place) || scalars[place] == "." }
            return scalars[place] == "-" && (isAtEnd(place - 1) || isAtEnd(place + 1))
        }.map { $0 + 1 }
    }

    /// The position, from 1, of the first character for which `isWanted` holds.
    func first(in range: Range<Int>, where isWanted: (Unicode.Scalar) -> Bool) -> Int? {
        range.first { isWanted(scalars[$0]) }.map { $0 + 1 }
    }
}
