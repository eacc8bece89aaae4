/// Ends a list of findings that leaves some out.
package struct MoreFindings: Message, Hashable {
    package let count: Int

    package init(_ count: Int) { self.count = count }

    package var text: LocalizedText { LocalizedText(en: "and \(count) more...", zh: "以及另外 \(count) 个……") }
}
