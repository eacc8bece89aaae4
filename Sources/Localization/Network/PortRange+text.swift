package import Domain

extension PortRange.Invalid: Message {
    package var text: LocalizedText {
        switch self {
        case .notAPort(let text):
            LocalizedText(
                en: "`\(text)` is not a port from 1 to 65535. Use the form `6379`, or `5000-5010` for a range.",
                zh: "`\(text)` 不是 1 到 65535 的端口。请写成 `6379`，范围则写成 `5000-5010`。")
        }
    }
}
