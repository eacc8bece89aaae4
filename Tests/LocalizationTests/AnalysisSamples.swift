import Localization

@testable import BundleAnalysis

extension AnalysisProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .archive(problem: .empty)
        case .archive: .compression(file: .archive, problem: .cutOff)
        case .compression: .stats(problem: .noChunks(file: ShownName("stats.json")))
        case .stats: .assetsTooLarge(limit: 4 << 30)
        case .assetsTooLarge: .folder(problem: .noBuild)
        case .folder: .machine(operation: .writeFile, cause: .diskNearlyFull)
        case .machine: .cancelled
        case .cancelled: nil
        }
    }
}

extension ArchiveProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .empty
        case .empty: .notTar
        case .notTar: .unsupported(form: .zip)
        case .unsupported: .cutOff
        case .cutOff: .damaged(byte: 1_024)
        case .damaged: .damagedZip(byte: 1_024)
        case .damagedZip: .splitZip
        case .splitZip: .encryptedMember(name: ShownName("a"))
        case .encryptedMember: .unsupportedMethod(name: ShownName("a"), method: 14)
        case .unsupportedMethod: .overlappingMember(name: ShownName("a"))
        case .overlappingMember: .unsafePath(problem: .escaping(name: ShownName("../x")))
        case .unsafePath: .unsupportedMember(name: ShownName("a"), kind: .hardLink)
        case .unsupportedMember: .tooManyMembers(limit: 100_000)
        case .tooManyMembers: .nameTooLong(limit: 4_096)
        case .nameTooLong: .headerTooLarge(limit: 1 << 20)
        case .headerTooLarge: .tooLarge(limit: 2 << 30)
        case .tooLarge: .pathsTooLong(limit: 16 << 20)
        case .pathsTooLong: nil
        }
    }
}

extension PathProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .tooLong(name: ShownName("a"), limit: 4_096)
        case .tooLong: .invalid
        case .invalid: .absolute(name: ShownName("/etc/a"))
        case .absolute: .escaping(name: ShownName("../a"))
        case .escaping: nil
        }
    }
}

extension CompressedFile: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .archive
        case .archive: .file(name: ShownName("stats.json.gz"))
        case .file: nil
        }
    }
}

extension CompressionProblem {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .cutOff
        case .cutOff: .damaged
        case .damaged: .tooLarge(limit: 2 << 30)
        case .tooLarge: .ratio(limit: 1_000)
        case .ratio: .windowTooLarge(limit: 128 << 20)
        case .windowTooLarge: nil
        }
    }

    static var samples: [Self] {
        var all: [Self] = []
        while let next = sample(after: all.last) { all.append(next) }
        return all
    }
}

extension StatsProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        let file = ShownName("stats.json")
        return switch previous {
        case nil:
            .malformed(
                file: file, position: StatsPosition(line: 3, column: 21, byte: 49),
                defect: .unexpected(found: .character(text: ShownName("x")), expected: .keyOrBrace))
        case .malformed: .tooLarge(file: file, limit: 1 << 30)
        case .tooLarge: .candidatesTooLarge(limit: 39_999)
        case .candidatesTooLarge: .rollupBundle(file: file)
        case .rollupBundle: .messagePack(file: file)
        case .messagePack: .malformedMessagePack(file: file, byte: 1_024, defect: .endsEarly)
        case .malformedMessagePack: .notStats(file: file)
        case .notStats: .noChunks(file: file)
        case .noChunks: .noEntryPoints(file: file)
        case .noEntryPoints: .noMetafileEntryPoints(file: file)
        case .noMetafileEntryPoints: .foreign(file: file, scripts: ShownNames(["a.js"]))
        case .foreign: .noFiles(file: file)
        case .noFiles: .tooManyReferences(limit: 10_000_000)
        case .tooManyReferences: nil
        }
    }
}

extension StatsDefect: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .unexpected(found: .byte(value: 7), expected: .value)
        case .unexpected: .endsEarly(expected: .commaOrBracket)
        case .endsEarly: .keyIsNotString
        case .keyIsNotString: .tooDeep(limit: 512)
        case .tooDeep: .referencesTooLarge
        case .referencesTooLarge: .undefinedName(name: ShownName("$0"))
        case .undefinedName: .duplicateName(name: ShownName("$0"))
        case .duplicateName: .tooManyNames(limit: 4_000_000)
        case .tooManyNames: .invalidName(longest: 10)
        case .invalidName: .unterminatedString
        case .unterminatedString: .tooMany(items: .assets, limit: 200_000)
        case .tooMany: nil
        }
    }
}

extension MessagePackDefect: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .endsEarly
        case .endsEarly: .unassignedByte
        case .unassignedByte: .keyIsNotString
        case .keyIsNotString: .tooDeep(limit: 512)
        case .tooDeep: .trailingBytes
        case .trailingBytes: nil
        }
    }
}

extension FoundSyntax: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .character(text: ShownName("x"))
        case .character: .byte(value: 7)
        case .byte: nil
        }
    }
}

extension FolderProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .unreadable(folder: ShownName("dist"))
        case .unreadable: .tooManyFiles(limit: 100_000)
        case .tooManyFiles: .noBuild
        case .noBuild: .nothingToPack(folder: ShownName("dist"), leftOut: .sample)
        case .nothingToPack: .shrank(file: ShownName("a.js"))
        case .shrank: .foreignStats(file: ShownName("stats.json"))
        case .foreignStats: nil
        }
    }
}

extension LeftOut {
    static var sample: LeftOut {
        var leftOut = LeftOut()
        leftOut.folders = [".git"]
        leftOut.files = [".env", "b.txt", "c.txt", "d\u{1B}.txt", "e.txt", "f.txt"]
        return leftOut
    }
}

extension AnalysisProgress: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .leftOut(.sample)
        case .leftOut: .unpacking(members: 12)
        case .unpacking: .readingStats(path: "dist/stats.json")
        case .readingStats: .measuring(done: 3, total: 40)
        case .measuring: .auditing
        case .auditing: nil
        }
    }
}

extension MachineOperation: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .openFile(name: ShownName("a.js"))
        case .openFile: .openTemporaryFile
        case .openTemporaryFile: .readFile
        case .readFile: .readTemporaryFile
        case .readTemporaryFile: .createFile
        case .createFile: .writeFile
        case .writeFile: .mapTemporaryFile
        case .mapTemporaryFile: .createTemporaryFolder
        case .createTemporaryFolder: .compress
        case .compress: .decompress
        case .decompress: nil
        }
    }
}

extension MachineCause: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .system(errno: 28)
        case .system: .diskNearlyFull
        case .diskNearlyFull: .outOfMemory
        case .outOfMemory: .library(code: -2)
        case .library: .unknown
        case .unknown: nil
        }
    }
}

extension StatsNote {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .textAround
        case .textAround: .unlistedAssets(names: ShownNames(["a.js"]))
        case .unlistedAssets: .noChunkRelations
        case .noChunkRelations: .noIDs
        case .noIDs: .preferred(others: ShownNames(["server/stats.json"]))
        case .preferred: .incompleteConfigurations(names: ShownNames(["server"]))
        case .incompleteConfigurations: .bundleTracker
        case .bundleTracker: .incomplete
        case .incomplete: .notStats
        case .notStats: nil
        }
    }

    static var samples: [Self] {
        var all: [Self] = []
        while let next = sample(after: all.last) { all.append(next) }
        return all
    }
}

extension AnalysisWarning: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .noStats(entryPoint: ShownName("all"))
        case .noStats: .unreadChunkScripts(names: ShownNames(["main.js"]))
        case .unreadChunkScripts: .missingFiles(names: ShownNames(["a.js", "b.js", "c.js", "d.js", "e.js"]))
        case .missingFiles: .unreadableFiles(names: ShownNames(["a.json"]))
        case .unreadableFiles: .unusedStats(problem: .stats(problem: .noChunks(file: ShownName("a.json"))))
        case .unusedStats: .stats(file: ShownName("stats.json"), note: .textAround)
        case .stats: .emptyEntryPoints(names: ShownNames(["main"]))
        case .emptyEntryPoints: .unusedScripts(names: ShownNames(["worker.js"]), bytes: 72_438)
        case .unusedScripts: .entriesWithoutStats(source: .pages)
        case .entriesWithoutStats: .unusedSourceMaps(names: ShownNames(["main.js"]), defect: .otherBuild)
        case .unusedSourceMaps:
            .unusedBudgets(
                origin: .build, fault: BudgetFileFault(line: 4, key: "budgets[2].max", .notSize), more: 2)
        case .unusedBudgets:
            .audit(
                warning: AuditWarning(
                    entryPoint: ShownName("main"), audit: .largeLibraries, value: 0.39, limit: 0.9, isRelative: false))
        case .audit: .more(count: 12)
        case .more: nil
        }
    }
}

extension MapDefect: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .unreadable
        case .unreadable: .otherBuild
        case .otherBuild: .tooCoarse
        case .tooCoarse: .tooLarge(limit: 256 << 20)
        case .tooLarge: nil
        }
    }
}
