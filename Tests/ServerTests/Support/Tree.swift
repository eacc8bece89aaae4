/// JSON as tests read it, decoded by Foundation and not by the server's own parser.
indirect enum Tree: Hashable, Sendable, Decodable {
    case object([String: Tree])
    case array([Tree])
    case string(String)
    case number(Double)
    case bool(Bool)
    case null

    init(from decoder: any Decoder) throws {
        if let object = try? [String: Tree](from: decoder) {
            self = .object(object)
        } else if let array = try? [Tree](from: decoder) {
            self = .array(array)
        } else {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let bool = try? value.decode(Bool.self) {
                self = .bool(bool)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else {
                self = .string(try value.decode(String.self))
            }
        }
    }

    subscript(name: String) -> Tree? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    subscript(index: Int) -> Tree? {
        guard case .array(let items) = self, items.indices.contains(index) else { return nil }
        return items[index]
    }

    var string: String? {
        guard case .string(let string) = self else { return nil }
        return string
    }

    var int: Int? {
        guard case .number(let number) = self else { return nil }
        return Int(number)
    }

    var items: [Tree] {
        guard case .array(let items) = self else { return [] }
        return items
    }

    var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.keys.sorted()
    }
}
