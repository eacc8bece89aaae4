import Testing

@testable import JavaScript

@Suite("What one pass over a script tells")
struct ScriptReadingTests {
    private func reading(_ text: String) -> ScriptReading {
        Array(text.utf8).withUnsafeBufferPointer { ScriptReading($0) }
    }

    @Test(
        "White space and comments can be removed, those that name a license, a condition or a source map cannot",
        arguments: [
            ("", 0), ("a=1", 0), ("a = 1;\n", 3), (" \t\r\n\u{a0}a", 6), ("var a", 1), ("   ", 3), ("// all", 6),
            ("/* b */a", 7), ("a// b\n", 5), ("/*! MIT */a", 0), ("//! MIT\na", 1), ("/* @license MIT */a", 0),
            ("/** x@y.example @preserve */a", 0), ("/*@cc_on b */a", 0), ("/* x@license */a", 0),
            ("/* x@licens */a", 14),
            ("a\n//# sourceMappingURL=a.js.map", 1), ("a\n//@ sourceMappingURL=a.js.map", 1), ("/*#__PURE__*/a()", 13),
            ("#!/usr/bin/env node\na", 1), ("a  /*! b */  /* c */d", 11), ("a /*! b */", 1), ("/*! a */ /*! b */", 1),
        ])
    func removable(text: String, count: Int) { #expect(reading(text).removableBytes == count) }

    @Test(
        "What looks like white space and comments in literals stays",
        arguments: [
            "'a  // b /* c */'", "`a  ${b}  // c`", "/ {2} /.test(a)", "a=\"/* b\"+\"*/\"", "`a\n\n${`b  c`}`",
        ])
    func literals(text: String) { #expect(reading(text).removableBytes == 0) }

    @Test("The bytes before, in and behind a module table count, and the table is found as ever")
    func table() {
        let text = "(()=>{ var e={1:(e,t,n)=>{ a( 1 ) },2:e=>{}} ; /* r */ function n(){} })() ;\n"
        let found = reading(text)
        #expect(found.table?.entries.map(\.id.text) == ["1", "2"])
        let spaces = text.utf8.count { $0 == UInt8(ascii: " ") } - 2
        #expect(found.removableBytes == spaces + "/* r */".utf8.count + 1)
        #expect(found.table == Array(text.utf8).withUnsafeBufferPointer { ModuleTable.find(in: $0) })
    }

    @Test("Brackets that are never closed, and comments and strings that do not end, are no trouble")
    func broken() {
        #expect(reading("a( [ {").removableBytes == 2)
        #expect(reading("a /* b").removableBytes == 1)
        #expect(reading(" 'a").removableBytes == 1)
    }
}
