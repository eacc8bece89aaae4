/// The pause between two looks at something that a test waits for and that nobody announces, such as a row in a database or the
/// answer of another process. Looking again at once would take the processor from what the test waits for.
package enum Pause {
    package static func beforeNextLook() async {
        try? await Task.sleep(for: .milliseconds(5))
    }
}
