/// A limit in bytes, exactly: `16 MiB`, `4,096 bytes`.
struct ByteLimit: Message {
    let bytes: Int

    init(_ bytes: Int) { self.bytes = bytes }

    var text: LocalizedText {
        for (exponent, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB")] {
            let size = 1 << exponent
            if bytes >= size, bytes % size == 0 { return LocalizedText(verbatim: "\(bytes / size) \(unit)") }
        }
        let number = GroupedNumber.of(bytes)
        return LocalizedText(en: "\(number) bytes", zh: "\(number) 字节")
    }
}
