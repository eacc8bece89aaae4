import Testing

@testable import Reports

@Suite("Paths of findings")
struct SourcePathTests {
    @Test(
        "A path stays in the repository, whatever its slashes are written with, and can be shown",
        arguments: [
            ("src/main.ts", "src/main.ts"), ("./src/../../main.ts?vue&type=style", "src/main.ts"),
            ("/etc/passwd", "etc/passwd"),
            ("../\u{FE0F}../\u{301}../x", "\u{FE0F}../\u{301}../x"), ("a/..\u{FE0F}/b", "a/..\u{FE0F}/b"), ("..", "?"),
            ("src/a\u{0}b\n\u{1B}", "src/a\u{FFFD}b\u{FFFD}\u{FFFD}"), ("", "?"), ("?x", "?"),
        ])
    func path(name: String, shown: String) {
        #expect(SourcePath(name).text.utf8.elementsEqual(shown.utf8), "\(SourcePath(name).text)")
    }
}
