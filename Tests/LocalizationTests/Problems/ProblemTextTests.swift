import Domain
import JSONLexing
import Localization
import Testing

@Suite("What the API and the pages refuse")
struct ProblemTextTests {
    @Test("Every case has a text in each language")
    func texts() {
        for message in ProblemDetail.samples { expectText(of: message) }
        for message in RequestProblem.samples { expectText(of: message) }
        for message in AccessProblem.samples { expectText(of: message) }
        for message in MissingResource.samples { expectText(of: message) }
        for message in IdempotencyProblem.samples { expectText(of: message) }
        for message in CapacityProblem.samples { expectText(of: message) }
        for message in PageProblem.samples { expectText(of: message) }
    }

    @Test("Every quota that can be exceeded has a text")
    func quotas() {
        for kind in [QuotaBreach.Kind.events, .eventBytes, .artifactBytes] {
            for wait in [nil, .minutes(1)] as [Duration?] {
                expectText(of: QuotaBreach(kind: kind, limit: 1000, retryAfter: wait))
            }
        }
    }

    @Test("Every fault of JSON is told about its subject, with the byte's offset")
    func json() {
        let kinds: [JSONFault.Kind] = [
            .unexpectedByte, .unexpectedEnd, .invalidUTF8, .controlCharacter, .invalidEscape, .invalidNumber,
            .tooDeep(limit: 64),
        ]
        for kind in kinds {
            let problem = RequestProblem.notJSON(JSONFault(kind: kind, offset: 321))
            expectText(of: problem)
            #expect(problem.text.en.hasPrefix("The body ") && problem.text.en.contains("321"))
            #expect(problem.text.zh.hasPrefix("请求正文") && problem.text.zh.contains("321"))
        }
    }
}
