import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Mutated builds")
struct BuildMutationTests {
    /// How long to go on.
    private static let seconds = variable("PERFSEE_MUTATION_SECONDS").flatMap(Double.init) ?? 3
    /// Set it to repeat a run.
    private static let seed = variable("PERFSEE_MUTATION_SEED").flatMap(UInt64.init) ?? .random(in: 0...9_999_999)

    private static func variable(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    @Test("A mutated build is analyzed or refused, every byte has an owner, and nothing is left behind")
    func mutations() async throws {
        print("Mutated builds: PERFSEE_MUTATION_SEED=\(Self.seed)")
        let deadline = ContinuousClock.now + .seconds(Self.seconds)
        let folder = try TemporaryFolder()
        let analyzer = BundleAnalyzer(workFolder: folder.url.appendingPathComponent("work"))
        var mutator = try BuildMutator(seed: Self.seed)
        var (rounds, passed) = (0, 0)
        while ContinuousClock.now < deadline || rounds == 0 {
            let place = "PERFSEE_MUTATION_SEED=\(Self.seed), round \(rounds)"
            let file = try folder.write("upload", try mutator.next())
            do {
                Invariant.check(try await analyzer.analyze(.archive(file)), place)
                passed += 1
            } catch {
                #expect(error.kind == .build, "\(place)")
            }
            #expect(folder.contents.sorted() == ["upload", "work"], "\(place)")
            rounds += 1
        }
        print("Mutated builds: \(passed) of \(rounds) were analyzed")
    }
}
