import Foundation

@testable import BundleAnalysis

/// The audits in a report's JSON: of the reference, or of this project.
struct AuditReference: Decodable {
    struct EntryPoint: Decodable {
        let name: String
        let score: Int
        let audits: [Audit]
    }

    struct Audit: Decodable {
        struct NumericScore: Decodable {
            let value: Double
            let absoluteWarningThrottle: Double
            let relativeWarningThrottle: Double?
        }

        struct Detail: Decodable {
            struct Heading: Decodable, Equatable {
                let key: String
                let itemType: String
            }

            let type: String
            let headings: [Heading]?
            let items: [Item]
        }

        let id: String
        let score: Int
        let weight: Double
        let numericScore: NumericScore?
        let detail: Detail?

        /// What is compared of the findings: all but sizes and texts for people, with the paths of packages for their refs.
        func findings(_ packages: [Double: String]) -> [[String: Item]] {
            let columns = (detail?.headings ?? []).filter { heading in
                heading.itemType != "size" && !["gzip", "brotli", "raw", "rate", "desc"].contains(heading.key)
            }
            return (detail?.items ?? []).map { item in
                guard case .row(let row) = item else { return ["": item] }
                return Dictionary(
                    uniqueKeysWithValues: columns.map { ($0.key, (row[$0.key] ?? .other).naming(packages)) })
            }
        }
    }

    indirect enum Item: Decodable, Equatable {
        case text(String)
        case number(Double)
        case list([Item])
        case row([String: Item])
        case other

        /// The same with the paths of packages for numbers.
        func naming(_ packages: [Double: String]) -> Item {
            switch self {
            case .number(let ref): packages[ref].map(Item.text) ?? self
            case .list(let items): .list(items.map { $0.naming(packages) })
            case .text, .row, .other: self
            }
        }

        init(from decoder: any Decoder) throws {
            if let text = try? String(from: decoder) {
                self = .text(text)
            } else if let number = try? Double(from: decoder) {
                self = .number(number)
            } else if let list = try? [Item](from: decoder) {
                self = .list(list)
            } else if let row = try? [String: Item](from: decoder) {
                self = .row(row)
            } else {
                self = .other
            }
        }
    }

    struct Package: Decodable {
        let ref: Double
        let path: String
    }

    let score: Int
    let entryPoints: [EntryPoint]
    let packages: [Package]

    /// The paths of packages by their refs.
    var paths: [Double: String] { Dictionary(uniqueKeysWithValues: packages.map { ($0.ref, $0.path) }) }

    /// Of a report as it is stored.
    init(_ report: Report) throws {
        self = try JSONDecoder().decode(AuditReference.self, from: report.encoded(ReferenceWording()))
    }

    /// The reference's texts, where findings have some.
    private struct ReferenceWording: ReportWording {
        func title(of audit: AuditID) -> String { audit.rawValue }
        func description(of audit: AuditID) -> String { audit.rawValue }
        func name(of column: AuditColumn) -> String { column.rawValue }
        func text(of saving: CompressionSaving) -> String { "\(saving.bytes)" }
        func text(ofMore count: Int) -> String { "and \(count) more..." }
        func text(of advice: LibraryAdvice) -> String { advice.rawValue }
        func text(of module: UnusedExports) -> String {
            "\(module.module.name) (\(module.count) unused)" + (module.isUndeclared ? " (\"sideEffect\" unset)" : "")
        }
    }
}
