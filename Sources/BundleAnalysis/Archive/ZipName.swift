import Zlib

/// The names of members of zip archives, in UTF-8.
enum ZipName {
    /// The characters from 128 on of the code page that zip archives had before UTF-8.
    private static let codePage437 = Array(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}"
            .unicodeScalars)

    /// Names without a mark are UTF-8 too if they are valid, as those of macOS are.
    /// - Parameter isUTF8: whether the archive says so.
    static func decode(_ raw: [UInt8], isUTF8: Bool, _ fields: ZipFields) -> [UInt8] {
        if let name = fields.unicodeName, name.crc == checksum(raw) { return name.bytes }
        guard !isUTF8, raw.contains(where: { $0 >= 0x80 }), String(validating: raw, as: UTF8.self) == nil
        else { return raw }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: raw.map { $0 < 0x80 ? Unicode.Scalar($0) : codePage437[Int($0) - 0x80] })
        return Array(String(text).utf8)
    }

    /// A name that some programs for Windows wrote with backslashes, with slashes in their place.
    static func slashed(_ name: [UInt8]) -> [UInt8] {
        guard !name.contains(UInt8(ascii: "/")) else { return name }
        return name.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc = CRC32()
        bytes.withUnsafeBytes { crc.add($0) }
        return crc.value
    }
}
