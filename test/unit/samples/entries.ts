/** The entries of an object, with the type of its keys. */
export function entries<Key extends string, Value>(object: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(object) as [Key, Value][];
}
