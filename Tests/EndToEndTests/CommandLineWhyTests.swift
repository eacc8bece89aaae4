import Foundation
import ProgramSupport
import StoreSupport
import Testing

@Suite("The command line: why", .sameOnEveryStore)
struct CommandLineWhyTests {
    private static func build() throws -> CommandLineFolder {
        let folder = try CommandLineFolder()
        _ = try folder.write("console.log('one small file');\n", to: "dist/main.js")
        let metafile = """
            {"inputs":{"src/main.js":{"bytes":31,"imports":[{"path":"src/table.js","kind":"import-statement",\
            "original":"./table"}]},"src/table.js":{"bytes":5,"imports":[{"path":"node_modules/lodash/lodash.js",\
            "kind":"dynamic-import","original":"lodash"}]},"node_modules/lodash/lodash.js":{"bytes":9,"imports":[]}},\
            "outputs":{"dist/main.js":{"bytes":31,"imports":[],"exports":[],"entryPoint":"src/main.js",\
            "inputs":{"src/main.js":{"bytesInOutput":31}}}}}
            """
        _ = try folder.write(metafile, to: "dist/meta.json")
        return folder
    }

    @Test("The chain of imports is printed line by line")
    func words() async throws {
        let folder = try Self.build()
        let outcome = try await CommandLineProgram.run("why", folder.path("dist"), "lodash")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        #expect(
            outcome.output == """
                lodash (node_modules/lodash)
                From the entry point `main`, 2 imports, loaded later:
                  src/main.js imports `./table`
                  src/table.js imports `lodash` dynamically
                  node_modules/lodash/lodash.js

                """)
    }

    @Test("Programs get JSON")
    func json() async throws {
        let folder = try Self.build()
        let outcome = try await CommandLineProgram.run("why", folder.path("dist"), "table.js", "--json")
        #expect(outcome.status == 0)
        let answer = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        #expect(answer?["status"] as? String == "found")
        let chain = try #require((answer?["chains"] as? [[String: Any]])?.first)
        #expect(chain["entry"] as? String == "main" && chain["static"] as? Bool == true)
    }

    @Test("What is not there exits with 1 and similar names, in JSON too")
    func missing() async throws {
        let folder = try Self.build()
        let outcome = try await CommandLineProgram.run("why", folder.path("dist"), "lodahs")
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("The build has no module or package `lodahs`."))
        #expect(outcome.errors.contains("  lodash"))
        let json = try await CommandLineProgram.run("why", folder.path("dist"), "lodahs", "--json")
        #expect(json.status == 1 && json.output.contains("notFound"))
    }
}
