/// One text of `optimizationBailout`: why webpack could not leave out, or not concatenate, a module.
enum BailoutText: Equatable {
    case sideEffectsInSource
    /// The location of the import.
    case sideEffectsOfImport(Range<Int>)
    /// What is at fault, where the text says so.
    case commonJS(Range<Int>?)
    case other

    init(_ text: UnsafeBufferPointer<UInt8>) {
        if ByteSearch.contains(Self.source, in: text) {
            self = .sideEffectsInSource
        } else if text.starts(with: Self.dependency), let end = Self.end(ofLast: Self.at, in: text) {
            self = .sideEffectsOfImport(end..<text.count)
        } else if text.starts(with: Self.commonJS) {
            self = .commonJS(Self.commonJS.count..<text.count)
        } else if text.starts(with: Self.noESM) {
            self = .commonJS(nil)
        } else {
            self = .other
        }
    }

    private static let source = Array("with side effects in source code at".utf8)
    private static let dependency = Array("Dependency (".utf8)
    private static let at = Array(" with side effects at ".utf8)
    private static let commonJS = Array("CommonJS bailout: ".utf8)
    private static let noESM = Array("ModuleConcatenation bailout: Module is not an ECMAScript module".utf8)

    private static func end(ofLast wanted: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Int? {
        var start = text.count - wanted.count
        while start >= 0 {
            if text[start...].starts(with: wanted) { return start + wanted.count }
            start -= 1
        }
        return nil
    }
}
