/** The name of the gateway that a command's argument means: the name, a gateway, or a row of the instances view; undefined if it means none. */
export function gatewayNameFromArgument(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { name, gateway } = argument as Partial<Record<'name' | 'gateway', unknown>>;
  if (typeof name === 'string') return name;
  return typeof gateway === 'object' ? gatewayNameFromArgument(gateway) : undefined;
}
