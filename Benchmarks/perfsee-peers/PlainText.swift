import BundleAnalysis
import Foundation

/// JSON or JSONR as plain JSON; an empty line for what is neither.
enum PlainText {
    static func print(_ path: String) throws {
        let plain = try Contents.withBytes(of: path) { PlainStats(UnsafeRawBufferPointer($0))?.json }
        Output.write(line: Data(plain ?? []))
    }
}
