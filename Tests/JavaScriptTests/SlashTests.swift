import JavaScript
import Testing

@Suite("A slash")
struct SlashTests {
    @Test(
        "starts a regular expression where an operand stands",
        arguments: [
            "if (x) /re/", "while (x) /re/", "for (;;) /re/", "do {} while (x) /re/", "{} /re/", "x = {}; {} /re/",
            "function f() {} /re/", "class A {} /re/", "class A extends {}.b {} /re/", "return /re/", "return\n/re/",
            "typeof /re/", "a = /re/", "a, /re/", "(/re/)", "[/re/]", "`${/re/}`", "a ? /re/ : b", "a ? b : /re/",
            "!/re/", "++/re/.x", "a\n++/re/.x", "a => /re/", "a => {}\n/re/", "() => { /re/ }", "case_: /re/",
            "switch (x) { case y: /re/ }", "switch (x) { case a ? b : c: {} /re/ }", "switch (x) { default: /re/ }",
            "function* f() { yield /re/ }", "function* f() { yield\n/re/ }", "async function f() { await /re/ }",
            "async () => await /re/", "async x => await /re/", "async (x) => { await /re/ }",
            "for (x of /re/) ;", "for (const x of /re/) ;", "x in /re/", "x instanceof /re/", "var x\n/re/",
            "class A { x = /re/ }", "class A { static { /re/ } }", "class A { m() {} x = /re/ }",
            "({ a: /re/ })", "({ m() { /re/ } })", "({ ...a, b: /re/ })", "({ async *m() { yield await /re/ } })",
            "a: { } /re/", "label: /re/", "a\nb: /re/", "else_\nif (x) /re/", "if (x) {} else /re/", "x = y\n{} /re/",
            "break\n/re/", "while (x) break a\n/re/", "debugger\n/re/", "throw /re/", "async function f() {} /re/",
            "a = b\nfunction f() {} /re/", "try {} catch {} /re/", "try {} catch (e) {} /re/", "x = [,/re/]",
            "class A { 'x' = 1; async() {} y = /re/ }", "yield_ = /re/", "void /re/", "new /re/.constructor",
        ])
    func regularExpression(_ text: String) {
        #expect(TokenizerSamples.tokens(text).contains("regularExpressionLiteral /re/"))
    }

    @Test(
        "divides after an operand",
        arguments: [
            "a = b\n/re/g.exec(c)", "x++ /re/ 2", "x-- /re/ 2", "(x) /re/ 2", "[x] /re/ 2", "f(x) /re/ 2", "x /re/ 2",
            "1 /re/ 2", "'x' /re/ 2", "`x` /re/ 2", "`${x}` /re/ 2", "/x/ /re/ 2", "a.return /re/ 2", "a?.if /re/ 2",
            "this /re/ 2", "x = {} /re/ 2", "({}) /re/ 2", "({} /re/ 2)", "x = function () {} /re/ 2",
            "(function () {} /re/ 2)", "x = class {} /re/ 2", "x = class A extends B {} /re/ 2", "`${{} /re/ 2}`",
            "yield /re/ 2", "function f() { yield /re/ 2 }", "await /re/ 2", "function f() { await /re/ 2 }",
            "async /re/ 2", "of /re/ 2", "let /re/ 2", "x = async function () {} /re/ 2", "(a => {}, b) /re/ 2",
            "async () => { function f() { await /re/ 2 } }", "x = { m() {} } /re/ 2", "a ? {} /re/ 2 : b",
            "return_ = {} /re/ 2", "if (x) y /re/ 2", "new.target /re/ 2", "import.meta /re/ 2", "#x in o /re/ 2",
            "x = { get a() {}, set a(b) {} } /re/ 2", "f(async x => await_, {} /re/ 2)", "null /re/ 2",
            "case_ = x /re/ 2", "while (x /re/ 2) ;", "var x = y /re/ 2",
        ])
    func division(_ text: String) {
        let tokens = TokenizerSamples.tokens(text)
        #expect(!tokens.contains { $0.hasPrefix("regularExpressionLiteral /re") })
        #expect(tokens.count { $0 == "/" } == 2)
    }

    @Test("starts a regular expression after `await` everywhere in a module")
    func modules() {
        #expect(TokenizerSamples.tokens("await /re/", .module).contains("regularExpressionLiteral /re/"))
        #expect(TokenizerSamples.tokens("f = () => { await /re/ }", .module).contains("regularExpressionLiteral /re/"))
    }

    @Test(
        "starts a regular expression on the line after an import or export without a semicolon",
        arguments: [
            "import 'x'\n/re/", "import a from 'x'\n/re/", "import { a } from 'x'\n/re/",
            "import * as a from 'x'\n/re/", "import a, { b as c } from 'x'\n/re/", "export * from 'x'\n/re/",
            "export { a } from 'x'\n/re/",
            "import 'x' with { type: 'json' }\n/re/", "import a from 'x' with { 'type': 'json' }\n/re/",
            "import\n'x'\n/re/", "import 'x' // why\n/re/", "import 'x';/re/",
        ])
    func afterImport(_ text: String) {
        #expect(TokenizerSamples.tokens(text, .module).contains("regularExpressionLiteral /re/"))
    }

    @Test(
        "divides after the other uses of import, and after other strings",
        arguments: [
            "import('x')\n/re/ 2", "import.meta\n/re/ 2", "x = 'y'\n/re/ 2", "x\n'y'\n/re/ 2", "case_('y')\n/re/ 2",
            "x = { with: {} }\n/re/ 2", "import('x', { with: { type: 'json' } })\n/re/ 2",
        ])
    func notAfterImport(_ text: String) {
        #expect(TokenizerSamples.tokens(text, .module).count { $0 == "/" } == 2)
    }

    @Test("in a class does not end a regular expression; flags belong to it")
    func classes() {
        #expect(TokenizerSamples.tokens(#"x = /[/\]]\/[[]/giv"#).last == #"regularExpressionLiteral /[/\]]\/[[]/giv"#)
    }

    @Test("divides where no regular expression ends on the line")
    func unclosed() {
        #expect(TokenizerSamples.tokens("x = /a\n/") == ["x", "=", "/", "a", "/"])
        #expect(TokenizerSamples.tokens("x = /a\\\n/") == ["x", "=", "/", "a", "invalid \\", "/"])
    }

    @Test("can be followed by an equals sign")
    func assignment() {
        #expect(TokenizerSamples.tokens("x /= 2") == ["x", "/=", "2"])
        #expect(TokenizerSamples.tokens("x = /=/") == ["x", "=", "regularExpressionLiteral /=/"])
    }
}
