import BundleAnalysis
import Domain
import Foundation
import Localization
import Testing

@Suite("Texts of what an analysis finds")
struct FindingTextTests {
    @Test("Every remedy for a duplicate reads in both languages, also from a stored report")
    func remedies() throws {
        for remedy in DuplicateRemedy.samples {
            expectText(of: remedy)
            let stored = try JSONEncoder().encode(remedy)
            #expect(try JSONDecoder().decode(DuplicateRemedyText.self, from: stored).text == remedy.text)
        }
        let upgrade = DuplicateRemedy.upgrade(
            package: "react", from: ["17.0.2"], to: "18.2.0", requiredBy: ["legacy-table"])
        #expect(
            upgrade.text.en == "Upgrade `legacy-table`, which requires react `17.0.2`, to a version that takes 18.2.0.")
    }

    @Test("Everything that keeps a module in a build reads in both languages, also from a stored report")
    func obstacles() throws {
        for obstacle in TreeShakingObstacle.samples {
            expectText(of: obstacle)
            let stored = try JSONEncoder().encode(obstacle)
            #expect(try JSONDecoder().decode(TreeShakingObstacleText.self, from: stored).text == obstacle.text)
        }
    }

    @Test("Every reason why builds cannot be compared reads in both languages")
    func failures() {
        for failure in BuildInspectionFailure.samples { expectText(of: failure) }
        for file in BuildInspectionFailure.File.allCases { expectText(of: BuildInspectionFailure.missing(file)) }
    }
}

extension DuplicateRemedy: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .upgrade(package: "react", from: ["17.0.2", "16.1.0"], to: nil, requiredBy: [])
        case .upgrade: .dedupe(package: "scheduler", version: "0.22.0")
        case .dedupe: .alias(package: "lodash", from: "lodash", to: "lodash-es")
        case .alias: .splitChunk(module: "src/table.ts", assets: ["main.js", "admin.js"])
        case .splitChunk: .importOne(module: "src/a.ts", insteadOf: ["src/b.ts", "c.ts", "d.ts", "e.ts"])
        case .importOne: nil
        }
    }
}

extension TreeShakingObstacle: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .commonJS(detail: "exports is used directly at 443:50-57")
        case .commonJS: .sideEffectsInSource(line: 3, column: 0)
        case .sideEffectsInSource: .sideEffectsOfImport(line: nil, column: nil)
        case .sideEffectsOfImport: .sideEffectsDeclared(as: .unset)
        case .sideEffectsDeclared(as: .unset): .sideEffectsDeclared(as: .all)
        case .sideEffectsDeclared(as: .all): .sideEffectsDeclared(as: .files)
        case .sideEffectsDeclared(as: .files): .dynamicImport
        case .dynamicImport: .namespaceImport
        case .namespaceImport: .required
        case .required: .contextImport
        case .contextImport: .notInStats(fields: TreeShaking.Field.allCases)
        case .notInStats: .unnamed
        case .unnamed: nil
        }
    }
}

extension BuildInspectionFailure: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .busy
        case .busy: .cancelled
        case .cancelled: .storageUnavailable
        case .storageUnavailable: .missing(.report)
        case .missing: .tooLarge(.content, limit: 128 << 20)
        case .tooLarge: .unreadable(.imports)
        case .unreadable: .notInBuild
        case .notInBuild: nil
        }
    }
}
