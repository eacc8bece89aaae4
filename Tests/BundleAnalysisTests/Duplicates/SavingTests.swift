import Testing

@testable import BundleAnalysis

@Suite("What files lose without a package")
struct SavingTests {
    private typealias Sample = DuplicateSample
    private static let sample = DuplicateSample(modules: [
        .init(id: 1, name: "./src/app.js", body: Sample.text("app"), files: ["app.js", "late.js"]),
        .init(id: 2, name: "./node_modules/a/index.js", body: Sample.text("shared", lines: 40)),
        .init(id: 3, name: "./node_modules/b/index.js", body: Sample.text("shared", lines: 41)),
        .init(id: 4, name: "./node_modules/b/part.js", body: Sample.text("part", lines: 25), files: ["late.js"]),
    ])

    private static func size(_ text: String) throws -> Size {
        let bytes = Array(text.utf8)
        return try SizeCounter().measure(MemoryInput(bytes), size: bytes.count)
    }

    @Test("It is the difference to the files compressed without it", arguments: ["a", "b"])
    func difference(package: String) async throws {
        let report = try await Self.sample.analyze(width: 2).report
        let ref = try #require(report.packages.first { $0.name == package }?.ref)
        let found = try #require(report.entryPoints[0].packageSavings?.first { $0.ref == ref })
        var expected = Size.zero
        for file in Self.sample.fileNames {
            let whole = try Self.size(Self.sample.script(file))
            let rest = try Self.size(Self.sample.script(file) { $0.name.hasPrefix("./node_modules/\(package)/") })
            expected = Size(
                raw: expected.raw + whole.raw - rest.raw, gzip: expected.gzip + whole.gzip - rest.gzip,
                brotli: expected.brotli + whole.brotli - rest.brotli)
        }
        #expect(found.saving == expected)
        #expect(found.size.raw == expected.raw)
    }

    @Test("A package that repeats another saves less than its share and the other's together")
    func repeated() async throws {
        let report = try await Self.sample.analyze().report
        let savings = try #require(report.entryPoints[0].packageSavings)
        #expect(savings.map(\.size.raw) == savings.map(\.size.raw).sorted(by: >))
        let packages = savings.map { report.packages[$0.ref - 1].name }
        #expect(packages == ["b", "a"])
        let a = try #require(savings.last)
        #expect(a.saving.gzip < a.saving.raw / 8)
    }

    @Test("Without the places of the bytes there is no saving")
    func scaled() async throws {
        let build = try SampleBuild.allOfWebpack().filter { $0.assets.values.contains { $0.method == .scaled } }
        #expect(!build.isEmpty)
        for build in build {
            let report = try await analyze(archive: build.archive).report
            #expect(report.entryPoints.allSatisfy { $0.packageSavings == [] })
        }
    }

    @Test("What there is no room for is not compressed again")
    func room() {
        let file = Members.Member(path: "a.js", size: SavingLimits.least / 3 + 1, location: .file(path: "/nowhere"))
        var attribution = AssetAttribution(
            .table, OwnedRuns(.runtime, count: file.size), size: Size(raw: file.size, gzip: 1, brotli: 1), gzip: nil)
        attribution.places = BytePlaces([TextRun(end: file.size, owner: 0)]) { $0 }
        let asset = AttributedAsset(
            asset: MeasuredAsset(
                ref: 1, name: "a.js", type: .js, size: .zero, isIntermediate: false, hasSourceMap: false, file: file),
            attribution: attribution)
        var plan = SavingPlan([asset])
        for part in 0..<4 {
            plan.add([SavingPlan.Piece(asset: 0, parts: [part])])
            plan.add([SavingPlan.Piece(asset: 0, parts: [part])])
        }
        #expect(plan.pieces.map(\.parts) == [[0], [1]])
    }

    @Test("The places of an asset with too many runs for its part of all bytes are not kept")
    func allowance() {
        let allowance = PlaceAllowance(total: 1 << 30)
        #expect(allowance.runs(ofBytes: 0) == PlaceAllowance.least)
        #expect(allowance.runs(ofBytes: 1 << 30) == PlaceAllowance.least + PlaceAllowance.limit)
        let text = [UInt8](repeating: 0x61, count: 4)
        let runs = [TextRun(end: 2, owner: 0), TextRun(end: 4, owner: 1)]
        text.withUnsafeBufferPointer { text in
            for (limit, isKept) in [(1, false), (2, true)] {
                var attribution = AssetAttribution(
                    .table, OwnedRuns(.runtime, count: 4), size: Size(raw: 4, gzip: 1, brotli: 1), gzip: nil)
                attribution.places = BytePlaces(runs) { $0 == 0 ? 0 : nil }
                attribution.keepPlaces(upTo: limit, of: text)
                #expect((attribution.places != nil) == isKept)
            }
        }
    }

    @Test("A text is read without its parts, across buffers")
    func textWithout() throws {
        let text = Array("aaBBcDDDee".utf8)
        let runs = [(2, 0), (4, 1), (5, 0), (8, 1), (10, 2)].map { TextRun(end: $0.0, owner: $0.1) }
        let places = BytePlaces(runs) { $0 }
        for (parts, expected) in [([1], "aacee"), ([0], "BBDDDee"), ([0, 1, 2], ""), ([], "aaBBcDDDee")] {
            for size in 1...4 {
                let read = try text.withUnsafeBufferPointer { text -> String in
                    let input = TextWithout(text, places, without: parts)
                    #expect(input.count == expected.utf8.count)
                    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
                    defer { buffer.deallocate() }
                    var read: [UInt8] = []
                    while case let count = try input.read(into: buffer), count > 0 { read += buffer[..<count] }
                    return String(decoding: read, as: UTF8.self)
                }
                #expect(read == expected)
            }
        }
    }
}
