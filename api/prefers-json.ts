// Whether an Accept header asks for JSON rather than for a page.

/** By the weights that it gives; a page where both are as welcome, and where neither is named. */
export function prefersJson(header: string | undefined): boolean {
  const weights = new Map<string, number>();
  for (const part of (header ?? '').slice(0, 500).split(',')) {
    const [type = '', ...rest] = part.trim().toLowerCase().split(';');
    weights.set(type.trim(), Number(/^\s*q=([\d.]+)\s*$/.exec(rest.join(';'))?.[1] ?? 1));
  }
  const weightOf = (type: string): number => weights.get(type) ?? weights.get(`${type.split('/')[0]}/*`) ?? weights.get('*/*') ?? 0;
  return weightOf('application/json') > weightOf('text/html');
}
