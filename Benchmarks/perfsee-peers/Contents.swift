import Foundation
import JavaScript

/// The bytes of files.
enum Contents {
    static func withBytes<Value>(
        of path: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value
    ) throws -> Value {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))).withUnsafeBufferPointer(body)
    }

    /// By its name, which test262-parser-tests and Node.js give to modules.
    static func sourceType(_ path: String) -> JavaScriptSourceType {
        path.hasSuffix(".module.js") || path.hasSuffix(".mjs") ? .module : .script
    }
}
