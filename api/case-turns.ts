// How many calls of one case are under way at once: the others wait for their turn, so that the service does not lose its tasks over them.

/**
 * The service refuses more than ten updates under way for one workflow, and each refusal makes it forget the task that it has just
 * given to the worker: fifty at once then hinder one another for minutes. Two API processes stay below it with so many each.
 */
const CALLS_AT_ONCE = 4;

interface Line {
  underWay: number;
  waiting: (() => void)[];
}

/** Lets so many calls of a case run at once, in the order they came. Knows only the cases that have calls under way. */
export class CaseTurns {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly atOnce = CALLS_AT_ONCE) {}

  /** Runs `call` when it is its turn; gives and throws what it gives and throws. */
  async take<T>(workflowId: string, call: () => Promise<T>): Promise<T> {
    const line = this.lines.get(workflowId) ?? { underWay: 0, waiting: [] };
    this.lines.set(workflowId, line);
    if (line.underWay < this.atOnce) line.underWay += 1;
    else await new Promise<void>((resolve) => line.waiting.push(resolve));
    try {
      return await call();
    } finally {
      const next = line.waiting.shift();
      if (next) next();
      else line.underWay -= 1;
      if (line.underWay === 0) this.lines.delete(workflowId);
    }
  }
}
