import Testing

@testable import BundleAnalysis

@Suite("Names without their hashes")
struct MaskedNameTests {
    @Test(
        "The hash before each extension goes",
        arguments: [
            ("main.3f2a9b1c.js", "main.js"), ("main-3f2a9b1c.js", "main.js"), ("main~3f2a9b1c.js", "main.js"),
            ("index-BxW2p0Qa.css", "index.css"), ("index-Bx-2p0Qa.css", "index.css"), ("main.4SAZXH43.css", "main.css"),
            ("app.3f2a9b1c.chunk.js", "app.chunk.js"), ("app.3f2a9b1c.min.js.gz", "app.min.js.gz"),
            ("a-3f2a9b.5b6c7d8e.js", "a.js"), ("bfd8f1ee833161fec536.svg", ".svg"),
            ("js/150.b0333421.js", "js/150.js"), ("static/5b6c7d8e/main.js", "static//main.js"),
            ("vendor~Ab3xYz9.js", "vendor.js"), ("0123456789abcdef0123456789abcdef.js", ".js"),
        ])
    func hashes(file: String, masked: String) { #expect(HashedName.masked(file) == masked) }

    @Test(
        "Words, versions and what is too short or too long stay",
        arguments: [
            "main-vendor.js", "jquery-3.5.1.min.js", "polyfills-es2015.js", "index.js", "deadbeef.js", "facade.css",
            "main.12345.js", "iPhone6.png", "no-extension", "3f2a9b1c", "my-component-name.js", "README",
            "0123456789abcdef0123456789abcdef0.js", ".htaccess", "a..js", "",
        ])
    func words(file: String) { #expect(HashedName.masked(file) == file) }
}
