import JavaScript
import SourceMaps

/// Measures scripts and style sheets and determines whose their bytes are.
struct AssetAttributor: Sendable {
    /// The largest asset whose bytes are attributed, in bytes; it is held in memory.
    static let limit = 256 << 20

    let members: Members
    let maps: AssetMap
    let build: AttributedBuild
    let sources: [any AttributionSource]
    let allowance: PlaceAllowance

    /// Whether the asset's bytes are of modules.
    static func applies(to asset: MeasuredAsset) -> Bool {
        (asset.type == .js || asset.type == .css) && asset.file.map { $0.size <= limit } == true
    }

    /// The same asset, measured.
    func measure(
        _ asset: MeasuredAsset, _ file: Members.Member, _ counter: SizeCounter
    ) throws(AnalysisFailure) -> AttributedAsset {
        let member = try members.bytes(file)
        defer { withExtendedLifetime(member) {} }
        var (asset, gzip) = (asset, [UInt8]())
        let size = try counter.measure(MemberBytesInput(member), size: file.size) { gzip.append(contentsOf: $0) }
        asset.size = AssetSize(size)
        if asset.type == .css {
            asset.addresses = StyleSheetAddresses.of(member.bytes)
        }
        guard !sources.isEmpty else { return AttributedAsset(asset: asset) }
        let table = read(&asset, size, member.bytes)
        var defect: MapDefect?
        let comment = MapComment(member.bytes)
        let map = try maps.runs(of: asset, member.bytes, comment, in: build) { defect = $0 }
        var attribution = gzip.withUnsafeBytes { gzip -> AssetAttribution? in
            let content = AssetContent(
                asset: asset, size: size, text: member.bytes, gzip: gzip, mapComment: comment, map: map, table: table)
            for source in sources {
                if let attribution = source.attribution(of: content, in: build) { return attribution }
            }
            return nil
        }
        attribution?.keepPlaces(upTo: allowance.runs(ofBytes: file.size), of: member.bytes)
        return AttributedAsset(asset: asset, attribution: attribution, mapDefect: defect)
    }

    /// Notes what a minifier would remove, and finds the module table of a script, both in one walk over its tokens.
    private func read(_ asset: inout MeasuredAsset, _ size: Size, _ text: UnsafeBufferPointer<UInt8>) -> ModuleTable? {
        let mayMatter = Minification.mayMatter(to: size)
        guard asset.type == .js else {
            if mayMatter { asset.removableBytes = StyleSheetScanner.removableBytes(of: text) }
            return nil
        }
        guard mayMatter || !build.modules.isEmpty else { return nil }
        let script = ScriptReading(text)
        asset.removableBytes = script.removableBytes
        return script.table
    }
}
