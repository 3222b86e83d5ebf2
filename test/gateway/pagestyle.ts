/** The look of the page, in light and dark. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #16181c);
  --card: light-dark(#ffffff, #202329);
  --line: light-dark(#d9dce2, #383d46);
  --text: light-dark(#1c1f24, #e8eaed);
  --quiet: light-dark(#59606b, #a3abb7);
  --good: light-dark(#0b6e3d, #6fd6a0);
  --busy: light-dark(#8a5300, #f0bd6b);
  --bad: light-dark(#b3261e, #ff9e96);
  --live: light-dark(#0b57c2, #8fbcff);
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 5rem; max-width: 62rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.5rem; }
h2 { margin: 2rem 0 .75rem; font-size: 1.1rem; }
p { margin: .25rem 0; }
header p, h2 span, #rules, .next { color: var(--quiet); }
h2 span { font-weight: normal; }
#enter { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-top: .75rem; }
#finder:not([hidden]) { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-bottom: .75rem; }
#find { width: 15rem; max-width: 100%; }
#code { width: 8.5rem; }
#code, #find { padding: .3rem .65rem; border: 1px solid var(--line); border-radius: .35rem; background: var(--card); color: inherit; font: .9rem ui-monospace, monospace; }
#code { text-transform: uppercase; }
#code::placeholder, #find::placeholder { color: var(--quiet); }
#notice { position: fixed; pointer-events: none; inset: auto 1rem 1rem; width: fit-content; max-width: calc(100% - 2rem); margin: 0 auto; padding: .5rem 1rem; border-radius: .5rem; background: var(--text); color: var(--ground); }
#notice:empty { padding: 0; }
ul { margin: 0; padding: 0; list-style: none; }
#instances { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: 1rem; }
#instances > li { padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
.title { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem; }
.title h3 { margin: 0; font: 600 1rem ui-monospace, monospace; }
.status { padding: .05rem .6rem; border: 1px solid; border-radius: 1rem; font-size: .8rem; font-weight: 600; color: var(--quiet); }
.status[data-status=STARTING], .status[data-status^=PASSKEY] { color: var(--busy); }
.status[data-status=SCAN_QR_CODE] { color: var(--live); }
.status[data-status=WORKING] { color: var(--good); }
.status[data-status=FAILED], #rules:not([data-broken='0']), td.bad { color: var(--bad); }
.next { margin: .5rem 0 .75rem; font-size: .9rem; font-variant-numeric: tabular-nums; }
.actions { display: flex; flex-wrap: wrap; gap: .4rem; }
button { padding: .3rem .65rem; border: 1px solid var(--line); border-radius: .35rem; background: transparent; color: inherit; font: inherit; font-size: .875rem; cursor: pointer; }
button:hover { border-color: currentColor; }
button.main { border-color: var(--live); background: var(--live); color: light-dark(#ffffff, #10131a); font-weight: 600; }
button[aria-disabled=true], button[aria-disabled=true]:hover { border-color: var(--line); background: transparent; color: var(--quiet); cursor: default; }
:focus-visible { outline: 2px solid var(--live); outline-offset: 2px; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
table { width: 100%; border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .8rem; text-align: left; white-space: nowrap; }
th { color: var(--quiet); font-weight: 600; }
td { border-top: 1px solid var(--line); }
#none { margin: 0; padding: .75rem .8rem; border-top: 1px solid var(--line); color: var(--quiet); }
td.code { font-family: ui-monospace, monospace; font-size: .85rem; }
@media (max-width: 30rem) {
  .actions { display: grid; grid-template-columns: repeat(3, 1fr); }
  th, td { padding-inline: .6rem; }
}
`;
