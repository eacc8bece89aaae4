/// The result of one audit of one entry point.
package struct AuditResult: Sendable, Equatable, Encodable {
    package enum Score: Int, Sendable, Codable {
        case bad, warn, notice, good
    }

    /// A value between 0 and 1, and the number to compare from build to build.
    package struct NumericScore: Sendable, Equatable, Codable {
        package var value: Double
        package var absoluteWarningThrottle: Double
        package var relativeWarningThrottle: Double?
    }

    package var id: AuditID
    package var score: Score
    package var weight: Double
    package var link: String?
    package var detail: Detail?
    package var numericScore: NumericScore?

    private enum CodingKeys: String, CodingKey {
        case id, title, desc, score, weight, link, detail, numericScore
    }

    /// With the title and the description in the language of the report.
    package func encode(to encoder: any Encoder) throws {
        let wording = encoder.wording
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(wording.title(of: id), forKey: .title)
        try container.encode(wording.description(of: id), forKey: .desc)
        try container.encode(score, forKey: .score)
        try container.encode(weight, forKey: .weight)
        try container.encodeIfPresent(link, forKey: .link)
        try container.encodeIfPresent(detail, forKey: .detail)
        try container.encodeIfPresent(numericScore, forKey: .numericScore)
    }

    /// What was found.
    package struct Detail: Sendable, Equatable, Encodable {
        package enum Form: String, Sendable, Codable {
            case list, table
        }

        package struct Heading: Sendable, Equatable, Encodable {
            package enum ItemType: String, Sendable, Codable {
                case text, size, list, link, trace, sideEffects
            }

            package var column: AuditColumn
            package var itemType: ItemType

            private enum CodingKeys: String, CodingKey {
                case key, name, itemType
            }

            package func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(column.rawValue, forKey: .key)
                try container.encode(encoder.wording.name(of: column), forKey: .name)
                try container.encode(itemType, forKey: .itemType)
            }
        }

        package var type: Form
        package var headings: [Heading]?
        package var items: [Item]

        static func list(_ items: [String]) -> Detail {
            Detail(type: .list, items: items.map { .value(.text($0)) })
        }

        /// With at most `count` items, and one more that counts the rest.
        func limited(to count: Int) -> Detail {
            guard items.count > count else { return self }
            let rest = Value.more(items.count - count)
            let last: Item = headings?.first.map { .row([$0.column: rest]) } ?? .value(rest)
            return Detail(type: type, headings: headings, items: items.prefix(count) + [last])
        }

        static func table(_ headings: [Heading], _ rows: [[AuditColumn: Value]]) -> Detail {
            Detail(type: .table, headings: headings, items: rows.map(Item.row))
        }
    }

    /// A row of a table, or an entry of a list.
    package enum Item: Sendable, Equatable, Encodable {
        case value(Value)
        case row([AuditColumn: Value])

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .value(let value): try container.encode(value)
            case .row(let row):
                let named = Dictionary(uniqueKeysWithValues: row.map { ($0.key.rawValue, $0.value) })
                try container.encode(named)
            }
        }
    }

    /// What a cell of a table can hold.
    package enum Value: Sendable, Equatable, Encodable {
        case text(String)
        case size(AssetSize)
        case saving(CompressionSaving)
        case bytes(Int)
        /// Of a package.
        case ref(Int)
        case list([Value])
        case nothing
        /// How many more there are.
        case more(Int)
        case unusedExports(UnusedExports)
        case advice(LibraryAdvice)

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .size(let size): try container.encode(size)
            case .saving(let saving): try container.encode(encoder.wording.text(of: saving))
            case .bytes(let number), .ref(let number): try container.encode(number)
            case .list(let values): try container.encode(values)
            case .nothing: try container.encodeNil()
            case .more(let count): try container.encode(encoder.wording.text(ofMore: count))
            case .unusedExports(let module): try container.encode(encoder.wording.text(of: module))
            case .advice(let advice): try container.encode(encoder.wording.text(of: advice))
            }
        }
    }
}
