/** Colours as in the interface; light or dark as the reader's system says. */
export const style = `
:root { color-scheme: light dark; --ground: #f7f9fa; --paper: #fff; --ink: #17212a; --quiet: #5d6d7a; --line: #e3e9ed; --accent: #0c7c7a; --code: #eff3f5; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0c1318; --paper: #182129; --ink: #dbe4ea; --quiet: #9aabb7; --line: #2a3742; --accent: #4bbbb2; --code: #121a21; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 1fr); background: var(--ground); color: var(--ink); font: 0.9375rem/1.55 'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 1; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem 1rem 2rem 1.5rem; border-right: 1px solid var(--line); background: var(--paper); font-size: 0.8125rem; }
nav .brand { font-weight: 650; font-size: 1rem; margin: 0 0 1rem; }
nav h2 { font-size: 0.75rem; font-weight: 600; color: var(--quiet); margin: 1.25rem 0 0.25rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: 0.125rem 0; color: var(--ink); text-decoration: none; overflow-wrap: anywhere; }
nav a:hover { color: var(--accent); }
main { padding: 2.5rem clamp(1rem, 4vw, 3.5rem) 6rem; max-width: 68rem; }
h1 { font-size: 1.625rem; line-height: 1.25; margin: 0 0 0.75rem; }
section > h2 { font-size: 1.1875rem; margin: 2.5rem 0 0.25rem; }
section > p { color: var(--quiet); margin: 0 0 1rem; }
.operation { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; margin: 0.5rem 0; }
.operation > summary { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: baseline; padding: 0.625rem 1rem; cursor: pointer; list-style: none; }
.operation > summary::-webkit-details-marker { display: none; }
.operation[open] > summary { border-bottom: 1px solid var(--line); }
.method { display: inline-block; min-width: 4.25rem; text-align: center; font-size: 0.6875rem; font-weight: 650; padding: 0.125rem 0.5rem; border-radius: 4px; color: #fff; background: #43515d; }
.get { background: #0c6b8f; } .post { background: #1f7a44; } .put, .patch { background: #8a5a00; } .delete { background: #b02a37; }
.path { font-weight: 600; overflow-wrap: anywhere; background: none; padding: 0; }
.summary { color: var(--quiet); flex: 1 1 18rem; }
.about { scroll-margin-top: 5rem; padding: 0.75rem 1rem 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0; }
dt { color: var(--quiet); } dd { margin: 0; }
h4 { margin: 1rem 0 0.25rem; font-size: 0.8125rem; }
code, pre { font: 0.8125rem/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
code { background: var(--code); border-radius: 4px; padding: 0.0625rem 0.3125rem; }
pre { background: var(--code); border-radius: 6px; padding: 0.75rem 1rem; margin: 0; overflow-x: auto; }
table { border-collapse: collapse; } th { text-align: left; vertical-align: top; font-weight: 600; padding: 0.125rem 1rem 0.125rem 0; } td code { display: inline-block; margin: 0.125rem 0.125rem 0 0; }
@media (max-width: 48rem) { body { display: block; } nav { display: none; } }
@media print { nav { display: none; } body { display: block; } }
`;
