/** The gateway name in a command's argument, which can be a name, a gateway or a row of the instances view. Undefined if there is none. */
export function gatewayNameFromArgument(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { name, gateway } = argument as Partial<Record<'name' | 'gateway', unknown>>;
  if (typeof name === 'string') return name;
  return typeof gateway === 'object' ? gatewayNameFromArgument(gateway) : undefined;
}
