import Domain
import Testing

@testable import Analysis

@Suite("Answers that the inspector keeps")
struct InspectionAnswersTests {
    private static func question(_ number: Int) -> InspectionQuestion {
        .overview(part: .front, report: "reports/\(number)", baseline: nil)
    }

    @Test("The one that was asked for longest ago makes room, and one that is too large is not kept")
    func limits() {
        let answers = InspectionAnswers()
        let large = [UInt8](repeating: 1, count: InspectionAnswers.largest)
        let count = InspectionAnswers.limit / InspectionAnswers.largest
        for number in 1..<count { answers.keep(large, for: Self.question(number)) }
        #expect(answers[Self.question(1)] == large)
        // What keeping them costs besides is counted too, so one more is too many.
        answers.keep(large, for: Self.question(count))
        #expect(answers[Self.question(2)] == nil && answers[Self.question(1)] != nil)
        #expect(answers[Self.question(count)] != nil)
        answers.keep(large + [1], for: Self.question(0))
        #expect(answers[Self.question(0)] == nil)
    }

    @Test("A page's overview, and a page of one of its sections, are other questions than those of other builds")
    func questions() {
        let questions: [InspectionQuestion] = [
            .overview(part: .front, report: "a", baseline: nil), .overview(part: .front, report: "a", baseline: "b"),
            .overview(part: .section(.assets, from: 0), report: "a", baseline: nil),
            .overview(part: .section(.assets, from: 500), report: "a", baseline: nil),
            .search(text: Array("a".utf8), report: "a"), .why(module: Array("a".utf8), report: "a"),
        ]
        #expect(Set(questions).count == questions.count)
        #expect(questions.filter(\.isOfPage).count == 4)
    }
}
