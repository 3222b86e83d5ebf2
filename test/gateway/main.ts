import { readCommandLine, usage } from './commandline';
import type { DemoOptions } from './commandline';
import type { Gateway } from './gateway';
import { startGateway } from './gateway';
import { scenarios } from './scenarios';
import { manyInstances } from './manyinstances';

const line = readCommandLine(process.argv.slice(2));
switch (line.kind) {
  case 'help':
    console.log(usage);
    break;
  case 'wrong':
    console.error(`${line.message}\n\n${usage}`);
    process.exitCode = 2;
    break;
  case 'run':
    await run(line.options);
}

async function run(options: DemoOptions): Promise<void> {
  const { port, scale, token, like, many } = options;
  const instances = [...options.instances, ...manyInstances(many)];
  let gateway: Gateway;
  try {
    gateway = await startGateway({ port, scale, tokens: [token], like, instances });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const problem = code === 'EADDRINUSE' ? 'in use by another program' : 'not available to you';
    console.error(`Port ${port} is ${problem}. Choose another one with --port, or --port 0 for a free one.`);
    process.exitCode = 1;
    return;
  }
  console.log(description(gateway.url, options));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void gateway.close());
}

function description(url: string, { token, like, instances, many }: DemoOptions): string {
  const lines = instances.map(({ id, scenario }) => `  ${id}  ${scenarios[scenario].about}`);
  const [first, last] = [manyInstances(many).at(0), manyInstances(many).at(-1)];
  if (first && last) lines.push(`  ${first.id} to ${last.id}  in every status, mostly linked`);
  return `Stand-in gateway, ${like === 'docs' ? 'as the vendor’s documents say' : 'as a real WAHA'}

Endpoint   ${url}
Page       ${url}/ (state, requests and the phone: Scan, and a field for pairing codes)
Token      ${token}
Instances
${lines.join('\n')}

Ctrl-C stops it.`;
}
