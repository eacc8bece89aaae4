package import Domain

extension WebhookURLFault: Message {
    package var text: LocalizedText { text(at: nil) }

    /// - Parameter position: which character of the URL is wrong, from 1; nil if that is not known, or no single one is.
    package func text(at position: Int?) -> LocalizedText {
        let place = Self.place(position)
        return switch self {
        case .tooLong(let maximum):
            LocalizedText(
                en: "The URL is too long. Use at most \(maximum) characters.", zh: "URL 过长，最多 \(maximum) 个字符。")
        case .controlCharacter:
            LocalizedText(
                en: "The URL contains a line break or another control character\(place.en). Remove it.",
                zh: "URL 含有换行或其他控制字符\(place.zh)，请删除。")
        case .scheme:
            LocalizedText(
                en: "The URL must begin with `http://` or `https://`.", zh: "URL 须以 `http://` 或 `https://` 开头。")
        case .userInfo:
            LocalizedText(
                en:
                    "The URL must not contain a user name or password (`…@`\(place.en)). Send credentials in a header instead: add "
                    + "`Authorization` to `headers`.",
                zh: "URL 不能含有用户名或密码（`…@`）\(place.zh)。请改用请求头发送凭据：在 `headers` 中添加 `Authorization`。")
        case .noHost:
            LocalizedText(
                en: "The URL has no host. Write it like `https://example.com/path`.",
                zh: "URL 缺少主机名。请写成 `https://example.com/path` 的形式。")
        case .notIPv6:
            LocalizedText(
                en: "The text in brackets\(place.en) is not an IPv6 address. Write it like `[2001:db8::1]`.",
                zh: "方括号\(place.zh)中的内容不是 IPv6 地址。请写成 `[2001:db8::1]` 的形式。")
        case .afterBracket:
            LocalizedText(
                en: "Only a port or a path can follow `]`\(place.en). Write it like `[2001:db8::1]:8443/path`.",
                zh: "`]` 之后\(place.zh)只能是端口或路径。请写成 `[2001:db8::1]:8443/path` 的形式。")
        case .hostNotASCII(let host):
            LocalizedText(
                en:
                    "The host `\(host)` is not ASCII\(place.en). Write an international domain name in its `xn--` form.",
                zh: "主机名 `\(host)` 含有非 ASCII 字符\(place.zh)。国际化域名请使用其 `xn--` 形式。")
        case .notInternational(let host, let character?):
            LocalizedText(
                en:
                    "The host `\(host)` contains the character \(Self.shown(character))\(place.en), which domain names cannot have. Remove it.",
                zh: "主机名 `\(host)` 含有域名不能使用的字符 \(Self.shown(character))\(place.zh)，请删除。")
        case .notInternational(let host, nil):
            LocalizedText(
                en: "`\(host)` is not a valid international domain name. Check its spelling, or write its `xn--` form.",
                zh: "`\(host)` 不是有效的国际化域名。请检查拼写，或写成其 `xn--` 形式。")
        case .notIPv4(let host):
            LocalizedText(
                en: "The host `\(host)` ends in a number but is not an IPv4 address. Write it like `203.0.113.7`.",
                zh: "主机名 `\(host)` 以数字结尾，但不是 IPv4 地址。请写成 `203.0.113.7` 的形式。")
        case .notHostName(let host): Self.notHostName(host, at: position)
        case .port:
            LocalizedText(
                en: "The port\(place.en) must be a number from 1 to 65535. Write an IPv6 address in brackets.",
                zh: "端口\(place.zh)须为 1 到 65535 之间的数字。IPv6 地址须写在方括号中。")
        case .fragment:
            LocalizedText(
                en:
                    "The URL must not contain a fragment (`#…`\(place.en)), because it is never sent. Remove it, or write `#` as `%23`.",
                zh: "URL 不能含有片段（`#…`）\(place.zh)，因为它不会被发送。请删除，或将 `#` 写作 `%23`。")
        case .unencoded(" ", let encoded):
            LocalizedText(
                en: "The URL contains a space\(place.en). Write it as `\(encoded)`.",
                zh: "URL 含有空格\(place.zh)。请写作 `\(encoded)`。")
        case .unencoded(let character, let encoded):
            LocalizedText(
                en: "The URL contains the character \(Self.shown(character))\(place.en). Write it as `\(encoded)`.",
                zh: "URL 含有字符 \(Self.shown(character))\(place.zh)。请写作 `\(encoded)`。")
        case .spaceAtEnd:
            LocalizedText(
                en: "The URL ends with a space\(place.en). Remove it.", zh: "URL 以空格结尾\(place.zh)，请删除。")
        case .emptyPort:
            LocalizedText(
                en: "The port is missing after `:`\(place.en). Add it, or remove the `:`.",
                zh: "`:`\(place.zh)之后缺少端口。请补上，或删除 `:`。")
        }
    }

    /// A character that cannot be seen by itself, such as a zero-width space, is named by its number: `U+200B`.
    private static func shown(_ character: String) -> String {
        guard let scalar = character.unicodeScalars.first else { return character }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .nonspacingMark, .enclosingMark,
            .privateUse, .unassigned:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        default: return character
        }
    }

    private static func place(_ position: Int?) -> LocalizedText {
        guard let position else { return LocalizedText(verbatim: "") }
        return LocalizedText(en: " at position \(position)", zh: "（第 \(position) 个字符）")
    }

    private static func hyphen(_ position: Int?) -> LocalizedText {
        guard let position else { return LocalizedText(verbatim: "") }
        return LocalizedText(en: " There is a hyphen at position \(position).", zh: "第 \(position) 个字符是连字符。")
    }

    private static func notHostName(_ host: String, at position: Int?) -> LocalizedText {
        let place = place(position)
        switch host.unicodeScalars.first(where: { !isOfHostName($0) }) {
        case "%":
            return LocalizedText(
                en:
                    "The host `\(host)` contains `%`\(place.en). Write it without percent-encoding: an international domain name like "
                    + "`bücher.example`, or in its `xn--` form.",
                zh: "主机名 `\(host)` 含有 `%`\(place.zh)。请不要使用百分号编码：国际化域名可直接写作 `bücher.example`，或写成其 `xn--` 形式。")
        case " ":
            return LocalizedText(
                en: "The host `\(host)` contains a space\(place.en). Remove it.",
                zh: "主机名 `\(host)` 含有空格\(place.zh)，请删除。")
        case let character?:
            return LocalizedText(
                en: """
                    The host `\(host)` contains the character `\(character)`\(place.en). Use letters, digits, hyphens and dots.
                    """,
                zh: "主机名 `\(host)` 含有字符 `\(character)`\(place.zh)。请使用字母、数字、连字符和点。")
        case nil:
            let hyphen = hyphen(position)
            return LocalizedText(
                en:
                    "`\(host)` is not a valid host name. Its parts must have 1 to 63 characters and must not begin or end with "
                    + "a hyphen.\(hyphen.en)",
                zh: "`\(host)` 不是有效的主机名。各部分须为 1 到 63 个字符，且不能以连字符开头或结尾。\(hyphen.zh)")
        }
    }
}
