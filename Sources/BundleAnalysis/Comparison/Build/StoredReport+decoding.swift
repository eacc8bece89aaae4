extension StoredReport: Decodable {
    private enum CodingKeys: CodingKey { case score, entryPoints, assets, chunks, packages, duplicates }
    private enum DuplicateKeys: CodingKey { case totals }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        // Without these it is no report.
        assets = try container.decode([Asset].self, forKey: .assets)
        entryPoints = try container.decode([EntryPoint].self, forKey: .entryPoints)
        score = try container.decodeIfPresent(Int.self, forKey: .score) ?? 0
        chunks = try container.decodeIfPresent([Chunk].self, forKey: .chunks) ?? []
        packages = try container.decodeIfPresent([PackageInfo].self, forKey: .packages) ?? []
        // Another version of the analysis may tell other kinds.
        duplicates = try? container.nestedContainer(keyedBy: DuplicateKeys.self, forKey: .duplicates)
            .decodeIfPresent([Duplicates.Total].self, forKey: .totals)
    }
}

extension StoredReport.EntryPoint: Decodable {
    private enum CodingKeys: CodingKey {
        case name, size, initialSize, assetRefs, chunkRefs, initialChunkRefs, packageAppendixes, audits, score, visit
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        size = try container.decode(AssetSize.self, forKey: .size).clamped(to: ComparisonLimits.bytes)
        initialSize = try container.decode(AssetSize.self, forKey: .initialSize).clamped(to: ComparisonLimits.bytes)
        assetRefs = try container.decodeIfPresent([Int].self, forKey: .assetRefs) ?? []
        chunkRefs = try container.decodeIfPresent([Int].self, forKey: .chunkRefs) ?? []
        initialChunkRefs = try container.decodeIfPresent([Int].self, forKey: .initialChunkRefs) ?? []
        packages = try container.decodeIfPresent([StoredReport.Package].self, forKey: .packageAppendixes) ?? []
        audits = try container.decodeIfPresent([StoredReport.Audit].self, forKey: .audits) ?? []
        score = try container.decodeIfPresent(Int.self, forKey: .score) ?? 0
        // What another version of the analysis says of a visit may be said in another form.
        visit = try? container.decodeIfPresent(Visit.self, forKey: .visit)
    }
}

extension StoredReport.Audit: Decodable {
    private enum CodingKeys: CodingKey { case id, score, weight, numericScore, detail }
    private enum ValueKeys: CodingKey { case value }
    private enum DetailKeys: CodingKey { case items }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        score = try container.decodeIfPresent(Int.self, forKey: .score) ?? 0
        weight = try container.decodeIfPresent(Double.self, forKey: .weight) ?? 0
        value = try? container.nestedContainer(keyedBy: ValueKeys.self, forKey: .numericScore)
            .decodeIfPresent(Double.self, forKey: .value)
        let detail = try? container.nestedContainer(keyedBy: DetailKeys.self, forKey: .detail)
        findings = (try? detail?.nestedUnkeyedContainer(forKey: .items))?.count ?? 0
    }
}

extension StoredReport.Asset: Decodable {
    private enum CodingKeys: CodingKey { case ref, name, type, size, intermediate, packageRefs }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        ref = try container.decodeIfPresent(Int.self, forKey: .ref) ?? 0
        name = try container.decode(String.self, forKey: .name)
        type = (try? container.decode(AssetType.self, forKey: .type)) ?? .other
        size = try container.decode(AssetSize.self, forKey: .size).clamped(to: Self.bytes)
        isIntermediate = try container.decodeIfPresent(Bool.self, forKey: .intermediate) ?? false
        packages = try? container.decodeIfPresent([StoredReport.Package].self, forKey: .packageRefs)
    }

    private static func bytes(_ stored: Int) -> Int { min(max(0, stored), StatsLimits.assetBytes) }
}

extension StoredReport.Chunk: Decodable {
    private enum CodingKeys: CodingKey { case ref, assetRefs }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        ref = try container.decode(Int.self, forKey: .ref)
        assetRefs = try container.decodeIfPresent([Int].self, forKey: .assetRefs) ?? []
    }
}

extension AssetSize {
    fileprivate func clamped(to bytes: (Int) -> Int) -> AssetSize {
        AssetSize(raw: bytes(raw), gzip: gzip.map(bytes), brotli: brotli.map(bytes))
    }
}
