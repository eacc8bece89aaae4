import BundleAnalysis
import Foundation

/// Which packages the modules of the build are in that a stats file describes, by the modules' ids; or why the analysis
/// fails.
enum Modules {
    private struct Package: Encodable {
        let name: String
        let path: String
    }

    private struct Refusal: Encodable {
        let refusal: String
    }

    static func print(_ path: String) async throws {
        let analyzer = BundleAnalyzer(workFolder: FileManager.default.temporaryDirectory, mapsModules: true)
        do throws(AnalysisFailure) {
            let outcome = try await analyzer.analyze(.stats(URL(fileURLWithPath: path)))
            let packages = outcome.report.packages.reduce(into: [Int: Package]()) {
                $0[$1.ref] = Package(name: $1.name, path: $1.path)
            }
            try? Output.write(outcome.moduleMap.mapValues { $0.packageRef.flatMap { packages[$0] } })
        } catch {
            try Output.write(Refusal(refusal: "\(error.problem)"))
        }
    }
}
