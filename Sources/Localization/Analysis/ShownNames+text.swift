package import BundleAnalysis

extension ShownNames: Message {
    package var text: LocalizedText {
        let listed = first.map { "`\($0.name)`" }
        return more == 0
            ? LocalizedText(en: listed.joined(separator: ", "), zh: listed.joined(separator: "、"))
            : LocalizedText(
                en: "\(listed.joined(separator: ", ")) and \(more) more",
                zh: "\(listed.joined(separator: "、"))以及另外 \(more) 个")
    }
}
