import JavaScript
import Testing

@Suite("Inlined entries")
struct EntryRangeTests {
    private static let head = "(()=>{\"use strict\";var e={1:e=>{e.exports=2}},t={};function n(r){return e[r]}"
    private static let runtime = "n.m=e,n.d=(e,t)=>{for(var r in t)n.o(t,r)},n.o=(e,t)=>e[t],n.nc=void 0"

    @Test(
        "are what follows the runtime",
        arguments: [
            (",(()=>{var e=n(1);e.a=b})()})();", ["(()=>{var e=n(1);e.a=b})()"]),
            (";(()=>{a})(),(()=>{b})()})();", ["(()=>{a})()", "(()=>{b})()"]),
            (";!function(){a}()})();", ["!function(){a}()"]),
            (";var r={};n.r(r);var o=n(1);a(o),b()})();", ["n.r(r);var o=n(1);a(o),b()"]),
            (";var o=n(1);o.a()})();", ["var o=n(1);o.a()"]),
            (";var r={};return(()=>{a})(),module.exports=r.default})();", ["(()=>{a})()"]),
            (",n.O=()=>{},(()=>{var e={};n.O.j=t=>e[t];var t=self.c=[];t.push(1)})();a();b()})();", ["a();b()"]),
        ])
    func present(_ tail: String, _ expected: [String]) {
        #expect(ModuleSamples(Self.head + Self.runtime + tail).inlined == expected)
    }

    @Test(
        "are none where the rest only requires modules of the table",
        arguments: [
            ",n(1)})();", ";var r=n(1);module.exports=r})();", ",n(n.s=1)})();", ";n(1),n(2)})();", "})();",
            ";var r=n.O(void 0,[5],(()=>n(1)));r=n.O(r)})();", ";return n(1)})();",
            ";(()=>{var e={};n.f.j=t=>e[t]})();n.x()})();".replacing("n.x()", with: "n(1)"),
        ])
    func absent(_ tail: String) {
        #expect(ModuleSamples(Self.head + Self.runtime + tail).inlined == [])
    }

    @Test("are found without a runtime besides the require function")
    func bare() {
        #expect(ModuleSamples(Self.head + "(()=>{n(1)})()})();").inlined == ["(()=>{n(1)})()"])
        #expect(ModuleSamples(Self.head + "n(1)})();").inlined == [])
    }

    @Test("are found where every module is inlined, and the table is empty")
    func emptyTable() {
        let samples = ModuleSamples("(()=>{var e,r={},t={};function n(e){}n.m=r,n.o=1;(()=>{a})()})();")
        #expect(samples.modules == [])
        #expect(samples.literal == "{}")
        #expect(samples.inlined == ["(()=>{a})()"])
    }

    @Test("are the lines without a mark in development builds")
    func marked() {
        let text = """
            /******/ (() => { // webpackBootstrap
            /******/ \tvar __webpack_modules__ = ({
            /***/ "./a.js": ((m) => { a })
            /******/ \t});
            /******/ \tvar __webpack_module_cache__ = {};
            /******/ \tfunction __webpack_require__(id) { return 1 }
            /******/ \t(() => { __webpack_require__.o = 1 })();
            /****************/
            var __webpack_exports__ = {};
            // This entry needs to be wrapped in an IIFE
            (() => {
            __webpack_require__("./a.js");
            })();
            /******/ \tmodule.exports = __webpack_exports__;
            /******/ })()
            ;
            """
        #expect(ModuleSamples(text).inlined == ["(() => {\n__webpack_require__(\"./a.js\");\n})()"])
    }

    @Test("are not known in other shapes")
    func otherShapes() {
        #expect(ModuleSamples("!function(e){function t(n){}t.m=e;t(0)}([function(){}]);a()").inlined == [])
        #expect(ModuleSamples("(a=a||[]).push([[1],{1:e=>{}}]);b()").inlined == [])
    }
}
