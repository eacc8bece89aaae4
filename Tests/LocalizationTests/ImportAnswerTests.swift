import BundleAnalysis
import Localization
import Testing

@Suite("Why a module is there, in words")
struct ImportAnswerTests {
    private static func chain(_ length: Int, isStatic: Bool = true, entry: String = "main") -> ImportChain {
        let places = (0..<min(length, 4)).map { index in
            ImportPlace(
                module: "src/\(index).ts", specifier: index == 2 ? nil : "./\(index + 1)",
                kind: isStatic ? .static : .dynamic, line: index == 1 ? nil : index + 3, column: 0)
        }
        return ImportChain(
            entry: entry, module: "src/x.ts", isStatic: isStatic, length: length, imports: places,
            omission: length > 4 ? ImportChain.Omission(after: 2, count: length - 4) : nil)
    }

    private static func answer(_ result: ImportAnswer.Result, isCut: Bool = false) -> ImportAnswer {
        ImportAnswer("react", result: result, isCut: isCut)
    }

    private static func reason(
        _ chains: [ImportChain], more: Int = 0, importers: [ImportPlace] = []
    ) -> ImportAnswer {
        answer(.reason(.init(match: .module(path: "src/x.ts"), chains: chains, more: more, importers: importers)))
    }

    private static let packages: [ImportMatch] = [
        .package(name: "react", version: "17.0.2", path: "node_modules/a/node_modules/react"),
        .package(name: "react", version: nil, path: "node_modules/react"), .module(path: "src/react"),
    ]

    private static let samples: [ImportAnswer] = [
        reason([chain(2)]), reason([chain(0)]), reason([chain(1, isStatic: false)]), reason([chain(200)]),
        reason(Array(repeating: chain(1), count: 4)), reason(Array(repeating: chain(1), count: 5), more: 7), reason([]),
        reason([], importers: chain(2).imports), answer(.several(packages, more: 0)),
        answer(.several(packages, more: 9)),
        answer(.nothing(similar: [])), answer(.nothing(similar: ["preact"]), isCut: true), answer(.unknown),
    ]

    @Test("Every answer reads in both languages", arguments: samples)
    func texts(answer: ImportAnswer) {
        #expect(!answer.lines.isEmpty)
        for line in answer.lines { expectText(of: line) }
    }

    private static func text(_ answer: ImportAnswer) -> String {
        answer.lines.map { String(repeating: "  ", count: $0.level) + $0.text.en }.joined(separator: "\n")
    }

    @Test("A chain is read from the entry point on")
    func chain() {
        #expect(
            Self.text(Self.reason([Self.chain(3)], more: 1)) == """
                src/x.ts
                From the entry point `main`, 3 imports:
                  src/0.ts:3 imports `./1`
                  src/1.ts imports `./2`
                  src/2.ts:5 imports
                  src/x.ts
                1 more entry point leads there.
                """)
        #expect(Self.text(Self.reason([Self.chain(2_004)])).contains("\n  … 2,000 more imports\n  src/2.ts:5"))
        #expect(Self.text(Self.reason([Self.chain(1, isStatic: false)])).contains("`./1` dynamically"))
    }

    @Test("What can be several is listed as it can be asked for")
    func several() {
        #expect(
            Self.text(Self.answer(.several(Self.packages, more: 2))) == """
                `react` can be any of 5 modules or packages. Ask for one of them:
                  react@17.0.2 (node_modules/a/node_modules/react)
                  react (node_modules/react)
                  src/react
                  and 2 more
                """)
        #expect(!Self.answer(.unknown).isFound && Self.reason([]).isFound)
    }

    @Test("What is wrong with stored imports reads in both languages")
    func defects() {
        for defect: StoredImportsDefect in [
            .tooLarge(limit: 1 << 28), .malformed(byte: 1_000), .unknownVersion, .inconsistent(member: "targets"),
        ] {
            expectText(of: defect)
        }
    }
}
