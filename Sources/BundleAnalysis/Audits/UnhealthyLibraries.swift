/// Libraries that have better alternatives.
struct UnhealthyLibraries: Audit {
    let weight = 5.0

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let found = LibraryAdvice.allCases.filter { Self.applies($0, to: entryPoint) }
        let headings: [AuditResult.Detail.Heading] = [
            .name, .init(column: .desc, itemType: .text), .init(column: .link, itemType: .link),
        ]
        return Verdict(
            score: found.isEmpty ? .good : .warn,
            detail: .table(
                headings,
                found.map { [.name: .text($0.rawValue), .desc: .advice($0), .link: .text($0.link)] }),
            value: .count(found.count, absolute: 0.5))
    }

    private static func applies(_ advice: LibraryAdvice, to entryPoint: AuditedEntryPoint) -> Bool {
        switch advice {
        case .moment, .process:
            entryPoint.packages.contains { $0.name.name.utf8.elementsEqual(advice.rawValue.utf8) }
        case .lodash: entryPoint.assets.contains { entryPoint.scripts[$0.ref]?.hasWholeLodash == true }
        }
    }
}
