import TreemapDrawing

/// The style sheet of a report's page.
enum HTMLStyle {
    /// What a treemap needs besides; the drawing has names of its own for the page's colors.
    static let treemap = """

        :root { --ground: var(--back); --ink: var(--text); --quiet: var(--faint); --sunk: #f1f3f5; --edge: #6b727b; \
        --accent: #1f5fd0; }
        @media (prefers-color-scheme: dark) { :root { --sunk: #22262b; --edge: #8a929c; --accent: #8ab4ff; } }
        @media (forced-colors: active) { :root { --ground: Canvas; --ink: CanvasText; --line: GrayText; \
        --edge: CanvasText; --accent: LinkText; } }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        a { color: var(--accent); }
        input, select { background: var(--ground); border: 1px solid var(--edge); border-radius: 4px; color: inherit; \
        font: inherit; max-width: 100%; min-height: 2rem; padding: .2rem .5rem; }
        details { margin: .5rem 0; }
        summary { cursor: pointer; min-height: 24px; }
        h3 { font-size: .95rem; margin: 1rem 0 .25rem; }
        .filters { display: flex; flex-wrap: wrap; gap: .5rem 1rem; }
        .filters label { color: var(--faint); display: grid; font-size: .85rem; gap: .25rem; max-width: 100%; min-width: 0; }
        .legend { color: var(--faint); display: flex; flex-wrap: wrap; font-size: .85rem; gap: .25rem 1rem; \
        list-style: none; padding: 0; }
        .facts { display: grid; gap: .25rem 1rem; grid-template-columns: max-content 1fr; }
        .facts dt { color: var(--faint); }
        .facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
        .visually-hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; \
        white-space: nowrap; width: 1px; }

        """ + String(decoding: TreemapDrawing.style, as: UTF8.self)

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
