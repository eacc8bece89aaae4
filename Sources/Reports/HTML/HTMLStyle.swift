/// The style sheet of a report's page.
enum HTMLStyle {
    static let css = """
        :root { color-scheme: light dark; --text: #1c1e21; --back: #fff; --faint: #5b626b; --line: #d8dce1; --up: #b3261e; \
        --down: #146c2e; }
        @media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --back: #16181b; --faint: #a3abb5; \
        --line: #3a4048; --up: #ff8a80; --down: #7bd88f; } }
        body { color: var(--text); background: var(--back); font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; \
        max-width: 72rem; padding: 1rem; overflow-wrap: break-word; }
        h1 { font-size: 1.35rem; font-weight: 600; line-height: 1.35; }
        h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: left; \
        vertical-align: top; }
        thead th { color: var(--faint); font-size: .85rem; font-weight: 500; }
        tbody th { font-weight: 400; }
        tbody :is(th, td):not(.number) { min-width: 8rem; max-width: 30rem; }
        .number { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
        code { font: .9em ui-monospace, monospace; }
        .faint, .same { color: var(--faint); }
        .up { color: var(--up); }
        .down { color: var(--down); }
        """
}
