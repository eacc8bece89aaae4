import Domain
import HTTPTypes
import Storage

/// The stored files of a build with something in every section of its page.
struct StoredReportSample: Sendable {
    var report: String
    var content: String

    /// - Parameters:
    ///   - hostile: part of each name in it.
    ///   - assets: how many files it has.
    static func sample(hostile: String = "", assets: Int = 2) -> StoredReportSample {
        let name = hostile.replacing("\"", with: "\\\"")
        let size = #"{"raw":1300,"gzip":650,"brotli":433}"#
        let half = #"{"raw":600,"gzip":300,"brotli":200}"#
        let files = (1...assets).map { number in
            #"{"ref":\#(number),"name":"f\#(number)\#(name).js","path":"p","type":"js","size":\#(size),"moduleRefs":[],"packageRefs":[{"ref":1,"size":\#(half)},{"ref":2,"size":\#(half)}]}"#
        }
        let audits = #"""
            [{"id":"non-minified-assets","title":"t","desc":"d","score":0,"weight":20,
              "detail":{"type":"table","items":[{"name":"f1\#(name).js","saving":4000}]}},
             {"id":"http2-notice","title":"t","desc":"d","score":3,"weight":0}]
            """#
        let times = [("slow-3g", 34_500), ("4g", 1_703)].map { #"{"network":"\#($0)","milliseconds":\#($1)}"# }
        let copies = ["a", "b"].map { folder in
            #"{"path":"node_modules/\#(folder)/x\#(name)","version":"1.0.0","size":\#(half),"saving":\#(half),"assetRefs":[1],"importers":[]}"#
        }
        let report = #"""
            {"score":70,"chunks":[{"ref":1,"entry":true,"async":false,"assetRefs":[1]}],
             "packages":[{"ref":1,"name":"react\#(name)","path":"node_modules/react\#(name)","version":"18.0.0"},
                         {"ref":2,"name":"x","path":"node_modules/x"}],
             "assets":[\#(files.joined(separator: ","))],
             "entryPoints":[{"name":"main\#(name)","size":\#(size),"initialSize":\#(size),"score":70,"assetRefs":[1],
               "chunkRefs":[1],"initialChunkRefs":[1],"audits":\#(audits),"packageAppendixes":[{"ref":1,"size":\#(half)}],
               "packageSavings":[{"ref":1,"size":\#(half),"saving":\#(half)}],
               "visit":{"files":[{"ref":1,"depth":2}],"depth":2,"bytes":1300000,"times":[\#(times.joined(separator: ","))]}}],
             "duplicates":{"list":[{"kind":"sameVersion","name":"x\#(name)","copies":[\#(copies.joined(separator: ","))],
                "wasted":\#(half),"saving":\#(half),"remedy":{"dedupe":{"package":"x\#(name)","version":"1.0.0"}}}],
               "totals":[{"kind":"sameVersion","count":1,"wasted":\#(half)}]}}
            """#
        let content = #"""
            [{"name":"f1\#(name).js","value":1300,"gzip":650,"brotli":433,"children":[
              {"name":"node_modules/react\#(name)","value":600,"gzip":300,"brotli":200,"children":[
                {"name":"index\#(name).js","value":600,"gzip":300,"brotli":200,"packageRef":1}]},
              {"name":"(runtime)","value":700,"gzip":350,"brotli":233}]}]
            """#
        return StoredReportSample(report: report, content: content)
    }
}

extension ServerFixture {
    /// An artifact of `shop` on `main` with these files, which passed.
    func storedBuild(_ number: Int, _ sample: StoredReportSample) async throws {
        _ = try await send(.post, Self.upload, bytes: [1])
        try await blobs.write("reports/\(number)", bytes: Array(sample.report.utf8))
        try await blobs.write("contents/\(number)", bytes: Array(sample.content.utf8))
        var result = Artifact.Result.of(version: 3)
        (result.reportKey, result.contentKey) = ("reports/\(number)", "contents/\(number)")
        try await endAnalysis(.passed(result, duration: .milliseconds(5)))
    }
}
