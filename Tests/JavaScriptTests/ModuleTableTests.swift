import JavaScript
import Testing

@Suite("The module table")
struct ModuleTableTests {
    private static let pair = ["1=e=>{a}", "x=function(e){b}"]
    private static let object = "{1:e=>{a},\"x\":function(e){b}}"

    @Test(
        "is found in every shape of bundle",
        arguments: [
            "(()=>{var e=T,t={};function n(r){return e[r]}n(1)})();",
            "(() => { // webpackBootstrap\n/******/ \"use strict\";\n/******/ var __webpack_modules__ = (T);\n/******/ })();",
            "!function(){var e,n={},t=T;}();", "(function(){const e=T})();", "void function(){let e=T}()",
            "module.exports=(()=>{var e=T;return e})();", "var Lib;(()=>{var e=T})(),Lib=1;",
            "var Lib=(()=>{var e=T})();",
            "!function(e,t){\"object\"==typeof exports?module.exports=t():e.L=t()}(this,(()=>(()=>{var e=T})()));",
            "(function(e,t){e.L=t()})(this,function(){return function(e){return e[1]}(T)});",
            "!function(e){function t(n){return e[n]}t(1)}(T);", "(function(e){})(T);", "(function(e){}(T))",
            "!function(e){}(function(t){return t}(T));",
            "exports.ids=[1];exports.modules=T;", "export const id=1,ids=[1],modules=T;",
            "var e=T;export{e as modules};",
            "webpackJsonp([0],T);", "webpackJsonp([\"a\",2],T,[1]);", "self.callback([27],T);",
            "(self.webpackChunk=self.webpackChunk||[]).push([[1,\"b\"],T]);",
            "\"use strict\";(self[\"webpackChunkmy-app\"]=self[\"webpackChunkmy-app\"]||[]).push([[],T,e=>{e(1)}]);",
            "(globalThis.a=globalThis.a||[]).push([[1],T,[[1,2]]]);", "(this.a=this.a||[]).push([[1],(T)]);",
            "((\"undefined\"!=typeof self?self:this).a=(\"undefined\"!=typeof self?self:this).a||[]).push([[1],T]);",
            "/*! licence */\nwindow.b(1,2);(window.a=window.a||[]).push([[1],T])",
        ])
    func shapes(_ shape: String) throws {
        let samples = ModuleSamples(shape.replacing("T", with: Self.object))
        #expect(samples.modules == Self.pair)
        #expect(samples.literal == Self.object)
    }

    @Test(
        "is not seen where there is none",
        arguments: [
            "", "module.exports = 'a';", "f([1],{a:1});", "var modules = [a, b];", "const hooks = [function () {}];",
            "var a = {b: function () {}};", "f([g],{a:function(){}});", "(()=>{var e={a:1,b:()=>{}}})()",
            "(()=>{var e={d:(e,t)=>{},o:(e,t)=>{},r:e=>{}},t={};e.r(t)})()", "(()=>{var e={};function f(){}f()})()",
            "!function(e){}([function(){}],1)", "x={1:e=>{}}", "f(()=>{var e={a:function(){}}})", "(()=>{var e={1:e=>{",
            "(x=x||[]).push([[1],{...a}])", "(x=x||[]).push([[1],{[a]:e=>{}}])", "Array(3).concat([function(){}])",
        ])
    func absent(_ text: String) {
        #expect(ModuleSamples(text).table == nil)
    }

    @Test("gives functions as a parser does: without parentheses, methods from their parameters on")
    func values() {
        let samples = ModuleSamples(
            """
            (self.c=self.c||[]).push([[1],{
            /***/ "./a.js":
            /*!*****!*\\
              !*** ./a.js ***!
              \\*****/
            /***/ ((module, exports) => { a }),
            "./b.js"(e,t,n){b}, 3: (function(e){c}), d: e=>e.x, 5: ((e)=>(1,{}))/*c*/, async 6(e){f}, *7(){},
            8: async e=>{g}, 9: async function*h(){}, "\\x41\\u{1F600}\\ud83d\\ude00\\n": ({a,b=(c)=>c},[d])=>{},
            1e3: () => {}, 0x10: async()=>{}, k(){}, get: e=>e, async: (e=>{}),
            }]);
            """)
        #expect(
            samples.modules == [
                "./a.js=(module, exports) => { a }", "./b.js=(e,t,n){b}", "3=function(e){c}", "d=e=>e.x",
                "5=(e)=>(1,{})", "6=(e){f}", "7=(){}", "8=async e=>{g}", "9=async function*h(){}",
                "A😀😀\n=({a,b=(c)=>c},[d])=>{}", "1000=() => {}", "16=async()=>{}", "k=(){}", "get=e=>e", "async=e=>{}",
            ])
        #expect(samples.table?.entries.allSatisfy { $0.kind == .function } == true)
    }

    @Test("counts an array's holes")
    func arrays() {
        #expect(ModuleSamples("f([0,2],[,,function(e){},,e=>{},]);").modules == ["2=function(e){}", "4=e=>{}"])
    }

    @Test("starts at the number of `Array(number).concat`, which belongs to the table")
    func concatenated() {
        let samples = ModuleSamples("f([1],Array(104).concat([function(e){},,e=>{}]),[9]);")
        #expect(samples.modules == ["104=function(e){}", "106=e=>{}"])
        #expect(samples.literal == "Array(104).concat([function(e){},,e=>{}])")
    }

    @Test("has aliases where a value is no function")
    func aliases() {
        let samples = ModuleSamples("!function(e){}([function(e){},0,,[1,'a'],\"b\"]);")
        #expect(samples.modules == ["0=function(e){}", "1=0", "3=[1,'a']", "4=\"b\""])
        #expect(samples.table?.entries.map(\.kind) == [.function, .alias, .alias, .alias])
        let others = ModuleSamples("(a=a||[]).push([[1],{1:e=>{},2:f.g,3:(h),4:function(){}.bind(i),k}])")
        #expect(others.modules == ["1=e=>{}", "2=f.g", "3=(h)", "4=function(){}.bind(i)", "k=k"])
        #expect(others.table?.entries.map(\.kind) == [.function, .alias, .alias, .alias, .alias])
    }

    @Test("tells numbers from strings")
    func identifiers() {
        let ids = ModuleSamples("f([1],{1:e=>{},\"1\":e=>{},a:e=>{},.5:e=>{}})").table?.entries.map(\.id)
        #expect(ids == [.number(1), .string("1"), .string("a"), .string(".5")])
    }

    @Test("can be empty")
    func empty() {
        #expect(ModuleSamples("exports.modules={};").literal == "{}")
        #expect(ModuleSamples("(self.c=self.c||[]).push([[1],{},e=>{e()}])").modules == [])
    }

    @Test("may hold code that a module evaluates")
    func evaluated() {
        let text = "(()=>{var __webpack_modules__=({\"./a\":((m)=>{eval(\"var a = {1: 2};\\n\")})})})()"
        #expect(ModuleSamples(text).modules == ["./a=(m)=>{eval(\"var a = {1: 2};\\n\")}"])
    }

    @Test("is looked for in time that grows with the text")
    func hostile() {
        let calls = "}([function(){}],(" + String(repeating: "a?", count: 200_000)
        #expect(ModuleSamples(calls + String(repeating: "}([function(){}],Array(1)", count: 50_000)).table == nil)
        #expect(ModuleSamples(String(repeating: "f([1],{1:", count: 200_000)).table == nil)
        #expect(ModuleSamples(String(repeating: "(()=>{var e=", count: 200_000)).table == nil)
    }
}
