package import BundleAnalysis

/// What a CI system shows at a line of the code.
package enum FindingText: Sendable, Hashable {
    /// A package or a module that is new.
    case added(name: String, isPackage: Bool, version: String?, raw: Int, entryPoint: String?)
    case duplicate(name: String, isPackage: Bool, wasted: Int, remedy: DuplicateRemedy)
    case audit(AuditID, entryPoint: String, findings: Int)
}

extension FindingText: Message {
    package var text: LocalizedText {
        switch self {
        case .added(let name, let isPackage, let version, let raw, let entryPoint):
            let title = [isPackage ? PlainName.of(name) : ShownName(name).text.en, version.map(PlainName.of)]
                .compactMap { $0 }.joined(separator: " ")
            let place = entryPoint.map { ShownName($0).text.en }
            let size = ByteText.of(raw)
            return LocalizedText(
                en: "This import adds \(title), \(size)" + (place.map { " in \($0)." } ?? "."),
                zh: "此导入新增了 \(title)，\(size)" + (place.map { "（位于 \($0)）。" } ?? "。"))
        case .duplicate(let name, let isPackage, let wasted, let remedy):
            let (title, size) = (isPackage ? PlainName.of(name) : ShownName(name).text.en, ByteText.of(wasted))
            return LocalizedText(
                en: "\(title) is in the build more than once, which wastes \(size). \(remedy.text.en)",
                zh: "\(title) 在构建中多次出现，浪费 \(size)。\(remedy.text.zh)")
        case .audit(let audit, let entryPoint, let findings):
            let (title, name) = (audit.text, ShownName(entryPoint).text)
            let count = findings == 1 ? "1 finding" : "\(findings) findings"
            return LocalizedText(
                en: "\(title.en): \(count) in \(name.en).", zh: "\(title.zh)：\(name.zh) 中有 \(findings) 项。")
        }
    }
}
