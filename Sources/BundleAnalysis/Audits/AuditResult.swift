/// The result of one audit of one entry point.
package struct AuditResult: Sendable, Equatable, Codable {
    package enum Score: Int, Sendable, Codable {
        case bad, warn, notice, good
    }

    /// A value between 0 and 1, and the number to compare from build to build.
    package struct NumericScore: Sendable, Equatable, Codable {
        package var value: Double
        package var absoluteWarningThrottle: Double
        package var relativeWarningThrottle: Double?
    }

    package var id: String
    package var title: String
    package var desc: String
    package var score: Score
    package var weight: Double
    package var link: String?
    package var detail: Detail?
    package var numericScore: NumericScore?

    /// What was found.
    package struct Detail: Sendable, Equatable, Codable {
        package enum Form: String, Sendable, Codable {
            case list, table
        }

        package struct Heading: Sendable, Equatable, Codable {
            package enum ItemType: String, Sendable, Codable {
                case text, size, list, link, trace, sideEffects
            }

            package var key: String
            package var name: String
            package var itemType: ItemType
        }

        package var type: Form
        package var headings: [Heading]?
        package var items: [Item]

        static func list(_ items: [String]) -> Detail {
            Detail(type: .list, items: items.map { .value(.text($0)) })
        }

        static func table(_ headings: [Heading], _ rows: [[String: Value]]) -> Detail {
            Detail(type: .table, headings: headings, items: rows.map(Item.row))
        }
    }

    /// A row of a table, or an entry of a list.
    package enum Item: Sendable, Equatable, Codable {
        case value(Value)
        case row([String: Value])

        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            // A size is also an object of numbers, but lists contain only texts.
            self =
                if let text = try? container.decode(String.self) { .value(.text(text)) } else {
                    .row(try container.decode([String: Value].self))
                }
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .value(let value): try container.encode(value)
            case .row(let row): try container.encode(row)
            }
        }
    }

    /// What a cell of a table can hold.
    package enum Value: Sendable, Equatable, Codable {
        case text(String)
        case size(Size)
        case list([String])
        case ref(Int)

        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let ref = try? container.decode(Int.self) {
                self = .ref(ref)
            } else if let list = try? container.decode([String].self) {
                self = .list(list)
            } else {
                self = .size(try container.decode(Size.self))
            }
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .size(let size): try container.encode(size)
            case .list(let list): try container.encode(list)
            case .ref(let ref): try container.encode(ref)
            }
        }
    }
}
