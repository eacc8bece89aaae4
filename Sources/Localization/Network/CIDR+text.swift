package import Domain

extension CIDR.Invalid: Message {
    package var text: LocalizedText {
        switch self {
        case .notANetwork(let text):
            LocalizedText(
                en: "`\(text)` is not a network. Use the form `10.0.0.0/8` or `fd00::/8`.",
                zh: "`\(text)` 不是网段。请写成 `10.0.0.0/8` 或 `fd00::/8` 的形式。")
        case .prefix(let text, let address):
            LocalizedText(
                en: """
                    The prefix of `\(text)` must be a number from 0 to \(address.width), as in \
                    `\(address)/\(address.width)`.
                    """,
                zh: "`\(text)` 的前缀长度须为 0 到 \(address.width) 的数字，例如 `\(address)/\(address.width)`。")
        case .bitsBeyondPrefix(let text, let network):
            LocalizedText(
                en: "`\(text)` has bits set beyond its prefix. Use `\(network)`.",
                zh: "`\(text)` 在前缀之外还有非零位。请写成 `\(network)`。")
        }
    }
}
