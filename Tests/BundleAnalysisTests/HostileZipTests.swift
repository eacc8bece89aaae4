import Foundation
import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("Hostile zip archives")
struct HostileZipTests {
    private typealias Member = ZipSample.Member

    private static let good = Member("a.js", "let a = 1", method: 8)
    private static let odd = ShownName("odd")

    private func problem(
        _ members: [Member], limits: ArchiveLimits = .standard, _ change: (inout ZipSample) -> Void = { _ in }
    ) async throws -> AnalysisFailure? {
        var sample = ZipSample(members)
        change(&sample)
        return try await failure(of: sample.bytes(), limits: limits)
    }

    @Test(
        "Paths that climb out or are absolute are refused, and nothing is written outside",
        arguments: [
            "../evil.txt", "a/../../evil.txt", "/etc/evil.txt", "..", "C:\\evil.txt", "..\\evil.txt", "\\e.txt",
        ])
    func paths(path: String) async throws {
        for madeBy in [0, 3 << 8] {
            let folder = try TemporaryFolder()
            let bytes = try ZipSample([Self.good, Member(path, "x").with { $0.madeBy = madeBy }]).bytes()
            let upload = try folder.write("deep/down/upload", bytes)
            let work = folder.url.appendingPathComponent("deep/down/work")
            await #expect { try await BundleAnalyzer(workFolder: work).analyze(.archive(upload)) } throws: { error in
                guard case .archive(.unsafePath) = (error as? AnalysisFailure)?.problem else { return false }
                return true
            }
            #expect(folder.contents.sorted() == ["deep", "deep/down", "deep/down/upload", "deep/down/work"])
        }
        #expect(try await problem([Member("")]) == .archive(.unsafePath(problem: .invalid)))
        #expect(try await problem([Member("a\0b")]) == .archive(.unsafePath(problem: .invalid)))
    }

    @Test(
        "Links, devices and other kinds of members are refused by name",
        arguments: [
            (0o120777, .symbolicLink), (0o020644, .device), (0o060644, .device), (0o010644, .namedPipe),
            (0o140644, .other),
        ] as [(Int, MemberKind)])
    func kinds(mode: Int, kind: MemberKind) async throws {
        let failure = try await problem([Self.good, Member("odd", "a.js").with { $0.mode = mode }])
        #expect(failure == .archive(.unsupportedMember(name: Self.odd, kind: kind)))
    }

    @Test("What is encrypted, split or compressed in other ways is refused")
    func unsupported() async throws {
        for flag in [0x01, 0x41, 0x2000] {
            let failure = try await problem([Self.good, Member("odd", "x").with { $0.flags = flag }])
            #expect(failure == .archive(.encryptedMember(name: Self.odd)))
        }
        for method in [9, 12, 14, 93, 95] {
            let failure = try await problem([Member("odd", "x", method: method)])
            #expect(failure == .archive(.unsupportedMethod(name: Self.odd, method: method)))
        }
        for isLarge in [false, true] {
            let failure = try await problem([Self.good]) {
                $0.disk = 1
                $0.isLarge = isLarge
            }
            #expect(failure == .archive(.splitZip))
        }
    }

    @Test("Members that share their data, or data with the directory, are refused")
    func overlapping() async throws {
        let overlap = AnalysisFailure.archive(.overlappingMember(name: Self.odd))
        let same = try await problem([Self.good, Member("odd", "let a = 1", method: 8).with { $0.statedOffset = 0 }])
        #expect(same == .archive(.overlappingMember(name: ShownName("a.js"))) || same == overlap)
        let behind = try await problem([Self.good, Member("odd", "x").with { $0.statedOffset = 100_000 }])
        #expect(behind == overlap)
        // A member whose data has another one inside, as in the bomb of David Fifield.
        let inner = try ZipSample([Self.good]).bytes().prefix(46)
        let quoting = Member("odd", String(repeating: "q", count: 20)).with { $0.packed = Array(inner) + [0, 0, 0] }
        let inside = try await problem([quoting, Self.good.with { $0.statedOffset = 30 + 3 }])
        #expect(inside == overlap)
    }

    @Test("A body that is not what the archive says is damaged")
    func bodies() async throws {
        let damaged = AnalysisFailure.compression(.damaged, of: .file(name: Self.odd), .reading)
        let member = Member("odd", String(repeating: "body ", count: 90), method: 8)
        for wrong in [
            member.with { $0.statedCRC = 1 }, member.with { $0.statedSize = 449 }, member.with { $0.statedSize = 451 },
            member.with { $0.packed = [1, 2, 3] }, member.with { $0.packed = [] },
            member.with { $0.packed = [3, 0, 0] },
            Member("odd", "abc").with { $0.statedSize = 2 }, Member("odd", "abc").with { $0.statedSize = 4 },
            Member("odd", "abc").with { $0.statedCRC = 5 },
        ] {
            #expect(try await problem([Self.good, wrong]) == damaged)
        }
    }

    @Test("An archive that is cut off anywhere, or whose directory is wrong, fails and says so")
    func damagedDirectory() async throws {
        let archive = try ZipSample([Self.good, Member("b.js", "let b = 2")]).bytes()
        for count in [4, 10, 60, archive.count - 22, archive.count - 1] {
            #expect(try await failure(of: Array(archive.prefix(count))) == .archive(.cutOff), "\(count)")
        }
        for stated in [1, 3] {
            let failure = try await problem([Self.good, Self.good]) { $0.statedMembers = stated }
            guard case .archive(.damagedZip) = failure?.problem else {
                Issue.record("\(String(describing: failure))")
                continue
            }
        }
    }

    @Test("The limits of members, names, paths and bytes are those of tar archives, told before a body is read")
    func limits() async throws {
        var limits = ArchiveLimits.standard
        limits.members = 2
        #expect(try await problem([Self.good, Member("d/")], limits: limits) == nil)
        let many = try await problem([Self.good, Member("d/"), Member("e/")], limits: limits)
        #expect(many == .archive(.tooManyMembers(limit: 2)))
        let long = String(repeating: "a", count: 4_097)
        let name = PathProblem.tooLong(name: ShownName(String(long.dropLast())), limit: 4_096)
        #expect(try await problem([Member(long)]) == .archive(.unsafePath(problem: name)))
        limits = .standard
        limits.pathBytes = 5
        #expect(try await problem([Self.good, Member("bb")], limits: limits) == .archive(.pathsTooLong(limit: 5)))
        let huge = try await problem([
            Member("odd", "x").with {
                $0.statedSize = 5 << 30
                $0.isLarge = true
            }
        ])
        #expect(huge == .archive(.tooLarge(limit: 4_294_967_296)))
        let overflowing = try await problem([
            Member("odd", "x").with {
                $0.statedSize = -1
                $0.isLarge = true
            }
        ])
        #expect(overflowing == .archive(.tooLarge(limit: 4_294_967_296)))
    }

    @Test("A bomb is refused as soon as its ratio shows, in one member or in many")
    func bombs() async throws {
        let ratio = AnalysisFailure.compression(.ratio(limit: 1_000), of: .archive, .reading)
        let zeros = Member(Array("zeros.bin".utf8), [UInt8](repeating: 0, count: 8 << 20), method: 8)
        #expect(try await problem([Self.good, zeros]) == ratio)
        var limits = ArchiveLimits.standard
        limits.ratioFloorBytes = 10_000
        limits.compressionRatio = 200
        let small = (0..<20).map { Member(Array("\($0)".utf8), [UInt8](repeating: 0, count: 9_000), method: 8) }
        #expect(try await problem(Array(small.prefix(1)), limits: limits) == nil)
        let failure = try await problem(small, limits: limits)
        #expect(failure == .compression(.ratio(limit: 200), of: .archive, .reading))
    }

    @Test("Mutations of a good archive never crash: they are read or refused")
    func mutations() throws {
        var random = SeededGenerator(seed: 31)
        var members = StatsSample.files.map { Member($0.path, $0.text, method: 8) }
        members.append(Member([0x82, 0x83], Array("x".utf8)).with { $0.isLarge = true })
        members.append(Member("y", "y").with { $0.hasDescriptor = true })
        var archives = [ZipSample(members), ZipSample(members)]
        archives[1].isLarge = true
        let packed = try archives.map { try $0.bytes() }
        let directories = packed.map { bytes in bytes.count - bytes.count / 3 }
        let folder = try TemporaryFolder()
        for number in 0..<2_000 {
            var bytes = packed[number % 2]
            if number % 4 < 2 {
                random.mutate(&bytes)
            } else {
                // In the directory and the end record, without moving anything.
                let index = Int.random(in: directories[number % 2]..<bytes.count, using: &random)
                bytes[index] = [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &random) ?? 0
            }
            do { _ = try ZipSample.read(bytes, in: folder) } catch let failure as AnalysisFailure {
                #expect(failure.kind == .build)
            }
        }
    }
}
