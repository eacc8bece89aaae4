import Foundation
import SourceMaps

/// The source map of a script or a style sheet, wherever it is: in the asset, in the file that its comment names, or in
/// a file next to it.
struct AssetMap {
    private let members: Members
    private let files: AssetFiles

    init(_ members: Members, _ files: AssetFiles) {
        self.members = members
        self.files = files
    }

    /// The largest map that is read, in bytes.
    static let limit = 256 << 20

    /// Whose the asset's bytes are by its map; nil if there is none, or none that can be used.
    ///
    /// - Parameters:
    ///   - comment: the one of the text.
    ///   - refused: called with why a map that is there is not used.
    func runs(
        of asset: MeasuredAsset, _ text: UnsafeBufferPointer<UInt8>, _ comment: MapComment?, in build: AttributedBuild,
        refused: (MapDefect) -> Void
    ) throws(AnalysisFailure) -> MappedRuns? {
        if let comment, case .inline(let inline) = MapLink(comment, in: text) {
            guard let json = try? inline.decoded(text, limit: Self.limit) else {
                refused(.unreadable)
                return nil
            }
            return json.withUnsafeBufferPointer { attributed($0, asset, text, comment, build, refused) }
        }
        guard let file = file(of: asset, comment, text) else { return nil }
        guard file.size <= Self.limit else {
            refused(.tooLarge(limit: Self.limit))
            return nil
        }
        let bytes = try members.bytes(file)
        return withExtendedLifetime(bytes) { attributed(bytes.bytes, asset, text, comment, build, refused) }
    }

    private func file(
        of asset: MeasuredAsset, _ comment: MapComment?, _ text: UnsafeBufferPointer<UInt8>
    ) -> Members.Member? {
        if let comment, case .file(let url) = MapLink(comment, in: text), let path = asset.file?.path {
            let name = AssetName.clean(url.removingPercentEncoding ?? url)
            if let resolved = MemberPath.resolved(name, in: MemberPath.folder(of: path)), let file = members[resolved] {
                return file
            }
        }
        if let path = asset.file?.path, let file = members[path + ".map"] { return file }
        return files.sourceMap(name: asset.name)
    }

    private func attributed(
        _ json: UnsafeBufferPointer<UInt8>, _ asset: MeasuredAsset, _ text: UnsafeBufferPointer<UInt8>,
        _ comment: MapComment?, _ build: AttributedBuild, _ refused: (MapDefect) -> Void
    ) -> MappedRuns? {
        let map: SourceMap
        do { map = try SourceMap(json) } catch {
            refused(.unreadable)
            return nil
        }
        do {
            return MappedRuns(try attribute(text: text, comment: comment, map: map), map, text, asset, build)
        } catch {
            refused(MapDefect(error))
            return nil
        }
    }
}
