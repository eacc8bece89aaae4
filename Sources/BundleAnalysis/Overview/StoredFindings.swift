/// What an overview needs of a stored report besides what a comparison does: what was found, by name. Read from the JSON
/// of any version of the analysis: what is absent there, or is said in another form, is empty.
struct StoredFindings: Equatable, Sendable {
    struct EntryPoint: Equatable, Sendable {
        var audits: [Audit] = []
        var packageSavings: [PackageSaving] = []
    }

    struct Audit: Equatable, Sendable {
        var id: String
        var title: String
        var desc: String
        /// 0 bad, 1 warning, 2 notice, 3 good.
        var score: Int
        /// The first ``OverviewLimits/readFindings``.
        var items: [Item]
        /// How many there are.
        var findings: Int
    }

    /// What is read of a row of a table, or of an entry of a list.
    struct Item: Equatable, Sendable {
        var name: String?
        var raw: Int?
        var saving: Int?
        var ref: Int?
    }

    var entryPoints: [EntryPoint] = []
    var duplicates: Duplicates?
    var treeShaking: TreeShaking?
}

extension StoredFindings: Decodable {
    private enum CodingKeys: CodingKey { case entryPoints, duplicates, treeShaking }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        entryPoints = try container.decode([EntryPoint].self, forKey: .entryPoints)
        duplicates = (try? container.decodeIfPresent(Duplicates.self, forKey: .duplicates)).map(Self.bounded)
        treeShaking = try? container.decodeIfPresent(TreeShaking.self, forKey: .treeShaking)
    }

    /// What a stored report says may be anything; no sum of these counts overflows.
    private static func bounded(_ duplicates: Duplicates) -> Duplicates {
        func count(_ stored: Int) -> Int { min(max(0, stored), Int(Int32.max)) }
        var duplicates = duplicates
        for index in duplicates.totals.indices {
            duplicates.totals[index].count = count(duplicates.totals[index].count)
        }
        for index in duplicates.list.indices {
            duplicates.list[index].moreCopies = duplicates.list[index].moreCopies.map(count)
        }
        return duplicates
    }
}

extension StoredFindings.EntryPoint: Decodable {
    private enum CodingKeys: CodingKey { case audits, packageSavings }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        audits = try container.decodeIfPresent([StoredFindings.Audit].self, forKey: .audits) ?? []
        packageSavings = (try? container.decodeIfPresent([PackageSaving].self, forKey: .packageSavings)) ?? []
    }
}

extension StoredFindings.Audit: Decodable {
    private enum CodingKeys: CodingKey { case id, title, desc, score, detail }
    private enum DetailKeys: CodingKey { case items }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        title = try container.decodeIfPresent(String.self, forKey: .title) ?? id
        desc = try container.decodeIfPresent(String.self, forKey: .desc) ?? ""
        score = try container.decodeIfPresent(Int.self, forKey: .score) ?? 0
        items = []
        findings = 0
        let detail = try? container.nestedContainer(keyedBy: DetailKeys.self, forKey: .detail)
        guard var list = try? detail?.nestedUnkeyedContainer(forKey: .items) else { return }
        findings = list.count ?? 0
        while !list.isAtEnd, items.count < OverviewLimits.readFindings {
            guard let item = try? list.decode(StoredFindings.Item.self) else { return }
            items.append(item)
        }
    }
}

extension StoredFindings.Item: Decodable {
    private enum CodingKeys: CodingKey { case name, size, saving, ref }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            name = text
        } else if let row = try? decoder.container(keyedBy: CodingKeys.self) {
            name = try? row.decode(String.self, forKey: .name)
            raw = (try? row.decode(AssetSize.self, forKey: .size))?.raw
            saving = try? row.decode(Int.self, forKey: .saving)
            ref = try? row.decode(Int.self, forKey: .ref)
        }
    }
}
