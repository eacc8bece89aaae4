/// A value that holds a secret, which is never shown when the value is printed, interpolated, dumped, or mirrored.
public protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
    /// The type's name, without its content.
    public var description: String { "\(Self.self)(redacted)" }

    /// The type's name, without its content.
    public var debugDescription: String { description }

    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
