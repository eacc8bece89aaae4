import Foundation
import Testing

@testable import BundleAnalysis

@Suite("The packages of a stored report")
struct PackageShareTests {
    private static func size(_ raw: Int) -> String { #"{"raw":\#(raw),"gzip":\#(raw / 2),"brotli":\#(raw / 4)}"# }

    private static func report(_ assets: String, _ packages: String) -> Data {
        Data(#"{"score":1,"entryPoints":[],"assets":[\#(assets)],"packages":[\#(packages)]}"#.utf8)
    }

    @Test("A package is all its copies in all files together, with its versions in their order")
    func copies() throws {
        let assets = """
            {"ref":1,"name":"a.js","size":\(Self.size(900)),"packageRefs":[
                {"ref":1,"size":\(Self.size(100))},{"ref":2,"size":\(Self.size(40))},{"ref":4,"size":\(Self.size(500))}]},
            {"ref":2,"name":"b.js","size":\(Self.size(900)),"packageRefs":[
                {"ref":1,"size":\(Self.size(60))},{"ref":3,"size":\(Self.size(20))}]},
            {"ref":3,"name":"c.js","size":\(Self.size(900)),"intermediate":true,"packageRefs":[
                {"ref":1,"size":\(Self.size(7_000))}]}
            """
        let packages = """
            {"ref":1,"name":"lodash","path":"node_modules/lodash","version":"4.17.21"},
            {"ref":2,"name":"lodash","path":"node_modules/x/node_modules/lodash","version":"4.9.0"},
            {"ref":3,"name":"@acme/ui","path":"node_modules/@acme/ui"},
            {"ref":4,"name":"(Source Code)","path":"(Source Code)"},
            {"ref":5,"name":"unused","path":"node_modules/unused","version":"1.0.0"}
            """
        let shares = try #require(PackageShare.all(ofStored: Self.report(assets, packages)))
        #expect(
            shares == [
                PackageShare(
                    name: "lodash", versions: ["4.9.0", "4.17.21"], copies: 2,
                    size: Size(raw: 200, gzip: 100, brotli: 50)),
                PackageShare(name: "@acme/ui", versions: [], copies: 1, size: Size(raw: 20, gzip: 10, brotli: 5)),
            ])
    }

    @Test("A report that does not say what its files consist of has no known packages, nor has what is no report")
    func unknown() {
        let old = Self.report(#"{"ref":1,"name":"a.js","size":\#(Self.size(9))}"#, "")
        #expect(PackageShare.all(ofStored: old) == nil)
        #expect(PackageShare.all(ofStored: Data("[1".utf8)) == nil)
        #expect(PackageShare.all(ofStored: Self.report("", ""))?.isEmpty == true)
    }
}
