import BundleAnalysis
import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Reports for JUnit")
struct JUnitReportTests {
    @Test("Each budget and audit is a test case; what is exceeded or bad is a failure")
    func cases() throws {
        let elements = try XMLElements(of: JUnitReport(ReportSample.report()).text).all
        let suites = elements.filter { $0.name == "testsuite" }
        #expect(suites.map { $0.attributes["name"] } == ["Budgets", "Audits: main"])
        #expect(suites.map { $0.attributes["tests"] } == ["2", "3"])
        #expect(suites.map { $0.attributes["failures"] } == ["1", "1"])
        #expect(elements.first?.name == "testsuites")
        #expect(elements.first?.attributes["tests"] == "5" && elements.first?.attributes["failures"] == "2")
        let names = elements.filter { $0.name == "testcase" }.map { $0.attributes["name"] }
        #expect(
            names == [
                "main", "score of main", "Use one copy of each library", "Replace large libraries with smaller ones",
                "Minify scripts and style sheets",
            ])
        let failures = elements.filter { $0.name == "failure" }
        #expect(failures.map { $0.attributes["type"] } == ["budget-exceeded", "duplicate-libraries"])
        #expect(failures.first?.attributes["message"] == "The budget `main` is exceeded: 151 kB, more than 148 kB.")
    }

    @Test("A name is text, whatever is in it", arguments: ReportSample.hostileNames)
    func hostile(_ name: String) throws {
        let text = JUnitReport(ReportSample.report(naming: name, package: name, module: name)).text
        let elements = try XMLElements(of: text).all
        #expect(elements.count { $0.name == "testcase" } == 5)
        let cases = elements.filter { $0.name == "testcase" }.map { $0.attributes["name"] ?? "" }
        if name.unicodeScalars.allSatisfy({ (0x20..<0x7F).contains($0.value) }) { #expect(cases[0] == name) }
    }
}

/// The elements of an XML document, in their order.
struct XMLElements {
    struct Element {
        let name: String
        let attributes: [String: String]
    }

    let all: [Element]

    struct Malformed: Error {}

    init(of text: String) throws {
        let reader = Reader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        guard parser.parse() else { throw Malformed() }
        all = reader.elements
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [Element] = []

        func parser(
            _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
            qualifiedName qName: String?, attributes attributeDict: [String: String] = [:]
        ) {
            elements.append(Element(name: elementName, attributes: attributeDict))
        }
    }
}
