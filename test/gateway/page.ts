import { createHash } from 'node:crypto';
import { pageScript } from './pagescript';
import { pageStyle } from './pagestyle';

// The function runs in the page as its own source text, so it can't use anything from outside.
const script = `(${pageScript.toString()})();`;

/** The page at `/`: the instances, their actions, and the requests that the gateway received. */
export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Stand-in gateway</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>Stand-in gateway</h1>
<p>Behaves like a WhatsApp gateway, but without WhatsApp. <em>Scan</em> acts as the phone and scans the current QR code. A pairing code is typed into the field below.</p>
<form id="enter">
<label for="code">Enter a pairing code</label>
<input id="code" required autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="ABCD-1234">
<button type="submit" class="main">Enter</button>
</form>
</header>
<main>
<p id="notice" role="status"></p>
<section aria-labelledby="instances-heading">
<h2 id="instances-heading">Instances <span id="found"></span></h2>
<p id="finder" hidden><label for="find">Filter</label> <input id="find" type="search" autocomplete="off" spellcheck="false" placeholder="ID, status or name"></p>
<ul id="instances"></ul>
</section>
<section aria-labelledby="rules-heading">
<h2 id="rules-heading">Rate rules</h2>
<p id="rules"></p>
<ul id="violations"></ul>
</section>
<section aria-labelledby="requests-heading">
<h2 id="requests-heading">Requests <span id="count"></span></h2>
<div class="scroll" role="region" aria-label="Latest requests" tabindex="0">
<table>
<thead><tr><th scope="col">#</th><th scope="col">Request</th><th scope="col">Answer</th><th scope="col">Instance</th><th scope="col">Time</th><th scope="col">Duration</th></tr></thead>
<tbody id="requests"></tbody>
</table>
<p id="none">No requests yet.</p>
</div>
</section>
</main>
<script>${script}</script>
</body>
</html>
`;

/** The page's headers: it can load nothing, run only its own script and connect only to its gateway. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(pageStyle)}'`,
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
