import JavaScript
import Testing

@Suite("Chunks that a script loads")
struct ChunkLoadTests {
    private static let known = ["1", "2", "3", "549", "1000", "late", "src_late_js"]

    private func loads(_ text: String) -> [String] {
        let ids = Array(text.utf8).withUnsafeBufferPointer {
            ChunkLoads.ids(in: $0, among: Set(Self.known.map { Array($0.utf8) }))
        }
        return ids.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    @Test(
        "A call of the require function's loaders is a load",
        arguments: [
            ("n.e(549).then(n.bind(n,12))", ["549"]), ("r.e(\"late\").then(r.bind(r,1))", ["late"]),
            ("Promise.all([n.e(1),n.e(2)]).then(()=>n(3))", ["1", "2"]), ("n.e(1e3)", ["1000"]),
            ("__webpack_require__.e(/*! import() | late */ \"late\")", ["late"]), ("n.e( 3 , 'high')", ["3"]),
            ("Promise.all(/*! import() */[require.e(1), require.e('src_late_js')])", ["1", "src_late_js"]),
            ("n.E(2);n.G(3)", ["2", "3"]), ("[1,2].map(n.E)", ["1", "2"]), ("x=[3];[1,2].map(n.E,n)", ["1", "2"]),
            ("new Worker(new URL(n.p+n.u(549),n.b))", ["549"]), ("n.O(0,[1,2],(()=>n(3)))", ["1", "2"]),
            ("var s=n.O(void 0,[549],(()=>n(3)))", ["549"]), ("n.O(undefined, ['late'], () => n.e(3))", ["3", "late"]),
            ("n.X(0,[2],()=>t(1))", ["2"]), ("`${n.e(1)}`", ["1"]), ("n.e(77)", []),
        ])
    func calls(text: String, ids: [String]) {
        #expect(loads(text) == ids)
    }

    @Test(
        "Nothing else is",
        arguments: [
            "e(1)", "n.ee(1)", "n.e[1]", "n.e=1", "n.e(1+x)", "x=[1,2]", "f(1)", "n(1)", "'n.e(1)'", "/n.e(1)/",
            "// n.e(1)", "`n.e(1)`", "n.O([1])", "n.O(0,1)", "n.e", "n.e(", "[1].map(f)", "n.u=e=>e+[1,2]",
            "n.f.j=(t,r)=>{r.push(n.p+n.u(t),[1,2])}", "n.O(0,f([1]))", "x[1].map(n.E)", "y=[1];x.map(n.e=>y)",
        ])
    func others(text: String) {
        #expect(loads(text) == [])
    }

    @Test("An import of a folder loads the chunks in the arrays of its module, and of no other")
    func folder() {
        let script = """
            (self.chunks=self.chunks||[]).push([[9],{5:(e,t,n)=>{var r={"./a.js":[12,1],"./b.js":[13,"late"]};\
            function o(e){var t=r[e],o=t[0];return n.e(t[1]).then(()=>n(o))}e.exports=o},6:(e,t,n)=>{e.exports=[2,n(3)]}}])
            """
        #expect(loads(script) == ["1", "late"])
        #expect(loads(script.replacing("n.e(t[1])", with: "Promise.all(t.slice(1).map(n.e))")) == ["1", "late"])
        #expect(loads(script.replacing("n.e(t[1])", with: "f(t[1])")) == [])
    }

    @Test("Code in strings is read")
    func evaluated() {
        let code = #"require.e(/*! import() */ \"late\").then(x => [1, \"2\"])\n//# sourceURL=webpack://x\n"#
        let module = "/***/ (m, e, __webpack_require__) => { eval(\"\(code)\"); }"
        #expect(loads("var m = { './a.js': \(module) }") == ["late"])
        let trusted = module.replacing("eval(", with: "eval(__webpack_require__.ts(").replacing("\");", with: "\"));")
        #expect(loads("var m = { './a.js': \(trusted) }") == ["late"])
        #expect(loads(#"eval("var r={\"./a\":[5,3]};n.e(r[x][1])")"#) == ["3"])
        #expect(loads(#"eval("eval(\"n.e(1)\")")"#) == [])
    }
}
