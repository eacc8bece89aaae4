import Foundation

/// A charset that bodies of responses are shown in, other than UTF-8: those that browsers know, by the same names
/// (WHATWG Encoding). Only these are looked up, because the system loads a file for each.
struct ResponseCharset: Hashable {
    /// As iconv calls it.
    let name: String

    /// The charset that a `Content-Type` names; nil if it names none, an unknown one, or UTF-8.
    init?(contentType: String) {
        for parameter in contentType.split(byte: ";").dropFirst() {
            let parts = parameter.split(byte: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmed.lowercasedASCII == "charset" else { continue }
            let label = parts[1].trimmed.replacing(byte: "\"", with: "").lowercasedASCII
            guard let name = Self.names[label] else { return nil }
            self.name = name
            return
        }
        return nil
    }

    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for (name, labels) in labels {
            for label in labels.split(byte: " ") { names[String(label)] = name }
        }
        for number in [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16] { names["iso-8859-\(number)"] = "ISO-8859-\(number)" }
        for number in 1250...1258 { names["windows-\(number)"] = "CP\(number)" }
        return names
    }()

    private static let labels = [
        ("GB18030", "gbk gb2312 gb18030 gb_2312-80 x-gbk chinese"), ("BIG5-HKSCS", "big5 big5-hkscs cn-big5 x-x-big5"),
        ("CP932", "shift_jis shift-jis sjis x-sjis ms932 windows-31j ms_kanji"), ("EUC-JP", "euc-jp x-euc-jp"),
        ("ISO-2022-JP", "iso-2022-jp"), ("UHC", "euc-kr ks_c_5601-1987 korean windows-949"),
        ("CP1252", "iso-8859-1 latin1 l1 iso8859-1 iso_8859-1 us-ascii ascii"), ("ISO-8859-9", "iso-8859-9 latin5"),
        ("KOI8-R", "koi8-r koi8"), ("KOI8-U", "koi8-u"), ("CP874", "windows-874 tis-620 iso-8859-11"),
        ("UTF-16LE", "utf-16 utf-16le"), ("UTF-16BE", "utf-16be"),
    ]

    /// What it can't decode becomes U+FFFD.
    /// - Returns: nil if the system does not know the charset.
    func text(of bytes: some Collection<UInt8>) -> String? {
        #if canImport(Glibc)
            guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
            defer { iconv_close(converter) }
            var input = bytes.map { CChar(bitPattern: $0) }
            return input.withUnsafeMutableBufferPointer { Self.convert($0, with: converter) }
        #else
            return nil
        #endif
    }

    #if canImport(Glibc)
        private static func convert(_ input: UnsafeMutableBufferPointer<CChar>, with converter: iconv_t) -> String {
            var rest = input.baseAddress
            var left = input.count
            var text: [UInt8] = []
            var buffer = [CChar](repeating: 0, count: 4096)
            while left > 0 {
                let (isDone, code) = buffer.withUnsafeMutableBufferPointer { buffer in
                    var end = buffer.baseAddress
                    var room = buffer.count
                    let isDone = iconv(converter, &rest, &left, &end, &room) != -1
                    let code = errno
                    text += buffer.prefix(buffer.count - room).map { UInt8(bitPattern: $0) }
                    return (isDone, code)
                }
                if isDone { break }
                if code == E2BIG { continue }
                text += "\u{FFFD}".utf8
                // An incomplete character is the last.
                guard code == EILSEQ, left > 0 else { break }
                rest = rest?.advanced(by: 1)
                left -= 1
            }
            return String(decoding: text, as: UTF8.self)
        }
    #endif
}

extension Attempt.Response {
    /// The body as text: in the charset that `Content-Type` names, or else in UTF-8, which a byte order mark shows as
    /// well.
    package var text: String {
        let type = headers.first { $0.name.lowercasedASCII == "content-type" }?.value
        let isMarked = body.starts(with: [0xEF, 0xBB, 0xBF])
        let charset = isMarked ? nil : type.flatMap { ResponseCharset(contentType: $0) }
        return charset?.text(of: body) ?? String(decoding: body, as: UTF8.self)
    }
}
