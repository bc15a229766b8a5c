// Plain JSON as a type, and a copy of it that shares nothing with the original.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

/** A deep copy of plain JSON; several times quicker than a round trip through text. */
export function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T;
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const key in value) result[key] = copy(value[key]);
  return result as T;
}
